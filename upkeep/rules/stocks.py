"""Series of people and rates: what they never did before, and what nobody can be."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import pandas as pd

from schemas import MODELS, NUMBER_TABLES
from upkeep.rules.known import Known, Sighting, same

_TABLE: Final = "displacement"
_STOCK: Final = ["source_id", "series", "population_group", "measure", "origin", "location"]
_PEOPLE: Final = 44_000_000
"""People in Ukraine at the beginning of 2014 in round numbers, Crimea included."""
_BREAKS: Final = ("B", "D", "U")


def _series(rows: pd.DataFrame, columns: Sequence[str], day: str, number: str) -> pd.DataFrame:
    """Rows in the order of their days, with the steps of each series and those before."""
    rows = rows[rows[number].notna() & rows[day].notna()]
    key = pd.Series(same(rows, columns), index=rows.index, name="series_key")
    several = rows.assign(series_key=key)[key.map(key.value_counts()) >= 7]
    in_order = several.sort_values(["series_key", day], kind="stable")
    before = in_order.groupby("series_key")[number].shift()
    return in_order.assign(before=before, step=(in_order[number] - before).abs())


def jumps(known: Known) -> Iterator[Sighting]:
    """A stock that moves by a sixth or more, and by more than it ever moved before."""
    found = _series(known.displacement, _STOCK, "date", "value")
    if found.empty:
        return
    series = found["series_key"]
    usual = found["step"].fillna(0).groupby(series).cummax().groupby(series).shift()
    known_well = found.groupby("series_key").cumcount() > 5
    odd = known_well & (found["step"] > 1.25 * usual) & (found["step"] > found["before"] / 6)
    for row in found.index[odd & ~found["obs_status"].isin(_BREAKS)]:
        details = (("before", float(found["before"][row])), ("largest", float(usual[row])))
        yield Sighting(_TABLE, row, "value", details)


def collapses(known: Known) -> Iterator[Sighting]:
    """A large stock of which less than a tenth is left."""
    rows = known.displacement
    rows = rows[rows["value"].notna() & rows["date"].notna()].sort_values("date", kind="stable")
    key = pd.Series(same(rows, _STOCK), index=rows.index)
    before = rows.groupby(key)["value"].shift()
    left = (rows["value"] < 0.1 * before) & (before > 10_000)
    for row in rows.index[left & ~rows["obs_status"].isin(_BREAKS)]:
        yield Sighting(_TABLE, row, "value", (("before", float(before[row])),))


def rate_jumps(known: Known) -> Iterator[Sighting]:
    """A rate that moves within a month by more than a fifth, and more than ever before."""
    rows = known.rates
    rows = rows.assign(
        day=pd.to_datetime(rows["month"].astype(str), format="%Y-%m", errors="coerce")
    )
    rows = rows[rows["units_per_eur"].notna()].sort_values("day", kind="stable")
    key = pd.Series(same(rows, ["source_id", "currency"]), index=rows.index)
    before = rows.groupby(key)["units_per_eur"].shift()
    ratio = rows["units_per_eur"] / before
    for row in rows.index[(ratio > 1.2) | (ratio < 1 / 1.2)]:
        yield Sighting("exchange_rates", row, "units_per_eur", (("before", float(before[row])),))


def more_than_there_are(known: Known) -> Iterator[Sighting]:
    """More people displaced or in need than ever lived in Ukraine."""
    rows = known.displacement
    for row in rows.index[(rows["origin"] == "UKR") & (rows["value"] > _PEOPLE)]:
        yield Sighting(_TABLE, row, "value", (("people", _PEOPLE),))


def more_killed_than_there_are(known: Known) -> Iterator[Sighting]:
    """More victims than people."""
    rows = known.deaths
    for row in rows.index[rows["value"] > _PEOPLE]:
        yield Sighting("civilian_deaths", row, "value", (("people", _PEOPLE),))


def frozen(known: Known) -> Iterator[Sighting]:
    """A daily stock that has not moved by one person for a quarter of a year."""
    found = _series(known.displacement[known.displacement["value"] > 1000], _STOCK, "date", "value")
    if found.empty:
        return
    moved = (found["step"] != 0).groupby(found["series_key"]).cumsum()
    still = found.groupby([found["series_key"], moved])["date"]
    days = (still.transform("max") - still.transform("min")).dt.days
    often = still.transform("size") >= 4
    last = ~pd.MultiIndex.from_arrays([found["series_key"], moved]).duplicated(keep="last")
    for row in found.index[(days >= 90) & often & last]:
        yield Sighting(_TABLE, row, "value", (("days", int(days[row])),))


def nothing_but_zeros(known: Known) -> Iterator[Sighting]:
    """Every number of a source is 0, as after an import that found nothing."""
    for table in NUMBER_TABLES:
        number = MODELS[table].number_column()
        rows = known.tables[table]
        told = rows[rows[number].notna()]
        if told.empty:
            continue
        of = told.groupby("source_id", observed=True)[number]
        empty = (of.agg("size") >= 3) & (of.agg("max") == 0) & (of.agg("min") == 0)
        for source in empty.index[empty]:
            first = told.index[told["source_id"] == source][0]
            yield Sighting(table, first, number, (("number", int(of.size()[source])),))
        if len(told) >= 2 and (told[number] == 0).all() and not empty.any():
            yield Sighting(table, told.index[0], number, (("number", len(told)),))


def day_gone(known: Known) -> Iterator[Sighting]:
    """A later edition of a daily series leaves out a day that an earlier one had."""
    rows = known.displacement
    rows = rows[(rows["series"] == "odp-daily") & rows["date"].notna()]
    if rows.empty:
        return
    by_source = rows.groupby("source_id", observed=True)
    order = by_source["available"].first().sort_values().index
    for old, new in pairwise(order):
        later = by_source.get_group(new)
        earlier = by_source.get_group(old)
        inside = earlier["date"].between(later["date"].min(), later["date"].max())
        for row in earlier.index[inside & ~earlier["date"].isin(later["date"])]:
            yield Sighting(_TABLE, row, "date", (("source", str(new)),))
