"""Feeds for editors: what has changed in the figures, as JSON Feed and as Atom."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

from exports.addresses import Site
from figures import FIGURES
from figures.core.site_name import HOUSE
from locales import Language
from snapshots.history import Event, Kind, newest_first
from snapshots.withdrawal import in_words_of

MOST: Final = 100
"""Entries of a feed; readers that come once a month miss none."""
JSON_TYPE: Final = "application/feed+json"
ATOM_TYPE: Final = "application/atom+xml"

_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER: Final = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was updated."""
_UNPRINTABLE: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def address(site: Site, form: str, say: Language, figure: str = "") -> str:
    """Where this server gives a feed of all figures, or of one; `form` is json or xml."""
    asked = {"lang": say.code, **({"figure": figure} if figure else {})}
    return f"{site.base}/snapshots/feed.{form}?{urlencode(asked)}"


def feed_json(
    events: Iterable[Event], site: Site, say: Language, figure: str = "", *, at: str = ""
) -> bytes:
    """The changes as JSON Feed 1.1, newest first; those of one figure if it is named.

    `at` is the whole address of the feed where it is not the server's.
    """
    feed = {
        "version": _JSON_FEED,
        "title": _title(say, figure),
        "home_page_url": _home(site, say, figure),
        "feed_url": at or address(site, "json", say, figure),
        "language": say.code,
        "items": [
            {
                "id": _id(event, site),
                "url": _figure(event, site, say),
                "title": _headline(event, say),
                "content_text": "\n".join(_lines(event, say)),
                "date_published": event.noticed.isoformat(),
                "date_modified": event.noticed.isoformat(),
                "tags": [event.kind.value, event.figure],
            }
            for event in _entries(events, figure)
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def feed_atom(
    events: Iterable[Event], site: Site, say: Language, figure: str = "", *, at: str = ""
) -> bytes:
    """The same changes as Atom."""
    entries = _entries(events, figure)
    here = at or address(site, "xml", say, figure)
    # Names without a namespace of their own: the pictures claim the prefix of the whole process.
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANG: say.code})
    _text(feed, "id", here)
    _text(feed, "title", _title(say, figure))
    _text(feed, "updated", entries[0].noticed.isoformat() if entries else _NEVER)
    _text(ET.SubElement(feed, "author"), "name", say(HOUSE))
    ET.SubElement(feed, "link", {"rel": "self", "type": ATOM_TYPE, "href": here})
    home = {"rel": "alternate", "type": "text/html", "href": _home(site, say, figure)}
    ET.SubElement(feed, "link", home)
    for event in entries:
        _entry(feed, event, site, say)
    ET.indent(feed, " ")
    written = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _entry(feed: ET.Element, event: Event, site: Site, say: Language) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _id(event, site))
    _text(entry, "title", _headline(event, say))
    _text(entry, "published", event.noticed.isoformat())
    _text(entry, "updated", event.noticed.isoformat())
    page = {"rel": "alternate", "type": "text/html", "href": _figure(event, site, say)}
    ET.SubElement(entry, "link", page)
    ET.SubElement(entry, "category", {"term": event.kind.value})
    ET.SubElement(entry, "category", {"term": event.figure})
    _text(entry, "content", "\n".join(_lines(event, say))).set("type", "text")


def _text(parent: ET.Element, name: str, words: str) -> ET.Element:
    part = ET.SubElement(parent, name)
    part.text = _UNPRINTABLE.sub("", words)
    return part


def _entries(events: Iterable[Event], figure: str) -> Sequence[Event]:
    """Newest first. That a figure is here is news to those who follow it, and to nobody else."""
    return newest_first(
        event
        for event in events
        if (event.figure == figure if figure else event.kind is not Kind.FIRST)
    )[:MOST]


def _title(say: Language, figure: str) -> str:
    named = FIGURES.get(figure)
    if named is None:
        return say(HOUSE)
    return say.named(say(HOUSE), say(named.name))


def _headline(event: Event, say: Language) -> str:
    """The present message of the figure; a correction or a withdrawal says so first."""
    if event.kind is Kind.WITHDRAWN:
        named = FIGURES.get(event.figure)
        name = say(named.name) if named else event.figure
        return say("Withdrawn: {title}", title="".join(event.after.values()) or name)
    words = event.after.get(say.code, "")
    return say("Corrected: {title}", title=words) if event.kind is Kind.CORRECTED else words


def _lines(event: Event, say: Language) -> Iterator[str]:
    """What an editor must know, one sentence a line."""
    code = say.code
    named = FIGURES.get(event.figure)
    if named is not None:
        yield say("Figure: {name}", name=say(named.name))
    if event.kind is Kind.FIRST:
        yield say("Changes of this figure will be told here.")
        return
    if event.kind is Kind.WITHDRAWN:
        yield from _withdrawal(event, say)
        return
    if event.reason.get(code):
        yield say("Reason: {reason}", reason=event.reason[code])
    if event.before.get(code) and event.before[code] != event.after.get(code):
        yield say("Before: {title}", title=event.before[code])
    counts = (
        say.count("{n} row added", "{n} rows added", event.added) if event.added else "",
        say.count("{n} row removed", "{n} rows removed", event.removed) if event.removed else "",
        say.count("{n} row changed", "{n} rows changed", event.changed) if event.changed else "",
    )
    if any(counts):
        yield say.row(count for count in counts if count)
    if event.sources.get(code):
        yield say("New sources: {sources}", sources=say.row(event.sources[code]))


def _withdrawal(event: Event, say: Language) -> Iterator[str]:
    """Since when and why; what is to be done with an article stands with the snapshot itself."""
    reason = in_words_of(say, event.reason)
    day = say.day(event.since) if event.since else ""
    yield say("Withdrawn on {day}: {reason}", day=day, reason=reason)
    yield say("The frozen figure stays at its address and says so to its readers.")


def _figure(event: Event, site: Site, say: Language) -> str:
    """The page an entry is about: the figure of today, or the snapshot that was withdrawn."""
    if event.kind is Kind.WITHDRAWN:
        return f"{site.base}/snapshots/{event.figure}/{event.rows}/"
    return f"{site.base}/{event.figure}?lang={say.code}"


def _home(site: Site, say: Language, figure: str) -> str:
    return f"{site.base}/{figure}?lang={say.code}"


def _id(event: Event, site: Site) -> str:
    """A name that stays, whatever becomes of the address of the page."""
    host = urlsplit(site.base).hostname or "localhost"
    return f"tag:{host},{event.noticed:%Y-%m-%d}:{event.figure}/{event.noticed:%H%M%S}-{event.rows}"
