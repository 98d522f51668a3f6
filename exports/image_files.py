"""Every picture of an edition, and the two drawings on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exports.addresses import Edition
from exports.image_metadata import about, described
from exports.raster import halved, jpeg, smaller
from exports.renderer import Painter
from exports.svg.minify import inline
from figures.core.chart import Chart
from figures.plotly.layout import CARD, NARROW, SQUARE, WIDE

PICTURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "figure.svg": "image/svg+xml",
        "figure.png": "image/png",
        "figure@2x.png": "image/png",
        "figure.jpg": "image/jpeg",
        "card.png": "image/png",
        "square.png": "image/png",
    }
)
"""Every picture of an edition, with its media type."""


@dataclass(frozen=True)
class Drawings:
    """A chart as two drawings for one page: for wide windows and for phones."""

    wide: str
    narrow: str


def paint(name: str, chart: Chart, edition: Edition, painter: Painter) -> bytes:
    """One picture of an edition, with everything about it written inside.

    Raises NoBrowser, Busy or PaintingFailed.
    """
    match name:
        case "figure.svg":
            picture = painter.paint(chart, "svg")
        case "card.png" | "square.png":
            layout = CARD if name == "card.png" else SQUARE
            picture = smaller(painter.paint(chart, "png", layout=layout))
        case _:
            make = {"figure.png": halved, "figure@2x.png": smaller, "figure.jpg": jpeg}[name]
            picture = make(painter.paint(chart, "png", scale=2))
    return described(picture, about(chart, edition))


def drawings(chart: Chart, painter: Painter) -> Drawings:
    """The chart for a page, which has title, subtitle and source note as text.

    Raises NoBrowser, Busy or PaintingFailed.
    """
    wide, narrow = (
        inline(
            painter.paint(chart, "svg", layout=layout),
            prefix=layout.name[0],
            title=chart.alt,
            description=" ".join(chart.summary),
        )
        for layout in (WIDE, NARROW)
    )
    return Drawings(wide, narrow)
