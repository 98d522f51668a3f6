"""Content systems that read the page and its description on their own servers."""

import json
import re
from typing import Any
from urllib.request import urlopen

import pytest

from tests.conftest import PATIENCE
from tests.elements import elements

pytestmark = pytest.mark.xdist_group("clients")

DRUPAL_READS = re.compile(r"^(application/json|text/xml)\b")


def fetched(address: str) -> tuple[str, str]:
    """The content at an address and its media type."""
    with urlopen(address, timeout=PATIENCE / 1000) as answer:  # noqa: S310 - our own site on this machine
        return answer.read().decode(), answer.headers["Content-Type"]


@pytest.fixture(scope="module")
def described(address: str) -> tuple[dict[str, Any], str]:
    """The description the page names, and the media type it comes in."""
    html, _ = fetched(address)
    named = [
        given["href"]
        for tag, given in elements(html)
        if tag == "link" and given.get("type") == "application/json+oembed"
    ]
    assert len(named) == 1
    assert "wp-json/oembed" not in named[0]
    content, media_type = fetched(named[0])
    return json.loads(content), media_type


def test_ghost_finds_enough_for_a_card_that_embeds(
    described: tuple[dict[str, Any], str],
) -> None:
    answer, _ = described
    assert answer["type"] == "rich"
    assert answer["version"]
    assert answer["html"]
    assert answer["width"]


def test_drupal_accepts_the_description(described: tuple[dict[str, Any], str]) -> None:
    answer, media_type = described
    assert answer["version"] == "1.0"
    assert DRUPAL_READS.match(media_type)
    assert "provider_name" not in answer
    assert isinstance(answer["width"], int)
    assert isinstance(answer["height"], int)


def test_what_is_embedded_is_the_page_that_was_asked_for(
    described: tuple[dict[str, Any], str], address: str
) -> None:
    answer, _ = described
    frames = [given for tag, given in elements(answer["html"]) if tag == "iframe"]
    assert [frame["src"] for frame in frames] == [address]
    assert "scrolling" not in frames[0]
