"""People displaced: what their series never did before, and sources that do not agree."""

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from upkeep.rules.rule import BREAKS, Known, Seen, rule, same, tell

_TABLE: Final = "displacement"
_STOCK: Final = ["source_id", "series", "population_group", "measure", "origin", "location"]
_FACT: Final = ["series", "population_group", "measure", "date", "origin", "location"]
_DAILY: Final = ("odp-daily", "eurostat-ukrainian-citizens")
_KYIV: Final = {"UA32": "oblast", "UA80": "city"}


def _follow(known: Known) -> pd.DataFrame:
    """Stocks in the order of their days, with the number before and the step from it."""
    rows = known[_TABLE].dropna(subset=["value", "date"])
    rows = rows.assign(key=same(rows, _STOCK)).sort_values(["key", "date"], kind="stable")
    before = rows.groupby("key")["value"].shift()
    marked = rows["obs_status"].isin(BREAKS)
    return rows.assign(before=before, step=(rows["value"] - before).abs(), marked=marked)


@rule("stock_jumps", _TABLE)
def see_jump(known: Known) -> Seen:
    """A stock that moves by a sixth or more, and by more than it ever moved before."""
    rows = _follow(known)
    usual = rows["step"].fillna(0).groupby(rows["key"]).cummax().groupby(rows["key"]).shift()
    known_well = rows.groupby("key").cumcount() > 5
    odd = known_well & (rows["step"] > 1.25 * usual) & (rows["step"] > rows["before"] / 6)
    yield from tell(_TABLE, "value", odd & ~rows["marked"], before=rows["before"], largest=usual)


@rule("stock_collapses", _TABLE)
def see_collapse(known: Known) -> Seen:
    """A large stock of which less than a tenth is left."""
    rows = _follow(known)
    left = (rows["value"] < 0.1 * rows["before"]) & (rows["before"] > 10_000)
    yield from tell(_TABLE, "value", left & ~rows["marked"], before=rows["before"])


@rule("frozen", _TABLE)
def see_frozen(known: Known) -> Seen:
    """A daily stock that has not moved by one person for a quarter of a year."""
    rows = _follow(known).query("value > 1000")
    still = [rows["key"], (rows["step"] != 0).groupby(rows["key"]).cumsum().rename("moved")]
    days = rows["date"].groupby(still)
    lasted = (days.transform("max") - days.transform("min")).dt.days
    last = days.cumcount(ascending=False) == 0
    frozen = last & (lasted >= 90) & (days.transform("size") >= 4)
    yield from tell(_TABLE, "value", frozen, days=lasted)


@rule("day_gone", _TABLE)
def see_day_gone(known: Known) -> Seen:
    """A later edition of a daily series leaves out a day that an earlier one had."""
    rows = known[_TABLE].query("series == 'odp-daily' and date.notna()")
    by_source = dict(iter(rows.sort_values("available").groupby(
        "source_id", observed=True, sort=False)))  # fmt: skip
    for (_, earlier), (source, later_one) in pairwise(by_source.items()):
        days = later_one["date"]
        gone = earlier["date"].between(days.min(), days.max()) & ~earlier["date"].isin(days)
        yield from tell(_TABLE, "date", gone, source=str(source))


@rule("conflict_not_said", _TABLE)
def see_conflict_not_said(known: Known) -> Seen:
    """Two sources give different people for the same day, and neither names the other."""
    rows = known[_TABLE].query("date.notna() and value.notna() and obs_status != 'U'")
    again = rows.assign(fact=same(rows, _FACT))
    facts = again.groupby("fact")
    values = facts["value"]
    said = (again["conflicts_with"] != "").groupby(again["fact"]).transform("any")
    at_once = again.duplicated(["fact", "available"], keep=False)
    at_once = at_once.groupby(again["fact"]).transform("any")
    several = again["publisher"].astype(str).groupby(again["fact"]).transform("nunique") > 1
    last = facts.cumcount(ascending=False) == 0
    odd = (values.transform("min") != values.transform("max")) & ~said & (at_once | several)
    yield from tell(_TABLE, "value", odd & last, other=values.transform("first"))


@rule("one_count_two_days", _TABLE)
def see_one_count_two_days(known: Known) -> Seen:
    """Two sources give the same number of people a few days apart: one count, two dates."""
    rows = known[_TABLE].query("date.notna() and value >= 10_000 and series not in @_DAILY")
    on = ["series", "population_group", "origin", "location", "value"]
    again = rows.assign(fact=same(rows, on)).sort_values("date", kind="stable")
    before = again["date"].groupby(again["fact"]).shift()
    source = again["source_id"].astype(str)
    other = source != source.groupby(again["fact"]).shift()
    near = (again["date"] - before).dt.days.between(1, 14)
    yield from tell(_TABLE, "date", near & other, day=before)


@rule("kyiv_swapped", _TABLE)
def see_kyiv_swapped(known: Known) -> Seen:
    """City and oblast of Kyiv change places from one source or round to the next."""
    rows = known[_TABLE].query("location in ['UA32', 'UA80'] and value > 0")
    rows = rows.rename_axis("row").reset_index()
    on = ["population_group", "date", "source_id"]
    wide = rows.assign(place=rows["location"].astype(str).map(_KYIV)).pivot_table(
        index=on, columns="place", values=["value", "row"], aggfunc="min", observed=True
    )
    if {("value", "city"), ("value", "oblast")} <= set(wide.columns):
        ratio = np.log(wide["value", "city"] / wide["value", "oblast"]).dropna()
        before = ratio.groupby("population_group", observed=True).shift()
        turned = (ratio * before < 0) & (ratio.abs() > 0.3) & (before.abs() > 0.3)
        yield from tell(_TABLE, "location", turned, wide["row"].min(axis=1))
