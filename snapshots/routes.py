"""Addresses of tables and pictures: `/figures/<id>.<form>?<view>`."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from figures import FIGURES
from figures.chart import Chart, draw
from figures.view import read_query
from locales import later
from schemas import Tables
from snapshots.exports import as_csv, as_excel
from snapshots.pictures import NoBrowser, Painter, PaintingFailed

_PAINTER: Final = Painter()
_NEEDED: Final = later(
    "Pictures need Chromium or Chrome on the server. The numbers are in the CSV."
)
_FAILED: Final = later("The picture could not be painted. Try again; the numbers are in the CSV.")

FORMS: Final[Mapping[str, tuple[str, Callable[[Chart], bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_excel),
    "png": ("image/png", lambda chart: _PAINTER.paint(chart, "png", scale=2)),
    "svg": ("image/svg+xml", lambda chart: _PAINTER.paint(chart, "svg")),
}
"""The forms a figure is given in: media type, and how it is made."""


def figure_routes(tables: Callable[[], Tables | None]) -> list[Route]:
    """Routes that give every figure in every form; `tables` gives the data of the moment."""

    def give(request: Request) -> Response:
        figure = FIGURES.get(request.path_params["figure"])
        form = FORMS.get(request.path_params["form"])
        data = tables()
        if figure is None or form is None:
            return PlainTextResponse("There is no such figure.", 404)
        if data is None:
            return PlainTextResponse("The data cannot be read at the moment.", 503)
        chart = draw(read_query(figure, data, request.query_params), data)
        media_type, make = form
        try:
            content = make(chart)
        except NoBrowser:
            return PlainTextResponse(chart.say(_NEEDED), 503)
        except PaintingFailed:
            return PlainTextResponse(chart.say(_FAILED), 503)
        name = f"{figure.id}-{data.digest[:8]}.{request.path_params['form']}"
        return Response(
            content,
            media_type=media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "public, max-age=60",
            },
        )

    return [Route("/figures/{figure}.{form}", give, methods=["GET"])]
