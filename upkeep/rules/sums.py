"""Parts and wholes: no part is above its whole, and parts of one edition add up to it."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from upkeep.rules.known import Known, Sighting, above, same

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


def children(known: Known) -> Iterator[Sighting]:
    """More children than people."""
    rows, victims = known.deaths, known.deaths["victims"]
    on = [*_COUNT, "territory", "weapon"]
    yield from _above(rows, victims == "all", victims == "children", on, _DEATHS)


def people(known: Known) -> Iterator[Sighting]:
    """More men or women than people, more boys or girls than children."""
    rows, victims = known.deaths, known.deaths["victims"]
    on = [*_COUNT, "territory", "weapon"]
    yield from _above(rows, victims == "all", victims.isin(_PEOPLE), on, _DEATHS)
    yield from _above(rows, victims == "children", victims.isin(_YOUNG), on, _DEATHS)


_SPAN: Final = ["source_id", "period_start", "period_end", "location", "outcome", "victims"]


def weapons_and_territories(known: Known) -> Iterator[Sighting]:
    """More victims of one weapon or territory than victims, in whichever series they are told."""
    rows = known.deaths[known.deaths["value"].notna()].sort_values("value", kind="stable")
    for column, other in (("weapon", "territory"), ("territory", "weapon")):
        on = [*_SPAN, other]
        yield from _above(rows, rows[column] == "all", rows[column] != "all", on, _DEATHS)


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


def months_above_the_count(known: Known) -> Iterator[Sighting]:
    """More victims in one month than since the war began, in the same edition."""
    rows, series = known.deaths, known.deaths["series"]
    on = [*_EDITION, "location", "territory", "victims", "weapon"]
    yield from _above(rows, series == "cumulative", series == "monthly", on, _DEATHS)


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


def places(known: Known) -> Iterator[Sighting]:
    """More people in one country or oblast than in the whole it belongs to."""
    rows, location = known.displacement, known.displacement["location"]
    oblast = location.astype(str).str.fullmatch(r"UA\d\d")
    country = (location.astype(str).str.len() == 3) & (location != "UKR")
    for whole in _WHOLES:
        parts = oblast if whole == "UKR" else country
        yield from _above(rows, location == whole, parts, _STOCK, "displacement")


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


def protection(known: Known) -> Iterator[Sighting]:
    """More people with temporary protection than the larger population they belong to."""
    rows, series = known.displacement, known.displacement["series"]
    on = ["population_group", "measure", "date", "origin", "location"]
    wholes, parts = "eurostat-all-beneficiaries", "eurostat-ukrainian-citizens"
    yield from _above(rows, series == wholes, series == parts, on, "displacement")


def kinds_of_aid(known: Known) -> Iterator[Sighting]:
    """More aid of one kind, donor or item than all aid of the same source and time."""
    rows = known.aid
    for column, whole in (("aid_type", "all"), ("item", ""), ("donor", "ALL")):
        others = [name for name in ("aid_type", "item", "donor") if name != column]
        on = [*_MONEY, *others, "plan", "cluster"]
        wholes = rows[column] == whole
        yield from _above(rows, wholes, ~wholes, on, "aid_flows")
