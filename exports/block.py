"""The block a figure stands in, wherever it is read: what `figure.html` has to know of a chart.

The same block is on the pages of the explorer, on the light pages and in frozen ones; they differ
in what can be done there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

import pandas as pd

from exports.addresses import Edition
from exports.html import read_sources
from exports.row_names import name_rows
from figures.core.chart import Chart
from figures.core.citation import CitedPublisher
from figures.core.description import collect_notes
from figures.core.palette import MEANING, Meaning
from figures.core.values import format_full
from locales import Language, later
from schemas import codes

_HERE: Final = Path(__file__).parent
COLOURS: Final = read_sources(_HERE, "colours.css")
"""The colours of the house as a style sheet."""
BLOCK_STYLE: Final = read_sources(_HERE, "colours.css", "figure.css")
"""The look of the block, with the colours of the house."""
_STATUS: Final = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS}
_PLANNED: Final = ("requirement", "need", "damage")
"""Measures of money that somebody calculated; all others were booked."""
_ANNOUNCED: Final = later("announced")


@dataclass(frozen=True)
class NumberKind:
    """One kind of knowledge behind a chart, in the word its rows use for it."""

    meaning: Meaning
    word: str


def find_kinds(rows: pd.DataFrame, t: Language) -> tuple[NumberKind, ...]:
    """The kinds of knowledge of rows, surest first; what donors announced is only said."""
    if "status" in rows:
        shown = set(rows["status"])
        found = {word: MEANING[code] for code, word in _STATUS.items() if code in shown}
    else:
        announced = rows["series"] == "announcement"
        found = {
            codes.AID_MEASURE[code]: Meaning.ESTIMATED if code in _PLANNED else Meaning.COUNTED
            for code in dict.fromkeys(rows.loc[~announced, "measure"])
        }
        if announced.any():
            found[_ANNOUNCED] = Meaning.SAID
    order = list(Meaning)
    return tuple(
        NumberKind(meaning, t(word))
        for word, meaning in sorted(found.items(), key=lambda one: order.index(one[1]))
    )


PEOPLE: Final = "people"
"""The unit in which a number is written without one."""
_BOUND: Final = {**codes.BOUND, "exact": "", "range": "", "conjecture": later("could be")}
MOST_PARTS: Final = 12
"""A number made of more rows has no page of its own: its rows are in the CSV."""
_PLACE: Final = 2
"""So many cells stand before the number: the series, and when or what."""


@dataclass(frozen=True)
class SpreadsheetTable:
    """Header and rows; `number` says which column holds the numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int
    names: tuple[str, ...]
    """What each number is called; '' for one made of too many."""


def make_spreadsheet_table(chart: Chart) -> SpreadsheetTable:
    """The table of a chart; bounds and ranges have a column only where there are some."""
    t, shown, unit = chart.t, chart.table, chart.plot.unit

    def number(value: float | None) -> str:
        return "" if value is None else format_full(value, PEOPLE, t)

    bounds, numbers, ranges, names = [], [], [], []
    named = dict(zip(chart.rows.index, name_rows(chart.rows, chart.scene.table), strict=True))
    marks = (mark for panel in chart.plot.panels for mark in panel.marks)
    for point in (point for mark in marks for point in mark.points):
        own = [named[line] for line in point.rows if line in named]
        names.append(".".join(own) if len(own) <= MOST_PARTS else "")
        missing = point.y is None and point.low is None
        ranged = point.low is not None and point.high is not None
        bounds.append("" if missing else t(_BOUND[point.bound]))
        numbers.append(t("not found") if missing else number(point.y))
        ends = {"low": number(point.low), "high": number(point.high)}
        ranges.append(t("{low}–{high}", **ends) if ranged else "")
    counted = unit in (PEOPLE, "pieces")
    parts = [(t("Number") if counted else t("Number, {unit}", unit=t(unit)), numbers)]
    if any(bounds):
        parts.insert(0, (t("Bound"), bounds))
    if any(ranges):
        parts.append((t("Range"), ranges))
    return SpreadsheetTable(
        (*shown.header[:_PLACE], *(name for name, _ in parts), *shown.header[_PLACE + 1 :]),
        tuple(
            (*row[:_PLACE], *cells, *row[_PLACE + 1 :])
            for row, *cells in zip(shown.rows, *(cells for _, cells in parts), strict=True)
        ),
        _PLACE + any(bounds),
        tuple(names),
    )


@dataclass(frozen=True)
class BlockLink:
    """A link that takes something along: its words, where it leads, and the name of the file."""

    words: str
    href: str
    saved: str = ""


@dataclass(frozen=True)
class EarlierTitle:
    """What a figure said as known on an earlier day, and where that is shown."""

    day: str
    href: str
    title: str


@dataclass(frozen=True)
class Block:
    """A chart with what a place offers beside it.

    `late` is said where newer figures probably exist; `dates` is all that is known of when its
    series are published. `last` cuts the table to so many rows. `level` is that of its heading.
    `said` is what stands on the page already. What was known on a day up to `until` may be asked
    for.
    """

    chart: Chart
    title: str
    late: str = ""
    dates: tuple[str, ...] = ()
    files: tuple[BlockLink, ...] = ()
    actions: tuple[BlockLink, ...] = ()
    known: tuple[EarlierTitle, ...] = ()
    until: date | None = None
    level: int = 2
    last: int | None = None
    said: frozenset[str] = frozenset()

    @cached_property
    def name(self) -> str:
        """The name of the figure, for those who hear its links alone."""
        return self.chart.t(self.chart.figure.name)

    @cached_property
    def kinds(self) -> tuple[NumberKind, ...]:
        """How its numbers are known."""
        return find_kinds(self.chart.rows, self.chart.t)

    @property
    def fresh(self) -> str:
        """What is said of its dates in the source line."""
        fresh = self.chart.freshness
        return fresh.describe_dates(self.chart.t) if fresh else ""

    @property
    def cited(self) -> tuple[CitedPublisher, ...]:
        """Who said it, those of most rows first."""
        return self.chart.note.cited

    @property
    def label(self) -> str:
        """What stands before who said it; of a past state that it is one."""
        t = self.chart.t
        return self.chart.scene.add_edition(t("Source") if len(self.cited) == 1 else t("Sources"))

    @property
    def first(self) -> tuple[str, ...]:
        """What must be said in sight, once on a page."""
        return tuple(text for text in self.chart.first_caveats if text not in self.said)

    @cached_property
    def limits(self) -> Mapping[str, list[str]]:
        """What else the figure does not tell, by what it is about; nothing is said twice."""
        t, told = self.chart.t, set(self.first)
        parts = {
            t("What else this does not tell you"): self.chart.caveats,
            t("About the other sources"): self.chart.further_caveats,
            t("Notes on individual figures"): collect_notes(self.chart.scene),
        }
        kept = {}
        for title, texts in parts.items():
            kept[title] = [text for text in dict.fromkeys(texts) if text not in told]
            told |= set(texts)
        return {title: texts for title, texts in kept.items() if texts}

    @cached_property
    def table(self) -> SpreadsheetTable:
        """Its numbers as a table."""
        return make_spreadsheet_table(self.chart)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the table that stand here."""
        return self.table.rows[-self.last if self.last else 0 :]

    @property
    def names(self) -> tuple[str, ...]:
        """What the numbers in these rows are called, where their pages are."""
        return self.table.names[-self.last if self.last else 0 :] if self.until else ()


_SHORT: Final = 8
_PLAIN: Final = frozenset({"data", "figure", "index"})
"""Files of which an edition has one by that ending; the others keep their own name besides."""


def name_download(file: str, chart: Chart, edition: Edition) -> str:
    """Figure, period, day known on, language, hash if frozen: refugees_2026-08-31_fr.csv."""
    stem, _, ending = file.rpartition(".")
    kind = stem.removeprefix("figure@")
    known_on = chart.view.known_on
    named = [name for name in ("date", "period_start", "period_end") if name in chart.rows]
    days = chart.rows[named].stack().dropna()
    period = [] if days.empty else [f"{day:%Y-%m}" for day in (days.min(), days.max())]
    if period and days.min() == days.max():
        period = [f"{days.min():%Y-%m-%d}"]
    parts = (
        chart.view.figure,
        *dict.fromkeys(period),
        f"known-on-{known_on.isoformat()}" if known_on else "",
        "" if kind in _PLAIN else kind,
        chart.t.code,
        edition.hash[:_SHORT],
    )
    return f"{'_'.join(part for part in parts if part)}.{ending}"
