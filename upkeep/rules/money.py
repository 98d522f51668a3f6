"""Money: told twice, in a currency that does not fit, or further along than it can be."""

from itertools import pairwise
from typing import Final

import pandas as pd

from schemas.findings import Proportion
from upkeep.rules.rule import Known, Seen, pairs, rule, same, sight, tell

_TABLE: Final = "aid_flows"
_SINGLE: Final = ("announcement", "kiel-package")
_AID: Final = [
    "source_id", "series", "period_start", "period_end", "donor", "recipient", "aid_type", "plan",
    "cluster", "item", "currency", "package",
]  # fmt: skip


def _in_euros(known: Known) -> pd.DataFrame:
    """Amounts with what they were worth in euros in their month, where a rate is known."""
    rates = known["exchange_rates"].drop_duplicates(["month", "currency"], keep="last")
    worth = rates.set_index(["month", "currency"])["units_per_eur"].to_dict()
    rows = known[_TABLE].query("series in @_SINGLE and amount.notna()")
    months = rows["period_start"].dt.strftime("%Y-%m")
    units = [1.0 if currency == "EUR" else worth.get((month, currency))
             for month, currency in zip(months, rows["currency"], strict=True)]  # fmt: skip
    return rows.assign(euros=rows["amount"] / pd.Series(units, rows.index, dtype=float))


@rule("same_money_twice", _TABLE)
def see_same_money_twice(known: Known) -> Seen:
    """Two rows of the same donor, days and money that no package joins."""
    rows = _in_euros(known).query("donor != '' and euros.notna()")
    for _, told in rows.groupby("donor", observed=True):
        in_order = told.sort_values("euros", kind="stable")
        for (_, one), (row, other) in pairwise(in_order.iterrows()):
            near = abs((one["period_start"] - other["period_start"]).days) <= 31
            alike = other["euros"] - one["euros"] <= 0.02 * abs(other["euros"])
            joined = [set(str(each["package"]).split("+")) - {""} for each in (one, other)]
            if near and alike and not joined[0] & joined[1]:
                yield sight(_TABLE, row, "package", source=one["source_id"])


def _retold(known: Known) -> pd.DataFrame:
    """Rows beside the first row of the same package and of another currency."""
    rows = _in_euros(known).query("package != ''")
    rows = rows.assign(other=rows["currency"] != "EUR")
    rows = rows.sort_values("other", kind="stable").rename_axis("row").reset_index()
    both = rows.merge(rows.drop_duplicates("package"), on="package", suffixes=("", "_1"))
    both = both[both["currency"].astype(str) != both["currency_1"].astype(str)]
    return both.assign(share=(both["euros"] / both["euros_1"] - 1).abs())


@rule("currency_slip", _TABLE)
def see_currency_slip(known: Known) -> Seen:
    """The same money with the same number in two currencies."""
    both = _retold(known)
    near = (both["amount"] - both["amount_1"]).abs() <= 0.005 * both["amount_1"].abs()
    yield from tell(_TABLE, "currency", near & (both["share"] > 0.03), both["row"],
                    other=both["currency_1"].astype(str))  # fmt: skip


@rule("rate_disagrees", _TABLE)
def see_rate_disagrees(known: Known) -> Seen:
    """The same money in two currencies whose ratio is not the rate of the month."""
    both = _retold(known)
    odd = (both["amount"] != both["amount_1"]) & (both["euros_1"] != 0) & (both["share"] > 0.05)
    yield from tell(_TABLE, "amount", odd, both["row"], share=both["share"].map(Proportion))


@rule("rate_jumps", "exchange_rates")
def see_rate_jump(known: Known) -> Seen:
    """A rate that moves within a month by more than a fifth."""
    rows = known["exchange_rates"].query("units_per_eur.notna()")
    rows = rows.sort_values("day", kind="stable")
    before = rows["units_per_eur"].groupby(same(rows, ["source_id", "currency"])).shift()
    ratio = rows["units_per_eur"] / before
    jumps = (ratio > 1.2) | (ratio < 1 / 1.2)
    yield from tell("exchange_rates", "units_per_eur", jumps, before=before)


@rule("further_than_possible", _TABLE)
def see_further_than_possible(known: Known) -> Seen:
    """More money set aside than promised, or paid than set aside, in one source."""
    rows = known[_TABLE].query("amount.notna() and series == 'kiel-donor-total'")
    rows = rows[(rows["available"] == rows["available"].max()) | rows["available"].isna()]
    # A package of several types may be promised under one and set aside under another.
    told_whole = set(rows.loc[rows["aid_type"] == "all", "donor"])
    rows = rows[(rows["aid_type"] == "all") | ~rows["donor"].isin(told_whole)]
    for less, more in (("commitment", "allocation"), ("allocation", "disbursement")):
        both = pairs(rows, "measure", less, more, _AID)
        beyond = both["amount_2"] > 1.001 * both["amount"] + 1
        yield from tell(_TABLE, "amount", beyond, both["row_2"], whole=both["amount"])


@rule("overfunded", _TABLE)
def see_overfunded(known: Known) -> Seen:
    """An appeal or cluster that received more than it asked for."""
    rows = known[_TABLE].query("series in ['fts-plan', 'fts-cluster']")
    both = pairs(rows, "measure", "requirement", "funding", _AID)
    share = both["amount_2"] / both["amount"].where(both["amount"] > 0)
    yield from tell(_TABLE, "amount", share > 1.005, both["row_2"], share=share.map(Proportion))


@rule("less_than_before", _TABLE)
def see_less_than_before(known: Known) -> Seen:
    """The money an appeal has received falls from one snapshot to the next."""
    rows = known[_TABLE].query("series == 'fts-plan' and measure == 'funding'")
    rows = rows.dropna(subset=["amount", "available"]).sort_values("available", kind="stable")
    by = ["plan", "donor", "recipient", "aid_type", "currency", "period_start"]
    before = rows["amount"].groupby(same(rows, by)).shift()
    yield from tell(_TABLE, "amount", rows["amount"] < 0.999 * before, before=before)


@rule("amount_many_times", _TABLE)
def see_amount_many_times(known: Known) -> Seen:
    """One odd amount of one source several times, as when a shared flow is listed per country."""
    rows = known[_TABLE]
    odd = (rows["amount"].abs() >= 1e6) & (rows["amount"] % 100_000 != 0)
    rows = rows[odd & rows["series"].isin(["fts-plan", "fts-cluster", "announcement"])]
    by = ["source_id", "donor", "measure", "amount", "currency", "period_start"]
    key = same(rows, by)
    times = key.groupby(key).transform("size")
    yield from tell(_TABLE, "amount", (times >= 3) & ~key.duplicated(), times=times)


@rule("joint_parts", _TABLE)
def see_joint_parts(known: Known) -> Seen:
    """A joint sum that lists more or fewer parts than donors, or not their sum."""
    rows = _in_euros(known)
    joint = rows["package"].astype(str).str.contains("+", regex=False)
    worth = rows[~joint].drop_duplicates("package", keep="last").set_index("package")["euros"]
    for row, found in rows[joint].iterrows():
        parts, several = (str(found[name]).split("+") for name in ("package", "donor"))
        if len(several) > 1 and len(several) != len(parts):
            yield sight(_TABLE, row, "package", parts=len(parts), donors=len(several))
        elif set(parts) <= set(worth.index):
            total = float(worth[parts].sum(skipna=False))
            if abs(total - found["euros"]) > 0.1 * abs(found["euros"]):
                yield sight(_TABLE, row, "amount", parts=total, donors=found["euros"])
