"""Rows that are no facts, and rows whose cells do not fit the columns."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.findings import Detail
from upkeep.clean.cells import repair_steps
from upkeep.clean.columns import Column
from upkeep.clean.header import plain

_TAG: Final = re.compile(r"#[a-z]\w*(\s*\+\s*\w+)*", re.I)
_MERGE: Final = re.compile(r"(<{7}|\|{7}|={7}|>{7})( .*)?")
_TOTAL: Final = re.compile(r"(grand |sub)?totals?:?|sum|усього|разом|всього|итого|somme", re.I)
_SMART: Final = re.compile("[“”„«»]")
_TEXTS: Final = ("text", "verbatim")
_FEW: Final = 2
"""Bad cells a row may have and still stand in the right columns."""


@dataclass(frozen=True)
class Judged:
    """What a row turned out to be: its cells as meant, or None to leave it out."""

    cause: str
    sure: bool
    cells: list[str] | None = None
    details: tuple[tuple[str, Detail], ...] = ()


def no_fact(cells: Sequence[str], names: Sequence[str]) -> Judged | None:
    """What a row is that is no fact: tags, names of columns, a remark, a total."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return None
    cause = ""
    if _MERGE.fullmatch(filled[0]):
        cause = "merge_conflict"
    elif _most(filled, lambda cell: _TAG.fullmatch(cell) is not None):
        cause = "hxl_row"
    elif len(filled) > 2 and _most(filled, lambda cell: plain(cell) in names):
        cause = "header_again"
    elif _TOTAL.fullmatch(filled[0]):
        cause = "total_row"
    elif len(filled) == 1 and (" " in filled[0] or not filled[0][0].isalnum()):
        cause = "footnote"
    return Judged(cause, sure=cause != "merge_conflict") if cause else None


def _most(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return 2 * sum(map(fits, cells)) > len(cells)


def fitted(
    cells: Sequence[str], columns: Sequence[Column | None], separator: str, *, at_end: bool
) -> Judged:
    """The cells of a row that does not fit its columns, if it can be seen what was meant."""
    wanted = len(columns)
    counts = (("found", len(cells)), ("wanted", wanted))
    if at_end and len(cells) < wanted:
        return Judged("file_truncated", sure=False)
    much_longer = len(cells) > 2 * wanted + 9
    blank_behind = len(cells) > wanted and not any(cell.strip() for cell in cells[wanted:])
    if blank_behind and _misfits(cells[:wanted], columns) <= _FEW:
        return Judged("row_long", sure=True, cells=list(cells[:wanted]), details=counts)
    quoted = [] if much_longer else _requoted(cells, separator)
    if len(quoted) == wanted:
        return Judged("smart_quotes", sure=True, cells=quoted)
    if much_longer:
        found = None
    elif len(cells) > wanted:
        joined = _rejoined(cells, columns, separator)
        found = Judged("comma_unquoted", sure=True, cells=joined) if joined else None
    else:
        found = _padded(cells, columns, counts)
    return found or Judged("row_ragged", sure=False, details=counts)


def _padded(
    cells: Sequence[str], columns: Sequence[Column | None], counts: tuple[tuple[str, Detail], ...]
) -> Judged | None:
    """The row with empty cells at its end, where these may be empty and all others fit."""
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    missing = columns[len(cells) :]
    optional = all(column is None or not column.required for column in missing)
    if optional and not _misfits(padded, columns):
        return Judged("row_short", sure=True, cells=padded, details=counts)
    return None


def _requoted(cells: Sequence[str], separator: str) -> list[str]:
    """The row read again with typographic quotation marks taken for plain ones."""
    line = separator.join(cells)
    if not _SMART.search(line):
        return []
    try:
        return next(csv.reader([_SMART.sub('"', line)], delimiter=separator, strict=True), [])
    except csv.Error:
        return []


def _rejoined(
    cells: Sequence[str], columns: Sequence[Column | None], separator: str
) -> list[str] | None:
    """The one way to join neighbouring cells into a text so that every cell fits."""
    extra = len(cells) - len(columns)
    ways = []
    for at, column in enumerate(columns):
        if column is not None and column.kind in _TEXTS:
            joined = separator.join(cells[at : at + extra + 1])
            row = [*cells[:at], joined, *cells[at + extra + 1 :]]
            if not _misfits(row, columns):
                ways.append(row)
    return ways[0] if len(ways) == 1 else None


def _misfits(cells: Sequence[str], columns: Sequence[Column | None]) -> int:
    """How many cells cannot stand in their column, even after a sure repair."""
    misfits = 0
    for cell, column in zip(cells, columns, strict=True):
        if column is not None and (cell or column.required):
            misfits += not cell or not column.fits(after(cell, column))
    return misfits


def after(text: str, column: Column) -> str:
    """The text after every sure repair."""
    for step in repair_steps(text, column):
        text = step.text if step.text is not None else text
    return text


def named_columns(
    width: int, positions: Mapping[str, int], declared: Mapping[str, Column]
) -> list[Column | None]:
    """The declared column of every position in the file, None for unknown ones."""
    columns: list[Column | None] = [None] * width
    for name, position in positions.items():
        columns[position] = declared[name]
    return columns
