"""How fresh a figure is: of each series it shows, to when it goes, and when it was looked for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

import pandas as pd

from locales import Translator, join_texts, later
from schemas import NUMBER_TABLES, Tables, codes
from schemas.searches import RATES, shorten_publisher


class EditionState(StrEnum):
    """What a maintainer may expect of the publisher."""

    CURRENT = "up to date"
    DUE = "next edition due"
    OVERDUE = "next edition overdue"
    DELINQUENT = "next edition long overdue"
    STOPPED = "no longer published"
    ONCE = "published once"
    AS_NEEDED = "published as needed"


THRESHOLDS = {
    "daily": (1, 2, 3),
    "weekly": (7, 14, 21),
    "monthly": (30, 44, 60),
    "quarterly": (90, 120, 150),
    "semi-annual": (180, 210, 240),
    "annual": (365, 425, 455),
}
"""Days after which HDX calls a data set due, overdue and delinquent, by how often it is updated."""

MAIN: Final = 2
"""So many statements stand in the line under a figure; the others are to be opened."""

_OVER = frozenset({"event", "statement", "announcement"})
"""Series of what happened or was said at one time; only who looks for more of it awaits more."""

_DATES = {
    "": (
        later("Data to {day}, online by {available}"),
        later("{publisher}: to {day}, online by {available}"),
    ),
    "month": (
        later("Data to {day}, published in {published}"),
        later("{publisher}: to {day}, published in {published}"),
    ),
    "day": (
        later("Data to {day}, published {published}"),
        later("{publisher}: to {day}, published {published}"),
    ),
}
"""How dates are said, of the only series and of one of several, by how exactly one is known."""

Key: TypeAlias = tuple[str, str]
"""The first name of a publisher, and the code of a series."""


def judge_edition(frequency: str, since: date, today: date) -> EditionState:
    """Whether a newer edition should be out, if one was or was looked for on a day."""
    current, due, overdue, delinquent, stopped, once, as_needed = EditionState
    ageless = {"stopped": stopped, "never": once, "as-needed": as_needed}
    if frequency in ageless:
        return ageless[frequency]
    passed = sum((today - since).days >= days for days in THRESHOLDS[frequency])
    return (current, due, overdue, delinquent)[passed]


@dataclass(frozen=True)
class SeriesSearch:
    """What the tables hold of one series: its rhythm, when it was looked for, how far it goes.

    It was `available` when its last edition became public; `data_to` is the last day any knows of.
    """

    frequency: str
    searched_on: date | None
    found_to: str
    available: date
    data_to: date


@lru_cache(maxsize=4)
def find_searches(tables: Tables) -> Mapping[Key, SeriesSearch]:
    """What is known of every series of every publisher."""
    sources = tables.sources.set_index("source_id", drop=False)
    found = {
        key: _search(key[1], rows, sources)
        for name in NUMBER_TABLES
        for key, rows in group_by_series(getattr(tables, name), sources)
    }
    for row in tables.searches.to_dict("records"):
        key, on = (shorten_publisher(row["publisher"]), row["series"]), row["searched_on"].date()
        if key in found:
            told = {"frequency": row["frequency"], "found_to": row["found_to"]}
            found[key] = replace(found[key], searched_on=on, **told)
    return found


def _search(series: str, rows: pd.DataFrame, sources: pd.DataFrame) -> SeriesSearch:
    """What rows of a series nobody looks for say themselves."""
    last = find_last_edition(rows["source_id"].unique(), sources)
    usual = find_rhythm(series, str(last["frequency"]))
    return SeriesSearch(usual, None, "", last["available"].date(), find_last_day(rows))


def find_rhythm(series: str, frequency: str) -> str:
    """The rhythm of a series nobody looks for: that of its source, unless it is over."""
    return "never" if series in _OVER else frequency


def group_by_series(
    rows: pd.DataFrame, sources: pd.DataFrame
) -> Iterable[tuple[Key, pd.DataFrame]]:
    """The rows of every series of every publisher; `sources` is indexed by source_id."""
    publishers = rows["source_id"].map(sources["publisher"].map(shorten_publisher))
    series = rows["series"] if "series" in rows else pd.Series(RATES, index=rows.index)
    for (publisher, code), part in rows.groupby([publishers, series]):
        yield (str(publisher), str(code)), part


@dataclass(frozen=True)
class SeriesFreshness:
    """What can be known of one series of one publisher that a figure shows.

    `series` is its code where the figure shows several of the publisher that differ; `once`, that
    it was said or happened once; `superseded`, that the tables hold a later edition or later days.
    """

    publisher: str
    series: str
    data_to: date
    published: str
    available: date
    once: bool
    frequency: str
    searched_on: date | None
    superseded: bool

    def name_series(self, t: Translator) -> str:
        """The publisher, with the series where that is needed."""
        publisher = t.data(self.publisher)
        if not self.series:
            return publisher
        series = t(codes.ANY_SERIES[self.series])
        if publisher in series:
            return t.capitalize(series)
        return t("{publisher} ({series})", publisher=publisher, series=series)

    def describe_dates(self, t: Translator, *, alone: bool = False) -> str:
        """What never changes: 'OHCHR: to 31 August 2026, published 16 September 2026.'."""
        return _end(self._date(t, alone=alone))

    def _date(self, t: Translator, *, alone: bool = False) -> str:
        exact = "day" if len(self.published) == len("2026-08-31") else "month"
        own, named = _DATES[exact if self.published else ""]
        told = {"day": t.format_day(self.data_to), "available": t.format_day(self.available)}
        told["published"] = t.format_partial_day(self.published) if self.published else ""
        return t(own, **told) if alone else t(named, publisher=self.name_series(t), **told)

    def describe(self, t: Translator, today: date | None = None) -> str:
        """The dates, when it was last looked for, and what follows from that today."""
        rest = join_texts(", ", filter(None, (self._search(t), self._outlook(t, today))))
        return _end(t.join_items(filter(None, (self._date(t), rest))))

    def is_late(self, today: date) -> bool:
        """Whether newer figures probably exist that the tables do not hold."""
        state = judge_edition(self.frequency, self.available, today)
        return not self.superseded and state in (EditionState.OVERDUE, EditionState.DELINQUENT)

    def explain_lateness(self, t: Translator, today: date) -> str:
        """That newer figures probably exist, and when they were looked for; else ''."""
        told = (self._outlook(t, today), self._search(t)) if self.is_late(today) else ()
        return t.join_items(filter(None, told))

    def _search(self, t: Translator) -> str:
        if self.searched_on is None or self.frequency in ("stopped", "never"):
            return ""
        return t("last looked for on {day}", day=t.format_day(self.searched_on))

    def _outlook(self, t: Translator, today: date | None) -> str:
        if self.superseded:
            return ""
        if self.frequency == "stopped":
            return t("this series is discontinued")
        if self.frequency == "as-needed":
            return t("published without a fixed rhythm")
        return t("newer figures probably exist") if today and self.is_late(today) else ""


@dataclass(frozen=True)
class Freshness:
    """A statement for each series shown, and for machines the dates of them all.

    In `dated` are only their dates, which hang on nothing but the rows shown, for frozen pages. Of
    a `past` state, as known on a day, nothing is said about the present.
    """

    statements: tuple[SeriesFreshness, ...]
    dated: tuple[SeriesFreshness, ...]
    data_to: date
    published: str
    available: date
    past: bool = False

    def describe_dates(self, t: Translator) -> str:
        """Of the main series what never changes."""
        alone = len(self.dated) == 1
        return join_texts(" ", (one.describe_dates(t, alone=alone) for one in self.dated[:MAIN]))

    def warn(self, t: Translator, today: date) -> str:
        """Which of the main series probably have newer figures; '' if none, or of a past state."""
        words = []
        for one in () if self.past else self.statements[:MAIN]:
            if late := one.explain_lateness(t, today):
                alone = len(self.statements) == 1
                said = t.capitalize(late) if alone else t.label(one.name_series(t), late)
                words.append(_end(said))
        return join_texts(" ", words)

    def describe_series(self, t: Translator, today: date | None = None) -> tuple[str, ...]:
        """All that is known of every series; what was said once has its day in the source list.

        Nothing where it would repeat the dates of the only one.
        """
        if self.past:
            return self.describe_all_dates(t)
        told = tuple(one.describe(t, today) for one in self.statements if not one.once)
        dates = tuple(one.describe_dates(t) for one in self.dated if not one.once)
        return () if len(self.statements) == 1 and told == dates else told

    def describe_all_dates(self, t: Translator) -> tuple[str, ...]:
        """What never changes, of every series; nothing where the dates of the main ones say it."""
        if len(self.dated) <= MAIN:
            return ()
        return tuple(one.describe_dates(t) for one in self.dated if not one.once)


def measure_freshness(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    known: Mapping[Key, SeriesSearch],
    *,
    past: bool = False,
) -> Freshness | None:
    """How fresh these rows are; None without rows.

    `sources` is indexed by source_id, `known` says what the tables hold of each series. What can
    still go on comes first, then the series of most rows.
    """
    if rows.empty:
        return None
    shown = [
        (key, _search(key[1], part, sources), part) for key, part in group_by_series(rows, sources)
    ]
    shown.sort(key=lambda one: (one[1].frequency in ("never", "stopped"), -len(one[2])))
    statements = []
    for key, own, part in shown:
        edition, held = find_last_edition(part["source_id"].unique(), sources), known.get(key, own)
        statements.append(
            SeriesFreshness(
                publisher=str(edition["publisher"]),
                series=key[1],
                data_to=own.data_to,
                published=str(edition["published"]),
                available=own.available,
                once=own.frequency == "never",
                frequency=held.frequency,
                searched_on=held.searched_on,
                superseded=own.available < held.available or own.data_to < held.data_to,
            )
        )
    dates = [replace(one, frequency="", searched_on=None, superseded=False) for one in statements]
    last = find_last_edition(rows["source_id"].unique(), sources)
    published, available = str(last["published"]), last["available"].date()
    said = _merge(statements), _merge(dates)
    return Freshness(*said, find_last_day(rows), published, available, past)


def _end(words: str) -> str:
    """Words with a full stop, unless an abbreviation has set it."""
    return words if words.endswith(".") else join_texts("", (words, "."))


def _merge(statements: Sequence[SeriesFreshness]) -> tuple[SeriesFreshness, ...]:
    """The statements, those of one publisher that say the same as one, without their series."""
    several: dict[SeriesFreshness, SeriesFreshness] = {}
    for one in statements:
        several.setdefault(replace(one, series=""), one)
    publishers = Counter(alone.publisher for alone in several)
    return tuple(
        alone if publishers[alone.publisher] == 1 else first for alone, first in several.items()
    )


def find_last_edition(source_ids: Iterable[str], sources: pd.DataFrame) -> pd.Series:
    """Of these sources the one that came out last; `sources` is indexed by source_id."""
    named = sources.loc[sorted(set(source_ids))]
    last: pd.Series = named.sort_values("available", kind="stable").iloc[-1]
    return last


def find_last_day(rows: pd.DataFrame) -> date:
    """The last day any of the rows knows of; the year of a plan may end after that."""
    days = [rows[name].max() for name in ("date", "period_end") if name in rows]
    days += [pd.Period(rows["month"].max()).end_time] if "month" in rows else []
    spoken_of = max(day for day in days if not pd.isna(day))
    newest: date = min(spoken_of, rows["available"].max()).date()
    return newest
