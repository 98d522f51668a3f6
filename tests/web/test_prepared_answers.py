"""What was answered before: the same bytes, in each encoding, and no more of it than fits."""

import gzip
import json

import brotli
import pytest
from starlette.datastructures import Headers

from web.prepared_answers import AnswerCache, PreparedAnswer

TEXT = json.dumps(["counted", "estimated", "said"] * 200).encode()


def ask(answer: PreparedAnswer, **headers: str) -> tuple[int, bytes, str, str]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    response = answer.respond(Headers(given))
    told = response.headers
    return (
        response.status_code,
        bytes(response.body),
        told.get("content-encoding", ""),
        told["etag"],
    )


def test_each_encoding_unpacks_to_the_same_and_has_a_tag_of_its_own() -> None:
    answer = PreparedAnswer(TEXT, "application/json")
    found = [ask(answer, accept_encoding=name) for name in ("br", "gzip", "")]
    assert [encoding for _, _, encoding, _ in found] == ["br", "gzip", ""]
    contents = [brotli.decompress(found[0][1]), gzip.decompress(found[1][1]), found[2][1]]
    assert contents == [TEXT] * 3
    assert len({tag for *_, tag in found}) == 3


@pytest.mark.parametrize("media", ["image/png", "font/woff2"])
def test_what_is_compressed_already_is_sent_as_it_is(media: str) -> None:
    assert ask(PreparedAnswer(TEXT, media), accept_encoding="br")[1:3] == (TEXT, "")


def test_who_has_it_gets_no_content_and_who_has_another_does() -> None:
    answer = PreparedAnswer(TEXT, "application/json")
    _, _, _, tag = ask(answer)
    assert ask(answer, if_none_match=tag)[:2] == (304, b"")
    assert ask(answer, if_none_match='"other"')[0] == 200


def test_what_is_asked_for_often_is_compressed_further_and_says_the_same() -> None:
    answer = PreparedAnswer(TEXT * 50, "application/json")
    for _ in range(3):
        ask(answer, accept_encoding="br")
    answer._pack_best()
    assert brotli.decompress(ask(answer, accept_encoding="br")[1]) == TEXT * 50


def test_the_least_lately_asked_for_goes_first() -> None:
    cache = AnswerCache(limit=2 * 2 * len(TEXT))
    for name in "ab":
        cache.keep(name, PreparedAnswer(TEXT, "image/png"))
    cache.find("a")
    cache.keep("c", PreparedAnswer(TEXT, "image/png"))
    assert [name for name in "abc" if cache.find(name)] == ["a", "c"]


def test_what_is_not_whole_or_too_large_is_not_kept() -> None:
    cache = AnswerCache(limit=len(TEXT))
    cache.keep("large", PreparedAnswer(TEXT, "image/png"))
    cache.keep("part", PreparedAnswer(b"x", "image/png", keep=False))
    assert cache.find("large") is None
    assert cache.find("part") is None
