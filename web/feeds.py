"""Feeds for editors: what has changed in the figures, as JSON Feed and as Atom."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from exports.addresses import Site
from exports.html import fill
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
_NEVER: Final = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was updated."""


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
    feed = _feed(events, site, say, figure, at or address(site, "json", say, figure))
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def feed_atom(
    events: Iterable[Event], site: Site, say: Language, figure: str = "", *, at: str = ""
) -> bytes:
    """The same changes as Atom."""
    feed = _feed(events, site, say, figure, at or address(site, "xml", say, figure))
    values = {"author": say(HOUSE), "media_type": ATOM_TYPE, "never": _NEVER}
    return fill("feed.xml", say, feed=feed, **values).encode()


def _feed(
    events: Iterable[Event], site: Site, say: Language, figure: str, here: str
) -> dict[str, Any]:
    """What a feed tells. That a figure is here is news to those who follow it, and nobody else."""
    told = (
        event
        for event in events
        if (event.figure == figure if figure else event.kind is not Kind.FIRST)
    )
    named = FIGURES.get(figure)
    return {
        "version": _JSON_FEED,
        "title": say.named(say(HOUSE), say(named.name)) if named else say(HOUSE),
        "home_page_url": f"{site.base}/{figure}?lang={say.code}",
        "feed_url": here,
        "language": say.code,
        "items": [
            {
                "id": _id(event, site),
                "url": _page(event, site, say),
                "title": _headline(event, say),
                "content_text": "\n".join(_lines(event, say)),
                "date_published": event.noticed.isoformat(),
                "date_modified": event.noticed.isoformat(),
                "tags": [event.kind.value, event.figure],
            }
            for event in newest_first(told)[:MOST]
        ],
    }


def _headline(event: Event, say: Language) -> str:
    """The present message of the figure; a correction or a withdrawal says so first."""
    if event.kind is Kind.WITHDRAWN:
        named = FIGURES.get(event.figure)
        name = say(named.name) if named else event.figure
        return say("Withdrawn: {title}", title="".join(event.after.values()) or name)
    words = event.after.get(say.code, "")
    return say("Corrected: {title}", title=words) if event.kind is Kind.CORRECTED else words


def _lines(event: Event, say: Language) -> Iterator[str]:
    """What an editor must know, one sentence a line.

    Of a withdrawal since when and why; what is to be done with an article stands with the snapshot.
    """
    code, named = say.code, FIGURES.get(event.figure)
    if named is not None:
        yield say("Figure: {name}", name=say(named.name))
    if event.kind is Kind.FIRST:
        yield say("Changes of this figure will be told here.")
        return
    if event.kind is Kind.WITHDRAWN:
        reason = in_words_of(say, event.reason)
        day = say.day(event.since) if event.since else ""
        yield say("Withdrawn on {day}: {reason}", day=day, reason=reason)
        yield say("The frozen figure stays at its address and says so to its readers.")
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
        yield say.row(filter(None, counts))
    if event.sources.get(code):
        yield say("New sources: {sources}", sources=say.row(event.sources[code]))


def _page(event: Event, site: Site, say: Language) -> str:
    """The page an entry is about: the figure of today, or the snapshot that was withdrawn."""
    if event.kind is Kind.WITHDRAWN:
        return f"{site.base}/snapshots/{event.figure}/{event.rows}/"
    return f"{site.base}/{event.figure}?lang={say.code}"


def _id(event: Event, site: Site) -> str:
    """A name that stays, whatever becomes of the address of the page."""
    host = urlsplit(site.base).hostname or "localhost"
    return f"tag:{host},{event.noticed:%Y-%m-%d}:{event.figure}/{event.noticed:%H%M%S}-{event.rows}"
