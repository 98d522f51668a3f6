"""Editors follow the figures with any feed reader."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from exports.addresses import Site
from locales import LANGUAGES, find_language
from snapshots.history import ChangeEvent, EventKind
from web.feeds import FEEDS, write_feed, write_feed_address

SITE = Site("https://numbers.example.org")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
FIGURE = "civilians-killed-by-month"


def everywhere(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def event(hours: int, kind: EventKind = EventKind.NEWER, figure: str = FIGURE) -> ChangeEvent:
    return ChangeEvent(
        figure,
        f"{hours:020x}",
        NOON + timedelta(hours=hours),
        kind,
        before=everywhere("286 killed in July"),
        after=everywhere("308 killed in August <b>&amp;</b>"),
        sources=dict.fromkeys(LANGUAGES, ("OHCHR, 10 September 2025",)),
        since=date(2025, 9, 10),
        added=1,
    )


EVENTS = [
    event(0, EventKind.FIRST),
    event(1),
    replace(event(2, EventKind.CORRECTED), reason=everywhere("Digits are swapped."), changed=2),
    event(3, figure="aid-by-type"),
]


def parsed(content: bytes) -> "feedparser.FeedParserDict":
    """What a feed reader makes of it, which must find nothing wrong."""
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    return read


@pytest.mark.parametrize("code", LANGUAGES)
def test_atom_is_read_by_feed_readers_in_every_language(code: str) -> None:
    read = parsed(write_feed("xml", EVENTS, SITE, find_language(code)))
    assert read.version == "atom10"
    assert read.feed.language == code
    assert [entry.updated for entry in read.entries] == [
        "2026-11-22T15:00:00+00:00",
        "2026-11-22T14:00:00+00:00",
        "2026-11-22T13:00:00+00:00",
    ]
    assert all(urlsplit(entry.link).query == f"lang={code}" for entry in read.entries)


def test_atom_has_all_the_standard_wants() -> None:
    root = ET.fromstring(write_feed("xml", EVENTS, SITE, find_language("en")))  # noqa: S314 - our own feed
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = part.findall(f"{ATOM}{name}")
            assert one.text
        alternate = [link for link in part.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternate) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    (here,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert here.get("href") == write_feed_address(SITE, "xml", find_language("en"))
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 4


def test_json_feed_has_all_the_standard_wants() -> None:
    feed = json.loads(write_feed("json", EVENTS, SITE, find_language("fr")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "fr"
    assert feed["feed_url"] == f"{SITE.base}/snapshots/feed.json?lang=fr"
    assert len({item["id"] for item in feed["items"]}) == 3
    for item in feed["items"]:
        assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        assert item["content_text"]
        assert item["title"]
        assert item["url"].startswith(f"{SITE.base}/")


def test_both_forms_tell_the_same_newest_first() -> None:
    items = json.loads(write_feed("json", reversed(EVENTS), SITE, find_language("en")))["items"]
    entries = parsed(write_feed("xml", EVENTS, SITE, find_language("en"))).entries
    assert [item["id"] for item in items] == [entry.id for entry in entries]
    assert [item["content_text"] for item in items] == [entry.content[0].value for entry in entries]


def test_an_entry_says_what_changed_why_and_what_it_was_before() -> None:
    items = json.loads(write_feed("json", EVENTS, SITE, find_language("en")))["items"]
    assert items[1]["title"] == "Corrected: 308 killed in August <b>&amp;</b>"
    assert items[1]["content_text"].splitlines() == [
        "Figure: Civilians killed by month",
        "Reason: Digits are swapped.",
        "Before: 286 killed in July",
        "1 row added; 2 rows changed",
        "New sources: OHCHR, 10 September 2025",
    ]


def withdrawn(**reasons: str) -> ChangeEvent:
    return ChangeEvent(
        FIGURE,
        "0123456789abcdef0123",
        NOON + timedelta(hours=9),
        EventKind.WITHDRAWN,
        after={"uk": "Серпень: 308"},
        reason=reasons,
        since=date(2026, 11, 22),
    )


def test_a_withdrawal_is_told_with_its_day_reason_address_and_frozen_title() -> None:
    told = withdrawn(en="Wrong unit.", fr="Mauvaise unité.")
    (item,) = json.loads(write_feed("json", [told], SITE, find_language("fr")))["items"]
    assert item["tags"] == ["withdrawn", FIGURE]
    assert item["title"] == "Retiré\u00a0: Серпень: 308"
    assert item["url"] == f"{SITE.base}/snapshots/{FIGURE}/0123456789abcdef0123/"
    assert "Retiré le 22\u00a0novembre 2026\u00a0: Mauvaise unité." in item["content_text"]
    (entry,) = parsed(write_feed("xml", [told], SITE, find_language("fr"))).entries
    assert (entry.title, entry.link) == (item["title"], item["url"])


def test_a_reason_nobody_translated_says_that_it_is_english() -> None:
    told = withdrawn(en="Wrong unit.", fr="Mauvaise unité.")
    (item,) = json.loads(write_feed("json", [told], SITE, find_language("uk")))["items"]
    assert "Wrong unit. (англійською)" in item["content_text"]
    (item,) = json.loads(write_feed("json", [told], SITE, find_language("en")))["items"]
    assert "Wrong unit.\n" in item["content_text"]


def test_the_first_record_floods_nobody_and_is_told_to_those_who_follow_the_figure() -> None:
    first = [event(number, EventKind.FIRST) for number in range(30)]
    assert json.loads(write_feed("json", first, SITE, find_language("en")))["items"] == []
    one = json.loads(write_feed("json", [*first[:1], EVENTS[3]], SITE, find_language("en"), FIGURE))
    assert [item["tags"] for item in one["items"]] == [["first", FIGURE]]
    assert one["feed_url"] == f"{SITE.base}/snapshots/feed.json?lang=en&figure={FIGURE}"
    assert one["home_page_url"] == f"{SITE.base}/{FIGURE}?lang=en"


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parsed(write_feed("xml", [], SITE, find_language("uk"))).entries == []
    assert json.loads(write_feed("json", [], SITE, find_language("uk")))["items"] == []


def test_a_feed_holds_at_most_a_hundred_entries_the_newest() -> None:
    many = [event(number) for number in range(150)]
    items = json.loads(write_feed("json", many, SITE, find_language("en")))["items"]
    assert len(items) == 100
    assert items[0]["date_published"] == many[-1].noticed.isoformat()


def test_the_name_of_an_entry_never_changes() -> None:
    alone = json.loads(write_feed("json", EVENTS[1:2], SITE, find_language("en")))["items"][0]
    among = json.loads(write_feed("json", EVENTS, SITE, find_language("uk")))["items"][-1]
    assert alone["id"] == among["id"]
    assert alone["id"].startswith("tag:numbers.example.org,2026-11-22:")


def test_signs_no_feed_may_hold_are_left_out() -> None:
    strange = replace(event(1), after=everywhere("a\x0bb\ufffe <c> & \U0001f4c8"))
    (entry,) = parsed(write_feed("xml", [strange], SITE, find_language("en"))).entries
    assert entry.title_detail.value in ("ab <c> & \U0001f4c8", "ab &lt;c&gt; &amp; \U0001f4c8")


def test_the_same_events_are_the_same_bytes() -> None:
    for form in FEEDS:
        told = [write_feed(form, EVENTS, SITE, find_language("uk")) for _ in range(2)]
        assert told[0] == told[1]


def test_a_feed_kept_as_a_file_says_where_it_lies() -> None:
    here = f"{SITE.base}/fr/snapshots/feed.xml"
    assert parsed(write_feed("xml", EVENTS, SITE, find_language("fr"), at=here)).feed.id == here
    feed = json.loads(write_feed("json", EVENTS, SITE, find_language("fr"), at=here))
    assert feed["feed_url"] == here
