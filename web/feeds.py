"""Feeds for editors: what has changed in the figures, as JSON Feed and as Atom."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports.addresses import Site
from exports.html import fill_template
from exports.page import find_plotly_path
from exports.renderer import find_plotly_js
from exports.typeface import MEDIA_TYPE, read_font_files
from figures import FIGURES
from figures.core.site_name import SITE_NAME
from locales import Language
from snapshots.history import ChangeEvent, EventKind, read_events, sort_newest_first
from snapshots.revision import describe_counts
from snapshots.service import SnapshotService
from snapshots.store import StoreFailed, translate_reason
from web.prepared_answers import PreparedAnswer
from web.routes import FOR_EVER, NO_FIGURE, RequestRefused, make_endpoint, prepare_answer

MOST: Final = 100
"""Entries of a feed; readers that come once a month miss none."""
JSON_TYPE: Final = "application/feed+json"
ATOM_TYPE: Final = "application/atom+xml"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_NEVER: Final = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was updated."""


def write_feed_address(site: Site, form: str, t: Language, figure: str = "") -> str:
    """Where this server gives a feed of all figures, or of one; `form` is json or xml."""
    asked = {"lang": t.code, **({"figure": figure} if figure else {})}
    return f"{site.base}/snapshots/feed.{form}?{urlencode(asked)}"


def write_feed(
    form: str,
    events: Iterable[ChangeEvent],
    site: Site,
    t: Language,
    figure: str = "",
    *,
    at: str = "",
) -> bytes:
    """The changes of all figures, or of one, as JSON Feed 1.1 or as Atom.

    `at` is the address of the feed where this server does not give it.
    """
    feed = _feed(events, site, t, figure, at or write_feed_address(site, form, t, figure))
    if form == "json":
        return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"
    values = {"author": t(SITE_NAME), "media_type": ATOM_TYPE, "never": _NEVER}
    return fill_template("feed.xml", t, feed=feed, **values).encode()


def _feed(
    events: Iterable[ChangeEvent], site: Site, t: Language, figure: str, here: str
) -> dict[str, Any]:
    """What a feed tells. That a figure is here is news to those who follow it, and nobody else."""
    told = (
        event
        for event in events
        if (event.figure == figure if figure else event.kind is not EventKind.FIRST)
    )
    named = FIGURES.get(figure)
    return {
        "version": _JSON_FEED,
        "title": t.label(t(SITE_NAME), t(named.name)) if named else t(SITE_NAME),
        "home_page_url": f"{site.base}/{figure}?lang={t.code}",
        "feed_url": here,
        "language": t.code,
        "items": [_item(event, site, t) for event in sort_newest_first(told)[:MOST]],
    }


def _item(event: ChangeEvent, site: Site, t: Language) -> dict[str, Any]:
    """One change, by an id that stays; a correction or a withdrawal says first that it is one."""
    host, named = urlsplit(site.base).hostname or "localhost", FIGURES.get(event.figure)
    title = event.after.get(t.code, "")
    page = f"{site.base}/{event.figure}?lang={t.code}"
    if event.kind is EventKind.CORRECTED:
        title = t("Corrected: {title}", title=title)
    elif event.kind is EventKind.WITHDRAWN:
        name = t(named.name) if named else event.figure
        title = t("Withdrawn: {title}", title="".join(event.after.values()) or name)
        page = f"{site.base}/snapshots/{event.figure}/{event.rows}/"
    moment = f"{event.noticed:%Y-%m-%d}:{event.figure}/{event.noticed:%H%M%S}-{event.rows}"
    return {
        "id": f"tag:{host},{moment}",
        "url": page,
        "title": title,
        "content_text": "\n".join(_lines(event, t)),
        "date_published": event.noticed.isoformat(),
        "date_modified": event.noticed.isoformat(),
        "tags": [event.kind.value, event.figure],
    }


def _lines(event: ChangeEvent, t: Language) -> Iterator[str]:
    """What an editor must know, one sentence a line; of a withdrawal since when and why."""
    code, named = t.code, FIGURES.get(event.figure)
    if named is not None:
        yield t("Figure: {name}", name=t(named.name))
    if event.kind is EventKind.FIRST:
        yield t("Changes of this figure will be told here.")
        return
    if event.kind is EventKind.WITHDRAWN:
        reason = translate_reason(t, event.reason)
        day = t.format_day(event.since) if event.since else ""
        yield t("Withdrawn on {day}: {reason}", day=day, reason=reason)
        yield t("The frozen figure stays at its address and says so to its readers.")
        return
    if event.reason.get(code):
        yield t("Reason: {reason}", reason=event.reason[code])
    if event.before.get(code) and event.before[code] != event.after.get(code):
        yield t("Before: {title}", title=event.before[code])
    if counts := describe_counts(event.added, event.removed, event.changed, t):
        yield counts
    if event.sources.get(code):
        yield t("New sources: {sources}", sources=t.join_items(event.sources[code]))


FEEDS: Final = {"json": JSON_TYPE, "xml": ATOM_TYPE}


def make_feed_routes(studio: SnapshotService) -> list[Route]:
    """Routes of the feeds, of the typeface and of plotly.js."""
    told: list[ChangeEvent] = []
    feed = partial(_give_feed, told=told)
    return [
        Route("/snapshots/feed.{form}", make_endpoint(feed, studio)),
        *(Route(f"/{path}", _give_file) for path in (find_plotly_path(), *read_font_files())),
    ]


@cache
def list_page_files() -> Mapping[str, PreparedAnswer]:
    """What pages fetch besides figures, by its path: the typeface, and what draws charts."""
    files = {path: (file, MEDIA_TYPE) for path, file in read_font_files().items()}
    files[find_plotly_path()] = find_plotly_js().read_bytes(), "text/javascript; charset=utf-8"
    return {path: prepare_answer(*file, FOR_EVER) for path, file in files.items()}


def _give_file(request: Request) -> Response:
    prepared = list_page_files()[str(request.url.path).removeprefix("/")]
    return prepared.respond(request.headers)


def _give_feed(
    request: Request, studio: SnapshotService, t: Language, told: list[ChangeEvent]
) -> PreparedAnswer:
    """What was noticed, by whoever records it; `told` is kept for when the store fails."""
    form = request.path_params["form"]
    figure = request.query_params.get("figure", "")
    if form not in FEEDS or (figure and figure not in FIGURES):
        raise RequestRefused(NO_FIGURE, 404)
    try:
        told[:] = read_events(studio.store)
    except StoreFailed:
        if not told:
            raise
    return prepare_answer(write_feed(form, tuple(told), studio.site, t, figure), FEEDS[form])
