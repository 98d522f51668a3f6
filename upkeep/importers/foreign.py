"""Reading what a publisher hands out: CSV in any dress, workbook, or zip, as sheets of text."""

import csv
import io
import warnings
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

from locales import later
from upkeep.importers.refusal import Refused

LARGEST: Final = 200_000_000
"""Bytes that are read at most, packed or unpacked."""

_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, RuntimeError,
)  # fmt: skip
"""What the readers of zips and workbooks raise for files that are no such thing."""

_SEPARATORS: Final = (",", ";", "\t", "|")
_BYTE_ORDER: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LIMIT_CELLS: Final = 500
_FIELD: Final = 1_000_000


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its cells as text, with the line each row begins on."""

    name: str
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    ended: bool = True
    """Whether the last line ends in a line break; one cut off does not."""


def read(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a file; raises Refused for what is no table, OSError for what is not there."""
    if path.stat().st_size > LARGEST:
        raise Refused(later("{file} is too large to be read."), file=path.name)
    content = path.read_bytes()
    if content.startswith(b"PK\x03\x04"):
        return _unpacked(path.name, content)
    return (separated(path.name, content),)


def _unpacked(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST:
                raise Refused(later("{file} is too large to be read."), file=name)
            members = [member for member in packed.namelist() if not member.endswith("/")]
            if "xl/workbook.xml" in members:
                return _workbook(name, content)
            if len(members) != 1:
                raise Refused(
                    later(
                        "{file} holds {found} files; unpack it and import the one that is meant."
                    ),
                    file=name,
                    found=len(members),
                )
            return (separated(members[0], packed.read(members[0])),)
    except _DAMAGED as error:
        raise Refused(
            later("{file} cannot be unpacked; it is damaged or cut off. Download it again."),
            file=name,
        ) from error


def _workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        # Features of Excel that openpyxl does not keep are of no interest in a file only read.
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = []
        for page in book.worksheets:
            rows = tuple(
                tuple(_cell(value) for value in row[:_LIMIT_CELLS])
                for row in page.iter_rows(values_only=True)
            )
            sheets.append(Sheet(page.title, tuple(range(1, len(rows) + 1)), rows))
        book.close()
    if not sheets:
        raise Refused(later("{file} has no sheets with cells."), file=name)
    return tuple(sheets)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)


def separated(name: str, content: bytes) -> Sheet:
    """The sheet of a CSV, whatever its encoding, line breaks and separator."""
    text = _decoded(name, content)
    records: dict[str, list[tuple[int, list[str]]]] = {}
    for separator in _SEPARATORS:
        try:
            records[separator] = _records(text, separator)
        except csv.Error:
            continue
    if not records:
        raise Refused(
            later("{file} cannot be read as a table; it is damaged or cut off within quotes."),
            file=name,
        )
    fit = {separator: _regular(found) for separator, found in records.items()}
    # A tab in every row can only be meant, though the first cell of a row be full of commas.
    best = "\t" if fit.get("\t", (0.0, 0))[0] == 1 else max(fit, key=lambda one: fit[one])
    chosen = records[best]
    filled = [(line, cells) for line, cells in chosen if any(cell.strip() for cell in cells)]
    if not filled:
        raise Refused(later("{file} is empty."), file=name)
    return Sheet(
        name,
        tuple(line for line, _ in filled),
        tuple(tuple(cells) for _, cells in filled),
        text.endswith(("\n", "\r")),
    )


def _decoded(name: str, content: bytes) -> str:
    start = content[:1000].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise Refused(
            later("{file} is a web page, not a table; download the file itself."), file=name
        )
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            later("{file} is an old Excel file; open it and save it as .xlsx."), file=name
        )
    encoding = _BYTE_ORDER.get(content[:2], "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            later("{file} is not UTF-8 text; open it and save it as “CSV UTF-8”."), file=name
        ) from error


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, begins = [], 1
    for cells in reader:
        found.append((begins, cells))
        begins = reader.line_num + 1
    return found


def _regular(records: list[tuple[int, list[str]]]) -> tuple[float, int]:
    """How well a separator fits: rows of one width, and the width they have."""
    widths = Counter(len(cells) for _, cells in records[:200] if len(cells) > 1)
    if not widths:
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return rows / min(len(records), 200), width
