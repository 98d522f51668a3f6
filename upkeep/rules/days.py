"""Days that cannot be: in the future, before the war, before what they speak of."""

from typing import Final

import numpy as np
import pandas as pd

from schemas import FACT_TABLES, MODELS
from upkeep.rules.rule import ANY, Known, Seen, rule, tell

_DAY: Final = pd.Timedelta(days=1)
_YEARS: Final = 20
_FIRST: Final = pd.Timestamp("2014-01-01")
_AHEAD: Final = ("requirement", "funding", "need", "pledge", "commitment")
"""Measures of money that speak of days to come."""
_FIGURES: Final = ("civilian_deaths", "displacement", "aid_flows")
_DAYS: Final = {
    name: days for name, model in MODELS.items() if (days := model.columns_of_kind("day"))
}


def _look_back(known: Known, table: str) -> pd.DataFrame:
    """Rows of a table that tell what has happened, not what is planned."""
    rows = known[table]
    if table == "aid_flows":
        return rows[~rows["measure"].isin(_AHEAD)]
    return rows[rows["status"] != "planning_figure"] if table == "displacement" else rows


@rule("in_the_future", ANY)
def see_future(known: Known) -> Seen:
    """A day after today."""
    for table, columns in _DAYS.items():
        rows = _look_back(known, table)
        for name in columns:
            yield from tell(table, name, rows[name] > known.today, today=known.today)


@rule("before_2014", ANY)
def see_before_2014(known: Known) -> Seen:
    """A day before the conflict began; the deaths have their own, later beginning."""
    for table, columns in _DAYS.items():
        for name in columns if table != "civilian_deaths" else ():
            yield from tell(table, name, known[table][name] < _FIRST)


@rule("wrong_century", FACT_TABLES)
def see_wrong_century(known: Known) -> Seen:
    """A day decades away from the day its source came out."""
    for table in FACT_TABLES:
        rows, published = known[table], known[table]["available"]
        for name in _DAYS[table]:
            away = (rows[name] - published).abs() > pd.Timedelta(days=366 * _YEARS)
            yield from tell(table, name, away, published=published, years=_YEARS)


@rule("days_of_the_month", "exchange_rates")
def see_days_of_the_month(known: Known) -> Seen:
    """A rate that is the average of more days than its month has working days."""
    rows = known["exchange_rates"].query("day.notna()")
    first = rows["day"].to_numpy().astype("datetime64[M]")
    days = pd.Series(np.busday_count(first, first + 1), rows.index)
    yield from tell("exchange_rates", "days", rows["days"] > days, days=days)


@rule("known_before_it_began", ANY)
def see_known_too_early(known: Known) -> Seen:
    """A source that knew of a period before it began."""
    rows, start = known["civilian_deaths"], known["civilian_deaths"]["period_start"]
    yield from tell("civilian_deaths", "as_of", rows["as_of"] < start, start=start)
    for table in _FIGURES:
        rows = _look_back(known, table)
        early = rows["available"] < rows["period_start"]
        yield from tell(table, "period_start", early, published=rows["available"])


@rule("published_before_it_ended", ANY)
def see_published_too_early(known: Known) -> Seen:
    """A count of days that its source could not know yet; one day of difference is usual."""
    for table in _FIGURES:
        rows = _look_back(known, table)
        soon, published = rows["available"] + _DAY, rows["available"]
        early = (published >= rows["period_start"]) & (soon < rows["period_end"])
        yield from tell(table, "period_end", early, published=published)
        if "date" in rows:
            yield from tell(table, "date", soon < rows["date"], published=published)


@rule("published_after_it_was_public", "sources")
def see_published_too_late(known: Known) -> Seen:
    """A source whose day of publication lies after the day it could be read."""
    rows = known["sources"].query("available.notna()")
    # A source may say only the month or the year in which it came out.
    late = [str(said) > str(day)[: len(str(said))]
            for said, day in zip(rows["published"], rows["available"], strict=True)]  # fmt: skip
    yield from tell("sources", "published", pd.Series(late, rows.index, dtype=bool),
                    available=rows["available"])  # fmt: skip


@rule("named_after_another_day", "sources")
def see_named_after_another_day(known: Known) -> Seen:
    """A publication whose name speaks of a day long after its publication."""
    rows = known["sources"]
    day = rows["source_id"].astype(str).str.extract(r"-(\d{4}-\d{2}-\d{2})(?:-|$)")[0]
    named = pd.to_datetime(day, errors="coerce")
    yield from tell("sources", "available", named > rows["available"] + 31 * _DAY, named=named)
