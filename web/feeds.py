"""Feeds for editors: what has changed in the figures, as JSON Feed and as Atom."""

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports.addresses import Site
from exports.html import fill
from exports.page import plotly_path
from exports.renderer import plotly_js
from exports.typeface import MEDIA_TYPE, font_files
from figures import FIGURES
from figures.core.site_name import HOUSE
from locales import Language
from snapshots.history import Event, Kind, events, newest_first
from snapshots.service import Studio
from snapshots.store import StoreFailed, in_words_of
from web.routes import FOR_EVER, NO_FIGURE, Refused, endpoint, kept

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
    """The changes as JSON Feed 1.1, or those of one figure; `at` is its address on plain files."""
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
        "items": [_item(event, site, say) for event in newest_first(told)[:MOST]],
    }


def _item(event: Event, site: Site, say: Language) -> dict[str, Any]:
    """One change, by an id that stays; a correction or a withdrawal says first that it is one."""
    host, named = urlsplit(site.base).hostname or "localhost", FIGURES.get(event.figure)
    title = event.after.get(say.code, "")
    page = f"{site.base}/{event.figure}?lang={say.code}"
    if event.kind is Kind.CORRECTED:
        title = say("Corrected: {title}", title=title)
    elif event.kind is Kind.WITHDRAWN:
        name = say(named.name) if named else event.figure
        title = say("Withdrawn: {title}", title="".join(event.after.values()) or name)
        page = f"{site.base}/snapshots/{event.figure}/{event.rows}/"
    moment = f"{event.noticed:%Y-%m-%d}:{event.figure}/{event.noticed:%H%M%S}-{event.rows}"
    return {
        "id": f"tag:{host},{moment}",
        "url": page,
        "title": title,
        "content_text": "\n".join(_lines(event, say)),
        "date_published": event.noticed.isoformat(),
        "date_modified": event.noticed.isoformat(),
        "tags": [event.kind.value, event.figure],
    }


def _lines(event: Event, say: Language) -> Iterator[str]:
    """What an editor must know, one sentence a line; of a withdrawal since when and why."""
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


FEEDS = {"json": (JSON_TYPE, feed_json), "xml": (ATOM_TYPE, feed_atom)}


def told_routes(studio: Studio) -> list[Route]:
    """Routes of the feeds, of the typeface and of plotly.js."""
    told: list[Event] = []
    feed = partial(_give_feed, told=told)
    return [
        Route("/snapshots/feed.{form}", endpoint(feed, studio), methods=["GET"]),
        Route(f"/{plotly_path()}", _give_library, methods=["GET"]),
        *(
            Route(f"/{path}", partial(_give_font, content=content), methods=["GET"])
            for path, content in font_files().items()
        ),
    ]


def _give_font(request: Request, content: bytes) -> Response:
    return kept(request, content, MEDIA_TYPE, FOR_EVER)


def _give_library(request: Request) -> Response:
    return kept(request, _library(), "text/javascript; charset=utf-8", FOR_EVER)


@cache
def _library() -> bytes:
    return plotly_js().read_bytes()


def _give_feed(request: Request, studio: Studio, say: Language, told: list[Event]) -> Response:
    """What was noticed, by whoever records it; `told` is kept for when the store fails."""
    form = FEEDS.get(request.path_params["form"])
    figure = request.query_params.get("figure", "")
    if form is None or (figure and figure not in FIGURES):
        raise Refused(NO_FIGURE, 404)
    media_type, write = form
    try:
        told[:] = events(studio.store)
    except StoreFailed:
        if not told:
            raise
    return kept(request, write(tuple(told), studio.site, say, figure), media_type)
