"""What became of one row of a table."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Final

from schemas import FACT_TABLES, MODELS
from snapshots.revision import Row

_LARGEST: Final = 18


class Kind(StrEnum):
    """Whether a row came, went, or says something else."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


class Weight(IntEnum):
    """How closely a change must be looked at, worst first."""

    NUMBERS = 1
    REMOVED = 2
    MEANING = 3
    SOURCES = 4
    CORRECTIONS = 5
    ADDED = 6
    RATES = 7
    TRANSLATIONS = 8
    SEARCHES = 9


_OTHER_TABLES: Final = {
    "sources": Weight.SOURCES,
    "corrections": Weight.CORRECTIONS,
    "translations": Weight.TRANSLATIONS,
    "searches": Weight.SEARCHES,
}


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

    @cached_property
    def difference(self) -> Decimal | None:
        """How much a number grew; None where one of the two is none."""
        before, after = number_of(self.before), number_of(self.after)
        return None if before is None or after is None else after - before

    @cached_property
    def relative(self) -> Decimal | None:
        """The same as a share of the number before; None without one, or from nought."""
        before = number_of(self.before)
        if self.difference is None or not before:
            return None
        return self.difference / abs(before)


@dataclass(frozen=True)
class RowChange:
    """What became of one row; `row` is as it is now, or as it was if it is gone.

    `cells` are those that say otherwise. `corrections` speak of the row on one side only.
    `instead`: of an added row, what was last said of the same fact before; of a removed row, what
    is said of it now.
    """

    table: str
    kind: Kind
    row: Row
    cells: tuple[Cell, ...] = ()
    corrections: tuple[str, ...] = ()
    instead: Row | None = None

    @property
    def source_id(self) -> str:
        """The publication the row belongs to, or is."""
        return self.row.get("source_id", "")

    @property
    def numbers(self) -> tuple[Cell, ...]:
        """The changed cells that hold numbers."""
        return tuple(cell for cell in self.cells if is_number(self.table, cell.column))

    @property
    def weight(self) -> Weight:
        """How closely it must be looked at."""
        if self.table not in FACT_TABLES:
            return _OTHER_TABLES.get(self.table, Weight.RATES)
        match self.kind:
            case Kind.ADDED:
                return Weight.ADDED
            case Kind.REMOVED:
                return Weight.REMOVED
        key = MODELS[self.table].key_columns()
        moved = any(cell.column in key for cell in self.cells)
        return Weight.NUMBERS if self.numbers and not moved else Weight.MEANING

    @property
    def size(self) -> Decimal:
        """How large the largest relative change of its numbers is; endless if one is missing."""
        shares = [cell.relative for cell in self.numbers]
        if self.instead is not None:
            column = MODELS[self.table].number_column()
            sides = self.instead.get(column, ""), self.row.get(column, "")
            shares.append(Cell(column, *sides).relative)
        sizes = [Decimal("Infinity") if share is None else abs(share) for share in shares]
        return max(sizes, default=Decimal(0))

    @property
    def order(self) -> tuple[object, ...]:
        """Worst first; of equals, in the order of their keys."""
        kinds = list(Kind)
        model = MODELS[self.table]
        key = tuple(self.row.get(name, "") for name in model.key_columns())
        size = self.size
        table = list(MODELS).index(self.table)
        return (self.weight, kinds.index(self.kind), -size, table, key, tuple(self.row.values()))


@dataclass(frozen=True)
class ColumnChange:
    """A column only one of the two states of a table has; its cells are not compared."""

    table: str
    column: str
    kind: Kind
