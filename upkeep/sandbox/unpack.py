"""What somebody drops: CSVs, a workbook or a zip of CSVs, unpacked within limits, in memory."""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Any, Final

from openpyxl import load_workbook

from locales import Language, later
from schemas.findings import show_invisible
from upkeep.check import Given

LARGEST: Final = 60_000_000
"""Bytes that all files may have together, packed or unpacked."""
MOST_FILES: Final = 12
"""Files, sheets or members that are looked at."""
MOST_ROWS: Final = 300_000
_LAST_ROW: Final = 1_048_576
"""Excel has no more rows, but many a sheet has so many blank ones."""
_MOST_COLUMNS: Final = 200
_MOST_MEMBERS: Final = 500
"""Members a zip may list at all."""

_BOOK: Final = "xl/workbook.xml"
_OPEN_DOCUMENT: Final = "META-INF/manifest.xml"
_TABLES: Final = (".csv", ".tsv", ".txt")
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError,
)  # fmt: skip
_UNREADABLE: Final = (*_DAMAGED, LookupError, TypeError, AttributeError, SyntaxError)
"""What the reader of workbooks raises for files that are none."""

_TOO_MANY: Final = later(
    "These are {number} files or more; at most {limit} are checked at once. Drop fewer of them."
)
_TOO_LARGE: Final = later(
    "These files have more than {limit} MB, unpacked. They are probably no tables of ours; "
    "drop the tables alone."
)
_TOO_LONG: Final = later(
    "{file} has more than {limit} rows. A table so long can be checked with “make check” on a "
    "computer of your own."
)
_TOO_WIDE: Final = later(
    "A sheet of {file} has more than {rows} rows or {columns} columns. Delete the empty ones, or "
    "save each table as CSV."
)
_BROKEN: Final = later("{file} cannot be unpacked; it is damaged or cut off. Save it again.")
_LOCKED: Final = later("{file} is locked with a password. Save it without one.")
_NO_BOOK: Final = later(
    "{file} cannot be read as a workbook. Save it again as .xlsx, or as “CSV UTF-8”."
)
_NO_TABLES: Final = later(
    "{file} holds no CSV files and is no Excel workbook (.xlsx). Drop the tables."
)


class Refused(Exception):
    """Raised for files that are not looked at; its words say why and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))

    def words(self, t: Language) -> str:
        """Why, and what to do."""
        told = {name: t.format_number(value) if isinstance(value, int) else value
                for name, value in self.values.items()}  # fmt: skip
        return t(self.message, **told)


@dataclass
class Parcel:
    """Everything that was dropped as CSV text, and the names of what is no table.

    `sheets` are the names of those files that came out of workbooks: some may be mere notes.
    """

    files: list[Given] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)
    aside: list[str] = field(default_factory=list)
    room: int = LARGEST
    """Bytes that may still be unpacked."""

    def put(self, name: str, content: bytes, *, is_sheet: bool = False) -> None:
        """Take a table in, under a name of its own; raises Refused for more than is looked at."""
        taken = {each.name for each in self.files}
        names = (name, *(f"{name} ({number})" for number in range(2, 99)))
        one = Given(next(each for each in names if each not in taken), content)
        self.files.append(one)
        self.sheets |= {one.name} if is_sheet else set()
        self.room -= len(content)
        if len(self.files) > MOST_FILES:
            raise Refused(_TOO_MANY, number=len(self.files), limit=MOST_FILES)
        if self.room < 0:
            raise _too_large()
        if content.count(b"\n") > MOST_ROWS:
            raise Refused(_TOO_LONG, file=one.name, limit=MOST_ROWS)


def weigh(dropped: Sequence[Given]) -> None:
    """Raise Refused for more than is looked at, before anything is opened."""
    if len(dropped) > MOST_FILES:
        raise Refused(_TOO_MANY, number=len(dropped), limit=MOST_FILES)
    if sum(len(each.content) for each in dropped) > LARGEST:
        raise _too_large()


def unpack(dropped: Sequence[Given]) -> Parcel:
    """The tables in what was dropped, each under a name of its own; raises Refused."""
    weigh(dropped)
    parcel = Parcel()
    for each in dropped:
        name = show_invisible(each.name) or "?"
        if not each.content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            parcel.put(name, each.content)
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(each.content)) as packed:
                _unpack_zip(parcel, name, packed, each.content)
        except _DAMAGED as error:
            raise Refused(_BROKEN, file=name) from error
        except RuntimeError as error:
            raise Refused(_LOCKED, file=name) from error
    return parcel


def _too_large() -> Refused:
    return Refused(_TOO_LARGE, limit=LARGEST // 1_000_000)


def _unpack_zip(parcel: Parcel, name: str, packed: zipfile.ZipFile, content: bytes) -> None:
    """Each table of a zip or of a workbook; one of another program stays whole, to be named."""
    members = [member for member in packed.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if len(members) > _MOST_MEMBERS:
        raise Refused(_TOO_MANY, number=len(members), limit=MOST_FILES)
    if _BOOK in names:
        if sum(member.file_size for member in members) > LARGEST:
            raise _too_large()
        _unpack_book(parcel, name, content)
        return
    if _OPEN_DOCUMENT in names:
        parcel.put(name, content)
        return
    before = len(parcel.files)
    for member in members:
        path = PurePosixPath(member.filename)
        told = f"{name}/{show_invisible(path.name)}"
        if path.name.startswith("."):  # what macOS puts beside each file
            continue
        if path.suffix.lower() not in _TABLES:
            parcel.aside.append(told)
            continue
        with packed.open(member) as file:
            parcel.put(told, file.read(parcel.room + 1))
    if len(parcel.files) == before:
        raise Refused(_NO_TABLES, file=name)


def _unpack_book(parcel: Parcel, name: str, content: bytes) -> None:
    """Every sheet with cells, one line for every row of the sheet.

    Formulas stay formulas: what a spreadsheet makes of them is not guessed.
    """
    with warnings.catch_warnings():
        # Features of Excel that openpyxl does not keep are of no interest in a file only read.
        warnings.simplefilter("ignore", UserWarning)
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                text = _write_sheet(sheet, name)
                if text:
                    parcel.put(f"{name}/{show_invisible(sheet.title)}", text, is_sheet=True)
            book.close()
        except _UNREADABLE as error:
            raise Refused(_NO_BOOK, file=name) from error


def _write_sheet(sheet: Any, name: str) -> bytes:
    """A sheet as CSV, without the blank rows at its end and the blank cells behind its table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    blank = width = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_write_cell(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        too_long = number > (MOST_ROWS if cells else _LAST_ROW) or text.tell() > LARGEST
        if too_long or len(cells) > _MOST_COLUMNS:
            raise Refused(_TOO_WIDE, file=name, rows=MOST_ROWS, columns=_MOST_COLUMNS)
        if not cells:
            blank += 1
            continue
        text.write("\n" * blank)
        blank, width = 0, width or len(cells)
        writer.writerow(cells + [""] * (width - len(cells)))
    return text.getvalue().encode()


def _write_cell(cell: Any) -> str:
    """A cell as our tables write it: days as year-month-day, numbers without ornament."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return _write_day(value.date(), cell.number_format)
        case date() if not isinstance(value, datetime):
            return _write_day(value, cell.number_format)
        case _:
            return str(value)


def _write_day(day: date, form: str | None) -> str:
    """A day; where the sheet shows no more than a month, that month."""
    return day.isoformat() if "d" in (form or "d").lower() else day.isoformat()[:7]
