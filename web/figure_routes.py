"""Live editions: `/figures/<id>?<view>`, its files, and downloads under their short addresses."""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import Edition, name_saved
from exports.files import FILES, PAGE, make_file
from exports.image_files import drawings
from exports.page import page
from figures.core.chart import draw
from figures.core.unknown_parameters import not_understood
from locales import Language
from snapshots.service import Studio
from web.responses import (
    NO_FIGURE,
    Refused,
    endpoint,
    framed_anywhere,
    kept,
    tables_of,
    view_of_address,
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
    give = endpoint(_give, studio)
    download = endpoint(partial(_give, download=True), studio)
    return [
        Route("/figures/{figure}.{form}", download, methods=["GET"]),
        Route("/figures/{figure}", give, methods=["GET"]),
        Route("/figures/{figure}/{name}", give, methods=["GET"]),
    ]


def _give(request: Request, studio: Studio, _say: Language, *, download: bool = False) -> Response:
    """A file of the edition; its page tells what of the address was not understood."""
    asked, tables = request.path_params, tables_of(studio)
    view = view_of_address(request, tables)
    name = DOWNLOADS.get(asked["form"], "") if download else asked.get("name", PAGE)
    if name not in FILES:
        raise Refused(NO_FIGURE, 404)
    chart, edition = draw(view, tables), Edition(studio.site, view)
    if name != PAGE:
        content, headers = make_file(name, chart, edition, studio.painter), {}
    elif "name" in asked:
        return RedirectResponse(edition.path, 301)
    else:
        told = not_understood(chart.figure, tables, request.query_params, chart.say)
        content = page(chart, edition, drawings(chart, studio.painter), told).encode()
        headers = framed_anywhere()
    if download:
        saved = name_saved(name, chart, edition)
        headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    return kept(request, content, FILES[name], more=headers)
