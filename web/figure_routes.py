"""Live editions: `/figures/<id>?<view>`, its files, and downloads under their short addresses."""

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import Edition
from exports.file_names import name_saved
from exports.files import FILES, PAGE
from exports.image_files import drawings
from exports.page import page
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import View, not_understood, read_query
from schemas import Tables
from snapshots.errors import FAILURES, failure
from snapshots.service import Studio
from web.responses import (
    EVERYBODY,
    NO_DATA,
    NO_FIGURE,
    SHORT,
    asked_language,
    framed_anywhere,
    kept,
    refusal,
)

DOWNLOADS: Final = {
    "csv": "data.csv",
    "xlsx": "data.xlsx",
    "png": "figure@2x.png",
    "jpg": "figure.jpg",
    "svg": "figure.svg",
}
"""The short forms of an address, and the file each gives."""


def live_routes(studio: Studio) -> list[Route]:
    """Routes of every figure as it is now."""

    def download(request: Request) -> Response:
        name = DOWNLOADS.get(request.path_params["form"], "")
        return _give(request, studio, name, download=True)

    def page(request: Request) -> Response:
        return _give(request, studio, PAGE)

    def file(request: Request) -> Response:
        return _give(request, studio, request.path_params["name"])

    return [
        Route("/figures/{figure}.{form}", download, methods=["GET"]),
        Route("/figures/{figure}", page, methods=["GET"]),
        Route("/figures/{figure}/{name}", file, methods=["GET"]),
    ]


def asked_view(request: Request, tables: Tables) -> View | None:
    """The view an address asks for; None without such a figure."""
    figure = FIGURES.get(request.path_params["figure"])
    return read_query(figure, tables, request.query_params) if figure else None


def _give(request: Request, studio: Studio, name: str, *, download: bool = False) -> Response:
    tables, say = studio.tables(), asked_language(request)
    if tables is None:
        return refusal(say(NO_DATA), 503, retry=60)
    view = asked_view(request, tables)
    if view is None or name not in FILES:
        return refusal(say(NO_FIGURE), 404)
    if name == PAGE and request.path_params.get("name"):
        return RedirectResponse(Edition(studio.site, view).path, 301)
    chart = draw(view, tables)
    told = not_understood(chart.figure, tables, request.query_params, chart.say)
    try:
        content = _content(name, chart, Edition(studio.site, view), studio, told)
    except FAILURES as error:
        return refusal(failure(error, chart.say), 503, retry=30)
    headers = {**EVERYBODY, "Cache-Control": SHORT}
    if name == PAGE:
        headers |= framed_anywhere()
    if download:
        saved = name_saved(name, chart, Edition(studio.site, view))
        headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    return kept(request, content, FILES[name].media_type, headers)


def _content(
    name: str, chart: Chart, edition: Edition, studio: Studio, told: Sequence[str]
) -> bytes:
    """A file of an edition; its page tells what of the address was not understood."""
    if name == PAGE and told:
        return page(chart, edition, drawings(chart, studio.painter), told).encode()
    return FILES[name].make(chart, edition, studio.painter)
