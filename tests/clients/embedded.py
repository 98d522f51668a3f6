"""The page that is embedded, with everything it asks for."""

import json
from collections.abc import Mapping
from pathlib import Path

from exports.addresses import Edition
from exports.addresses import Site as House
from exports.embedding import describe_for_oembed
from exports.files import PAGE as INDEX
from exports.files import make_figure_json, write_json
from exports.image_files import make_drawings
from exports.page import estimate_height, find_plotly_path, make_page
from exports.renderer import Renderer, find_plotly_js
from exports.typeface import MEDIA_TYPE, read_font_files
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from figures.plotly.layout import NARROW, WIDE
from schemas import Tables
from tests.clients.sites import HTML, JSON, SCRIPT, Answer
from web.routes import EVERYBODY, write_framing_headers

EXPORTS = Path(__file__).resolve().parents[2] / "exports"
SHOWN = "aid-by-month"
"""A figure with bars to point at, labels on its axis, and a single source in sight."""
HASH = "3f9c2a1b77aa00112233"
FOLDER = f"/snapshots/{SHOWN}/{HASH}/"
PAGE, STATUS, FIGURE = FOLDER, f"{FOLDER}status.json", f"{FOLDER}wide.json"
PLOTLY, OEMBED, HOME = f"/{find_plotly_path()}", f"{FOLDER}oembed.json", f"/{SHOWN}?**"
OUTSIDE, INSIDE = ".source a", "footer a"
"""A link to another site, and one to ours, which leads home."""


def sender() -> str:
    """The part of the page's script that tells its height."""
    return (EXPORTS / "sender.js").read_text(encoding="utf-8").strip()


def news(text: str = "", link: str = "") -> Answer:
    """What the house says of the figure."""
    return Answer(json.dumps({"text": text, "link": link}).encode(), JSON, EVERYBODY)


def answers(house: House, tables: Tables) -> Mapping[str, Answer]:
    """Everything our site answers: the page, its news, its chart, its library, its oEmbed."""
    chart = draw(make_view(FIGURES[SHOWN], tables, {}), tables)
    edition = Edition(house, chart.view, HASH)
    painter = Renderer()
    try:
        document = make_page(chart, edition, make_drawings(chart, painter)).encode()
    finally:
        painter.close()
    described = describe_for_oembed(chart, edition, lambda width: estimate_height(chart, width))
    return {
        PAGE: Answer(document, HTML, write_framing_headers(document)),
        f"{FOLDER}{INDEX}": Answer(document, HTML, write_framing_headers(document)),
        STATUS: news(),
        FIGURE: Answer(make_figure_json(chart, WIDE), JSON, EVERYBODY),
        f"{FOLDER}narrow.json": Answer(make_figure_json(chart, NARROW), JSON, EVERYBODY),
        PLOTLY: Answer(find_plotly_js().read_bytes(), SCRIPT, EVERYBODY),
        **{
            f"/{path}": Answer(font, MEDIA_TYPE, EVERYBODY)
            for path, font in read_font_files().items()
        },
        OEMBED: Answer(write_json(described), JSON, EVERYBODY),
        f"/{SHOWN}": Answer(b"<!DOCTYPE html><title>The house</title>", HTML),
    }
