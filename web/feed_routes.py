"""Feeds that tell editors what has changed; the typeface, and the library of interactive charts."""

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports.page import plotly_path
from exports.plotly_bundle import plotly_js
from exports.typeface import MEDIA_TYPE, font_files
from figures import FIGURES
from snapshots.errors import failure
from snapshots.history import Event, events
from snapshots.service import Studio
from snapshots.store import StoreFailed
from web.feeds import ATOM_TYPE, JSON_TYPE, feed_atom, feed_json
from web.responses import EVERYBODY, FOR_EVER, NO_FIGURE, SHORT, asked_language, kept, refusal

FEEDS = {"json": (JSON_TYPE, feed_json), "xml": (ATOM_TYPE, feed_atom)}


def told_routes(studio: Studio) -> list[Route]:
    """Routes of the feeds, of the typeface and of plotly.js."""
    told: list[Event] = []

    def feed(request: Request) -> Response:
        return _feed(request, studio, told)

    def library(request: Request) -> Response:
        headers = {**EVERYBODY, "Cache-Control": FOR_EVER}
        return kept(request, _library(), "text/javascript; charset=utf-8", headers)

    return [
        Route("/snapshots/feed.{form}", feed, methods=["GET"]),
        Route(f"/{plotly_path()}", library, methods=["GET"]),
        *(
            Route(f"/{path}", _font(content), methods=["GET"])
            for path, content in font_files().items()
        ),
    ]


def _font(content: bytes) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return kept(request, content, MEDIA_TYPE, {**EVERYBODY, "Cache-Control": FOR_EVER})

    return answer


@lru_cache(maxsize=1)
def _library() -> bytes:
    return plotly_js().read_bytes()


def _feed(request: Request, studio: Studio, told: list[Event]) -> Response:
    """What was noticed, by whoever records it; `told` is kept for when the store fails."""
    say = asked_language(request)
    form = FEEDS.get(request.path_params["form"])
    figure = request.query_params.get("figure", "")
    if form is None or (figure and figure not in FIGURES):
        return refusal(say(NO_FIGURE), 404)
    media_type, write = form
    try:
        told[:] = events(studio.store)
    except StoreFailed as error:
        if not told:
            return refusal(failure(error, say), 503, retry=30)
    content = write(tuple(told), studio.site, say, figure)
    return kept(request, content, media_type, {**EVERYBODY, "Cache-Control": SHORT})
