"""The rows of a file: facts, rows that are none, and rows that can be made to fit their columns."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from upkeep.clean.cells import Column, clean
from upkeep.clean.decode import Step
from upkeep.clean.layout import Layout, plain

Row = tuple[int, list[str]]
"""The line of a row that could not be fitted, and its cells."""
Columns = Sequence[Column | None]
"""The declared column of every place in the file, None for unknown ones."""

_TAG: Final = re.compile(r"#[a-z]\w*(\s*\+\s*\w+)*", re.I)
_TOTAL: Final = re.compile(r"(grand |sub)?totals?:?|sum|усього|разом|всього|итого|somme", re.I)
_SMART: Final = re.compile("[“”„«»]")
_FEW: Final = 2
"""Bad cells a row may have and still stand in the right columns."""
_TOLD: Final = 100
"""Cells of an odd row that are told."""


def sort_rows(
    layout: Layout, declared: Mapping[str, Column], *, ends: bool
) -> tuple[list[Step], list[Row]]:
    """Take out the rows that are no facts and put in those that were made to fit.

    What was seen, and the rows that stay aside because only a person can mend them. `ends` says
    whether the last row is whole.
    """
    records, steps, aside, kept = layout.records, [], [], []
    columns: list[Column | None] = [None] * len(records.header)
    for name, position in layout.positions.items():
        columns[position] = declared[name]
    first, width = layout.positions.get(next(iter(declared))), len(columns)
    rows = [*zip(records.lines, records.rows, records.records, strict=True), *records.ragged]
    rows.sort(key=lambda one: one[0])
    odd: dict[str, bool] = {}
    for number, (line, row, cells) in enumerate(rows, 1):
        # Only rows whose name of a source or correction is none can be no facts.
        name, fitted = cells[first] if first is not None and first < len(cells) else "", None
        if name not in odd:
            odd[name] = _is_odd(name, next(iter(declared.values())), declared)
        cause = _name_odd_row(cells, declared) if odd[name] or len(cells) != width else ""
        is_none = bool(cause)
        if not cause and len(cells) == width:
            kept.append((line, row, cells))
            continue
        if not cause and number == len(rows) and not ends and len(cells) < width:
            cause = "file_truncated"
        elif not cause:
            cause, fitted = _fit(cells, columns, layout.separator)
        text = layout.separator.join(cells[:_TOLD])
        undone = (text, ",".join(fitted) if fitted else None) if fitted or is_none else None
        counts = (("found", len(cells)), ("wanted", width))
        details = counts if cause in ("row_ragged", "row_short", "row_long") else ()
        shown = text.strip(layout.separator) if is_none else text
        steps.append(Step(cause, None, details, line, row, value=shown, undone=undone))
        if fitted:
            kept.append((line, row, fitted))
        elif not is_none:
            aside.append((line, cells))
    records.lines, records.rows, records.records = (
        [list(column) for column in zip(*kept, strict=True)] if kept else ([], [], [])
    )
    return steps, aside


def _is_odd(text: str, column: Column, declared: Mapping[str, Column]) -> bool:
    if not text or text.lower().startswith("total") or plain(text) in declared:
        return True
    return not column.fits(text) and not column.fits(clean(text, column))


def _name_odd_row(cells: Sequence[str], names: Mapping[str, Column]) -> str:
    """What a row is that is no fact: tags, names of columns, a remark, a total; '' for a fact."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or re.match(r"([<|=>])\1{6}", filled[0]):  # left by an unfinished merge
        return ""
    if 2 * sum(_TAG.fullmatch(cell) is not None for cell in filled) > len(filled):
        return "hxl_row"
    if len(filled) > 2 and 2 * sum(plain(cell) in names for cell in filled) > len(filled):
        return "header_again"
    if _TOTAL.fullmatch(filled[0]):
        return "total_row"
    is_remark = len(filled) == 1 and (" " in filled[0] or not filled[0][0].isalnum())
    return "footnote" if is_remark else ""


def _fit(cells: list[str], columns: Columns, separator: str) -> tuple[str, list[str] | None]:
    """What is wrong with a row of another length, and its cells if one can see what was meant."""
    wanted = len(columns)
    blank_behind = len(cells) > wanted and not any(cell.strip() for cell in cells[wanted:])
    if blank_behind and _count_misfits(cells[:wanted], columns) <= _FEW:
        return "row_long", cells[:wanted]
    if len(cells) > 2 * wanted + 9:
        return "row_ragged", None
    quoted = _read_smart_quotes(cells, separator)
    if len(quoted) == wanted:
        return "smart_quotes", quoted
    if len(cells) > wanted:
        joined = list(_join(cells, columns, separator))
        return ("comma_unquoted", joined[0]) if len(joined) == 1 else ("row_ragged", None)
    padded = [*cells, *[""] * (wanted - len(cells))]
    optional = all(column is None or not column.required for column in columns[len(cells) :])
    if optional and not _count_misfits(padded, columns):
        return "row_short", padded
    return "row_ragged", None


def _read_smart_quotes(cells: Sequence[str], separator: str) -> list[str]:
    """The row read again with typographic quotation marks taken for plain ones."""
    line = separator.join(cells)
    if not _SMART.search(line):
        return []
    try:
        return next(csv.reader([_SMART.sub('"', line)], delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _join(cells: Sequence[str], columns: Columns, separator: str) -> Iterator[list[str]]:
    """Every way to join neighbouring cells into a text so that every cell fits."""
    end = len(cells) - len(columns) + 1
    for at, column in enumerate(columns):
        if column is not None and column.kind in ("text", "verbatim"):
            row = [*cells[:at], separator.join(cells[at : at + end]), *cells[at + end :]]
            if not _count_misfits(row, columns):
                yield row


def _count_misfits(cells: Sequence[str], columns: Columns) -> int:
    """How many cells cannot stand in their column, even after a sure repair."""
    return sum(
        not cell or not column.fits(clean(cell, column))
        for cell, column in zip(cells, columns, strict=True)
        if column is not None and (cell or column.required)
    )
