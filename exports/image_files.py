"""Every picture of an edition, and the two drawings on its page."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from PIL import Image

from exports.addresses import Edition
from exports.image_metadata import about, described
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
    """One picture with everything about it inside; raises NoBrowser, Busy or PaintingFailed."""
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
    """The chart for a page, which says the rest; raises NoBrowser, Busy or PaintingFailed."""
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


_FREQUENT, _BETWEEN = 32, 64
"""How many colours are kept as they are, and how many more share what lies between them."""
_MOST: Final = 1 << 24
_QUALITY, _EFFORT = 80, 7


def smaller(png: bytes) -> bytes:
    """The same picture in few colours, which is what charts have: a third of the bytes."""
    return _saved(_opened(png))


def halved(png: bytes) -> bytes:
    """The picture at half its width and height, in few colours."""
    whole = _opened(png)
    size = (whole.width // 2, whole.height // 2)
    return _saved(whole.resize(size, Image.Resampling.HAMMING))


def jpeg(png: bytes) -> bytes:
    """The picture as JPEG, its colours as sharp as its lines, for systems that take no PNG."""
    content = io.BytesIO()
    _opened(png).save(content, "JPEG", quality=_QUALITY, subsampling=0, progressive=True)
    return content.getvalue()


def _opened(png: bytes) -> Image.Image:
    """The picture on white paper, without transparency."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def _saved(picture: Image.Image) -> bytes:
    """The picture as PNG with a palette, every pixel in the colour nearest to its own.

    The palette holds the colours most seen, and others for the soft edges of letters. Pillow would
    take the nearest of a coarse grid instead: white paper turns grey, lines change colour.
    """
    counted = sorted(picture.getcolors(_MOST) or [], reverse=True)
    seen = np.array([colour for _, colour in counted], np.int32)
    soft = picture.quantize(_BETWEEN, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = np.concatenate([seen[:_FREQUENT], np.array(soft, np.int32).reshape(-1, 3)])
    far = sum(np.abs(seen[:, None, band] - palette[None, :, band]) for band in range(3))
    nearest = np.zeros(_MOST, np.uint8)
    nearest[seen @ (1, 1 << 8, 1 << 16)] = np.argmin(far, axis=1)
    dots = np.frombuffer(picture.convert("RGBX").tobytes(), "<u4") & (_MOST - 1)
    few = Image.fromarray(nearest[dots].reshape(picture.height, picture.width))
    few.putpalette(palette.astype(np.uint8).tobytes())
    content = io.BytesIO()
    few.save(content, "PNG", compress_level=_EFFORT)
    return content.getvalue()
