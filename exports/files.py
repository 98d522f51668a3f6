"""The files of an edition: what each is called, its media type, and how it is made."""

import json
from collections.abc import Mapping
from typing import Final

from exports.addresses import Edition
from exports.citations import citation_files
from exports.embedding import oembed
from exports.image_files import PICTURES, drawings, paint
from exports.page import page, page_height
from exports.renderer import Painter
from exports.row_files import as_csv, as_excel
from exports.structured_data import datapackage
from figures.core.chart import Chart
from figures.plotly.export_layout import framed
from figures.plotly.layout import NARROW, PICTURE, WIDE, Layout

PAGE: Final = "index.html"
ROWS: Final = "data.csv"
DESCRIBED: Final = "oembed.json"
JSON: Final = "application/json"
_PAPERS: Final = {"figure.json": PICTURE, "wide.json": WIDE, "narrow.json": NARROW}

FILES: Final[Mapping[str, str]] = {
    PAGE: "text/html; charset=utf-8",
    **PICTURES,
    ROWS: "text/csv; charset=utf-8",
    "data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **dict.fromkeys(_PAPERS, JSON),
    DESCRIBED: JSON,
    "citation.txt": "text/plain; charset=utf-8",
    "citation.bib": "application/x-bibtex; charset=utf-8",
    "citation.ris": "application/x-research-info-systems; charset=utf-8",
    "citation.json": "application/vnd.citationstyles.csl+json",
    "datapackage.json": JSON,
}
"""Every file of an edition, frozen or live, with its media type; a frozen one has its manifest
besides."""


def make_file(name: str, chart: Chart, edition: Edition, painter: Painter) -> bytes:
    """One file of an edition; raises NoBrowser, Busy or PaintingFailed."""
    match name:
        case "index.html":
            content = page(chart, edition, drawings(chart, painter)).encode()
        case "data.csv":
            content = as_csv(chart)
        case "data.xlsx":
            content = as_excel(chart)
        case "oembed.json":
            content = as_json(oembed(chart, edition, lambda width: page_height(chart, width)))
        case "datapackage.json":
            content = datapackage(chart, edition)
        case _ if name in PICTURES:
            content = paint(name, chart, edition, painter)
        case _ if name in _PAPERS:
            content = figure_json(chart, _PAPERS[name])
        case _:
            content = citation_files(chart, edition)[name]
    return content


def figure_json(chart: Chart, layout: Layout) -> bytes:
    """The chart for Plotly on a paper: data, layout and settings."""
    config = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
    drawn = json.loads(framed(chart, layout).to_json())
    return as_json({"data": drawn["data"], "layout": drawn["layout"], "config": config})


def as_json(content: object) -> bytes:
    """JSON in one form only, readable and ended by a line feed."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()
