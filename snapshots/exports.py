"""The rows of a chart as CSV and Excel, each with its source, and with words beside its codes."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from math import ceil
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from figures.chart import Chart
from figures.house import HOUSE
from schemas import MODELS
from snapshots.columns import (
    SOURCE,
    SOURCE_COLUMNS,
    Column,
    columns_of,
    columns_of_table,
    in_words,
)

_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA: Final = (*_SIGNS, "\t", "\n")
_RETURN: Final = re.compile(r"\r\n?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNDATED: Final = date(1980, 1, 1)
"""The first day an archive can write."""
_UNIX, _READABLE = 3, 0o600 << 16
_WHOLE, _DECIMAL, _DAY = "#,##0", "#,##0.00##", "yyyy-mm-dd"
"""Groups and points are those of the reader's own spreadsheet; days are never ambiguous."""
_NARROW, _BROAD, _PAGE = 11, 32, 70
"""Widths of columns, in characters."""
_ABOVE: Final = Alignment(vertical="top", wrap_text=True)
_BOLD: Final = Font(bold=True)
_FIRST: Final = PatternFill("solid", start_color="FFD6E4F0")
_OTHER: Final = PatternFill("solid", start_color="FFEDEDED")


def rows_with_sources(chart: Chart) -> pd.DataFrame:
    """The rows shown with who said each: what most readers came for, then every other column.

    Codes stay under the names they have in the tables; a column of words stands beside each.
    """
    sources = chart.scene.sources[list(SOURCE_COLUMNS)].add_prefix(SOURCE)
    rows = chart.rows.join(sources, on="source_id")
    return _guarded(in_words(rows, columns_of(chart), chart.say))


def _guarded(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every text harmless; numbers and days stay what they are."""
    guarded = rows.copy()
    for name in rows.select_dtypes(exclude=["number", "datetime"]):
        guarded[name] = rows[name].map(harmless)
    return guarded


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, at its beginning or after a broken line."""
    if not isinstance(text, str):
        return text
    text = _CONTROL.sub("", _RETURN.sub("\n", text))
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_SIGNS) else text


def as_csv(chart: Chart) -> bytes:
    """The rows as UTF-8 CSV with a byte-order mark, which Excel needs to read it right."""
    text: str = rows_with_sources(chart).to_csv(
        index=False, lineterminator="\n", float_format="%.15g", date_format="%Y-%m-%d"
    )
    return text.encode("utf-8-sig")


def as_excel(chart: Chart) -> bytes:
    """The rows as an Excel workbook: the data, what each column means, and what it all is.

    Its words are in the reader's language; the names of the CSV stand beside the meanings. Where
    amounts were converted, a further sheet holds the exchange rates used. It is dated by the data,
    not by the clock: the same chart is the same file.
    """
    say = chart.say
    day = _UNDATED if chart.freshness is None else chart.freshness.available
    book = Workbook()
    properties = book.properties
    properties.title, properties.creator = harmless(chart.title), say(HOUSE)
    properties.created = datetime.combine(day, time())
    columns = columns_of(chart)
    data = book.active
    data.title = say("Data")
    _fill(data, rows_with_sources(chart), columns)
    _explain(book.create_sheet(say("Columns")), columns, chart)
    about = book.create_sheet(say("About"))
    for label, words in _about(chart):
        about.append([harmless(label), harmless(words)])
    _read_as_text(about, (_BROAD, _PAGE))
    if len(chart.scene.rates):
        columns = columns_of_table(MODELS["exchange_rates"], say)
        rates = chart.scene.rates[[column.name for column in columns]]
        _fill(book.create_sheet(say("Exchange rates")), _guarded(rates), columns)
    saved = io.BytesIO()
    book.save(saved)
    return _dated(saved.getvalue(), day)


def _about(chart: Chart) -> Iterator[tuple[str, str]]:
    """What the rows are, in words, each with its label."""
    say = chart.say
    yield say("Figure"), chart.title
    yield say("What it shows"), chart.subtitle
    yield say("Sources"), chart.note.text
    for caveat in (*chart.caveats, *chart.further_caveats):
        yield say("Caveat"), caveat


def _fill(sheet: Any, rows: pd.DataFrame, columns: tuple[Column, ...]) -> None:
    """Write rows under their titles: numbers as numbers, days as days, nothing where nothing is.

    The columns most readers came for are the part that is printed.
    """
    sheet.append([harmless(column.title) for column in columns])
    for row in rows.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    last = len(rows) + 1
    for number, column in enumerate(columns, start=1):
        letter, cells = get_column_letter(number), rows[column.name]
        sheet.column_dimensions[letter].width = _width(column, cells)
        head = sheet.cell(1, number)
        head.font, head.alignment = _BOLD, _ABOVE
        head.fill = _FIRST if column.first else _OTHER
        form = _form(column, cells)
        if form:
            for line in range(2, last + 1):
                sheet.cell(line, number).number_format = form
    _make_handy(sheet)
    first = sum(column.first for column in columns) or len(columns)
    sheet.print_area = f"A1:{get_column_letter(first)}{last}"
    sheet.page_setup.orientation = "landscape"


def _form(column: Column, cells: pd.Series) -> str:
    """How a spreadsheet writes the numbers or days of a column; '' for text."""
    match column.kind:
        case "day":
            return _DAY
        case "whole_number":
            return _WHOLE
        case "decimal_number":
            return _WHOLE if (cells.dropna() % 1 == 0).all() else _DECIMAL
    return ""


def _width(column: Column, cells: pd.Series) -> int:
    """Wide enough for most of a column; long sentences stay on one line, cut by the next cell."""
    grouped = 4 / 3 if "number" in column.kind else 1
    longest = 10 if column.kind == "day" else cells.dropna().astype(str).str.len().max()
    longest = 0 if pd.isna(longest) else ceil(longest * grouped)
    word = max(map(len, column.title.split()))
    return max(_NARROW, min(_BROAD, max(longest, word) + 2))


def _explain(sheet: Any, columns: tuple[Column, ...], chart: Chart) -> None:
    """What every column means, as its table declares it."""
    say = chart.say
    sheet.append(
        [
            say("Column"),
            say("What it holds"),
            say("How it is written"),
            say("What the codes mean"),
            say("Name in the CSV"),
        ]
    )
    for column in columns:
        codes = "" if column.words_for else _codes(column, chart)
        cells = (column.title, column.meaning, column.form(say), codes, column.name)
        sheet.append([harmless(text) or None for text in cells])
    _read_as_text(sheet, (_BROAD, _PAGE, _BROAD, _PAGE, _BROAD))
    for head in sheet[1]:
        head.font, head.fill = _BOLD, _FIRST
    _make_handy(sheet)


def _codes(column: Column, chart: Chart) -> str:
    """The closed vocabulary of a column, one code a line."""
    return "\n".join(chart.say.named(code, chart.say(word)) for code, word in column.codes.items())


def _read_as_text(sheet: Any, widths: tuple[int, ...]) -> None:
    """Make sentences break within their cells."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = _ABOVE


def _make_handy(sheet: Any) -> None:
    """Keep the header in sight, on every sheet of paper too, and let rows be filtered."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _cell(value: Any) -> Any:
    if pd.isna(value) or value == "":
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _dated(book: bytes, day: date) -> bytes:
    """The same workbook as if it was saved on a day."""
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(dated, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), content)
            member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            member.create_system, member.external_attr = _UNIX, _READABLE
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return dated.getvalue()
