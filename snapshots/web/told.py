"""Feeds that tell editors what has changed, and the library that makes charts interactive."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from figures import FIGURES
from snapshots.bundle import plotly_js
from snapshots.feed import ATOM_TYPE, JSON_TYPE, feed_atom, feed_json
from snapshots.history import events, record
from snapshots.page import plotly_path
from snapshots.store import StoreFailed
from snapshots.studio import Studio
from snapshots.web.answers import (
    EVERYBODY,
    FOR_EVER,
    NO_DATA,
    NO_FIGURE,
    SHORT,
    asked_language,
    failure,
    kept,
    refusal,
)

FEEDS = {"json": (JSON_TYPE, feed_json), "xml": (ATOM_TYPE, feed_atom)}


def told_routes(studio: Studio) -> list[Route]:
    """Routes of the feeds and of plotly.js."""
    notice = _noticing(studio)

    def feed(request: Request) -> Response:
        return _feed(request, studio, notice)

    def library(request: Request) -> Response:
        headers = {**EVERYBODY, "Cache-Control": FOR_EVER}
        return kept(request, _library(), "text/javascript; charset=utf-8", headers)

    return [
        Route("/snapshots/feed.{form}", feed, methods=["GET"]),
        Route(f"/{plotly_path()}", library, methods=["GET"]),
    ]


@lru_cache(maxsize=1)
def _library() -> bytes:
    return plotly_js().read_bytes()


def _noticing(studio: Studio) -> Callable[[], None]:
    """A function that records what is new and sweeps the store, once for each state of the data."""
    seen: set[str] = set()

    def notice() -> None:
        tables = studio.tables()
        if tables is not None and tables.digest not in seen:
            record(tables, studio.store, datetime.now(UTC))
            studio.store.sweep()
            seen.add(tables.digest)

    return notice


def _feed(request: Request, studio: Studio, notice: Callable[[], None]) -> Response:
    say = asked_language(request)
    form = FEEDS.get(request.path_params["form"])
    figure = request.query_params.get("figure", "")
    if form is None or (figure and figure not in FIGURES):
        return refusal(say(NO_FIGURE), 404)
    if studio.tables() is None:
        return refusal(say(NO_DATA), 503, retry=60)
    media_type, write = form
    try:
        notice()
        content = write(events(studio.store), studio.site, say, figure)
    except StoreFailed as error:
        return refusal(failure(error, say), 503, retry=30)
    return kept(request, content, media_type, {**EVERYBODY, "Cache-Control": SHORT})
