"""Pictures that say what they are: title, caption, credit, rights and text alternative inside."""

import re
import struct
import zlib
from typing import Final

from exports.image_metadata import About
from exports.xmp import packet, rdf, text

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_HEADER_END: Final = 33
"""Where the header of a PNG ends and its other chunks begin."""
_UTF_8: Final = b"\x1b%G"
_FIELDS: Final = {5: 64, 105: 256, 110: 256, 115: 256, 116: 256, 120: 2000}
"""Fields of IPTC-IIM with the most bytes written of each: title, headline, credit, source,
copyright, caption. Credit and source may be longer than the old standard had room for."""


class UnknownPicture(ValueError):
    """Raised for a file that is no PNG, JPEG or SVG."""


def described(picture: bytes, about: About) -> bytes:
    """The same picture with everything about it written inside; raises UnknownPicture."""
    if picture.startswith(_PNG):
        return _described_png(picture, about)
    if picture.startswith(_JPEG):
        return _described_jpeg(picture, about)
    if picture.startswith(b"<svg"):
        return _described_svg(picture.decode(), about).encode()
    raise UnknownPicture(picture[:8])


def _described_png(picture: bytes, about: About) -> bytes:
    body = b"XML:com.adobe.xmp\0\0\0\0\0" + packet(about)
    kind = b"iTXt"
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return picture[:_HEADER_END] + chunk + picture[_HEADER_END:]


def _described_jpeg(picture: bytes, about: About) -> bytes:
    start = len(_JPEG)
    if picture[start : start + 2] == b"\xff\xe0":  # the JFIF header comes first
        start += 2 + struct.unpack(">H", picture[start + 2 : start + 4])[0]
    xmp = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet(about))
    iptc = _segment(0xED, b"Photoshop 3.0\0" + _resource(_iptc(about)))
    return picture[:start] + xmp + iptc + picture[start:]


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _resource(body: bytes) -> bytes:
    """The image resource that holds IPTC fields, of an even length."""
    return b"8BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def _iptc(about: About) -> bytes:
    words = {
        5: about.title,
        105: about.title,
        110: about.credit,
        115: about.source,
        116: about.rights,
        120: about.caption,
    }
    fields = [_dataset(1, 90, _UTF_8), _dataset(2, 0, b"\0\4")]
    fields += [_dataset(2, number, _cut(words[number], most)) for number, most in _FIELDS.items()]
    return b"".join(fields)


def _dataset(record: int, number: int, body: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(body)) + body


def _cut(words: str, most: int) -> bytes:
    """Words in at most so many bytes, cut between two words if they must be."""
    whole = words.encode()
    if len(whole) <= most:
        return whole
    begun = whole[: most - len("…".encode())].decode(errors="ignore")
    return f"{begun.rsplit(' ', 1)[0].rstrip(' ,;:')}…".encode()


def _described_svg(picture: str, about: About) -> str:
    root = re.match(r"<svg\b[^>]*>", picture)
    if root is None:
        raise UnknownPicture(picture[:8])
    opened = re.sub(
        r"^<svg\b",
        f'<svg role="img" aria-labelledby="title desc" xml:lang="{about.language}"',
        root[0],
    )
    return (
        f'{opened}<title id="title">{text(about.title)}</title>'
        f'<desc id="desc">{text(f"{about.alt} {about.description}")}</desc>'
        f"<metadata>{rdf(about)}</metadata>{picture[root.end() :]}"
    )
