"""The files of an edition: what each is called, its media type, and how it is made."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exports.addresses import Edition
from exports.citations import citation_files
from exports.datapackage import datapackage
from exports.image_files import PICTURES, drawings, paint
from exports.oembed import oembed
from exports.page import page
from exports.page_height import page_height
from exports.renderer import Painter
from exports.row_files import as_csv, as_excel
from figures.core.chart import Chart
from figures.plotly.export_layout import framed
from figures.plotly.layout import NARROW, PICTURE, WIDE, Layout

PAGE: Final = "index.html"
ROWS: Final = "data.csv"
DESCRIBED: Final = "oembed.json"
HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"

Make = Callable[[Chart, Edition, Painter], bytes]


@dataclass(frozen=True)
class File:
    """One file of an edition."""

    media_type: str
    make: Make


def _page(chart: Chart, edition: Edition, painter: Painter) -> bytes:
    return page(chart, edition, drawings(chart, painter)).encode()


def _described(chart: Chart, edition: Edition) -> bytes:
    return as_json(oembed(chart, edition, lambda width: page_height(chart, width)))


def figure_json(chart: Chart, layout: Layout) -> bytes:
    """The chart for Plotly on a paper: data, layout and settings."""
    config = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
    drawn = json.loads(framed(chart, layout).to_json())
    return as_json({"data": drawn["data"], "layout": drawn["layout"], "config": config})


def as_json(content: object) -> bytes:
    """JSON in one form only, readable and ended by a line feed."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _citation(name: str) -> Make:
    return lambda chart, edition, painter: citation_files(chart, edition)[name]


def _picture(name: str) -> Make:
    return lambda chart, edition, painter: paint(name, chart, edition, painter)


def _drawn(layout: Layout) -> Make:
    return lambda chart, edition, painter: figure_json(chart, layout)


_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FILES: Final[Mapping[str, File]] = MappingProxyType(
    {
        PAGE: File(HTML, _page),
        **{name: File(media_type, _picture(name)) for name, media_type in PICTURES.items()},
        ROWS: File("text/csv; charset=utf-8", lambda chart, edition, painter: as_csv(chart)),
        "data.xlsx": File(_EXCEL, lambda chart, edition, painter: as_excel(chart)),
        "figure.json": File(JSON, _drawn(PICTURE)),
        "wide.json": File(JSON, _drawn(WIDE)),
        "narrow.json": File(JSON, _drawn(NARROW)),
        DESCRIBED: File(JSON, lambda chart, edition, painter: _described(chart, edition)),
        "citation.txt": File("text/plain; charset=utf-8", _citation("citation.txt")),
        "citation.bib": File("application/x-bibtex; charset=utf-8", _citation("citation.bib")),
        "citation.ris": File(
            "application/x-research-info-systems; charset=utf-8", _citation("citation.ris")
        ),
        "citation.json": File(
            "application/vnd.citationstyles.csl+json", _citation("citation.json")
        ),
        "datapackage.json": File(JSON, lambda chart, edition, painter: datapackage(chart, edition)),
    }
)
"""Every file of an edition, frozen or live; a frozen one has its manifest besides."""
