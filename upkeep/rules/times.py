"""Days that cannot be: in the future, before the war, before what they speak of."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from schemas import MODELS
from upkeep.rules.known import Known, Sighting

_DAY: Final = pd.Timedelta(days=1)
_FIRST: Final = pd.Timestamp("2014-01-01")
_KIEL_BEGINS: Final = pd.Timestamp("2022-01-01")
_AHEAD: Final = ("requirement", "funding", "need", "pledge", "commitment")
"""Measures of money that speak of days to come."""

_DAYS: Final = {
    name: days for name, model in MODELS.items() if (days := model.columns_of_kind("day"))
}


def _looking_back(known: Known, table: str) -> pd.DataFrame:
    """Rows of a table that tell what has happened, not what is planned."""
    rows = known.tables[table]
    if table == "aid_flows":
        return rows[~rows["measure"].isin(_AHEAD)]
    return rows[rows["status"] != "planning_figure"] if table == "displacement" else rows


def in_the_future(known: Known) -> Iterator[Sighting]:
    """A day after today."""
    for table, columns in _DAYS.items():
        rows = _looking_back(known, table)
        for name in columns:
            for row in rows.index[rows[name] > known.today]:
                yield Sighting(table, row, name, (("today", known.today),))


def before_2014(known: Known) -> Iterator[Sighting]:
    """A day before the conflict began; the deaths have their own, later beginning."""
    for table, columns in _DAYS.items():
        if table != "civilian_deaths":
            rows = known.tables[table]
            for name in columns:
                for row in rows.index[rows[name] < _FIRST]:
                    yield Sighting(table, row, name)


def before_the_series(known: Known) -> Iterator[Sighting]:
    """A month of the Kiel Institute before its data begin, as when months slip by one."""
    rows = known.aid
    kiel = rows["series"].astype(str).str.startswith("kiel-") if len(rows) else []
    early = rows[kiel & (rows["period_start"] < _KIEL_BEGINS)] if len(rows) else rows
    for row in early.index:
        yield Sighting("aid_flows", row, "period_start")


def known_before_it_began(known: Known) -> Iterator[Sighting]:
    """A source that knew of a period before it began."""
    rows = known.deaths
    for row in rows.index[rows["as_of"] < rows["period_start"]]:
        yield Sighting("civilian_deaths", row, "as_of", (("start", rows.at[row, "period_start"]),))
    for table in ("civilian_deaths", "displacement", "aid_flows"):
        rows = _looking_back(known, table)
        for row in rows.index[rows["available"] < rows["period_start"]]:
            details = (("published", rows.at[row, "available"]),)
            yield Sighting(table, row, "period_start", details)


def published_before_it_ended(known: Known) -> Iterator[Sighting]:
    """A count of days that its source could not know yet; one day of difference is usual."""
    for table in ("civilian_deaths", "displacement", "aid_flows"):
        rows = _looking_back(known, table)
        began = rows["available"] >= rows["period_start"]
        for name, early in (
            ("period_end", began & (rows["available"] + _DAY < rows["period_end"])),
            ("date", rows["available"] + _DAY < rows["date"] if "date" in rows else ~began & began),
        ):
            for row in rows.index[early]:
                details = (("published", rows.at[row, "available"]),)
                yield Sighting(table, row, name, details)


def counted_beyond_its_knowledge(known: Known) -> Iterator[Sighting]:
    """A period that ends after the day up to which its source knows."""
    rows = known.deaths
    began = rows["as_of"] >= rows["period_start"]
    for row in rows.index[began & (rows["as_of"] + _DAY < rows["period_end"])]:
        yield Sighting("civilian_deaths", row, "as_of", (("end", rows.at[row, "period_end"]),))


def read_before_it_was_public(known: Known) -> Iterator[Sighting]:
    """A publication that was read before it came out."""
    rows = known.sources
    for row in rows.index[rows["accessed"] < rows["available"]]:
        yield Sighting("sources", row, "accessed", (("available", rows.at[row, "available"]),))


def named_after_another_day(known: Known) -> Iterator[Sighting]:
    """A publication whose name speaks of a day long after its publication."""
    rows = known.sources
    named = pd.to_datetime(
        rows["source_id"].astype(str).str.extract(r"-(\d{4}-\d{2}-\d{2})(?:-|$)")[0],
        errors="coerce",
    )
    for row in rows.index[named > rows["available"] + 31 * _DAY]:
        yield Sighting("sources", row, "available", (("named", named[row]),))


def month_in_the_future(known: Known) -> Iterator[Sighting]:
    """An exchange rate of a month that has not begun."""
    rows = known.rates
    months = pd.to_datetime(rows["month"].astype(str), format="%Y-%m", errors="coerce")
    for row in rows.index[months > known.today]:
        yield Sighting("exchange_rates", row, "month", (("today", known.today),))


def part_of_a_month(known: Known) -> Iterator[Sighting]:
    """A month that stops before its last day although its source knew the whole of it."""
    rows = known.deaths
    rows = rows[rows["series"] == "monthly"]
    last = rows["period_end"] + pd.offsets.MonthEnd(0)
    for row in rows.index[(rows["period_end"] < last) & (rows["as_of"] >= last)]:
        yield Sighting("civilian_deaths", row, "period_end", (("last", last[row]),))
