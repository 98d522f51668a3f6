"""Two states of the tables, compared row by row: nothing of order, quotation marks or line ends.

Rows are compared as they are written, so that broken files can be compared too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from schemas import FACT_TABLES, MODELS, read_as_written
from snapshots.revision import Row, is_same

_LARGEST: Final = 18
_CUT: Final = {"row_ragged", "file_quotes"}
_ONCE: Final = frozenset({"event", "statement", "announcement"})
"""Series of single things, of which none is the one before."""


class Kind(StrEnum):
    """Whether a row came, went, or says something else."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


class Weight(IntEnum):
    """In which order changes are told: what they are about, then how closely to look at them."""

    (EDITION, NUMBERS, REMOVED, MEANING, ADDED,
     SOURCES, CORRECTIONS, RATES, TRANSLATIONS, SEARCHES) = range(10)  # fmt: skip


def is_number(table: str, column: str) -> bool:
    """Whether a column holds numbers."""
    return column in MODELS[table].number_columns()


def number_of(text: str) -> Decimal | None:
    """The number a cell writes; None where it is empty or cannot be read."""
    plain = text.removeprefix("-").replace(".", "", 1)
    written = plain.isascii() and plain.isdigit() and len(text) <= _LARGEST
    return Decimal(text) if written else None


@dataclass(frozen=True)
class Cell:
    """One cell that says otherwise."""

    column: str
    before: str
    after: str

    @property
    def difference(self) -> Decimal | None:
        """How much a number grew; None where one of the two is none."""
        before, after = number_of(self.before), number_of(self.after)
        return None if before is None or after is None else after - before

    @property
    def relative(self) -> Decimal | None:
        """The same as a share of the number before; None without one, or from nought."""
        before = number_of(self.before)
        return self.difference / abs(before) if self.difference is not None and before else None

    def measure(self) -> Mapping[str, Decimal]:
        """Its difference, and that as a share, as far as there are any."""
        found = {"difference": self.difference, "relative": self.relative}
        return {name: number for name, number in found.items() if number is not None}


@dataclass(frozen=True)
class RowChange:
    """What became of one row; `row` is as it is now, or as it was if it is gone.

    `cells` are those that say otherwise. `corrections` speak of the row on one side only.
    `instead`: of an added row, what was last said of the same fact before; of a removed row, what
    is said of it now. `previous`: of an added row, the one before it in its series. `fresh`: its
    publication is new as well.
    """

    table: str
    kind: Kind
    row: Row
    cells: tuple[Cell, ...] = ()
    corrections: tuple[str, ...] = ()
    instead: Row | None = None
    previous: Row | None = None
    fresh: bool = False

    @property
    def source_id(self) -> str:
        """The publication the row belongs to, or is."""
        return self.row.get("source_id", "")

    @property
    def shares(self) -> list[Decimal | None]:
        """How much each of its numbers grew; None where one of the two is missing."""
        return [cell.relative for cell in self.cells if is_number(self.table, cell.column)]

    @property
    def repeats(self) -> bool:
        """Whether an added row only says again what was said of the same fact before."""
        if self.kind is not Kind.ADDED or self.instead is None:
            return False
        said = (*MODELS[self.table].number_columns(), "bound", "status", "obs_status")
        return all(is_same(self.instead.get(name, ""), self.row.get(name, "")) for name in said)

    @property
    def weight(self) -> Weight:
        """Where it is told."""
        if self.fresh:
            return Weight.EDITION
        if self.table not in FACT_TABLES:
            return Weight.__members__.get(self.table.upper(), Weight.RATES)
        if self.kind is not Kind.CHANGED:
            return Weight.ADDED if self.kind is Kind.ADDED else Weight.REMOVED
        key = MODELS[self.table].key_columns()
        moved = any(cell.column in key for cell in self.cells)
        return Weight.NUMBERS if self.shares and not moved else Weight.MEANING

    @property
    def order(self) -> tuple[object, ...]:
        """Worst first; of equals, in the order of their keys. New editions as they were written."""
        table = list(MODELS).index(self.table)
        if self.fresh:
            return (self.weight, table, self.source_id)
        sizes = [Decimal("Infinity") if share is None else abs(share) for share in self.shares]
        key = tuple(self.row.get(name, "") for name in MODELS[self.table].key_columns())
        kind, size = list(Kind).index(self.kind), -max(sizes, default=Decimal(0))
        return (self.weight, kind, size, table, key, tuple(self.row.values()))

    def measure(self) -> Mapping[str, object]:
        """In which file it stands, its key there, and how closely it must be looked at."""
        model = MODELS[self.table]
        key = {name: self.row[name] for name in model.key_columns() if name in self.row}
        return {"file": model.file_name(), "key": key, "weight": self.weight.name.lower()}


@dataclass(frozen=True)
class ColumnChange:
    """A column only one of the two states of a table has; its cells are not compared."""

    table: str
    column: str
    kind: Kind


class Told(NamedTuple):
    """A row, and the corrections that speak of it."""

    row: Row
    corrections: str


@dataclass(frozen=True)
class Written:
    """The rows of one table as text; `whole` says whether every row of the file could be read."""

    columns: tuple[str, ...]
    rows: tuple[Told, ...]
    whole: bool = True


def read_written(contents: Mapping[str, bytes]) -> dict[str, Written]:
    """The text of files that may be broken, corrected; without those that cannot be read at all."""
    found = read_as_written({name: contents[name] for name in MODELS if name in contents})
    cut = {each.place.file for each in found.findings if each.cause.name in _CUT}
    return {
        name: Written(
            tuple(text.frame.columns),
            tuple(map(Told, found.corrected_text(name).frame.to_dict("records"),
                      found.corrections_of(name))),
            text.file not in cut,
        )
        for name, text in found.texts.items()
        if len(text.frame.columns)
    }  # fmt: skip


def find_column_changes(table: str, old: Written, new: Written) -> list[ColumnChange]:
    """The columns only one of the two has."""
    sides = ((old, new, Kind.REMOVED), (new, old, Kind.ADDED))
    return [
        ColumnChange(table, name, kind)
        for one, other, kind in sides
        for name in one.columns
        if name not in other.columns
    ]


def find_row_changes(old: Mapping[str, Written], new: Mapping[str, Written]) -> list[RowChange]:
    """What became of the rows of every table that both states have, in the order to be told.

    A row is known by the key of its model; one whose key was changed in one cell is that row,
    changed. Rows of a file that could not be read to its end are never called removed or added.
    """
    was, now = (
        {row.get("source_id", ""): row.get("available", "") for row, _ in state["sources"].rows}
        if "sources" in state else {} for state in (old, new)
    )  # fmt: skip
    fresh = now.keys() - was if was else set()
    changes = [
        change
        for table in MODELS
        if table in old and table in new
        for change in _compare(table, old[table], new[table], was | now, fresh)
    ]
    return sorted(changes, key=lambda change: change.order)


def _compare(
    table: str, old: Written, new: Written, days: Mapping[str, str], fresh: Set[str]
) -> Iterator[RowChange]:
    both = [name for name in old.columns if name in new.columns]
    key = [name for name in MODELS[table].key_columns() if name in both]
    ways = [both, key, *([name for name in both if name != column] for column in both)]
    gone, come = list(old.rows), list(new.rows)
    for names in ways:
        if gone and come:
            changed, gone, come = _pair(table, gone, come, names, both)
            yield from changed
    if new.whole:
        said = _find_last(table, gone, new, days, earlier=False)
        for row, _ in gone:
            yield RowChange(table, Kind.REMOVED, row, instead=said.get(id(row)))
    if old.whole:
        said = _find_last(table, come, old, days, earlier=False)
        previous = _find_last(table, come, new, days, earlier=True)
        for row, _ in come:
            beside = (said.get(id(row)), previous.get(id(row)))
            is_fresh = row.get("source_id", "") in fresh and table != "exchange_rates"
            yield RowChange(table, Kind.ADDED, row, (), (), *beside, fresh=is_fresh)


def _cells(row: Row, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in names)


def _pair(
    table: str, gone: list[Told], come: list[Told], names: Sequence[str], both: Sequence[str]
) -> tuple[list[RowChange], list[Told], list[Told]]:
    """Rows that are alike in some columns and have no other counterpart; and all other rows.

    Of rows that are alike in all columns, any is the counterpart of any other.
    """
    sides: dict[tuple[str, ...], tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((gone, come)):
        for told in rows:
            sides[_cells(told.row, names)][side].append(told)
    changed: list[RowChange] = []
    left: tuple[list[Told], list[Told]] = ([], [])
    for was, now in sides.values():
        many = min(len(was), len(now)) if names is both else int(len(was) == len(now) == 1)
        for one, other in zip(was[:many], now, strict=False):
            changed += _change(table, one, other, both)
        left[0].extend(was[many:])
        left[1].extend(now[many:])
    return changed, *left


def _change(table: str, was: Told, now: Told, both: Sequence[str]) -> Iterator[RowChange]:
    """The cells that differ, if any do: 286 and 286.0 are one number."""
    cells = tuple(
        Cell(name, was.row[name], now.row[name])
        for name in both
        if was.row[name] != now.row[name]
        and not (is_number(table, name) and is_same(was.row[name], now.row[name]))
    )
    if cells:
        told = tuple(sorted(set(was.corrections.split()) ^ set(now.corrections.split())))
        yield RowChange(table, Kind.CHANGED, now.row, cells, told)


def _find_last(
    table: str, rows: Sequence[Told], text: Written, days: Mapping[str, str], *, earlier: bool
) -> dict[int, Row]:
    """For each of some rows what was said last of the same fact, or of the time before it."""
    if table not in FACT_TABLES:
        return {}
    times = MODELS[table].columns_of_kind("day") if earlier else ()
    about = [name for name in MODELS[table].fact_columns() if name not in times]
    wanted: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row, _ in rows:
        if not (earlier and row.get("series") in _ONCE):
            wanted[_cells(row, about)].append(row)

    def rank(row: Row) -> tuple[str, str, str]:
        return _end(row), days.get(row.get("source_id", ""), ""), row.get("as_of", "")

    found: dict[int, Row] = {}
    for row, _ in text.rows if wanted else ():
        for one in wanted.get(_cells(row, about), ()):
            before = not earlier or _end(row) < _end(one)
            if before and (id(one) not in found or rank(row) >= rank(found[id(one)])):
                found[id(one)] = row
    return found


def _end(row: Row) -> str:
    """The last day a row speaks of."""
    return row.get("date") or row.get("period_end", "")
