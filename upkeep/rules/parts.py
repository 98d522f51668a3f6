"""Parts and wholes: no part is above its whole, and parts of one edition add up to it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from schemas import MODELS
from upkeep.rules.deaths import find_wholes
from upkeep.rules.rule import Known, Seen, rule, same, tell

_DEATHS: Final = "civilian_deaths"
_PEOPLE: Final = "displacement"
_MONEY: Final = "aid_flows"
_COUNT: Final = [
    "source_id", "series", "period_start", "period_end", "as_of", "location", "outcome",
    "territory", "weapon",
]  # fmt: skip
_SPAN: Final = ["source_id", "period_start", "period_end", "location", "outcome", "victims"]
_YOUNG: Final = ["boys", "girls", "children_sex_unknown"]
_GROWN: Final = ["men", "women", "adults_sex_unknown"]
_STOCK: Final = ["source_id", "series", "population_group", "measure", "date", "origin"]
_DECLARED: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _declare_above(name: str, splits: Sequence[Mapping[str, Any]]) -> None:
    @rule(name, splits[0]["table"])
    def see(known: Known) -> Seen:
        for split in splits:
            rows, number = known[split["table"]], MODELS[split["table"]].number_column()
            column, fact = rows[split["column"]], same(rows, split["on"])
            wholes = column == split["whole"]
            names = [each for each in column.unique() if re.fullmatch(split["parts"], str(each))]
            part = column.isin(names) & ~wholes
            most = fact[part].map(rows.loc[wholes, number].groupby(fact).max())
            above = rows.loc[part, number] > 1.0001 * most
            yield from tell(split["table"], number, above, whole=most)


def _declare_off(name: str, split: Mapping[str, Any]) -> None:
    @rule(name, _MONEY)
    def see(known: Known) -> Seen:
        # Items are no parts of what donors and clusters gave.
        rows, on = known[_MONEY].query("amount.notna() and item == ''"), split["on"]
        told = rows[rows["series"].isin(split["parts"])].groupby(on, observed=True)["amount"]
        sums = told.agg(["sum", "size"]).reset_index()
        wholes = rows[rows["series"] == split["whole"]].rename_axis("row").reset_index()
        both = wholes.merge(sums[sums["size"] >= split["least"]], on=on)
        off = (both["sum"] - both["amount"]).abs() > 0.001 * both["amount"].abs() + 1
        yield from tell(_MONEY, "amount", off, both["row"], sum=both["sum"])


for _declare, _kind in ((_declare_above, "above"), (_declare_off, "off")):
    for _name, _how in _DECLARED[_kind].items():
        _declare(_name, _how)


@rule("parts_above_whole", _DEATHS)
def see_more_by_weapons_than_by_all(known: Known) -> Seen:
    """The weapons of one source and time together kill more people than all weapons."""
    rows = known[_DEATHS].query("value.notna()")
    fact, part = same(rows, [*_SPAN, "territory"]), rows["weapon"] != "all"
    parts, whole = rows.loc[part, "value"].groupby(fact), rows.loc[~part, "value"].groupby(fact)
    last, whole = parts.cumcount(ascending=False) == 0, fact[part].map(whole.max())
    above = last & (parts.transform("size") > 1) & (parts.transform("sum") > whole + 1)
    yield from tell(_DEATHS, "value", above, sum=parts.transform("sum"), whole=whole)


@rule("months_differ", _DEATHS)
def see_months_differ(known: Known) -> Seen:
    """The months of an edition do not add up to what the same edition gives for all of them."""
    rows = find_wholes(known)
    monthly = rows[rows["series"] == "monthly"]
    wholes = rows[rows["series"].isin(["cumulative", "period", "total"])]
    on = ["source_id", "outcome"]
    editions = dict(iter(monthly.groupby(on, observed=True)))
    for edition, told in wholes.groupby(on, observed=True):
        if edition in editions:
            inside = _cover(editions[edition], told)
            apart = told["value"] - inside
            yield from tell(_DEATHS, "value", apart.abs() > 1, sum=inside, difference=apart)


def _cover(edition: pd.DataFrame, wholes: pd.DataFrame) -> pd.Series:
    """For each whole the sum of the months that cover its days without a gap, else nothing."""
    edition = edition.sort_values("period_start", kind="stable")
    starts, ends = edition["period_start"].to_numpy(), edition["period_end"].to_numpy()
    sums = np.concatenate([[0.0], edition["value"].cumsum().to_numpy(float)])
    gaps = np.concatenate([[0], np.cumsum(starts[1:] - ends[:-1] != np.timedelta64(1, "D"))])
    first = np.searchsorted(starts, wholes["period_start"].to_numpy())
    last = np.searchsorted(ends, wholes["period_end"].to_numpy())
    first, last = (np.minimum(at, len(starts) - 1) for at in (first, last))
    meet = (starts[first] == wholes["period_start"]) & (ends[last] == wholes["period_end"])
    covered = meet & (last > first) & (gaps[first] == gaps[last])
    return pd.Series(np.where(covered, sums[last + 1] - sums[first], np.nan), wholes.index)


@rule("sexes_and_ages_differ", _DEATHS)
def see_sexes_and_ages_differ(known: Known) -> Seen:
    """Men, women, children and those not known are more than all, or all told and not all."""
    names = [*_GROWN, *_YOUNG, "children", "all"]
    rows = known[_DEATHS].query("value.notna() and victims in @names")
    rows = rows.assign(fact=same(rows, _COUNT), victims=rows["victims"].astype(str))
    wide = rows.pivot_table(index="fact", columns="victims", values="value").reindex(columns=names)
    young = wide[_YOUNG].sum(axis=1, min_count=1)
    grown = wide[_GROWN].sum(axis=1, min_count=1)
    for whole, parts, needed in (
        ("all", grown + wide["children"].fillna(young), _GROWN + _YOUNG),
        ("children", young, _YOUNG),
    ):
        complete = wide[needed].notna().all(axis=1)
        apart = parts - wide[whole]
        odd = (apart > 1) | (complete & (apart < -1))
        fact = rows["fact"][rows["victims"] == whole]
        first = fact[~fact.duplicated()]
        yield from tell(_DEATHS, "value", first.map(odd), sum=first.map(parts))


@rule("places_differ", _PEOPLE)
def see_places_differ(known: Known) -> Seen:
    """Oblasts or countries of one source that add up to more, or to much less, than its whole."""
    rows, inside = known[_PEOPLE], known[_PEOPLE]["location"].astype(str)
    for whole, parts in (("UKR", inside.str.fullmatch(r"UA\d\d")),
                         ("WORLD", inside.str.fullmatch("..."))):  # fmt: skip
        told = rows[parts & rows["value"].notna()].groupby(_STOCK, observed=True, dropna=False)
        both = rows[rows["location"] == whole].rename_axis("row").reset_index().merge(
            told["value"].agg(["sum", "size"]).reset_index(), on=_STOCK
        )  # fmt: skip
        gap = both["sum"] - both["value"]
        odd = (gap > 0.001 * both["value"]) | ((gap < -0.005 * both["value"]) & (both["size"] > 15))
        yield from tell(_PEOPLE, "value", odd, both["row"], sum=both["sum"], difference=gap)


@rule("items_differ", _MONEY)
def see_items_differ(known: Known) -> Seen:
    """Bought, from stocks and the rest do not add up to the military aid of the whole release.

    The publisher books the two splits in different months, so months are not compared.
    """
    rows = known[_MONEY].dropna(subset="amount")
    rows = rows.query("series == 'kiel-total-month' and aid_type == 'military'")
    whole, split = (rows[chosen].groupby("source_id", observed=True)["amount"].sum()
                    for chosen in (rows["item"] == "", rows["item"] != ""))  # fmt: skip
    first = rows[(rows["item"] == "") & ~rows.duplicated(["source_id", "item"])]["source_id"]
    whole, split = (first.map(sums).astype(float) for sums in (whole, split))
    yield from tell(_MONEY, "amount", (whole - split).abs() > 0.001 * whole.abs(), sum=split)
