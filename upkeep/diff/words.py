"""What became of rows, in one line each: cells as readers know them, and who says so."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import pandas as pd

from locales import Language, Translator, later
from schemas import FACT_TABLES, MODELS, NUMBER_TABLES
from snapshots.revision import Row
from upkeep.diff.rows import Cell, Kind, RowChange, is_number, number_of

NOTHING: Final = "–"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_PLACES: Final = ("location", "country", "donor")
_NAMES: Final = ("currency", "source_id", "conflicts_with", "published", "file")
_MOST_DECIMALS: Final = 6
_MANIFOLD: Final = 3


def day_of(text: str) -> date | None:
    """The day a cell writes; None where it is empty or cannot be read."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def format_partial_day(text: str, t: Language) -> str:
    """A day, month or year as precise as a cell writes it; other text as it is."""
    month = day_of(f"{text}-01") if _MONTH.fullmatch(text) else None
    return t.format_partial_day(text) if len(text) == 4 or day_of(text) or month else text


def _declared(table: str, column: str, fact: str) -> Any:
    """What is declared of a column; None of one nobody declared."""
    declared = MODELS[table].columns().get(column)
    return None if declared is None else declared.metadata[fact]


def describe_cell(table: str, column: str, text: str, t: Language) -> str:
    """A cell as readers know it; what cannot be read stands between quotation marks."""
    if not text:
        return NOTHING
    if is_number(table, column):
        number = number_of(text)
        return f"“{text}”" if number is None else _plain(number, t, _decimals(text))
    if (kind := _declared(table, column, "code_list")) in _PLACES:
        return t.name_donor(text) if kind == "donor" else t.name_place(text)
    if words := (_declared(table, column, "codes") or {}).get(text):
        return t(words)
    day = format_partial_day(text, t)
    return day if day != text or column in _NAMES else f"“{text}”"


def _decimals(*texts: str) -> int:
    """As many decimals as any of the numbers is written with."""
    return min(_MOST_DECIMALS, max(len(text.partition(".")[2]) for text in texts))


def _plain(number: Decimal, t: Language, places: int) -> str:
    """A number with its true minus sign."""
    return ("−" if number < 0 else "") + t.format_number(float(abs(number)), places)


def _signed(number: Decimal, t: Language, places: int = 0) -> str:
    """A number that says that it is a difference: +23, −3."""
    return ("+" if number > 0 else "") + _plain(number, t, places)


def describe_share(relative: Decimal, t: Language) -> str:
    """How large a difference is beside the number before: +0.5%, −12%, × 10."""
    factor = 1 + relative
    if factor >= _MANIFOLD:
        return f"×\u00a0{_few(factor, t)}"
    if 0 < factor <= Decimal(1) / _MANIFOLD:
        return f"÷\u00a0{_few(1 / factor, t)}"
    percent = relative * 100
    places = 0 if abs(percent) >= 10 else 1 if abs(percent) >= Decimal("0.1") else 3
    return t("{number}%", number=_signed(percent, t, places))


def _few(factor: Decimal, t: Language) -> str:
    return t.format_number(float(factor), 0 if factor >= 10 or factor == int(factor) else 1)


def describe_growth(cell: Cell, t: Language) -> str:
    """How much a number grew: +23 (+0.5%); nothing where it did not, or was or is none."""
    if not cell.difference:
        return ""
    more = _signed(cell.difference, t, _decimals(cell.before, cell.after))
    return more if cell.relative is None else f"{more} ({describe_share(cell.relative, t)})"


_HEADS: Final[Mapping[tuple[str, str], str]] = {
    ("civilian", "killed"): later("Civilians killed"),
    ("civilian", "injured"): later("Civilians injured"),
    ("", "killed"): later("People killed"),
    ("", "injured"): later("People injured"),
}
_UNSAID: Final = frozenset({"", "all", "UKR"})
"""Codes that go without saying."""
_PLAIN_SERIES: Final = frozenset({"monthly", "cumulative", "split", "kiel-month", "odp-daily"})
"""Series whose rows say by their period what they are."""
_OWN_NAMES: Final = {"sources": "source_id", "corrections": "correction_id",
                     "translations": "english"}  # fmt: skip
"""Tables whose rows have names of their own, and the column of those."""


_ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "civilian_deaths": ("victims", "weapon", "territory", "location"),
    "displacement": ("population_group", "location", "origin"),
    "aid_flows": ("measure", "aid_type", "item", "donor", "recipient", "cluster", "plan", "package",
                  "currency"),
    "exchange_rates": ("currency", "month"),
    "searches": ("publisher",),
}  # fmt: skip
"""The columns that tell a row from the others, besides its series and its time."""


def name_row(table: str, row: Row, t: Translator) -> str:
    """What a row is about: 'Civilians killed, children, March 2022'; no other of its source is."""
    if table in _OWN_NAMES:
        return row.get(_OWN_NAMES[table], "")
    words = _join(*_describe_row(table, row, t))
    return words[:1].upper() + words[1:]


def _describe_row(table: str, row: Row, t: Translator) -> Iterator[str]:
    if table == "civilian_deaths":
        population = "civilian" if row.get("population") == "civilian" else ""
        head = _HEADS.get((population, row.get("outcome", "")))
        yield t(head) if head else row.get("outcome", "")
    for column in _ABOUT.get(table, MODELS[table].fact_columns()):
        if (text := row.get(column, "")) not in _UNSAID:
            said = column in MODELS[table].columns_marked("translated") or column == "publisher"
            plain = column in ("plan", "package", "currency")
            words = text if plain else describe_cell(table, column, text, t)
            yield t.data(text) if said else words
    series = row.get("series", "")
    if series not in _PLAIN_SERIES or table == "searches":
        yield t((_declared(table, "series", "codes") or {}).get(series, series))
    yield describe_period(row, t)
    if row.get("as_of") and row.get("as_of") != row.get("period_end"):
        yield t("as known on {day}", day=describe_cell(table, "as_of", row["as_of"], t))


def describe_period(row: Row, t: Language) -> str:
    """The day of a row, or its days as readers call them: a day, a month, a year, from … to …."""
    if row.get("date"):
        return format_partial_day(row["date"], t)
    start, end = row.get("period_start", ""), row.get("period_end", "")
    first, last = day_of(start), day_of(end)
    if first is None or last is None:
        return " – ".join(text for text in (start, end) if text)
    if first == last:
        return t.format_day(first)
    if first.day == 1 and pd.Timestamp(last).is_month_end:
        if (first.year, first.month) == (last.year, last.month):
            return t.format_month(first)
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return str(first.year)
    return t("{first} to {last}", first=t.format_day(first), last=t.format_day(last))


@dataclass(frozen=True)
class RowWords:
    """Words for what became of rows; `sources` describes every publication of both states."""

    t: Translator
    sources: Mapping[str, Row]

    @cached_property
    def _alike(self) -> Counter[tuple[str, str]]:
        """How many publications have one publisher and one day."""
        return Counter((self.publisher(name), self._day(name)) for name in self.sources)

    def publisher(self, name: str) -> str:
        """Who says it; the name of a source nobody described."""
        return self.t.data(self.sources.get(name, {}).get("publisher", "")) or name

    def _day(self, name: str) -> str:
        row = self.sources.get(name, {})
        return format_partial_day(row.get("published") or row.get("available", ""), self.t)

    def publication(self, name: str) -> str:
        """Who said it and when it came out: 'OHCHR, 13 August 2025'."""
        return self._with_name(_join(self.publisher(name), self._day(name)), name)

    def _with_name(self, words: str, name: str) -> str:
        several = self._alike[self.publisher(name), self._day(name)] > 1
        return f"{words} ({name})" if several else words

    def title(self, row: Row) -> str:
        """A publication by all that names it, its own name last."""
        day = format_partial_day(row.get("published", ""), self.t)
        words = _join(self.t.data(row.get("publisher", "")), row.get("title", ""), day)
        return f"{words} ({row.get('source_id', '')})"

    def line(self, change: RowChange, *, brief: bool = False) -> str:
        """The row, what it said and what it says; unless `brief`, by whom and in which edition."""
        is_source = change.table == "sources"
        what = self.title(change.row) if is_source else name_row(change.table, change.row, self.t)
        if change.source_id and not (brief or is_source):
            what = f"{what}, {self.publisher(change.source_id)}"
        told = self.t.join_items(filter(None, self._parts(change, brief=brief)))
        return self.t.label(what, told) if told else what

    def _parts(self, change: RowChange, *, brief: bool) -> Iterator[str]:
        told, day = self.t.join_items(self._said(change)), self._day(change.source_id)
        if not brief and day and change.table in FACT_TABLES:
            edition = self._with_name(self.t("edition of {day}", day=day), change.source_id)
            told = f"{told}, {edition}"
        yield told
        if change.instead is not None:
            source = self.publication(change.instead.get("source_id", ""))
            yield self._instead(change, change.instead, source)
        elif change.previous is not None:
            yield self._instead(change, change.previous, describe_period(change.previous, self.t))
        yield from (self.t("see correction {name}", name=name) for name in change.corrections)

    def _said(self, change: RowChange) -> Iterator[str]:
        if change.kind is Kind.CHANGED:
            yield from self._changed(change)
        elif change.table in NUMBER_TABLES:
            yield self._number(change.table, change.row)
        elif change.table == "corrections":
            yield self.t.data(change.row.get("reason", ""))

    def _changed(self, change: RowChange) -> Iterator[str]:
        """Every changed cell then and now; the number itself needs no label."""
        table, main = change.table, MODELS[change.table].number_column()
        for cell in sorted(change.cells, key=lambda cell: cell.column != main):
            name = cell.column
            before, after = (describe_cell(table, name, text, self.t)
                             for text in (cell.before, cell.after))  # fmt: skip
            words = self.t("{before} → {after}", before=before, after=after)
            words = _join(words, describe_growth(cell, self.t) if is_number(table, name) else "")
            declared = MODELS[table].columns().get(name)
            label = name if declared is None else self.t(declared.title)
            yield words if name == main and table in FACT_TABLES else self.t.label(label, words)

    def _number(self, table: str, row: Row) -> str:
        """A row's number; of a range its ends."""
        names = (MODELS[table].number_column(), "low", "high")
        number, low, high = (describe_cell(table, name, row.get(name, ""), self.t)
                             for name in names)  # fmt: skip
        if low == high == NOTHING:
            return number
        span = self.t("{low}–{high}", low=low, high=high)
        return span if number == NOTHING else f"{number} ({span})"

    def _instead(self, change: RowChange, other: Row, source: str) -> str:
        """What another row says, where that stands, and how much more or less this one is."""
        column, number = MODELS[change.table].number_column(), self._number(change.table, other)
        if change.kind is Kind.REMOVED:
            return self.t("now {number} ({source})", number=number, source=source)
        cell = Cell(column, other.get(column, ""), change.row.get(column, ""))
        number = _join(number, describe_growth(cell, self.t))
        return self.t("before {number} ({source})", number=number, source=source)


def _join(*parts: str) -> str:
    return ", ".join(filter(None, parts))
