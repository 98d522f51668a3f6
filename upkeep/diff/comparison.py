"""Two states of one table, compared row by row: nothing of order, quotation marks or line ends."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from schemas import FACT_TABLES, MODELS
from snapshots.revision import Row, fact_of, is_same
from upkeep.diff.row_change import Cell, ColumnChange, Kind, RowChange, is_number
from upkeep.diff.written import Written

_NOTHING: Final = Written((), (), ())

Told = tuple[Row, str]
"""A row, and the corrections that speak of it."""
Days = Mapping[str, str]
"""The day from which each source is public."""


def columns_changed(table: str, old: Written, new: Written) -> list[ColumnChange]:
    """The columns only one of the two has."""
    gone = [name for name in dict.fromkeys(old.header) if name not in new.header]
    come = [name for name in dict.fromkeys(new.header) if name not in old.header]
    return [ColumnChange(table, name, Kind.REMOVED) for name in gone] + [
        ColumnChange(table, name, Kind.ADDED) for name in come
    ]


def rows_changed(
    table: str, old: Written | None, new: Written | None, days: Days | None = None
) -> list[RowChange]:
    """What became of the rows of a table, each known by the key of its model.

    A row whose key was changed in one cell is that row, changed. Rows of a file that could not be
    read to its end are never called removed or added.
    """
    old, new = old or _NOTHING, new or _NOTHING
    both = [name for name in dict.fromkeys(old.header or new.header) if _shared(name, old, new)]
    key = [name for name in MODELS[table].key_columns() if name in both]
    was, now = _differing(old, new, both)
    changed, gone, come = _matched(table, was, now, key, both)
    moved, gone, come = _moved(table, gone, come, both)
    gone = gone if new.whole else []
    come = come if old.whole else []
    before = _said(table, old, come, days or {})
    after = _said(table, new, gone, days or {})
    return [
        *changed,
        *moved,
        *(
            RowChange(table, Kind.REMOVED, row, instead=_of_fact(table, row, after))
            for row, _ in gone
        ),
        *(
            RowChange(table, Kind.ADDED, row, instead=_of_fact(table, row, before))
            for row, _ in come
        ),
    ]


def _shared(name: str, old: Written, new: Written) -> bool:
    return (name in old.header or not old.header) and (name in new.header or not new.header)


def _differing(old: Written, new: Written, both: Sequence[str]) -> tuple[list[Told], list[Told]]:
    """The rows of each that have no equal in the other, letter by letter."""
    was, now = list(_told(old, both)), list(_told(new, both))
    left = Counter(cells for cells, _, _ in now)
    right = Counter(cells for cells, _, _ in was)
    return _without(was, left), _without(now, right)


def _told(text: Written, both: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Row, str]]:
    if not text.header:
        return
    places = [text.header.index(name) for name in both]
    for cells, corrections in zip(text.rows, text.corrections, strict=True):
        yield (
            tuple(cells[at] for at in places),
            dict(zip(text.header, cells, strict=True)),
            corrections,
        )


def _without(
    rows: Iterable[tuple[tuple[str, ...], Row, str]], others: Counter[tuple[str, ...]]
) -> list[Told]:
    left = []
    for cells, row, corrections in rows:
        if others[cells]:
            others[cells] -= 1
        else:
            left.append((row, corrections))
    return left


def _matched(
    table: str, was: Sequence[Told], now: Sequence[Told], key: Sequence[str], both: Sequence[str]
) -> tuple[list[RowChange], list[Told], list[Told]]:
    """Rows of one key that say otherwise, and the rows whose key the other side lacks."""
    before, after = _by(was, key), _by(now, key)
    changed: list[RowChange] = []
    gone: list[Told] = []
    come: list[Told] = []
    for one in sorted(before.keys() | after.keys()):
        left, right = before.get(one, []), after.get(one, [])
        if len(left) == len(right) == 1:
            changed += _change(table, left[0], right[0], both)
        else:
            gone += left
            come += right
    return changed, gone, come


def _by(rows: Iterable[Told], names: Iterable[str]) -> dict[tuple[str, ...], list[Told]]:
    names = tuple(names)
    found = defaultdict(list)
    for told in rows:
        found[tuple(told[0][name] for name in names)].append(told)
    return dict(found)


def _change(table: str, was: Told, now: Told, both: Sequence[str]) -> list[RowChange]:
    """The cells that differ, if any do: 286 and 286.0 are one number."""
    cells = tuple(
        Cell(name, was[0][name], now[0][name])
        for name in both
        if not _alike(table, name, was[0][name], now[0][name])
    )
    told = tuple(sorted(set(was[1].split()) ^ set(now[1].split())))
    return [RowChange(table, Kind.CHANGED, now[0], cells, told)] if cells else []


def _alike(table: str, column: str, one: str, other: str) -> bool:
    return one == other or (is_number(table, column) and is_same(one, other))


def _moved(
    table: str, gone: list[Told], come: list[Told], both: Sequence[str]
) -> tuple[list[RowChange], list[Told], list[Told]]:
    """Pairs of rows that differ in one cell and have no other counterpart."""
    moved: list[RowChange] = []
    for column in both if gone and come else ():
        others = [name for name in both if name != column]
        before, after = _by(gone, others), _by(come, others)
        paired: set[int] = set()
        for one in sorted(before.keys() & after.keys()):
            if len(before[one]) == len(after[one]) == 1:
                was, now = before[one][0], after[one][0]
                moved += _change(table, was, now, both)
                paired |= {id(was), id(now)}
        gone = [told for told in gone if id(told) not in paired]
        come = [told for told in come if id(told) not in paired]
    return moved, gone, come


def _said(
    table: str, text: Written, rows: Sequence[Told], days: Days
) -> dict[tuple[str, ...], Row]:
    """What a state of the table says last of the facts of some rows."""
    if table not in FACT_TABLES or not text.header:
        return {}
    wanted = {fact_of(row, table) for row, _ in rows}
    found: dict[tuple[str, ...], tuple[tuple[str, ...], Row]] = {}
    for cells in text.rows if wanted else ():
        row = dict(zip(text.header, cells, strict=True))
        about = fact_of(row, table)
        if about in wanted:
            edition = (days.get(row.get("source_id", ""), ""), row.get("as_of", ""))
            if about not in found or edition >= found[about][0]:
                found[about] = edition, row
    return {about: row for about, (_, row) in found.items()}


def _of_fact(table: str, row: Row, said: Mapping[tuple[str, ...], Row]) -> Row | None:
    return said.get(fact_of(row, table)) if table in FACT_TABLES else None
