"""Feeds that tell editors what has changed; the typeface, and the library of interactive charts."""

from functools import cache, partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports.page import plotly_path
from exports.plotly_bundle import plotly_js
from exports.typeface import MEDIA_TYPE, font_files
from figures import FIGURES
from locales import Language
from snapshots.history import Event, events
from snapshots.service import Studio
from snapshots.store import StoreFailed
from web.feeds import ATOM_TYPE, JSON_TYPE, feed_atom, feed_json
from web.responses import FOR_EVER, NO_FIGURE, Refused, endpoint, kept

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
