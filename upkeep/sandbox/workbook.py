"""The sheets of an Excel workbook as CSV text, one line for every row of the sheet."""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook

MOST_COLUMNS: Final = 200
_LAST_ROW: Final = 1_048_576
"""Excel has no more rows."""

_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, NotImplementedError,
)  # fmt: skip
"""What the reader of workbooks raises for files that are none."""


class Unreadable(Exception):
    """Raised for what is no workbook."""


class TooLarge(Exception):
    """Raised for a sheet with more rows or columns than are looked at."""


def sheets(content: bytes, *, rows: int, size: int) -> Iterator[tuple[str, bytes]]:
    """The name and the CSV text of every sheet with cells.

    Formulas stay formulas: what a spreadsheet makes of them is not guessed. Raises Unreadable, and
    TooLarge beyond so many rows of a sheet or so many bytes of text.
    """
    with warnings.catch_warnings():
        # Features of Excel that openpyxl does not keep are of no interest in a file only read.
        warnings.simplefilter("ignore", UserWarning)
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                text = _text(sheet, rows, size)
                size -= len(text)
                if text:
                    yield sheet.title, text
            book.close()
        except _DAMAGED as error:
            raise Unreadable from error


def _text(sheet: Any, rows: int, size: int) -> bytes:
    """A sheet as CSV, without the blank rows at its end and the blank cells behind its table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    blank = width = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = _cells(row)
        if number > _LAST_ROW or len(cells) > MOST_COLUMNS or text.tell() > size:
            raise TooLarge
        if not cells:
            blank += 1
            continue
        if number > rows:
            raise TooLarge
        text.write("\n" * blank)
        blank, width = 0, width or len(cells)
        writer.writerow(cells + [""] * (width - len(cells)))
    return text.getvalue().encode()


def _cells(row: Sequence[Any]) -> list[str]:
    cells = [_written(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _written(cell: Any) -> str:
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
            return _day(value.date(), cell.number_format)
        case date() if not isinstance(value, datetime):
            return _day(value, cell.number_format)
        case _:
            return str(value)


def _day(day: date, form: str | None) -> str:
    """A day; where the sheet shows no more than a month, that month."""
    return day.isoformat() if "d" in (form or "d").lower() else day.isoformat()[:7]
