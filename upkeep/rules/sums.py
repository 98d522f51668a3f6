"""Parts and wholes: no part is above its whole, and parts of one edition add up to it."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from locales import later
from upkeep.rules.rule import (
    DEATHS,
    ERROR,
    MONEY,
    PEOPLE,
    WARNING,
    Known,
    Sighting,
    above,
    rule,
    same,
)

_DEATHS: Final = "civilian_deaths"
_EDITION: Final = ["source_id", "as_of", "outcome"]
_COUNT: Final = [
    "source_id", "series", "period_start", "period_end", "as_of", "location", "outcome",
]  # fmt: skip
_PEOPLE: Final = ("men", "women", "boys", "girls", "children_sex_unknown", "adults_sex_unknown")
_YOUNG: Final = ("boys", "girls", "children_sex_unknown")
_MONEY: Final = [
    "source_id", "series", "period_start", "period_end", "recipient", "measure", "currency",
]  # fmt: skip


@rule(
    "months_differ", WARNING, tables=DEATHS,
    title=later("Months do not sum to their total"),
    advice=later("the months of this edition make {sum}, which differs by {difference}"),
)  # fmt: skip
def months(known: Known) -> Iterator[Sighting]:
    """The months of an edition do not add up to what the same edition gives for all of them."""
    rows = known.deaths
    rows = rows[(rows["victims"] == "all") & (rows["weapon"] == "all") & rows["value"].notna()]
    rows = rows[(rows["territory"] == "all") & (rows["location"] == "UKR")]
    monthly = rows[rows["series"] == "monthly"]
    wholes = rows[rows["series"].isin(["cumulative", "period", "total"])]
    on = ["source_id", "outcome"]
    editions = dict(iter(monthly.groupby(on, observed=True)))
    for edition, told in wholes[wholes["source_id"].isin(monthly["source_id"])].groupby(
        on, observed=True
    ):
        if edition in editions:
            inside = _covering(editions[edition], told)
            apart = told["value"] - inside
            for row in told.index[apart.abs() > 1]:
                details = (("sum", float(inside[row])), ("difference", float(apart[row])))
                yield Sighting(_DEATHS, int(row), "value", details)


def _covering(edition: pd.DataFrame, wholes: pd.DataFrame) -> pd.Series:
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


def _above(
    rows: pd.DataFrame, wholes: pd.Series, parts: pd.Series, on: Sequence[str], table: str
) -> Iterator[Sighting]:
    number = "amount" if table == "aid_flows" else "value"
    for row, whole in above(rows, wholes, parts, on, number):
        yield Sighting(table, row, number, (("whole", whole),))


@rule(
    "children_above_all", ERROR, tables=DEATHS,
    title=later("More children than people"),
    advice=later("all victims together are {whole}"),
)  # fmt: skip
def children(known: Known) -> Iterator[Sighting]:
    """More children than people."""
    rows, victims = known.deaths, known.deaths["victims"]
    on = [*_COUNT, "territory", "weapon"]
    yield from _above(rows, victims == "all", victims == "children", on, _DEATHS)


@rule(
    "people_above_all", ERROR, tables=DEATHS,
    title=later("Part of the people above the whole"),
    advice=later("all of them together are {whole}"),
)  # fmt: skip
def people(known: Known) -> Iterator[Sighting]:
    """More men or women than people, more boys or girls than children."""
    rows, victims = known.deaths, known.deaths["victims"]
    on = [*_COUNT, "territory", "weapon"]
    yield from _above(rows, victims == "all", victims.isin(_PEOPLE), on, _DEATHS)
    yield from _above(rows, victims == "children", victims.isin(_YOUNG), on, _DEATHS)


_SPAN: Final = ["source_id", "period_start", "period_end", "location", "outcome", "victims"]


@rule(
    "part_above_whole", ERROR, tables=DEATHS,
    title=later("Part above its whole"),
    advice=later("for all weapons and places together the same source gives {whole}"),
)  # fmt: skip
def weapons_and_territories(known: Known) -> Iterator[Sighting]:
    """More victims of one weapon or territory than victims, in whichever series they are told."""
    rows = known.deaths[known.deaths["value"].notna()].sort_values("value", kind="stable")
    for column, other in (("weapon", "territory"), ("territory", "weapon")):
        on = [*_SPAN, other]
        yield from _above(rows, rows[column] == "all", rows[column] != "all", on, _DEATHS)


@rule(
    "parts_above_whole", ERROR, tables=DEATHS,
    title=later("Parts together above their whole"),
    advice=later("the weapons of this source make {sum}, all of them together {whole}"),
)  # fmt: skip
def weapons_together(known: Known) -> Iterator[Sighting]:
    """The weapons of one source and time together kill more people than all weapons."""
    rows = known.deaths[known.deaths["value"].notna()]
    on = [*_SPAN, "territory"]
    parts = rows[rows["weapon"] != "all"]
    facts = parts.groupby(on, observed=True)["value"]
    parts = parts.assign(whole=facts.transform("sum"), many=facts.transform("size"))
    last = parts[(parts["many"] > 1) & ~parts.duplicated(on, keep="last")]
    wholes = rows[rows["weapon"] == "all"].groupby(on, observed=True)["value"].max()
    both = last.rename_axis("row").reset_index().merge(wholes.rename("all").reset_index(), on=on)
    for _, found in both[both["whole"] > both["all"] + 1].iterrows():
        details = (("sum", float(found["whole"])), ("whole", float(found["all"])))
        yield Sighting(_DEATHS, int(found["row"]), "value", details)


@rule(
    "month_above_count", ERROR, tables=DEATHS,
    title=later("Month above the running count"),
    advice=later("since February 2022 the same edition counts {whole}"),
)  # fmt: skip
def months_above_the_count(known: Known) -> Iterator[Sighting]:
    """More victims in one month than since the war began, in the same edition."""
    rows, series = known.deaths, known.deaths["series"]
    on = [*_EDITION, "location", "territory", "victims", "weapon"]
    yield from _above(rows, series == "cumulative", series == "monthly", on, _DEATHS)


@rule(
    "sexes_and_ages_differ", WARNING, tables=DEATHS,
    title=later("Sexes and ages do not sum to all"),
    advice=later("the parts make {sum}"),
)  # fmt: skip
def sexes_and_ages(known: Known) -> Iterator[Sighting]:
    """Men, women, children and those not known are more than all, or all told and not all."""
    rows = known.deaths
    rows = rows[rows["value"].notna() & (rows["victims"].isin([*_PEOPLE, "children", "all"]))]
    split = rows["source_id"].isin(rows.loc[~rows["victims"].isin(["all"]), "source_id"])
    rows = rows[split]
    if rows.empty:
        return
    on = [*_COUNT, "territory", "weapon"]
    fact = pd.Series(same(rows, on), index=rows.index, name="fact")
    victims = rows["victims"].astype(str)
    wide = pd.pivot_table(
        rows.assign(fact=fact, who=victims), index="fact", columns="who", values="value"
    ).reindex(columns=[*_PEOPLE, "children", "all"])
    young = wide[list(_YOUNG)].sum(axis=1, min_count=1)
    grown = wide[["men", "women", "adults_sex_unknown"]].sum(axis=1, min_count=1)
    for whole, parts, told in (
        ("all", grown + wide["children"].fillna(young), _PEOPLE),
        ("children", young, _YOUNG),
    ):
        complete = wide[list(told)].notna().all(axis=1)
        apart = parts - wide[whole]
        where = pd.Series(fact.index, fact)[(victims == whole).to_numpy()]
        where = where[~where.index.duplicated()]
        for key in wide.index[(apart > 1) | (complete & (apart < -1))]:
            row = where[key]
            yield Sighting(_DEATHS, int(row), "value", (("sum", float(parts[key])),))


_WHOLES: Final = ("WORLD", "EUROPE", "EU27", "UKR")
_STOCK: Final = ["source_id", "series", "population_group", "measure", "date", "origin"]


@rule(
    "place_above_whole", ERROR, tables=PEOPLE,
    title=later("Place above its whole"),
    advice=later("for the whole the same source gives {whole}"),
)  # fmt: skip
def places(known: Known) -> Iterator[Sighting]:
    """More people in one country or oblast than in the whole it belongs to."""
    rows, location = known.displacement, known.displacement["location"]
    oblast = location.astype(str).str.fullmatch(r"UA\d\d")
    country = (location.astype(str).str.len() == 3) & (location != "UKR")
    for whole in _WHOLES:
        parts = oblast if whole == "UKR" else country
        yield from _above(rows, location == whole, parts, _STOCK, "displacement")


@rule(
    "places_differ", WARNING, tables=PEOPLE,
    title=later("Places do not sum to the whole"),
    advice=later("the places of this source make {sum}, which differs by {difference}; places "
                 "without a number are not zero"),
)  # fmt: skip
def oblasts(known: Known) -> Iterator[Sighting]:
    """Oblasts or countries of one source that add up to more, or to much less, than its whole."""
    rows = known.displacement
    inside = rows["location"].astype(str)
    for whole, parts in (
        ("UKR", inside.str.fullmatch(r"UA\d\d")),
        ("WORLD", inside.str.len() == 3),
    ):
        sums = (
            rows[parts & (rows["location"] != whole) & rows["value"].notna()]
            .groupby(_STOCK, observed=True, dropna=False)["value"].agg(["sum", "size"])
            .reset_index()
        )  # fmt: skip
        wholes = rows[rows["location"] == whole].rename_axis("row").reset_index()
        both = wholes.merge(sums, on=_STOCK)
        gap = both["sum"] - both["value"]
        odd = (gap > 0.001 * both["value"]) | ((gap < -0.005 * both["value"]) & (both["size"] > 15))
        for _, found in both[odd].iterrows():
            details = (
                ("sum", float(found["sum"])),
                ("difference", float(found["sum"] - found["value"])),
            )
            yield Sighting("displacement", int(found["row"]), "value", details)


@rule(
    "protection_above_whole", ERROR, tables=PEOPLE,
    title=later("Temporary protection above the whole"),
    advice=later("citizens of Ukraine are a part of all beneficiaries, who are {whole}"),
)  # fmt: skip
def protection(known: Known) -> Iterator[Sighting]:
    """More people with temporary protection than the larger population they belong to."""
    rows, series = known.displacement, known.displacement["series"]
    on = ["population_group", "measure", "date", "origin", "location"]
    wholes, parts = "eurostat-all-beneficiaries", "eurostat-ukrainian-citizens"
    yield from _above(rows, series == wholes, series == parts, on, "displacement")


@rule(
    "aid_above_whole", ERROR, tables=MONEY,
    title=later("Part of the aid above the whole"),
    advice=later("for all of it the same source gives {whole}"),
)  # fmt: skip
def kinds_of_aid(known: Known) -> Iterator[Sighting]:
    """More aid of one kind, donor or item than all aid of the same source and time."""
    rows = known.aid
    for column, whole in (("aid_type", "all"), ("item", ""), ("donor", "ALL")):
        others = [name for name in ("aid_type", "item", "donor") if name != column]
        on = [*_MONEY, *others, "plan", "cluster"]
        wholes = rows[column] == whole
        yield from _above(rows, wholes, ~wholes, on, "aid_flows")


_TABLE: Final = "aid_flows"
_KIND: Final = ["source_id", "recipient", "aid_type", "measure", "currency"]


def _off(
    wholes: pd.DataFrame, parts: pd.DataFrame, on: Sequence[str], *, least: int = 1
) -> Iterator[Sighting]:
    """Wholes that differ by more than a thousandth from the sum of at least so many parts."""
    sums = parts.groupby(list(on), observed=True)["amount"].agg(["sum", "size"]).reset_index()
    both = wholes.rename_axis("row").reset_index().merge(sums[sums["size"] >= least], on=list(on))
    off = (both["sum"] - both["amount"]).abs() > 0.001 * both["amount"].abs() + 1
    for row, total in zip(both.loc[off, "row"], both.loc[off, "sum"], strict=True):
        yield Sighting(_TABLE, int(row), "amount", (("sum", float(total)),))


@rule(
    "clusters_differ", WARNING, tables=MONEY,
    title=later("Clusters do not sum to the appeal"),
    advice=later("the clusters of this snapshot make {sum}; are the rows “Not specified” and "
                 "“Multiple clusters” there?"),
)  # fmt: skip
def clusters(known: Known) -> Iterator[Sighting]:
    """The clusters of an appeal do not add up to the appeal in the same snapshot."""
    rows = known.aid[known.aid["amount"].notna()]
    on = ["source_id", "plan", "measure", "currency", "period_start"]
    plans, parts = rows["series"] == "fts-plan", rows["series"] == "fts-cluster"
    yield from _off(rows[plans], rows[parts], on, least=3)


@rule(
    "donor_months_differ", WARNING, tables=MONEY,
    title=later("Months do not sum to the donor’s total"),
    advice=later("the months and undated rows of this release make {sum}"),
)  # fmt: skip
def donors(known: Known) -> Iterator[Sighting]:
    """The months of a donor do not add up to what the same release gives for the donor."""
    rows = known.aid[known.aid["amount"].notna()]
    parts = rows["series"].isin(["kiel-month", "kiel-undated"])
    yield from _off(rows[rows["series"] == "kiel-donor-total"], rows[parts], [*_KIND, "donor"])


@rule(
    "donors_differ", WARNING, tables=MONEY,
    title=later("Donors do not sum to the month’s total"),
    advice=later("the donors of this release make {sum} in this month"),
)  # fmt: skip
def all_donors(known: Known) -> Iterator[Sighting]:
    """The donors of a month do not add up to what the same release gives for all of them."""
    rows = known.aid[known.aid["amount"].notna() & (known.aid["item"] == "")]
    wholes, parts = rows["series"] == "kiel-total-month", rows["series"] == "kiel-month"
    yield from _off(rows[wholes], rows[parts], [*_KIND, "period_start"])


@rule(
    "items_differ", WARNING, tables=MONEY,
    title=later("Items do not sum to the military aid"),
    advice=later("bought, from stocks and the rest make {sum}"),
)  # fmt: skip
def items(known: Known) -> Iterator[Sighting]:
    """Bought, from stocks and the rest do not add up to the military aid of the whole release.

    The publisher books the two splits in different months, so months are not compared.
    """
    rows = known.aid[known.aid["amount"].notna() & (known.aid["series"] == "kiel-total-month")]
    rows = rows[rows["aid_type"] == "military"]
    parts = rows["item"] != ""
    both = [rows[chosen].groupby("source_id", observed=True)["amount"].sum()
            for chosen in (~parts, parts)]  # fmt: skip
    whole, split = both[0].align(both[1], join="inner")
    for source in whole.index[(whole - split).abs() > 0.001 * whole.abs()]:
        first = rows.index[~parts & (rows["source_id"] == source)][0]
        yield Sighting(_TABLE, int(first), "amount", (("sum", float(split[source])),))
