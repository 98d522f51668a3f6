"""Sorting the rows of a file: facts, rows that are none, and rows that can be made to fit."""

from collections.abc import Mapping, Sequence

import numpy as np

from schemas.raw import Coder, Numbers, RawColumn
from schemas.splitting import Split
from upkeep.damage.columns import Column
from upkeep.damage.header import Meant, plain
from upkeep.damage.repair import Repair
from upkeep.damage.rows import Judged, after, fitted, named_columns, no_fact

_TOLD = 100
"""Cells of an odd row that are told."""


def sort_rows(
    made: Repair,
    found: Split,
    match: Meant,
    declared: Mapping[str, Column],
    separator: str,
    *,
    ends: bool,
) -> None:
    """Take out the rows that are no facts and put in those that were made to fit."""
    names = list(declared)
    _drop(made, found, _odd_rows(found, match, declared), names)
    columns = named_columns(len(found.header), match.positions, declared)
    last = max([*found.lines[-1:], *(line for line, _, _ in found.ragged[-1:])], default=0)
    fitting: list[tuple[int, int, list[str]]] = []
    for line, row, cells in found.ragged:
        judged = no_fact(cells, names) or fitted(
            cells, columns, separator, at_end=line == last and not ends
        )
        place, text = made.line(line, row), separator.join(cells[:_TOLD])
        made.see(judged.cause, place, text, judged.details)
        if judged.cells is not None:
            fitting.append((line, row, judged.cells))
            made.change(judged.cause, place, text, ",".join(judged.cells))
        elif judged.sure:
            made.change(judged.cause, place, text, None)
        else:
            made.ragged.append((line, cells))
    _insert(found, fitting)


def _odd_rows(found: Split, match: Meant, declared: Mapping[str, Column]) -> Numbers:
    """Rows whose name of a source or correction is none: only they can be no facts."""
    first = next(iter(declared))
    if first not in match.positions:
        return np.arange(min(len(found.lines), 1000))
    column, texts = declared[first], found.columns[match.positions[first]].texts
    odd = [
        not text
        or text.lower().startswith("total")
        or plain(text) in declared
        or not column.fits(after(text, column))
        for text in texts
    ]
    return found.columns[match.positions[first]].rows(np.array(odd, bool))


def _drop(made: Repair, found: Split, rows: Numbers, names: Sequence[str]) -> None:
    out = np.zeros(len(found.lines), bool)
    told = zip(*(column.cells(rows) for column in found.columns), strict=True)
    for row, written in zip(rows, told, strict=True):
        cells = list(written)
        judged: Judged | None = no_fact(cells, names)
        if judged is None:
            continue
        place, text = made.line(int(found.lines[row]), int(found.rows[row])), ",".join(cells)
        made.see(judged.cause, place, text.strip(","), judged.details)
        out[row] = True
        if judged.sure:
            made.change(judged.cause, place, text, None)
        else:
            made.ragged.append((int(found.lines[row]), cells))
    if out.any():
        found.columns = [column.without(out) for column in found.columns]
        found.lines, found.rows = found.lines[~out], found.rows[~out]


def _insert(found: Split, fitting: Sequence[tuple[int, int, list[str]]]) -> None:
    """Put rows into the table, each at its line."""
    if not fitting:
        return
    lines, rows, cells = zip(*fitting, strict=True)
    order = np.argsort(np.concatenate([found.lines, np.array(lines)]), kind="stable")
    found.lines = np.concatenate([found.lines, np.array(lines)])[order]
    found.rows = np.concatenate([found.rows, np.array(rows)])[order]
    found.columns = [
        _joined(column, [row[at] for row in cells], order)
        for at, column in enumerate(found.columns)
    ]


def _joined(column: RawColumn, cells: list[str], order: Numbers) -> RawColumn:
    coder = Coder()
    coder.add([*column.texts, *cells])
    both = coder.column()
    known, new = both.codes[: len(column.texts)], both.codes[len(column.texts) :]
    return RawColumn(both.texts, np.concatenate([known[column.codes], new])[order])
