"""Files as people drop them: zips, workbooks, and hostile ones."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from openpyxl import Workbook

from schemas import TABLES
from schemas.table import find_kind
from tests.frozen import FROZEN
from tests.upkeep.corpus import Rows, text_of

CHANGED = "ohchr-2026-08-31"
"""The publication whose numbers are changed; the test says so if it is gone."""
EVIL = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


def house(table: str) -> bytes:
    """A frozen table, byte for byte."""
    return (FROZEN / f"{table}.csv").read_bytes()


def rows_of(table: str) -> Rows:
    return list(csv.reader(io.StringIO(house(table).decode(), newline="")))


def changed() -> bytes:
    """The table of deaths with every monthly number of one publication one higher."""
    rows = rows_of("civilian_deaths")
    at = rows[0].index("value")
    for row in rows[1:]:
        if row[0].startswith(CHANGED) and row[1] == "monthly" and row[at]:
            row[at] = str(int(row[at]) + 1)
    assert text_of(rows).encode() != house("civilian_deaths")
    return text_of(rows).encode()


def hurt() -> bytes:
    """The table of deaths with a misspelt code, a formula, a script, and a space too many."""
    rows = rows_of("civilian_deaths")
    column = {name: at for at, name in enumerate(rows[0])}
    rows[5][column["outcome"]] = "kiled"
    rows[6][column["note"]] = FORMULA
    rows[7][column["note"]] = EVIL
    rows[8][column["territory"]] += " "
    return text_of(rows).encode()


def as_excel_in_french() -> bytes:
    """The rates as a French Excel saves them: semicolons, decimal commas, other line ends."""
    rows = rows_of("exchange_rates")
    at = rows[0].index("units_per_eur")
    for row in rows[1:]:
        row[at] = row[at].replace(".", ",")
    return text_of(rows, ";").replace("\n", "\r\n").encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.is_date and cell.value.day == 1 and sheet.title == "exchange_rates":
                    cell.number_format = "mmm-yy"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def typed(table: str, text: bytes) -> list[list[object]]:
    """A table as a spreadsheet holds it: numbers as numbers, days and months as dates."""
    rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    columns = TABLES[table].columns()
    kinds = [find_kind(columns[name].dtype) for name in rows[0]]
    return [
        [*rows[0]],
        *([_typed(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows[1:]),
    ]


def _typed(cell: str, kind: str) -> object:
    if not cell:
        return None
    if kind == "day":
        return date.fromisoformat(cell)
    if kind in ("whole_number", "decimal_number"):
        return float(cell)
    if len(cell) == 7 and cell[4] == "-" and cell[:4].isdigit():
        return date.fromisoformat(f"{cell}-01")
    return cell


def rewritten(book: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook one of whose parts says something else."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return zipped({**parts, member: change(parts[member])})
