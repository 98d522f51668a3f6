"""The rows of a chart as CSV and Excel, each with its source, and with words beside its codes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from math import ceil
from textwrap import wrap
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from exports.columns import (
    SOURCE,
    SOURCE_COLUMNS,
    Column,
    add_words,
    describe_columns,
    find_columns,
)
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from schemas import MODELS

_SIGNS: Final = "=+@＝＋－＠-"
_FORMULA: Final = re.compile(rf"[\t\n\r]|\s*[{_SIGNS}]")
_RETURN: Final = re.compile(r"\r\n?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNDATED: Final = date(1980, 1, 1)
"""The first day an archive can write."""
_UNIX, _READABLE = 3, 0o600 << 16
_WHOLE, _DECIMAL, _DAY = "#,##0", "#,##0.00##", "yyyy-mm-dd"
"""Groups and points are those of the reader's own spreadsheet; days are never ambiguous."""
_NARROW, _BROAD, _PAGE = 11, 28, 60
"""Widths of columns, in characters."""
_LINE: Final = 15
"""Height of a line, in points: LibreOffice leaves every row as high as it is told."""
_A4: Final = 9
_READ: Final = Alignment(vertical="top", wrap_text=True)
_TOP: Final = Alignment(vertical="top")
_WORDS: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_RIGHT: Final = Alignment(horizontal="right", vertical="top", wrap_text=True)
_BOLD: Final = Font(name="Calibri", size=11, bold=True)
_FIRST: Final = PatternFill("solid", start_color="FFD6E4F0")
_OTHER: Final = PatternFill("solid", start_color="FFEDEDED")


def join_sources(chart: Chart) -> pd.DataFrame:
    """The rows with who said each, words beside codes; what most readers came for comes first."""
    sources = chart.scene.sources[list(SOURCE_COLUMNS)].add_prefix(SOURCE)
    rows = chart.rows.join(sources, on="source_id")
    return _guarded(add_words(rows, find_columns(chart), chart.t))


def _guarded(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every text harmless; numbers and days stay what they are."""
    guarded = rows.copy()
    for name in rows.select_dtypes(exclude=["number", "datetime"]):
        guarded[name] = rows[name].map(disarm_formulas)
    return guarded


def acts_as_formula(text: str) -> bool:
    """Whether a spreadsheet would take text for a formula, at its beginning or on a second line."""
    return _FORMULA.match(text) is not None


def disarm_formulas(text: str) -> str:
    """Text that no spreadsheet takes for a formula; what is no text stays what it is."""
    if not isinstance(text, str):
        return text
    text = _CONTROL.sub("", _RETURN.sub("\n", text))
    return f"'{text}" if acts_as_formula(text) else text


def write_csv(chart: Chart) -> bytes:
    """The rows as UTF-8 CSV with a byte-order mark, which Excel needs to read it right."""
    return format_rows(join_sources(chart)).encode("utf-8-sig")


def format_rows(rows: pd.DataFrame) -> str:
    """Rows as CSV, each number and day in one form only."""
    text: str = rows.to_csv(
        index=False, lineterminator="\n", float_format="%.15g", date_format="%Y-%m-%d"
    )
    return text


def write_excel(chart: Chart) -> bytes:
    """The rows as an Excel workbook: the data, what each column means, and what it all is.

    Its words are in the reader's language; the names of the CSV stand beside the meanings. Where
    amounts were converted, a further sheet holds the exchange rates used. It is dated by the data,
    not by the clock: the same chart is the same file.
    """
    t = chart.t
    day = _UNDATED if chart.freshness is None else chart.freshness.available
    book = Workbook()
    properties = book.properties
    properties.title, properties.creator = disarm_formulas(chart.title), t(SITE_NAME)
    properties.created = datetime.combine(day, time())
    columns = find_columns(chart)
    data = book.active
    data.title = t("Data")
    _fill(data, join_sources(chart), columns)
    _explain(book.create_sheet(t("Columns")), columns, chart)
    about = book.create_sheet(t("About"))
    for label, words in (
        (t("Figure"), chart.title),
        (t("What it shows"), chart.subtitle),
        (t("Sources"), chart.note.text),
        *((t("Caveat"), caveat) for caveat in (*chart.caveats, *chart.further_caveats)),
    ):
        about.append([disarm_formulas(label), disarm_formulas(words)])
    _read_as_text(about, (_BROAD, _PAGE))
    if len(chart.scene.rates):
        columns = describe_columns(MODELS["exchange_rates"], t)
        rates = chart.scene.rates[[column.name for column in columns]]
        _fill(book.create_sheet(t("Exchange rates")), _guarded(rates), columns)
    saved = io.BytesIO()
    book.save(saved)
    return _dated(saved.getvalue(), day)


def _fill(sheet: Any, rows: pd.DataFrame, columns: tuple[Column, ...]) -> None:
    """Write rows under their titles: numbers as numbers, days as days, nothing where nothing is.

    The columns most readers came for are the part that is printed, and their words break within
    their cells. A column with nothing in it is not shown.
    """
    sheet.append([disarm_formulas(column.title) for column in columns])
    for row in rows.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    last = len(rows) + 1
    first = sum(column.first for column in columns)
    widths = []
    for number, column in enumerate(columns, start=1):
        cells, side = rows[column.name], sheet.column_dimensions[get_column_letter(number)]
        side.width = _width(column, cells)
        side.hidden = len(rows) > 0 and bool((cells.isna() | (cells == "")).all())
        widths.append(side.width)
        head = sheet.cell(1, number)
        head.font, head.alignment = _BOLD, _WORDS if column.kind == "text" else _RIGHT
        head.fill = _FIRST if column.first else _OTHER
        form = _form(column, cells)
        for (cell,) in sheet.iter_rows(min_row=2, max_row=last, min_col=number, max_col=number):
            cell.alignment = _WORDS if column.first and not form else _TOP
            if form:
                cell.number_format = form
    _give_height(sheet[1], widths)
    for row in sheet.iter_rows(min_row=2, max_col=first) if first else ():
        _give_height(row, widths[:first])
    _make_handy(sheet)
    sheet.print_area = f"A1:{get_column_letter(first or len(columns))}{last}"


def _form(column: Column, cells: pd.Series) -> str:
    """How a spreadsheet writes the numbers or days of a column; '' for text."""
    whole = "number" in column.kind and (cells.dropna() % 1 == 0).all()
    number = _WHOLE if whole else _DECIMAL
    return {"day": _DAY, "text": ""}.get(column.kind, number)


def _width(column: Column, cells: pd.Series) -> int:
    """Wide enough for most of a column; a long sentence stays on one line, cut by the next cell."""
    grouped = 4 / 3 if "number" in column.kind else 1
    longest = 10 if column.kind == "day" else cells.dropna().astype(str).str.len().max()
    longest = 0 if pd.isna(longest) else ceil(longest * grouped)
    word = max(map(len, column.title.split()))
    most = _PAGE if column.first and longest > _PAGE else _BROAD
    return max(_NARROW, min(most, max(longest, word) + 3))


def _explain(sheet: Any, columns: tuple[Column, ...], chart: Chart) -> None:
    """What every column means, as its table declares it; of closed vocabularies one code a line."""
    t = chart.t
    titles = (
        t("Column"),
        t("What it holds"),
        t("How it is written"),
        t("What the codes mean"),
        t("Name in the CSV"),
    )
    sheet.append(titles)
    for column in columns:
        known = {} if column.words_for else column.codes
        codes = "\n".join(t.label(code, t(word)) for code, word in known.items())
        cells = (column.title, column.meaning, column.form(t), codes, column.name)
        sheet.append([disarm_formulas(text) or None for text in cells])
    _read_as_text(sheet, (_BROAD, _PAGE, _BROAD, _PAGE, _BROAD))
    for head in sheet[1]:
        head.font, head.fill = _BOLD, _FIRST
    _make_handy(sheet)


def _read_as_text(sheet: Any, widths: tuple[int, ...]) -> None:
    """Make sentences break within their cells."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = _READ
        _give_height(row, widths)


def _give_height(cells: Sequence[Any], widths: Sequence[int]) -> None:
    """Make a row as high as the longest of these cells needs, at these widths."""
    lines = [
        sum(len(wrap(line, width)) or 1 for line in str(cell.value or "").split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    if cells and max(lines) > 1:
        cells[0].parent.row_dimensions[cells[0].row].height = _LINE * max(lines)


def _make_handy(sheet: Any) -> None:
    """Keep the header in sight, on every sheet of paper too, and let rows be filtered."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4


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
