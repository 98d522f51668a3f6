"""From the bytes of a file to UTF-8 text: what kind of file it is, and in which encoding."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from locales import later
from schemas.findings import Detail


@dataclass(frozen=True)
class Step:
    """What is wrong with a text, and what it is without it; None where only a person knows."""

    cause: str
    text: str | None = None
    details: tuple[tuple[str, Detail], ...] = ()
    line: int = 0
    """The line it was seen at; 0 for the whole file, and for cells."""
    row: int = 0
    position: int = 0
    column: str = ""
    value: str = ""
    undone: tuple[str, str | None] | None = None
    """What a repaired copy writes differently: before and after, None for taken out."""


def either(cause: str, one: str, other: str) -> Step:
    """A text that may mean two things."""
    return Step(cause, None, (("one", one), ("other", other)))


@dataclass(frozen=True)
class Decoded:
    """UTF-8 text, or None where there is nothing to read; what was seen on the way."""

    text: bytes | None
    steps: tuple[Step, ...] = ()
    sure: bool = True
    """Whether the text may be written to a repaired copy."""
    letters_changed: bool = False
    """Whether every letter beyond ASCII is written differently from the original."""


_SAVE: Final = later("open it in the program it belongs to and save the table as “CSV UTF-8”")
_UNPACK: Final = later("unpack it first")
_COPY: Final = later("copy the table into a spreadsheet and save it as “CSV UTF-8”")
_RESTORE: Final = later("restore the last good copy")
_ODS: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK: Final = later("an Excel workbook")
_OTHER: Final[Mapping[str, tuple[str, str]]] = {
    r"PK\x03\x04.{26}" + _ODS.decode().replace(".", r"\."): (
        later("an OpenDocument spreadsheet (ODS)"),
        later("in LibreOffice, save each of its sheets as “Text CSV” with the character set "
              "UTF-8, or the whole as an Excel workbook (.xlsx) for the page that checks files")),
    r"PK\x03\x04.{0,4000}(?:xl/|\[Content_Types\])": (_WORKBOOK, _SAVE),
    r"PK[\x03\x05][\x04\x06]": (later("a zip archive"), _UNPACK),
    r"\xd0\xcf\x11\xe0": (_WORKBOOK, _SAVE),
    r"%PDF": (later("a PDF"), _COPY),
    r"\x1f\x8b": (later("a compressed file (gzip)"), _UNPACK),
    r"\x89PNG|\xff\xd8\xff": (later("a picture"), _COPY),
    r"(?:\xef\xbb\xbf)?\s*<(?i:!doctype|html|head|body|table|meta|\?xml|script|div)": (
        later("a web page"), later("download the file itself, or copy its table")),
    r"(?:\xef\xbb\xbf)?\s*[\[{]\s*[\"\[{]": (
        later("JSON"), later("download the table as CSV instead")),
    r"\0+\Z": (later("a file of zero bytes, as after a crash or a full disk"), _RESTORE),
}  # fmt: skip
"""What other files begin with, what they are called, and what to do instead."""
_CONTROLS: Final = bytes(range(1, 9)) + bytes(range(14, 32))
_SAMPLE: Final = 65_536
_BOM: Final = b"\xef\xbb\xbf"


def decode(content: bytes) -> Decoded:
    """The text of a file's bytes, as far as there is any."""
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return Decoded(None, (Step("file_empty"),))
    for signature, (kind, instead) in _OTHER.items():
        if re.match(signature.encode("latin-1"), content, re.DOTALL):
            return _refuse(kind, instead)
    wide = _find_wide_encoding(content)
    if wide:
        return _narrow(content, wide)
    head = content[:_SAMPLE]
    if len(head.translate(None, _CONTROLS)) < 0.9 * len(head):
        return _refuse(later("no text"), _RESTORE)
    marked = Step("byte_order_mark", undone=("", "UTF-8"))
    steps = (marked,) if content.startswith(_BOM) else ()
    content = content.removeprefix(_BOM)
    if _is_utf8(content):
        return Decoded(content, steps)
    found = _decode_windows(content)
    return Decoded(found.text, (*steps, *found.steps), found.sure, found.letters_changed)


def _refuse(kind: str, instead: str) -> Decoded:
    return Decoded(None, (Step("file_other_kind", details=(("kind", kind), ("instead", instead))),))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _find_wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, by its mark or by the zeros between its letters; '' for neither."""
    marks = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32",
             b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # fmt: skip
    for mark, name in marks.items():
        if content.startswith(mark):
            return name
    start = content[: _SAMPLE // 2]
    half = len(start) // 2 or 1
    even, odd = start[::2].count(0) / half, start[1::2].count(0) / half
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else ""


def _narrow(content: bytes, encoding: str) -> Decoded:
    cut = len(content) % (4 if encoding == "utf-32" else 2)
    text = content[: len(content) - cut].decode(encoding, errors="replace")
    steps = [Step("file_utf16", undone=("", "UTF-8"))]
    if cut:
        steps.append(Step("file_truncated", line=text.count("\n") + 1))
    return Decoded(text.removeprefix("\ufeff").encode(), tuple(steps), not cut)


_CYRILLIC_RUN: Final = re.compile(rb"[\xa5\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{3,}")
_ENCODINGS: Final = {"cp1251": "Windows-1251", "cp1252": "Windows-1252"}


def _decode_windows(content: bytes) -> Decoded:
    """Windows-1251 where the foreign letters stand in whole words, else Windows-1252."""
    lines = content.split(b"\n")
    foreign = [at for at, line in enumerate(lines) if not _is_utf8(line)]
    sample = b"\n".join(lines[at] for at in foreign)
    letters = len(re.findall(rb"[\x80-\xff]", sample))
    cyrillic = 2 * sum(map(len, _CYRILLIC_RUN.findall(sample))) > letters
    encoding = "cp1251" if cyrillic else "cp1252"
    details = (("encoding", _ENCODINGS[encoding]),)
    if not any(not line.isascii() and _is_utf8(line) for line in lines):
        text = content.decode(encoding, errors="replace")
        seen = Step("file_encoding", details=details, line=foreign[0] + 1)
        return Decoded(text.encode(), (seen,), "\ufffd" not in text, letters_changed=True)
    for at in foreign:
        lines[at] = lines[at].decode(encoding, errors="replace").encode()
    mixed = [Step("file_encoding_mixed", details=details, line=at + 1) for at in foreign]
    return Decoded(b"\n".join(lines), tuple(mixed), sure=False)
