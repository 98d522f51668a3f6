"""Smaller forms of one large picture: half its size, fewer colours, JPEG."""

import io
from typing import Final

import numpy as np
from PIL import Image

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
