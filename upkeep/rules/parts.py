"""Parts and wholes: no part is above its whole, and parts of one edition add up to it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from locales import later
from schemas import MODELS
from upkeep.rules.rule import ERROR, WARNING, Known, Seen, rule, same, tell

_DEATHS: Final = "civilian_deaths"
_PEOPLE: Final = "displacement"
_MONEY: Final = "aid_flows"
_COUNT: Final = [
    "source_id", "series", "period_start", "period_end", "as_of", "location", "outcome",
]  # fmt: skip
_SPAN: Final = ["source_id", "period_start", "period_end", "location", "outcome", "victims"]
_YOUNG: Final = ["boys", "girls", "children_sex_unknown"]
_GROWN: Final = ["men", "women", "adults_sex_unknown"]
_STOCK: Final = ["source_id", "series", "population_group", "measure", "date", "origin"]
_SUM: Final = [
    "source_id", "series", "period_start", "period_end", "recipient", "measure", "currency",
]  # fmt: skip
_KIND: Final = ["source_id", "recipient", "aid_type", "measure", "currency"]


def _see_above(
    known: Known, table: str, wholes: pd.Series, parts: pd.Series, on: Sequence[str]
) -> Seen:
    """Parts whose number is above that of their whole, which agrees with them in all of `on`."""
    rows, number = known.tables[table], MODELS[table].number_column()
    fact = same(rows, on)
    whole = fact[parts].map(rows.loc[wholes, number].groupby(fact).max())
    yield from tell(table, number, rows.loc[parts, number] > 1.0001 * whole, whole=whole)


@rule("children_above_all", ERROR, _DEATHS, later("More children than people"),
      later("all victims together are {whole}"))  # fmt: skip
def see_more_children_than_people(known: Known) -> Seen:
    """More children than people."""
    victims, on = known.deaths["victims"], [*_COUNT, "territory", "weapon"]
    yield from _see_above(known, _DEATHS, victims == "all", victims == "children", on)


@rule("people_above_all", ERROR, _DEATHS, later("Part of the people above the whole"),
      later("all of them together are {whole}"))  # fmt: skip
def see_more_of_some_than_people(known: Known) -> Seen:
    """More men or women than people, more boys or girls than children."""
    victims, on = known.deaths["victims"], [*_COUNT, "territory", "weapon"]
    for whole, parts in (("all", _GROWN + _YOUNG), ("children", _YOUNG)):
        yield from _see_above(known, _DEATHS, victims == whole, victims.isin(parts), on)


@rule("part_above_whole", ERROR, _DEATHS, later("Part above its whole"),
      later("for all weapons and places together the same source gives {whole}"))  # fmt: skip
def see_more_by_one_weapon_than_by_all(known: Known) -> Seen:
    """More victims of one weapon or territory than victims, in whichever series they are told."""
    for column, other in (("weapon", "territory"), ("territory", "weapon")):
        whole = known.deaths[column] == "all"
        yield from _see_above(known, _DEATHS, whole, ~whole, [*_SPAN, other])


@rule("parts_above_whole", ERROR, _DEATHS, later("Parts together above their whole"),
      later("the weapons of this source make {sum}, all of them together {whole}"))  # fmt: skip
def see_more_by_weapons_than_by_all(known: Known) -> Seen:
    """The weapons of one source and time together kill more people than all weapons."""
    rows = known.deaths[known.deaths["value"].notna()]
    fact, part = same(rows, [*_SPAN, "territory"]), rows["weapon"] != "all"
    parts, whole = rows.loc[part, "value"].groupby(fact), rows.loc[~part, "value"].groupby(fact)
    last, whole = parts.cumcount(ascending=False) == 0, fact[part].map(whole.max())
    above = last & (parts.transform("size") > 1) & (parts.transform("sum") > whole + 1)
    yield from tell(_DEATHS, "value", above, sum=parts.transform("sum"), whole=whole)


@rule("month_above_count", ERROR, _DEATHS, later("Month above the running count"),
      later("since February 2022 the same edition counts {whole}"))  # fmt: skip
def see_month_above_the_count(known: Known) -> Seen:
    """More victims in one month than since the war began, in the same edition."""
    series = known.deaths["series"]
    on = ["source_id", "as_of", "outcome", "location", "territory", "victims", "weapon"]
    yield from _see_above(known, _DEATHS, series == "cumulative", series == "monthly", on)


@rule("place_above_whole", ERROR, _PEOPLE, later("Place above its whole"),
      later("for the whole the same source gives {whole}"))  # fmt: skip
def see_place_above_whole(known: Known) -> Seen:
    """More people in one country or oblast than in the whole it belongs to."""
    location = known.displacement["location"].astype(str)
    oblast, country = location.str.fullmatch(r"UA\d\d"), location.str.fullmatch(r"(?!UKR)...")
    for whole in ("WORLD", "EUROPE", "EU27", "UKR"):
        parts = oblast if whole == "UKR" else country
        yield from _see_above(known, _PEOPLE, location == whole, parts, _STOCK)


@rule("protection_above_whole", ERROR, _PEOPLE, later("Temporary protection above the whole"),
      later("citizens of Ukraine are a part of all beneficiaries, who are {whole}"))  # fmt: skip
def see_protection_above_whole(known: Known) -> Seen:
    """More people with temporary protection than the larger population they belong to."""
    series = known.displacement["series"]
    on = ["population_group", "measure", "date", "origin", "location"]
    yield from _see_above(known, _PEOPLE, series == "eurostat-all-beneficiaries",
                          series == "eurostat-ukrainian-citizens", on)  # fmt: skip


@rule("aid_above_whole", ERROR, _MONEY, later("Part of the aid above the whole"),
      later("for all of it the same source gives {whole}"))  # fmt: skip
def see_aid_above_whole(known: Known) -> Seen:
    """More aid of one kind, donor or item than all aid of the same source and time."""
    for column, all_of_it in (("aid_type", "all"), ("item", ""), ("donor", "ALL")):
        others = [name for name in ("aid_type", "item", "donor") if name != column]
        whole = known.aid[column] == all_of_it
        yield from _see_above(known, _MONEY, whole, ~whole, [*_SUM, *others, "plan", "cluster"])


@rule("months_differ", WARNING, _DEATHS, later("Months do not sum to their total"),
      later("the months of this edition make {sum}, which differs by {difference}"))  # fmt: skip
def see_months_differ(known: Known) -> Seen:
    """The months of an edition do not add up to what the same edition gives for all of them."""
    rows = known.deaths
    rows = rows[(rows["victims"] == "all") & (rows["weapon"] == "all") & rows["value"].notna()]
    rows = rows[(rows["territory"] == "all") & (rows["location"] == "UKR")]
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
    covered = (
        (starts[first] == wholes["period_start"].to_numpy())
        & (ends[last] == wholes["period_end"].to_numpy())
        & (last > first)
        & (gaps[first] == gaps[last])
    )
    return pd.Series(np.where(covered, sums[last + 1] - sums[first], np.nan), wholes.index)


@rule("sexes_and_ages_differ", WARNING, _DEATHS, later("Sexes and ages do not sum to all"),
      later("the parts make {sum}"))  # fmt: skip
def see_sexes_and_ages_differ(known: Known) -> Seen:
    """Men, women, children and those not known are more than all, or all told and not all."""
    rows, names = known.deaths, [*_GROWN, *_YOUNG, "children", "all"]
    rows = rows[rows["value"].notna() & rows["victims"].isin(names)]
    rows = rows.assign(fact=same(rows, [*_COUNT, "territory", "weapon"]))
    victims = rows["victims"].astype(str)
    told = rows.assign(victims=victims)
    wide = told.pivot_table(index="fact", columns="victims", values="value").reindex(columns=names)
    young = wide[_YOUNG].sum(axis=1, min_count=1)
    grown = wide[_GROWN].sum(axis=1, min_count=1)
    for whole, parts, needed in (
        ("all", grown + wide["children"].fillna(young), _GROWN + _YOUNG),
        ("children", young, _YOUNG),
    ):
        complete = wide[needed].notna().all(axis=1)
        apart = parts - wide[whole]
        odd = (apart > 1) | (complete & (apart < -1))
        fact = rows["fact"][victims == whole]
        first = fact[~fact.duplicated()]
        yield from tell(_DEATHS, "value", first.map(odd), sum=first.map(parts))


@rule("places_differ", WARNING, _PEOPLE, later("Places do not sum to the whole"),
      later("the places of this source make {sum}, which differs by {difference}; "
            "places without a number are not zero"))  # fmt: skip
def see_places_differ(known: Known) -> Seen:
    """Oblasts or countries of one source that add up to more, or to much less, than its whole."""
    rows, inside = known.displacement, known.displacement["location"].astype(str)
    for whole, parts in (("UKR", inside.str.fullmatch(r"UA\d\d")),
                         ("WORLD", inside.str.fullmatch("..."))):  # fmt: skip
        told = rows[parts & rows["value"].notna()].groupby(_STOCK, observed=True, dropna=False)
        both = rows[rows["location"] == whole].rename_axis("row").reset_index().merge(
            told["value"].agg(["sum", "size"]).reset_index(), on=_STOCK
        )  # fmt: skip
        gap = both["sum"] - both["value"]
        odd = (gap > 0.001 * both["value"]) | ((gap < -0.005 * both["value"]) & (both["size"] > 15))
        yield from tell(_PEOPLE, "value", odd, both["row"], sum=both["sum"], difference=gap)


def _see_off(
    wholes: pd.DataFrame, parts: pd.DataFrame, on: Sequence[str], *, least: int = 1
) -> Seen:
    """Wholes that differ by more than a thousandth from the sum of at least so many parts."""
    sums = parts.groupby(list(on), observed=True)["amount"].agg(["sum", "size"]).reset_index()
    both = wholes.rename_axis("row").reset_index().merge(sums[sums["size"] >= least], on=list(on))
    off = (both["sum"] - both["amount"]).abs() > 0.001 * both["amount"].abs() + 1
    yield from tell(_MONEY, "amount", off, both["row"], sum=both["sum"])


@rule("clusters_differ", WARNING, _MONEY, later("Clusters do not sum to the appeal"),
      later("the clusters of this snapshot make {sum}; are the rows “Not specified” and "
            "“Multiple clusters” there?"))  # fmt: skip
def see_clusters_differ(known: Known) -> Seen:
    """The clusters of an appeal do not add up to the appeal in the same snapshot."""
    rows = known.aid[known.aid["amount"].notna()]
    on = ["source_id", "plan", "measure", "currency", "period_start"]
    plans, parts = rows["series"] == "fts-plan", rows["series"] == "fts-cluster"
    yield from _see_off(rows[plans], rows[parts], on, least=3)


@rule("donor_months_differ", WARNING, _MONEY, later("Months do not sum to the donor’s total"),
      later("the months and undated rows of this release make {sum}"))  # fmt: skip
def see_donor_months_differ(known: Known) -> Seen:
    """The months of a donor do not add up to what the same release gives for the donor."""
    rows = known.aid[known.aid["amount"].notna()]
    wholes, parts = rows["series"] == "kiel-donor-total", ["kiel-month", "kiel-undated"]
    yield from _see_off(rows[wholes], rows[rows["series"].isin(parts)], [*_KIND, "donor"])


@rule("donors_differ", WARNING, _MONEY, later("Donors do not sum to the month’s total"),
      later("the donors of this release make {sum} in this month"))  # fmt: skip
def see_donors_differ(known: Known) -> Seen:
    """The donors of a month do not add up to what the same release gives for all of them."""
    rows = known.aid[known.aid["amount"].notna() & (known.aid["item"] == "")]
    wholes, parts = rows["series"] == "kiel-total-month", rows["series"] == "kiel-month"
    yield from _see_off(rows[wholes], rows[parts], [*_KIND, "period_start"])


@rule("items_differ", WARNING, _MONEY, later("Items do not sum to the military aid"),
      later("bought, from stocks and the rest make {sum}"))  # fmt: skip
def see_items_differ(known: Known) -> Seen:
    """Bought, from stocks and the rest do not add up to the military aid of the whole release.

    The publisher books the two splits in different months, so months are not compared.
    """
    rows = known.aid[known.aid["amount"].notna() & (known.aid["series"] == "kiel-total-month")]
    rows = rows[rows["aid_type"] == "military"]
    whole, split = (rows[chosen].groupby("source_id", observed=True)["amount"].sum()
                    for chosen in (rows["item"] == "", rows["item"] != ""))  # fmt: skip
    first = rows[(rows["item"] == "") & ~rows.duplicated(["source_id", "item"])]["source_id"]
    whole, split = (first.map(sums).astype(float) for sums in (whole, split))
    yield from tell(_MONEY, "amount", (whole - split).abs() > 0.001 * whole.abs(), sum=split)
