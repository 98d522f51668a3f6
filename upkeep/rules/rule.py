"""A rule is one function that sees what makes no sense, declared with the words it says.

It looks at the tables as far as they could be read, and at the day.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from schemas import NUMBER_TABLES
from schemas.findings import Cause, Detail, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
DEATHS: Final = ("civilian_deaths",)
PEOPLE: Final = ("displacement",)
MONEY: Final = ("aid_flows",)
ANY: Final = ("sources", *NUMBER_TABLES, "searches")
"""The tables that rules read."""

Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """Tables of typed cells, mended by the corrections; the index counts the rows from 0.

    Tables of figures carry what their source is: `available`, the day it became public, and its
    `publisher`.
    """

    tables: Mapping[str, pd.DataFrame]
    today: pd.Timestamp
    new: Mapping[str, pd.Series] = field(default_factory=dict)
    """For each table whether a row was not in the table as it was, where one was given."""
    _remembered: dict[str, pd.DataFrame] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Something several rules look at, made by the first of them."""
        if name not in self._remembered:
            self._remembered[name] = make()
        return self._remembered[name]

    def told(self, tables: Sequence[str]) -> list[str]:
        """Those of the tables that have rows."""
        return [name for name in tables if len(self.tables[name])]

    def is_new(self, table: str) -> pd.Series:
        """Whether each row of a table is new, or of the newest edition of its series."""
        rows = self.tables[table]
        editions = rows["available"].astype("datetime64[ns]")
        of = rows["series"].astype(str) if "series" in rows else pd.Series("", rows.index)
        newest = editions.groupby(of).transform("max")
        latest = (editions == newest) | editions.isna()
        return latest | self.new[table] if table in self.new else latest

    @property
    def deaths(self) -> pd.DataFrame:
        """The rows of civilian_deaths.csv."""
        return self.tables["civilian_deaths"]

    @property
    def displacement(self) -> pd.DataFrame:
        """The rows of displacement.csv."""
        return self.tables["displacement"]

    @property
    def aid(self) -> pd.DataFrame:
        """The rows of aid_flows.csv."""
        return self.tables["aid_flows"]

    @property
    def rates(self) -> pd.DataFrame:
        """The rows of exchange_rates.csv."""
        return self.tables["exchange_rates"]

    @property
    def sources(self) -> pd.DataFrame:
        """The rows of sources.csv."""
        return self.tables["sources"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule has seen something: in which cell, and the numbers its advice speaks of."""

    table: str
    row: int
    column: str
    details: tuple[tuple[str, Detail], ...] = ()


@dataclass(frozen=True)
class Rule:
    """One thing that makes no sense: what it is called, and the function that sees it."""

    cause: Cause
    tables: tuple[str, ...]
    see: Callable[[Known], Iterator[Sighting]]

    @property
    def name(self) -> str:
        """Its name for machines, and for accepted_warnings.csv."""
        return self.cause.name


def same(rows: pd.DataFrame, columns: Sequence[str]) -> Numbers:
    """A number for every row: the same for rows that agree in all of the columns."""
    alike = np.zeros(len(rows), np.int64)
    for name in columns:
        column = rows[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, many = column.cat.codes.to_numpy().astype(np.int64), len(column.cat.categories)
        else:
            codes, values = pd.factorize(column)
            many = len(values)
        if (int(alike.max(initial=0)) + 1) * (many + 2) > 2**62:
            alike, _ = pd.factorize(alike)
        alike = alike * (many + 1) + codes + 1
    return alike


def told_again(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows that share a fact with another row, with its number in the column `fact`."""
    facts = pd.Series(same(rows, columns), index=rows.index)
    several = facts.duplicated(keep=False)
    return rows[several].assign(fact=facts[several])


def above(
    rows: pd.DataFrame, wholes: pd.Series, parts: pd.Series, on: Sequence[str], number: str
) -> Iterator[tuple[int, float]]:
    """Rows among the parts whose number is above that of their whole, with the whole's number.

    A part and its whole agree in all of `on`.
    """
    if not wholes.any() or not parts.any():
        return
    facts, _ = pd.factorize(same(rows, on))
    values = rows[number].to_numpy(float)
    whole = np.full(facts.max() + 1, np.nan)
    chosen = wholes.to_numpy(bool)
    whole[facts[chosen]] = values[chosen]
    found = parts.to_numpy(bool) & (values > whole[facts] * 1.0001)
    for at in np.flatnonzero(found):
        yield int(rows.index[at]), float(whole[facts[at]])


def pairs(rows: pd.DataFrame, column: str, one: str, other: str, on: Sequence[str]) -> pd.DataFrame:
    """Rows of one kind beside the rows of another that agree with them in all of `on`.

    The columns of the second carry `_2` behind their names; `row` and `row_2` say where they are.
    """
    wholes = np.flatnonzero(rows[column] == one)
    parts = np.flatnonzero(rows[column] == other)
    if not len(wholes) or not len(parts):
        return beside(rows, wholes[:0], parts[:0])
    fact = same(rows, on)
    found = pd.DataFrame({"fact": fact[wholes], "whole": wholes}).merge(
        pd.DataFrame({"fact": fact[parts], "part": parts}), on="fact"
    )
    return beside(rows, found["whole"].to_numpy(), found["part"].to_numpy())


def beside(rows: pd.DataFrame, one: Numbers, other: Numbers) -> pd.DataFrame:
    """Rows at some positions beside rows at others, which carry `_2` behind their names."""
    left = rows.take(one).rename_axis("row").reset_index()
    right = rows.take(other).rename_axis("row").reset_index().add_suffix("_2")
    return pd.concat([left, right], axis=1)


Seeing: TypeAlias = Callable[[Known], Iterator[Sighting]]

DECLARED: Final[list[Rule]] = []
"""Every rule, in the order in which its module declares it."""


def rule(
    name: str, severity: Severity, *, tables: tuple[str, ...], title: str, advice: str
) -> Callable[[Seeing], Seeing]:
    """Declare a function to be a rule: its name, how bad it is, what it reads and says."""

    def declare(see: Seeing) -> Seeing:
        DECLARED.append(Rule(Cause(name, severity, title, advice), tables, see))
        return see

    return declare
