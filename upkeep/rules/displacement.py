"""Displaced people and places: what series never did before, and what nobody can be."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from locales import later
from schemas import MODELS, NUMBER_TABLES
from upkeep.rules.rule import (
    ANY,
    DEATHS,
    ERROR,
    MONEY,
    NOTE,
    PEOPLE,
    WARNING,
    Known,
    Sighting,
    rule,
    same,
    told_again,
)

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


@rule(
    "stock_jumps", WARNING, tables=PEOPLE,
    title=later("Stock jumps"),
    advice=later("the number before was {before} and the series never moved by more than "
                 "{largest}; look for a slip, or set obs_status to B if the method changed"),
)  # fmt: skip
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


@rule(
    "stock_collapses", WARNING, tables=PEOPLE,
    title=later("Stock collapses"),
    advice=later("the number before was {before}; people are seldom gone all at once, but may "
                 "have been counted elsewhere"),
)  # fmt: skip
def collapses(known: Known) -> Iterator[Sighting]:
    """A large stock of which less than a tenth is left."""
    rows = known.displacement
    rows = rows[rows["value"].notna() & rows["date"].notna()].sort_values("date", kind="stable")
    key = pd.Series(same(rows, _STOCK), index=rows.index)
    before = rows.groupby(key)["value"].shift()
    left = (rows["value"] < 0.1 * before) & (before > 10_000)
    for row in rows.index[left & ~rows["obs_status"].isin(_BREAKS)]:
        yield Sighting(_TABLE, row, "value", (("before", float(before[row])),))


@rule(
    "rate_jumps", WARNING, tables=("exchange_rates",),
    title=later("Rate jumps"),
    advice=later("the month before it was {before}; is it the right way round?"),
)  # fmt: skip
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


@rule(
    "more_than_people", ERROR, tables=PEOPLE,
    title=later("More people than there are"),
    advice=later("Ukraine never had more than {people} people; this may be border crossings or "
                 "a running sum"),
)  # fmt: skip
def more_than_there_are(known: Known) -> Iterator[Sighting]:
    """More people displaced or in need than ever lived in Ukraine."""
    rows = known.displacement
    for row in rows.index[(rows["origin"] == "UKR") & (rows["value"] > _PEOPLE)]:
        yield Sighting(_TABLE, row, "value", (("people", _PEOPLE),))


@rule(
    "more_victims_than_people", ERROR, tables=DEATHS,
    title=later("More victims than people"),
    advice=later("Ukraine never had more than {people} people"),
)  # fmt: skip
def more_killed_than_there_are(known: Known) -> Iterator[Sighting]:
    """More victims than people."""
    rows = known.deaths
    for row in rows.index[rows["value"] > _PEOPLE]:
        yield Sighting("civilian_deaths", row, "value", (("people", _PEOPLE),))


@rule(
    "frozen", WARNING, tables=PEOPLE,
    title=later("Frozen number"),
    advice=later("the number has not moved for {days} days; it may no longer be updated"),
)  # fmt: skip
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


@rule(
    "all_zero", ERROR, tables=ANY,
    title=later("Nothing but zeros"),
    advice=later("all {number} numbers of this source are 0, as after an import that found "
                 "nothing; missing is not zero"),
)  # fmt: skip
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


@rule(
    "day_gone", NOTE, tables=PEOPLE,
    title=later("Day gone from a later edition"),
    advice=later("{source} no longer has this day"),
)  # fmt: skip
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


_FACT: Final = ["series", "population_group", "measure", "date", "origin", "location"]
_DAILY: Final = ("odp-daily", "eurostat-ukrainian-citizens")
_KYIV: Final = {"UA32": "oblast", "UA80": "city"}


@rule(
    "conflict_not_said", WARNING, tables=PEOPLE,
    title=later("Conflict not said"),
    advice=later("another source gives {other} for the same people and day; name it in "
                 "conflicts_with"),
)  # fmt: skip
def conflict_not_said(known: Known) -> Iterator[Sighting]:
    """Two sources give different people for the same day, and neither names the other."""
    rows = known.displacement
    rows = rows[rows["date"].notna() & rows["value"].notna() & (rows["obs_status"] != "U")]
    again = told_again(rows, _FACT)
    by = again.groupby("fact")["value"]
    again = again[by.transform("min") != by.transform("max")]
    for _, facts in again.groupby("fact"):
        if (facts["conflicts_with"] != "").any():
            continue
        at_once = facts["available"].duplicated(keep=False).any()
        if at_once or facts["publisher"].astype(str).nunique() > 1:
            details = (("other", float(facts["value"].iloc[0])),)
            yield Sighting(_TABLE, int(facts.index[-1]), "value", details)


@rule(
    "one_count_two_days", WARNING, tables=PEOPLE,
    title=later("One count, two days"),
    advice=later("another source gives exactly this number for {day}"),
)  # fmt: skip
def one_count_two_days(known: Known) -> Iterator[Sighting]:
    """Two sources give the same number of people a few days apart: one count, two dates."""
    rows = known.displacement
    rows = rows[rows["date"].notna() & (rows["value"] >= 10_000) & ~rows["series"].isin(_DAILY)]
    on = ["series", "population_group", "origin", "location", "value"]
    for _, facts in told_again(rows, on).groupby("fact"):
        in_order = facts.sort_values("date", kind="stable")
        apart = in_order["date"].diff().dt.days
        other = in_order["source_id"].astype(str) != in_order["source_id"].astype(str).shift()
        for row in in_order.index[apart.between(1, 14) & other]:
            yield Sighting(_TABLE, row, "date", (("day", in_order["date"].shift()[row]),))


@rule(
    "kyiv_swapped", WARNING, tables=PEOPLE,
    title=later("Kyiv city and oblast swapped"),
    advice=later("the city is UA80 and the oblast UA32; here they have changed places"),
)  # fmt: skip
def kyiv_swapped(known: Known) -> Iterator[Sighting]:
    """City and oblast of Kyiv change places from one source or round to the next."""
    rows = known.displacement
    rows = rows[rows["location"].isin(list(_KYIV)) & (rows["value"] > 0)]
    if rows.empty:
        return
    on = ["population_group", "date", "source_id"]
    wide = rows.assign(place=rows["location"].astype(str).map(_KYIV)).pivot_table(
        index=on, columns="place", values="value", observed=True
    )
    if not {"city", "oblast"} <= set(wide.columns):
        return
    ratios = np.log(wide["city"] / wide["oblast"]).dropna().reset_index(name="ratio")
    for _, rounds in ratios.groupby("population_group", observed=True):
        in_order = rounds.sort_values("date")
        before = in_order["ratio"].shift()
        turned = (in_order["ratio"] * before < 0) & (in_order["ratio"].abs() > 0.3)
        for at in in_order.index[turned & (before.abs() > 0.3)]:
            told = (rows["source_id"] == in_order.at[at, "source_id"]) & (
                rows["date"] == in_order.at[at, "date"]
            )
            yield Sighting(_TABLE, int(rows.index[told][0]), "location")


@rule(
    "release_again", WARNING, tables=MONEY,
    title=later("Same release again"),
    advice=later("all figures are those of {other}; is it the new release?"),
)  # fmt: skip
def release_again(known: Known) -> Iterator[Sighting]:
    """A release under a new name that holds exactly the figures of the one before."""
    rows = known.aid
    rows = rows[rows["amount"].notna() & rows["available"].notna()]
    for _, series in rows.groupby(["publisher", "series"], observed=True):
        sizes = series.groupby("source_id", observed=True).size()
        order = series.groupby("source_id", observed=True)["available"].first().sort_values().index
        told = {source: _figures(series, source) for source in order if sizes[source] >= 3}
        first: dict[frozenset[tuple[object, ...]], str] = {}
        for name, figures in told.items():
            other = first.setdefault(figures, str(name))
            if other != name:
                row = series.index[series["source_id"] == name][0]
                yield Sighting("aid_flows", row, "source_id", (("other", other),))


def _figures(series: pd.DataFrame, source: object) -> frozenset[tuple[object, ...]]:
    rows = series[series["source_id"] == source]
    names = ("period_start", "donor", "aid_type", "measure", "plan", "cluster", "item", "amount")
    return frozenset(zip(*(rows[name] for name in names), strict=True))


@rule(
    "late_verification", NOTE, tables=DEATHS,
    title=later("Late verification"),
    advice=later("the count grew by {step}; {late} of them belong to earlier months"),
)  # fmt: skip
def late_verification(known: Known) -> Iterator[Sighting]:
    """A count grew by more than the last month: the rest belongs to earlier months."""
    rows = known.deaths
    rows = rows[(rows["victims"] == "all") & rows["value"].notna() & (rows["weapon"] == "all")]
    rows = rows[(rows["territory"] == "all") & (rows["location"] == "UKR")]
    months = rows[rows["series"] == "monthly"]
    wholes = rows[rows["series"] == "period"]
    on = ["publisher", "outcome", "period_start"]
    grown = wholes.merge(wholes, on=on, suffixes=("", "_2"))
    both = months.rename_axis("row").reset_index().merge(
        grown, left_on=["publisher", "outcome", "source_id", "period_end"],
        right_on=["publisher", "outcome", "source_id", "period_end"], suffixes=("", "_all"),
    )  # fmt: skip
    both = both[both["period_end_2"] + pd.Timedelta(days=1) == both["period_start"]]
    step = both["value_all"] - both["value_2"]
    for at in both.index[step > both["value"]]:
        details = (("step", float(step[at])), ("late", float(step[at] - both.at[at, "value"])))
        yield Sighting("civilian_deaths", int(both.at[at, "row"]), "value", details)
