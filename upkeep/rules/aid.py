"""Money: told twice, in a currency that does not fit, or further along than it can be."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pandas as pd

from locales import later
from schemas.findings import Proportion
from upkeep.rules.rule import (
    ERROR,
    MONEY,
    NOTE,
    WARNING,
    Known,
    Sighting,
    pairs,
    rule,
    same,
)

_TABLE: Final = "aid_flows"
_SINGLE: Final = ("announcement", "kiel-package")


def in_euros(known: Known) -> pd.DataFrame:
    """Amounts with what they were worth in euros in their month, where a rate is known."""
    rates = known.rates
    latest = rates.drop_duplicates(["month", "currency"], keep="last")
    worth = dict(zip(
        zip(latest["month"].astype(str), latest["currency"].astype(str), strict=True),
        latest["units_per_eur"], strict=True,
    ))  # fmt: skip
    rows = known.aid
    rows = rows[rows["series"].isin(_SINGLE) & rows["amount"].notna()]
    months = rows["period_start"].dt.strftime("%Y-%m")
    units = [
        1.0 if currency == "EUR" else worth.get((month, currency))
        for month, currency in zip(months, rows["currency"].astype(str), strict=True)
    ]
    return rows.assign(euros=rows["amount"] / pd.Series(units, rows.index, dtype=float))


@rule(
    "same_money_twice", WARNING, tables=MONEY,
    title=later("Same money twice"),
    advice=later("{source} tells of the same money; give both rows the same package, or say in "
                 "the note why they are two"),
)  # fmt: skip
def same_money_twice(known: Known) -> Iterator[Sighting]:
    """Two rows of the same donor, days and money that no package joins."""
    rows = in_euros(known)
    rows = rows[(rows["donor"] != "") & rows["euros"].notna()]
    for _, told in rows.groupby("donor", observed=True):
        in_order = told.sort_values("euros", kind="stable")
        for (_, one), (row, other) in pairwise(in_order.iterrows()):
            near = abs((one["period_start"] - other["period_start"]).days) <= 31
            alike = other["euros"] - one["euros"] <= 0.02 * abs(other["euros"])
            if near and alike and not _one_package(one, other):
                details = (("source", str(one["source_id"])),)
                yield Sighting(_TABLE, int(str(row)), "package", details)


def _one_package(one: pd.Series, other: pd.Series) -> bool:
    names = [set(str(row["package"]).split("+")) - {""} for row in (one, other)]
    return bool(names[0] & names[1])


def _retold(known: Known) -> Iterator[tuple[int, pd.Series, pd.Series]]:
    """Rows beside the first row of the same package and of another currency."""
    rows = in_euros(known)
    rows = rows[rows["package"] != ""]
    for _, package in rows.groupby("package", observed=True):
        euro_first = package.sort_values("currency", key=lambda names: names != "EUR")
        first = euro_first.iloc[0]
        for row, other in euro_first.iloc[1:].iterrows():
            if other["currency"] != first["currency"]:
                yield int(str(row)), first, other


@rule(
    "currency_slip", ERROR, tables=MONEY,
    title=later("Same number, other currency"),
    advice=later("the same package has this number in {other}; one of the currencies is wrong"),
)  # fmt: skip
def currency_slip(known: Known) -> Iterator[Sighting]:
    """The same money with the same number in two currencies."""
    for row, first, other in _retold(known):
        apart = abs(other["euros"] - first["euros"]) > 0.03 * abs(first["euros"])
        if apart and abs(other["amount"] - first["amount"]) <= 0.005 * abs(first["amount"]):
            yield Sighting(_TABLE, row, "currency", (("other", str(first["currency"])),))


@rule(
    "rate_disagrees", WARNING, tables=MONEY,
    title=later("Amounts disagree with the rate"),
    advice=later("at the rate of the month the package’s amounts differ by {share}"),
)  # fmt: skip
def rate_disagrees(known: Known) -> Iterator[Sighting]:
    """The same money in two currencies whose ratio is not the rate of the month."""
    for row, first, other in _retold(known):
        if first["euros"] and other["amount"] != first["amount"]:
            share = abs(other["euros"] / first["euros"] - 1)
            if share > 0.05:
                yield Sighting(_TABLE, row, "amount", (("share", Proportion(share)),))


@rule(
    "negative_amount", WARNING, tables=MONEY,
    title=later("Negative amount"),
    advice=later("money that was paid back? say so in the note"),
)  # fmt: skip
def negative(known: Known) -> Iterator[Sighting]:
    """Money that went back."""
    rows = known.aid
    for row in rows.index[rows["amount"] < 0]:
        yield Sighting(_TABLE, row, "amount")


@rule(
    "price_of_a_piece", WARNING, tables=MONEY,
    title=later("Price of a piece"),
    advice=later("one piece would cost {price}; unpriced items may be among them"),
)  # fmt: skip
def price_of_a_piece(known: Known) -> Iterator[Sighting]:
    """Heavy weapons at a price no such weapon has."""
    rows = known.aid
    rows = rows[(rows["series"] == "kiel-weapons") & (rows["units"] > 0)]
    each = rows["amount"] / rows["units"]
    for row in rows.index[(rows["amount"] > 0) & (each < 20_000)]:
        yield Sighting(_TABLE, row, "amount", (("price", float(each[row])),))


_AID: Final = [
    "source_id", "series", "period_start", "period_end", "donor", "recipient", "aid_type", "plan",
    "cluster", "item", "currency", "package",
]  # fmt: skip


@rule(
    "further_than_possible", WARNING, tables=MONEY,
    title=later("Further than possible"),
    advice=later("the same source gives only {whole} for the stage before"),
)  # fmt: skip
def further_than_possible(known: Known) -> Iterator[Sighting]:
    """More money set aside than promised, or paid than set aside, in one source."""
    rows = known.aid
    rows = rows[rows["amount"].notna() & rows["series"].isin(["kiel-donor-total"])]
    rows = rows[(rows["available"] == rows["available"].max()) | rows["available"].isna()]
    # A package of several types may be promised under one and set aside under another.
    told_whole = set(rows.loc[rows["aid_type"] == "all", "donor"])
    rows = rows[(rows["aid_type"] == "all") | ~rows["donor"].isin(told_whole)]
    for less, more in (("commitment", "allocation"), ("allocation", "disbursement")):
        both = pairs(rows, "measure", less, more, _AID)
        for _, found in both[both["amount_2"] > 1.001 * both["amount"] + 1].iterrows():
            yield Sighting(
                _TABLE, int(found["row_2"]), "amount", (("whole", float(found["amount"])),)
            )


def appeals(known: Known) -> pd.DataFrame:
    """What an appeal asks for, beside what it received."""
    rows = known.aid
    rows = rows[rows["series"].isin(["fts-plan", "fts-cluster"]) & rows["amount"].notna()]
    return pairs(rows, "measure", "requirement", "funding", _AID)


@rule(
    "overfunded", NOTE, tables=MONEY,
    title=later("More than was asked for"),
    advice=later("this is {share} of the requirement"),
)  # fmt: skip
def overfunded(known: Known) -> Iterator[Sighting]:
    """An appeal or cluster that received more than it asked for."""
    both = appeals(known)
    over = (both["amount"] > 0) & (both["amount_2"] > 1.005 * both["amount"])
    for _, found in both[over].iterrows():
        share = Proportion(float(found["amount_2"] / found["amount"]))
        yield Sighting(_TABLE, int(found["row_2"]), "amount", (("share", share),))


@rule(
    "nothing_required", WARNING, tables=MONEY,
    title=later("Requirement of zero"),
    advice=later("an appeal that was replaced by another? leave the row out or say so in the note"),
)  # fmt: skip
def nothing_required(known: Known) -> Iterator[Sighting]:
    """An appeal that asks for nothing: a share of it cannot be computed."""
    rows = known.aid
    for row in rows.index[(rows["measure"] == "requirement") & (rows["amount"] == 0)]:
        yield Sighting(_TABLE, row, "amount")


@rule(
    "less_than_before", NOTE, tables=MONEY,
    title=later("Funding falls"),
    advice=later("the snapshot before gave {before}"),
)  # fmt: skip
def less_than_before(known: Known) -> Iterator[Sighting]:
    """The money an appeal has received falls from one snapshot to the next."""
    rows = known.aid
    rows = rows[(rows["series"] == "fts-plan") & (rows["measure"] == "funding")]
    rows = rows[rows["amount"].notna() & rows["available"].notna()]
    by = ["plan", "donor", "recipient", "aid_type", "currency", "period_start"]
    in_order = rows.sort_values("available", kind="stable")
    key = pd.Series(same(in_order, by), index=in_order.index)
    before = in_order.groupby(key)["amount"].shift()
    for row in in_order.index[in_order["amount"] < 0.999 * before]:
        yield Sighting(_TABLE, row, "amount", (("before", float(before[row])),))


@rule(
    "amount_many_times", WARNING, tables=MONEY,
    title=later("One amount many times"),
    advice=later("the source has exactly this amount {times} times; a shared flow may be listed "
                 "once for each country"),
)  # fmt: skip
def one_amount_many_times(known: Known) -> Iterator[Sighting]:
    """One odd amount of one source several times, as when a shared flow is listed per country."""
    rows = known.aid
    odd = rows["amount"].notna() & (rows["amount"].abs() >= 1e6) & (rows["amount"] % 100_000 != 0)
    rows = rows[odd & rows["series"].isin(["fts-plan", "fts-cluster", "announcement"])]
    by = ["source_id", "donor", "measure", "amount", "currency", "period_start"]
    key = pd.Series(same(rows, by), index=rows.index)
    times = key.map(key.value_counts())
    for row in rows.index[(times >= 3) & ~key.duplicated()]:
        yield Sighting(_TABLE, row, "amount", (("times", int(times[row])),))


@rule(
    "joint_parts", WARNING, tables=MONEY,
    title=later("Joint sum and its parts"),
    advice=later("its parts are {parts}, its donors or amount say {donors}"),
)  # fmt: skip
def joint_parts(known: Known) -> Iterator[Sighting]:
    """A joint sum that lists more or fewer parts than donors, or not their sum."""
    rows = in_euros(known)
    single = rows[~rows["package"].astype(str).str.contains("+", regex=False)]
    worth = dict(zip(single["package"].astype(str), single["euros"], strict=True))
    for row, joint in rows[rows["package"].astype(str).str.contains("+", regex=False)].iterrows():
        parts = str(joint["package"]).split("+")
        several = str(joint["donor"]).split("+")
        if len(several) > 1 and len(several) != len(parts):
            details = (("parts", len(parts)), ("donors", len(several)))
            yield Sighting(_TABLE, int(str(row)), "package", details)
        elif all(part in worth for part in parts):
            total = sum(worth[part] for part in parts)
            if abs(total - joint["euros"]) > 0.1 * abs(joint["euros"]):
                sums = (("parts", total), ("donors", float(joint["euros"])))
                yield Sighting(_TABLE, int(str(row)), "amount", sums)
