"""Smaller forms of one large picture: half its size, fewer colours, JPEG."""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colours = NDArray[np.int32]

_FREQUENT, _BETWEEN = 32, 64
"""How many colours are kept as they are, and how many more share what lies between them."""
_MOST: Final = 1 << 24
_AT_ONCE: Final = 2048
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
    """The picture as PNG with a palette, every pixel in the colour nearest to its own."""
    seen = _seen(picture)
    palette = _palette(picture, seen)
    nearest = np.zeros(_MOST, np.uint8)
    for start in range(0, len(seen), _AT_ONCE):
        part = seen[start : start + _AT_ONCE]
        far = np.abs(part[:, None, :] - palette[None, :, :]).sum(axis=2)
        nearest[_packed(part)] = far.argmin(axis=1)
    dots = np.frombuffer(picture.convert("RGBX").tobytes(), "<u4") & (_MOST - 1)
    few = Image.fromarray(nearest[dots].reshape(picture.height, picture.width))
    few.putpalette(palette.astype(np.uint8).tobytes())
    content = io.BytesIO()
    few.save(content, "PNG", compress_level=_EFFORT)
    return content.getvalue()


def _seen(picture: Image.Image) -> Colours:
    """Every colour of a picture, those seen most first."""
    counted = picture.getcolors(_MOST) or []
    return np.array([colour for _, colour in sorted(counted, reverse=True)], np.int32)


def _palette(picture: Image.Image, seen: Colours) -> Colours:
    """The colours most seen, exactly as they are, and others for the soft edges of letters."""
    between = picture.quantize(_BETWEEN, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    return np.concatenate([seen[:_FREQUENT], np.array(between, np.int32).reshape(-1, 3)])


def _packed(colours: Colours) -> Colours:
    """Colours as single numbers, red in the lowest byte."""
    return colours[:, 0] | colours[:, 1] << 8 | colours[:, 2] << 16
