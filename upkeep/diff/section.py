"""The row changes of one weight, in groups that can be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from locales import Language, later
from schemas import FACT_TABLES, MODELS
from upkeep.diff.cell_words import share
from upkeep.diff.publication import Publications
from upkeep.diff.row_change import Kind, RowChange, Weight

TITLES: Final[Mapping[Weight, str]] = {
    Weight.NUMBERS: later("Numbers changed in place"),
    Weight.REMOVED: later("Rows removed"),
    Weight.MEANING: later("Rows described otherwise"),
    Weight.SOURCES: later("Sources"),
    Weight.CORRECTIONS: later("Corrections"),
    Weight.ADDED: later("Rows added"),
    Weight.RATES: later("Exchange rates"),
    Weight.TRANSLATIONS: later("Translations"),
    Weight.SEARCHES: later("Last looked for"),
}
SHOWN: Final = 5
"""As many rows of a group are written out where room is short."""
_FEW: Final = 3
"""As many added rows are written out: they are new, and nothing was said before."""


@dataclass(frozen=True)
class Group:
    """Changes of one kind and one publication; `head` says how many, if they are many."""

    head: str
    rows: tuple[RowChange, ...]
    shown: int

    @property
    def hidden(self) -> int:
        """How many are not written out where room is short."""
        return max(0, len(self.rows) - self.shown)


@dataclass(frozen=True)
class Section:
    """All changes of one weight."""

    title: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many rows it tells of."""
        return sum(len(group.rows) for group in self.groups)


def sections(rows: Sequence[RowChange], publications: Publications) -> Iterator[Section]:
    """The changes by weight, worst first, and in each by table, kind and publication."""
    t = publications.t
    for weight, alike in groupby(rows, key=lambda change: change.weight):
        found: dict[tuple[str, Kind, str], list[RowChange]] = {}
        for change in alike:
            source = "" if change.table == "sources" else change.source_id
            found.setdefault((change.table, change.kind, source), []).append(change)
        groups = tuple(
            _group(table, kind, source, changes, publications)
            for (table, kind, source), changes in found.items()
        )
        yield Section(t(TITLES[weight]), groups)


def _group(
    table: str, kind: Kind, source: str, rows: Sequence[RowChange], publications: Publications
) -> Group:
    t = publications.t
    if len(rows) <= SHOWN and not (kind is Kind.ADDED and table in FACT_TABLES):
        head = _short_head(kind, t) if table not in FACT_TABLES else ""
        return Group(head, tuple(rows), SHOWN)
    named = publications.words(source) if source else MODELS[table].file_name()
    head = _head(kind, rows, named, t)
    if kind is Kind.ADDED:
        known_first = sorted(rows, key=lambda change: change.instead is None)
        return Group(head, tuple(known_first), _FEW)
    return Group(head, tuple(rows), SHOWN)


def _head(kind: Kind, rows: Sequence[RowChange], source: str, t: Language) -> str:
    """How many rows of one publication there are, and the worst of them."""
    n = len(rows)
    match kind:
        case Kind.ADDED:
            came = t.count(
                "{n} row added from {source}", "{n} rows added from {source}", n, source=source
            )
            return f"{came}{_known(rows, t)}"
        case Kind.REMOVED:
            return t.count(
                "{n} row removed, {source}", "{n} rows removed, {source}", n, source=source
            )
        case Kind.CHANGED:
            changed = t.count(
                "{n} row changed, {source}", "{n} rows changed, {source}", n, source=source
            )
            return f"{changed}{_span(rows, t)}"


def _known(rows: Sequence[RowChange], t: Language) -> str:
    """How many rows tell a fact that was told before, if any do."""
    n = sum(change.instead is not None for change in rows)
    if not n:
        return ""
    return f", {t.count('{n} restates an earlier number', '{n} restate earlier numbers', n)}"


def _short_head(kind: Kind, t: Language) -> str:
    match kind:
        case Kind.ADDED:
            return t("Added")
        case Kind.REMOVED:
            return t("Removed")
        case Kind.CHANGED:
            return t("Changed")


def _span(rows: Sequence[RowChange], t: Language) -> str:
    """From which to which relative change numbers go: ', −3% to +12%'."""
    found = [cell.relative for change in rows for cell in change.numbers]
    shares: list[Decimal] = [relative for relative in found if relative is not None]
    if not shares:
        return ""
    least, most = share(min(shares), t), share(max(shares), t)
    return f", {least}" if least == most else f", {t('{first} to {last}', first=least, last=most)}"
