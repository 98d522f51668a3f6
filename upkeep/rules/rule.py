"""A rule is one function that sees what makes no sense; what it says stands in `rules.toml`.

What asks one row at a time needs no function: it stands in `rows.toml`.

Every rule looks at what is known: the tables as far as they could be read, and the day.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from schemas import NUMBER_TABLES
from schemas.findings import Cause, Detail, read_causes

_HERE: Final = Path(__file__)
SENSE: Final = read_causes(_HERE.with_name("rules.toml"))
"""What every rule says, by its name, in the order in which the guide names them."""
ANY: Final = ("sources", *NUMBER_TABLES, "searches")
BREAKS: Final = ("B", "D", "U")
"""Marks of a number that need not follow from the one before."""


@dataclass(frozen=True, eq=False)
class Known:
    """Tables of typed cells, mended by the corrections; the index counts the rows from 0.

    Tables of figures carry what their source is: `available`, the day it became public, and its
    `publisher`; exchange rates as `day` the first day of their month.
    """

    tables: Mapping[str, pd.DataFrame]
    today: pd.Timestamp
    new: Mapping[str, pd.Series] = field(default_factory=dict)
    """For each table whether a row was not in the table as it was, where one was given."""

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The rows of a table."""
        return self.tables[table]

    def is_new(self, table: str) -> pd.Series:
        """Whether each row of a table is new, or of the newest edition of its series."""
        rows = self.tables[table]
        editions = rows["available"].astype("datetime64[ns]")
        of = rows["series"].astype(str) if "series" in rows else pd.Series("", rows.index)
        latest = (editions == editions.groupby(of).transform("max")) | editions.isna()
        return latest | self.new[table] if table in self.new else latest


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule has seen something: in which cell, and the numbers its advice speaks of."""

    table: str
    row: int
    column: str
    details: tuple[tuple[str, Detail], ...] = ()


Seen: TypeAlias = Iterator[Sighting]
See: TypeAlias = Callable[[Known], Seen]


@dataclass(frozen=True)
class Rule:
    """One thing that makes no sense: what it is called, and the function that sees it."""

    cause: Cause
    tables: tuple[str, ...]
    see: See

    @property
    def name(self) -> str:
        """Its name for machines, and for accepted_warnings.csv."""
        return self.cause.name


DECLARED: Final[list[Rule]] = []
"""Every rule of the modules that were read."""


def rule(name: str, tables: str | tuple[str, ...]) -> Callable[[See], See]:
    """Declare a function to be the rule of that name, and which tables it reads."""

    def declare(see: See) -> See:
        several = (tables,) if isinstance(tables, str) else tables
        DECLARED.append(Rule(SENSE[name], several, see))
        return see

    return declare


def tell(
    table: str, column: str, found: pd.Series, at: pd.Series | None = None, **details: object
) -> Seen:
    """A sighting for each row in which something is found, with its own numbers.

    Where the rows are not those of the table, `at` says which of its rows they speak of.
    """
    for row in found.index[found.to_numpy(bool)]:
        told = {name: each[row] if isinstance(each, pd.Series) else each
                for name, each in details.items()}  # fmt: skip
        yield sight(table, row if at is None else at[row], column, **told)


def sight(table: str, row: object, column: str, **details: object) -> Sighting:
    """What was seen in one cell, its numbers as plain ones."""
    told: Mapping[str, Any] = {name: each.item() if isinstance(each, np.generic) else each
                               for name, each in details.items()}  # fmt: skip
    return Sighting(table, int(str(row)), column, tuple(told.items()))


def same(rows: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """A number for every row: the same for rows that agree in all of the columns."""
    return rows.groupby(list(columns), observed=True, dropna=False, sort=False).ngroup()


def pairs(rows: pd.DataFrame, column: str, one: str, other: str, on: Sequence[str]) -> pd.DataFrame:
    """Rows of one kind beside the rows of another that agree with them in all of `on`.

    The columns of the second carry `_2` behind their names; `row` and `row_2` say where they are.
    """
    told = rows.assign(fact=same(rows, on)).rename_axis("row").reset_index()
    left, right = (told[told[column] == name] for name in (one, other))
    return left.merge(right, on="fact", suffixes=("", "_2"))


def _declare_rows(name: str, table: str, column: str, where: str, **details: str) -> None:
    @rule(name, table)
    def see(known: Known) -> Seen:
        rows, names = known[table], {"today": known.today}
        told = {key: rows.eval(each, local_dict=names) for key, each in details.items()}
        yield from tell(table, column, rows.eval(where, local_dict=names), **told)


for _name, _declared in tomllib.loads(_HERE.with_name("rows.toml").read_text("utf-8")).items():
    _declare_rows(_name, **_declared)
