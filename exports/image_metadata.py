"""Pictures that say what they are: title, caption, credit, rights and text alternative inside.

PNG and JPEG are opened by bytes, not painted again: a JPEG would lose by that. Beside XMP a JPEG
carries IPTC-IIM, for WordPress takes caption and credit of a picture from there alone.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from exports.addresses import Edition
from exports.heading import sentences
from exports.html import part
from exports.licences import licences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from locales import language

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_HEADER_END: Final = 33
"""Where the header of a PNG ends and its other chunks begin."""
_UTF_8: Final = b"\x1b%G"


class UnknownPicture(ValueError):
    """Raised for a file that is no PNG, JPEG or SVG."""


@dataclass(frozen=True)
class About:
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


def about(chart: Chart, edition: Edition) -> About:
    """What a picture of this chart says about itself, in the language of the chart."""
    say = chart.say
    publishers = [say.data(cited.publisher) for cited in chart.note.cited]
    return About(
        language=say.code,
        title=chart.title,
        caption=sentences(chart.title, chart.subtitle, chart.note.text),
        credit=say.row([say(HOUSE), *publishers]),
        source=say.row(publishers),
        rights=say.row(one.named(say) for one in licences(chart)),
        alt=chart.alt,
        description=" ".join(chart.summary),
        address=edition.page,
    )


def described(picture: bytes, about: About) -> bytes:
    """The same picture with everything about it written inside; raises UnknownPicture."""
    if picture.startswith(_PNG):
        body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + packet(about)
        chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        return picture[:_HEADER_END] + chunk + picture[_HEADER_END:]
    if picture.startswith(_JPEG):
        start = len(_JPEG)
        if picture[start : start + 2] == b"\xff\xe0":  # the JFIF header comes first
            start += 2 + int.from_bytes(picture[start + 2 : start + 4])
        xmp = _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet(about))
        return picture[:start] + xmp + _segment(0xED, _iptc(about)) + picture[start:]
    if root := re.match(rb"<svg\b([^>]*>)", picture):
        opening, inside = _words("opening", about), _words("inside", about)
        return opening + root[1] + inside + picture[root.end() :]
    raise UnknownPicture(picture[:8])


def packet(about: About) -> bytes:
    """Everything about a picture as XMP, in the wrapping that picture files carry it in."""
    return _words("packet", about)


def _words(macro: str, about: About) -> bytes:
    return part("picture.xml", macro, language(about.language), about).encode()


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _iptc(about: About) -> bytes:
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
