"""Sorting the rows of a file: facts, rows that are none, and rows that can be made to fit."""

from collections.abc import Mapping, Sequence

from schemas.text import CsvRecords
from upkeep.clean.columns import Column
from upkeep.clean.header import Meant, plain
from upkeep.clean.repair import Repair
from upkeep.clean.rows import Judged, after, fitted, named_columns, no_fact

_TOLD = 100
"""Cells of an odd row that are told."""


def sort_rows(
    made: Repair,
    found: CsvRecords,
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


def _odd_rows(found: CsvRecords, match: Meant, declared: Mapping[str, Column]) -> list[int]:
    """Places of rows whose name of a source or correction is none: only they can be no facts."""
    first = next(iter(declared))
    if first not in match.positions:
        return list(range(min(len(found.lines), 1000)))
    column, texts = declared[first], found.column(match.positions[first])
    odd = {
        text
        for text in set(texts)
        if not text
        or text.lower().startswith("total")
        or plain(text) in declared
        or not column.fits(after(text, column))
    }
    return [at for at, text in enumerate(texts) if text in odd]


def _drop(made: Repair, found: CsvRecords, rows: Sequence[int], names: Sequence[str]) -> None:
    out: set[int] = set()
    for at in rows:
        cells = found.records[at]
        judged: Judged | None = no_fact(cells, names)
        if judged is None:
            continue
        place, text = made.line(found.lines[at], found.rows[at]), ",".join(cells)
        made.see(judged.cause, place, text.strip(","), judged.details)
        out.add(at)
        if judged.sure:
            made.change(judged.cause, place, text, None)
        else:
            made.ragged.append((found.lines[at], cells))
    if out:
        kept = [at for at in range(len(found.lines)) if at not in out]
        _keep(found, kept)


def _keep(found: CsvRecords, kept: Sequence[int]) -> None:
    found.records = [found.records[at] for at in kept]
    found.lines = [found.lines[at] for at in kept]
    found.rows = [found.rows[at] for at in kept]


def _insert(found: CsvRecords, fitting: Sequence[tuple[int, int, list[str]]]) -> None:
    """Put rows into the table, each at its line."""
    if not fitting:
        return
    for line, row, cells in fitting:
        found.lines.append(line)
        found.rows.append(row)
        found.records.append(cells)
    _keep(found, sorted(range(len(found.lines)), key=found.lines.__getitem__))
