"""Days that cannot be: in the future, before the war, before what they speak of."""

from typing import Final

import numpy as np
import pandas as pd

from locales import later
from schemas import FACT_TABLES, MODELS
from upkeep.rules.rule import ANY, ERROR, NOTE, WARNING, Known, Seen, rule, tell

_DAY: Final = pd.Timedelta(days=1)
_YEARS: Final = 20
_FIRST: Final = pd.Timestamp("2014-01-01")
_KIEL_BEGINS: Final = pd.Timestamp("2022-01-01")
_AHEAD: Final = ("requirement", "funding", "need", "pledge", "commitment")
"""Measures of money that speak of days to come."""
_FIGURES: Final = ("civilian_deaths", "displacement", "aid_flows")
_DAYS: Final = {
    name: days for name, model in MODELS.items() if (days := model.columns_of_kind("day"))
}


def _look_back(known: Known, table: str) -> pd.DataFrame:
    """Rows of a table that tell what has happened, not what is planned."""
    rows = known.tables[table]
    if table == "aid_flows":
        return rows[~rows["measure"].isin(_AHEAD)]
    return rows[rows["status"] != "planning_figure"] if table == "displacement" else rows


@rule("in_the_future", ERROR, ANY, later("In the future"),
      later("this day lies in the future; today is {today}"))  # fmt: skip
def see_future(known: Known) -> Seen:
    """A day after today."""
    for table, columns in _DAYS.items():
        rows = _look_back(known, table)
        for name in columns:
            yield from tell(table, name, rows[name] > known.today, today=known.today)


@rule("month_in_the_future", ERROR, "exchange_rates", later("Month in the future"),
      later("this month has not begun; today is {today}"))  # fmt: skip
def see_future_month(known: Known) -> Seen:
    """An exchange rate of a month that has not begun."""
    future = known.rates["day"] > known.today
    yield from tell("exchange_rates", "month", future, today=known.today)


@rule("before_2014", ERROR, ANY, later("Before 2014"),
      later("nothing in these tables is older than 2014; correct the year"))  # fmt: skip
def see_before_2014(known: Known) -> Seen:
    """A day before the conflict began; the deaths have their own, later beginning."""
    for table, columns in _DAYS.items():
        for name in columns if table != "civilian_deaths" else ():
            yield from tell(table, name, known.tables[table][name] < _FIRST)


@rule("wrong_century", ERROR, FACT_TABLES, later("Another century"),
      later("the source came out on {published}, more than {years} years away from this day; "
            "correct the year"))  # fmt: skip
def see_wrong_century(known: Known) -> Seen:
    """A day decades away from the day its source came out."""
    for table in FACT_TABLES:
        rows, published = known.tables[table], known.tables[table]["available"]
        for name in _DAYS[table]:
            away = (rows[name] - published).abs() > pd.Timedelta(days=366 * _YEARS)
            yield from tell(table, name, away, published=published, years=_YEARS)


@rule("days_of_the_month", ERROR, "exchange_rates", later("More days than the month has"),
      later("this month has {days} working days, and rates are set on no others"))  # fmt: skip
def see_days_of_the_month(known: Known) -> Seen:
    """A rate that is the average of more days than its month has working days."""
    rows = known.rates[known.rates["day"].notna()]
    first = rows["day"].to_numpy().astype("datetime64[M]")
    days = pd.Series(np.busday_count(first, first + 1), rows.index)
    yield from tell("exchange_rates", "days", rows["days"] > days, days=days)


@rule("before_the_series", ERROR, "aid_flows", later("Before the series begins"),
      later("the data of the Kiel Institute begin in January 2022; months may have "
            "slipped by one"))  # fmt: skip
def see_before_the_series(known: Known) -> Seen:
    """A month of the Kiel Institute before its data begin, as when months slip by one."""
    kiel = known.aid[known.aid["series"].astype(str).str.startswith("kiel-")]
    yield from tell("aid_flows", "period_start", kiel["period_start"] < _KIEL_BEGINS)


@rule("known_before_it_began", ERROR, ANY, later("Known before it began"),
      later("no source can know a period before it begins; correct the period or the "
            "day"))  # fmt: skip
def see_known_too_early(known: Known) -> Seen:
    """A source that knew of a period before it began."""
    rows, start = known.deaths, known.deaths["period_start"]
    yield from tell("civilian_deaths", "as_of", rows["as_of"] < start, start=start)
    for table in _FIGURES:
        rows = _look_back(known, table)
        early = rows["available"] < rows["period_start"]
        yield from tell(table, "period_start", early, published=rows["available"])


@rule("published_before_it_ended", WARNING, ANY, later("Published before the period ended"),
      later("the source was public on {published}, before this day; correct the day, "
            "or end the period where the count ends"))  # fmt: skip
def see_published_too_early(known: Known) -> Seen:
    """A count of days that its source could not know yet; one day of difference is usual."""
    for table in _FIGURES:
        rows = _look_back(known, table)
        soon, published = rows["available"] + _DAY, rows["available"]
        early = (published >= rows["period_start"]) & (soon < rows["period_end"])
        yield from tell(table, "period_end", early, published=published)
        if "date" in rows:
            yield from tell(table, "date", soon < rows["date"], published=published)


@rule("beyond_its_knowledge", WARNING, "civilian_deaths", later("Period longer than the knowledge"),
      later("the period ends on {end}, after the day up to which the source knows; "
            "end the period there"))  # fmt: skip
def see_beyond_knowledge(known: Known) -> Seen:
    """A period that ends after the day up to which its source knows."""
    rows, end = known.deaths, known.deaths["period_end"]
    beyond = (rows["as_of"] >= rows["period_start"]) & (rows["as_of"] + _DAY < end)
    yield from tell("civilian_deaths", "as_of", beyond, end=end)


@rule("part_of_a_month", NOTE, "civilian_deaths", later("Part of a month"),
      later("the month ends on {last}; if the count covers all of it, correct the "
            "end"))  # fmt: skip
def see_part_of_a_month(known: Known) -> Seen:
    """A month that stops before its last day although its source knew the whole of it."""
    rows = known.deaths[known.deaths["series"] == "monthly"]
    last = rows["period_end"] + pd.offsets.MonthEnd(0)
    part = (rows["period_end"] < last) & (rows["as_of"] >= last)
    yield from tell("civilian_deaths", "period_end", part, last=last)


@rule("published_after_it_was_public", ERROR, "sources", later("Published after it was public"),
      later("it could be read from {available} on; correct one of the two days"))  # fmt: skip
def see_published_too_late(known: Known) -> Seen:
    """A source whose day of publication lies after the day it could be read."""
    rows = known.sources[known.sources["available"].notna()]
    # A source may say only the month or the year in which it came out.
    late = [str(said) > str(day)[: len(str(said))]
            for said, day in zip(rows["published"], rows["available"], strict=True)]  # fmt: skip
    yield from tell("sources", "published", pd.Series(late, rows.index, dtype=bool),
                    available=rows["available"])  # fmt: skip


@rule("read_before_public", WARNING, "sources", later("Read before it was public"),
      later("the publication became public on {available}; correct one of the two "
            "days"))  # fmt: skip
def see_read_too_early(known: Known) -> Seen:
    """A publication that was read before it came out."""
    public = known.sources["available"]
    yield from tell("sources", "accessed", known.sources["accessed"] < public, available=public)


@rule("named_after_another_day", NOTE, "sources", later("Named after another day"),
      later("the name of the source speaks of {named}, well after it was public"))  # fmt: skip
def see_named_after_another_day(known: Known) -> Seen:
    """A publication whose name speaks of a day long after its publication."""
    rows = known.sources
    day = rows["source_id"].astype(str).str.extract(r"-(\d{4}-\d{2}-\d{2})(?:-|$)")[0]
    named = pd.to_datetime(day, errors="coerce")
    yield from tell("sources", "available", named > rows["available"] + 31 * _DAY, named=named)
