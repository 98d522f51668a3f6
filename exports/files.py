"""The files of an edition: what each is called, its media type, and how it is made."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Final

from exports.addresses import Edition
from exports.citations import make_citation_files
from exports.embedding import describe_for_oembed
from exports.image_files import PICTURES, make_drawings, paint
from exports.page import estimate_height, make_page
from exports.renderer import Renderer
from exports.row_files import write_csv, write_excel
from exports.structured_data import write_data_package
from figures.core.chart import Chart
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import NARROW, PICTURE, WIDE, Paper

PAGE: Final = "index.html"
ROWS: Final = "data.csv"
OEMBED: Final = "oembed.json"
JSON: Final = "application/json"
_PAPERS: Final = {"figure.json": PICTURE, "wide.json": WIDE, "narrow.json": NARROW}

FILES: Final[Mapping[str, str]] = {
    PAGE: "text/html; charset=utf-8",
    **PICTURES,
    ROWS: "text/csv; charset=utf-8",
    "data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **dict.fromkeys(_PAPERS, JSON),
    OEMBED: JSON,
    "citation.txt": "text/plain; charset=utf-8",
    "citation.bib": "application/x-bibtex; charset=utf-8",
    "citation.ris": "application/x-research-info-systems; charset=utf-8",
    "citation.json": "application/vnd.citationstyles.csl+json",
    "datapackage.json": JSON,
}
"""Every file of an edition, frozen or live, with its media type; a frozen one has its manifest
besides."""


def make_file(name: str, chart: Chart, edition: Edition, painter: Renderer) -> bytes:
    """One file of an edition; raises NoBrowser, Busy or RenderingFailed."""
    match name:
        case "index.html":
            content = make_page(chart, edition, make_drawings(chart, painter)).encode()
        case "data.csv":
            content = write_csv(chart)
        case "data.xlsx":
            content = write_excel(chart)
        case "oembed.json":
            content = write_json(
                describe_for_oembed(
                    chart, edition, partial(estimate_height, chart, look=edition.look)
                )
            )
        case "datapackage.json":
            content = write_data_package(chart, edition)
        case _ if name in PICTURES:
            content = paint(name, chart, edition, painter)
        case _ if name in _PAPERS:
            content = make_figure_json(chart, _PAPERS[name])
        case _:
            content = make_citation_files(chart, edition)[name]
    return content


def make_figure_json(chart: Chart, layout: Paper) -> bytes:
    """The chart for Plotly on a paper: data, layout and settings."""
    config = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
    drawn = json.loads(lay_out(chart, layout).to_json())
    return write_json({"data": drawn["data"], "layout": drawn["layout"], "config": config})


def write_json(content: object) -> bytes:
    """JSON in one form only, readable and ended by a line feed."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()
