"""From the bytes of a file to UTF-8 text: what kind of file it is, and in which encoding."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from locales import later
from upkeep.clean.steps import Step


@dataclass(frozen=True)
class Decoded:
    """UTF-8 text, or None where there is nothing to read; what was seen on the way."""

    text: bytes | None
    symptoms: tuple[Step, ...] = ()
    sure: bool = True
    """Whether the text may be written to a repaired copy."""
    letters_changed: bool = False
    """Whether every letter beyond ASCII is written differently from the original."""


_KINDS: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": later("an Excel or other zipped workbook"),
    b"\xd0\xcf\x11\xe0": later("an old Excel workbook"),
    b"%PDF": later("a PDF"),
    b"\x1f\x8b": later("a compressed file (gzip)"),
    b"\x89PNG": later("a picture"),
    b"\xff\xd8\xff": later("a picture"),
    b"PAR1": later("a Parquet file"),
    b"SQLite format 3": later("a database"),
    b"{\\rtf": later("a text of a word processor (RTF)"),
    b"version https://git-lfs": later("a pointer of Git LFS instead of the file"),
}
_MARKUP: Final = re.compile(rb"\s*<(!doctype|html|head|body|table|meta|\?xml|script|div)", re.I)
_JSON: Final = re.compile(rb'\s*[\[{]\s*["\[{]')
_CONTROLS: Final = bytes(range(1, 9)) + bytes(range(14, 32))
_SAMPLE: Final = 65_536
_BOM: Final = b"\xef\xbb\xbf"


def decoded(content: bytes) -> Decoded:
    """The text of a file's bytes, as far as there is any."""
    nothing = _nothing_to_read(content)
    if nothing:
        return Decoded(None, (nothing,))
    wide = _wide_encoding(content)
    if wide:
        return _narrowed(content, wide)
    head = content[:_SAMPLE]
    if len(head.translate(None, _CONTROLS)) < 0.9 * len(head):
        return Decoded(None, (Step("file_binary"),))
    symptoms = (Step("byte_order_mark"),) if content.startswith(_BOM) else ()
    content = content.removeprefix(_BOM)
    if _is_utf8(content):
        return Decoded(content, symptoms)
    found = _other_encoding(content)
    return Decoded(found.text, (*symptoms, *found.symptoms), found.sure, found.letters_changed)


def _nothing_to_read(content: bytes) -> Step | None:
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return Step("file_empty")
    if not content.strip(b"\0"):
        return Step("file_of_zeros")
    kind = _other_kind(content)
    return Step("file_other_kind", details=(("kind", kind),)) if kind else None


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _other_kind(content: bytes) -> str:
    for signature, kind in _KINDS.items():
        if content.startswith(signature):
            return kind
    start = content[:_SAMPLE].removeprefix(_BOM)
    if _MARKUP.match(start):
        return later("a web page")
    return later("JSON") if _JSON.match(start) else ""


def _wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, by its mark or by the zeros between its letters; '' for neither."""
    marks = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32",
             b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # fmt: skip
    for mark, name in marks.items():
        if content.startswith(mark):
            return name
    start = content[: _SAMPLE // 2]
    half = len(start) // 2 or 1
    if start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _narrowed(content: bytes, encoding: str) -> Decoded:
    width = 4 if encoding == "utf-32" else 2
    cut = len(content) % width
    text = content[: len(content) - cut].decode(encoding, errors="replace")
    symptoms = [Step("file_utf16")]
    if cut:
        symptoms.append(Step("file_truncated", line=text.count("\n") + 1))
    return Decoded(text.removeprefix("\ufeff").encode(), tuple(symptoms), not cut)


_CYRILLIC_RUN: Final = re.compile(rb"[\xa5\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{3,}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_ENCODINGS: Final = {"cp1251": "Windows-1251", "cp1252": "Windows-1252"}


def _guessed(content: bytes) -> str:
    """Windows-1251 where the letters stand in whole words, else Windows-1252."""
    letters = len(_HIGH.findall(content))
    in_words = sum(map(len, _CYRILLIC_RUN.findall(content)))
    return "cp1251" if 2 * in_words > letters else "cp1252"


def _other_encoding(content: bytes) -> Decoded:
    lines = content.split(b"\n")
    foreign = [number for number, line in enumerate(lines, 1) if not _is_utf8(line)]
    encoding = _guessed(b"\n".join(lines[number - 1] for number in foreign))
    details = (("encoding", _ENCODINGS[encoding]),)
    modern = any(not line.isascii() and _is_utf8(line) for line in lines)
    if not modern:
        text = content.decode(encoding, errors="replace")
        sure = "\ufffd" not in text
        seen = Step("file_encoding", None, details, foreign[0])
        return Decoded(text.encode(), (seen,), sure, letters_changed=True)
    for number in foreign:
        line = lines[number - 1].decode(encoding, errors="replace")
        lines[number - 1] = line.encode()
    seen_lines = tuple(Step("file_encoding_mixed", None, details, number) for number in foreign)
    return Decoded(b"\n".join(lines), seen_lines, sure=False)
