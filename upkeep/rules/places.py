"""Sources beside each other: other people on the same day, other days, other places."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from upkeep.rules.known import Known, Sighting, told_again

_TABLE: Final = "displacement"
_FACT: Final = ["series", "population_group", "measure", "date", "origin", "location"]
_DAILY: Final = ("odp-daily", "eurostat-ukrainian-citizens")
_KYIV: Final = {"UA32": "oblast", "UA80": "city"}


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
