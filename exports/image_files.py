"""Every picture of an edition, and the two drawings on its page."""

import io
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image

from exports.addresses import Edition
from exports.citations import find_licences, join_sentences
from exports.html import fill_macro
from exports.renderer import Renderer
from exports.svg import minify
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from figures.plotly.layout import CARD, NARROW, PICTURE, SQUARE, WIDE
from locales import find_language

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_HEADER_END: Final = 33
"""Where the header of a PNG ends and its other chunks begin."""
_UTF_8: Final = b"\x1b%G"
PICTURES: Final[Mapping[str, str]] = {
    "figure.svg": "image/svg+xml",
    "figure.png": "image/png",
    "figure@2x.png": "image/png",
    "figure.jpg": "image/jpeg",
    "card.png": "image/png",
    "square.png": "image/png",
}
"""Every picture of an edition, with its media type."""


class UnknownPicture(ValueError):
    """Raised for a file that is no PNG, JPEG or SVG."""


@dataclass(frozen=True)
class ImageMetadata:
    """The words that travel inside a picture file, as agencies and content systems read them."""

    language: str
    title: str
    caption: str
    credit: str
    source: str
    rights: str
    alt: str
    description: str
    address: str


def make_metadata(chart: Chart, edition: Edition) -> ImageMetadata:
    """What a picture of this chart says about itself, in the language of the chart."""
    t = chart.t
    publishers = [t.data(cited.publisher) for cited in chart.note.cited]
    return ImageMetadata(
        language=t.code,
        title=chart.title,
        caption=join_sentences(chart.title, chart.subtitle, chart.note.text),
        credit=t.join_items([t(SITE_NAME), *publishers]),
        source=t.join_items(publishers),
        rights=t.join_items(one.named(t) for one in find_licences(chart)),
        alt=chart.alt,
        description=" ".join(chart.summary),
        address=edition.page,
    )


def embed_metadata(picture: bytes, about: ImageMetadata) -> bytes:
    """The same picture with everything about it written inside; raises UnknownPicture."""
    if picture.startswith(_PNG):
        body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + write_xmp(about)
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        return picture[:_HEADER_END] + chunk + picture[_HEADER_END:]
    if picture.startswith(_JPEG):
        start = len(_JPEG)
        if picture[start : start + 2] == b"\xff\xe0":  # the JFIF header comes first
            start += 2 + int.from_bytes(picture[start + 2 : start + 4])
        xmp = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + write_xmp(about))
        return picture[:start] + xmp + _segment(0xED, _iptc(about)) + picture[start:]
    if root := re.match(rb"<svg\b([^>]*>)", picture):
        opening, inside = _words("opening", about), _words("inside", about)
        return opening + root[1] + inside + picture[root.end() :]
    raise UnknownPicture(picture[:8])


def write_xmp(about: ImageMetadata) -> bytes:
    """Everything about a picture as XMP, in the wrapping that picture files carry it in."""
    return _words("packet", about)


def _words(macro: str, about: ImageMetadata) -> bytes:
    return fill_macro("picture.xml", macro, find_language(about.language), about).encode()


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _iptc(about: ImageMetadata) -> bytes:
    """The image resource that holds IPTC fields: title, headline, credit, source, rights, caption.

    Each has the most bytes written of it; credit and source may be longer than the old standard had
    room for.
    """
    fields = [(1, 90, _UTF_8), (2, 0, b"\0\4")]
    fields += [
        (2, number, _cut(words, most))
        for number, words, most in (
            (5, about.title, 64),
            (105, about.title, 256),
            (110, about.credit, 256),
            (115, about.source, 256),
            (116, about.rights, 256),
            (120, about.caption, 2000),
        )
    ]
    body = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(field)) + field
        for record, number, field in fields
    )
    even = body + b"\0" * (len(body) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + even


def _cut(words: str, most: int) -> bytes:
    """Words in at most so many bytes, cut between two words if they must be."""
    whole = words.encode()
    if len(whole) <= most:
        return whole
    begun = whole[: most - len("…".encode())].decode(errors="ignore")
    return f"{begun.rsplit(' ', 1)[0].rstrip(' ,;:')}…".encode()


@dataclass(frozen=True)
class Drawings:
    """A chart as two drawings for one page: for wide windows and for phones."""

    wide: str
    narrow: str


def paint(name: str, chart: Chart, edition: Edition, painter: Renderer) -> bytes:
    """One picture with everything about it inside; raises NoBrowser, Busy or RenderingFailed."""
    layout = {"card.png": CARD, "square.png": SQUARE}.get(name, PICTURE)
    layout = replace(layout, dark=edition.look.pictures == "dark")
    if name == "figure.svg":
        picture = painter.paint(chart, "svg", layout=layout)
    elif layout.height:
        picture = reduce_colours(painter.paint(chart, "png", layout=layout))
    else:
        make = {"figure.png": halve, "figure.jpg": convert_to_jpeg}.get(name, reduce_colours)
        picture = make(painter.paint(chart, "png", scale=2, layout=layout))
    return embed_metadata(picture, make_metadata(chart, edition))


def make_drawings(chart: Chart, painter: Renderer) -> Drawings:
    """The chart for a page, which says the rest; raises NoBrowser, Busy or RenderingFailed."""
    wide, narrow = (
        minify(
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


def reduce_colours(png: bytes) -> bytes:
    """The same picture in few colours, which is what charts have: a third of the bytes."""
    return _saved(_opened(png))


def halve(png: bytes) -> bytes:
    """The picture at half its width and height, in few colours."""
    whole = _opened(png)
    size = (whole.width // 2, whole.height // 2)
    return _saved(whole.resize(size, Image.Resampling.HAMMING))


def convert_to_jpeg(png: bytes) -> bytes:
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
