"""Money: told twice, in a currency that does not fit, or further along than it can be."""

from itertools import pairwise
from typing import Final

import pandas as pd

from locales import later
from schemas.findings import Proportion
from upkeep.rules.rule import ERROR, NOTE, WARNING, Known, Seen, Sighting, pairs, rule, same, tell

_TABLE: Final = "aid_flows"
_SINGLE: Final = ("announcement", "kiel-package")
_AID: Final = [
    "source_id", "series", "period_start", "period_end", "donor", "recipient", "aid_type", "plan",
    "cluster", "item", "currency", "package",
]  # fmt: skip


def _in_euros(known: Known) -> pd.DataFrame:
    """Amounts with what they were worth in euros in their month, where a rate is known."""
    rates = known.rates.drop_duplicates(["month", "currency"], keep="last")
    worth = rates.set_index(["month", "currency"])["units_per_eur"].to_dict()
    rows = known.aid
    rows = rows[rows["series"].isin(_SINGLE) & rows["amount"].notna()]
    months = rows["period_start"].dt.strftime("%Y-%m")
    units = [1.0 if currency == "EUR" else worth.get((month, currency))
             for month, currency in zip(months, rows["currency"], strict=True)]  # fmt: skip
    return rows.assign(euros=rows["amount"] / pd.Series(units, rows.index, dtype=float))


@rule("same_money_twice", WARNING, _TABLE, later("Same money twice"),
      later("{source} tells of the same money; give both rows the same package, or say "
            "in the note why they are two"))  # fmt: skip
def see_same_money_twice(known: Known) -> Seen:
    """Two rows of the same donor, days and money that no package joins."""
    rows = _in_euros(known)
    rows = rows[(rows["donor"] != "") & rows["euros"].notna()]
    for _, told in rows.groupby("donor", observed=True):
        in_order = told.sort_values("euros", kind="stable")
        for (_, one), (row, other) in pairwise(in_order.iterrows()):
            near = abs((one["period_start"] - other["period_start"]).days) <= 31
            alike = other["euros"] - one["euros"] <= 0.02 * abs(other["euros"])
            joined = [set(str(each["package"]).split("+")) - {""} for each in (one, other)]
            if near and alike and not joined[0] & joined[1]:
                details = (("source", str(one["source_id"])),)
                yield Sighting(_TABLE, int(str(row)), "package", details)


def _retold(known: Known) -> pd.DataFrame:
    """Rows beside the first row of the same package and of another currency."""
    rows = _in_euros(known)
    rows = rows[rows["package"] != ""].assign(other=rows["currency"] != "EUR")
    rows = rows.sort_values("other", kind="stable").rename_axis("row").reset_index()
    both = rows.merge(rows.drop_duplicates("package"), on="package", suffixes=("", "_1"))
    both = both[both["currency"].astype(str) != both["currency_1"].astype(str)]
    return both.assign(share=(both["euros"] / both["euros_1"] - 1).abs())


@rule("currency_slip", ERROR, _TABLE, later("Same number, other currency"),
      later("the same package has this number in {other}; one of the currencies is "
            "wrong"))  # fmt: skip
def see_currency_slip(known: Known) -> Seen:
    """The same money with the same number in two currencies."""
    both = _retold(known)
    near = (both["amount"] - both["amount_1"]).abs() <= 0.005 * both["amount_1"].abs()
    yield from tell(_TABLE, "currency", near & (both["share"] > 0.03), both["row"],
                    other=both["currency_1"].astype(str))  # fmt: skip


@rule("rate_disagrees", WARNING, _TABLE, later("Amounts disagree with the rate"),
      later("at the rate of the month the package’s amounts differ by {share}"))  # fmt: skip
def see_rate_disagrees(known: Known) -> Seen:
    """The same money in two currencies whose ratio is not the rate of the month."""
    both = _retold(known)
    odd = (both["amount"] != both["amount_1"]) & (both["euros_1"] != 0) & (both["share"] > 0.05)
    yield from tell(_TABLE, "amount", odd, both["row"], share=both["share"].map(Proportion))


@rule("rate_jumps", WARNING, "exchange_rates", later("Rate jumps"),
      later("the month before it was {before}; is it the right way round?"))  # fmt: skip
def see_rate_jump(known: Known) -> Seen:
    """A rate that moves within a month by more than a fifth."""
    rows = known.rates[known.rates["units_per_eur"].notna()].sort_values("day", kind="stable")
    before = rows["units_per_eur"].groupby(same(rows, ["source_id", "currency"])).shift()
    ratio = rows["units_per_eur"] / before
    jumps = (ratio > 1.2) | (ratio < 1 / 1.2)
    yield from tell("exchange_rates", "units_per_eur", jumps, before=before)


@rule("negative_amount", WARNING, _TABLE, later("Negative amount"),
      later("money that was paid back? say so in the note"))  # fmt: skip
def see_negative(known: Known) -> Seen:
    """Money that went back."""
    yield from tell(_TABLE, "amount", known.aid["amount"] < 0)


@rule("nothing_required", WARNING, _TABLE, later("Requirement of zero"),
      later("an appeal that was replaced by another? leave the row out or say so in "
            "the note"))  # fmt: skip
def see_nothing_required(known: Known) -> Seen:
    """An appeal that asks for nothing: a share of it cannot be computed."""
    zero = (known.aid["measure"] == "requirement") & (known.aid["amount"] == 0)
    yield from tell(_TABLE, "amount", zero)


@rule("price_of_a_piece", WARNING, _TABLE, later("Price of a piece"),
      later("one piece would cost {price}; unpriced items may be among them"))  # fmt: skip
def see_price_of_a_piece(known: Known) -> Seen:
    """Heavy weapons at a price no such weapon has."""
    rows = known.aid[known.aid["series"] == "kiel-weapons"]
    each = rows["amount"] / rows["units"].where(rows["units"] > 0)
    yield from tell(_TABLE, "amount", (each > 0) & (each < 20_000), price=each)


@rule("further_than_possible", WARNING, _TABLE, later("Further than possible"),
      later("the same source gives only {whole} for the stage before"))  # fmt: skip
def see_further_than_possible(known: Known) -> Seen:
    """More money set aside than promised, or paid than set aside, in one source."""
    rows = known.aid
    rows = rows[rows["amount"].notna() & rows["series"].isin(["kiel-donor-total"])]
    rows = rows[(rows["available"] == rows["available"].max()) | rows["available"].isna()]
    # A package of several types may be promised under one and set aside under another.
    told_whole = set(rows.loc[rows["aid_type"] == "all", "donor"])
    rows = rows[(rows["aid_type"] == "all") | ~rows["donor"].isin(told_whole)]
    for less, more in (("commitment", "allocation"), ("allocation", "disbursement")):
        both = pairs(rows, "measure", less, more, _AID)
        beyond = both["amount_2"] > 1.001 * both["amount"] + 1
        yield from tell(_TABLE, "amount", beyond, both["row_2"], whole=both["amount"])


@rule("overfunded", NOTE, _TABLE, later("More than was asked for"),
      later("this is {share} of the requirement"))  # fmt: skip
def see_overfunded(known: Known) -> Seen:
    """An appeal or cluster that received more than it asked for."""
    rows = known.aid[known.aid["series"].isin(["fts-plan", "fts-cluster"])]
    both = pairs(rows, "measure", "requirement", "funding", _AID)
    share = both["amount_2"] / both["amount"].where(both["amount"] > 0)
    yield from tell(_TABLE, "amount", share > 1.005, both["row_2"], share=share.map(Proportion))


@rule("less_than_before", NOTE, _TABLE, later("Funding falls"),
      later("the snapshot before gave {before}"))  # fmt: skip
def see_less_than_before(known: Known) -> Seen:
    """The money an appeal has received falls from one snapshot to the next."""
    rows = known.aid
    rows = rows[(rows["series"] == "fts-plan") & (rows["measure"] == "funding")]
    rows = rows[rows["amount"].notna() & rows["available"].notna()]
    rows = rows.sort_values("available", kind="stable")
    by = ["plan", "donor", "recipient", "aid_type", "currency", "period_start"]
    before = rows["amount"].groupby(same(rows, by)).shift()
    yield from tell(_TABLE, "amount", rows["amount"] < 0.999 * before, before=before)


@rule("amount_many_times", WARNING, _TABLE, later("One amount many times"),
      later("the source has exactly this amount {times} times; a shared flow may be "
            "listed once for each country"))  # fmt: skip
def see_amount_many_times(known: Known) -> Seen:
    """One odd amount of one source several times, as when a shared flow is listed per country."""
    rows = known.aid
    odd = (rows["amount"].abs() >= 1e6) & (rows["amount"] % 100_000 != 0)
    rows = rows[odd & rows["series"].isin(["fts-plan", "fts-cluster", "announcement"])]
    by = ["source_id", "donor", "measure", "amount", "currency", "period_start"]
    key = same(rows, by)
    times = key.groupby(key).transform("size")
    yield from tell(_TABLE, "amount", (times >= 3) & ~key.duplicated(), times=times)


@rule("joint_parts", WARNING, _TABLE, later("Joint sum and its parts"),
      later("its parts are {parts}, its donors or amount say {donors}"))  # fmt: skip
def see_joint_parts(known: Known) -> Seen:
    """A joint sum that lists more or fewer parts than donors, or not their sum."""
    rows = _in_euros(known)
    joint = rows["package"].astype(str).str.contains("+", regex=False)
    worth = rows[~joint].drop_duplicates("package", keep="last").set_index("package")["euros"]
    for row, found in rows[joint].iterrows():
        parts, several = (str(found[name]).split("+") for name in ("package", "donor"))
        if len(several) > 1 and len(several) != len(parts):
            details = (("parts", len(parts)), ("donors", len(several)))
            yield Sighting(_TABLE, int(str(row)), "package", details)
        elif set(parts) <= set(worth.index):
            total = float(worth[parts].sum(skipna=False))
            if abs(total - found["euros"]) > 0.1 * abs(found["euros"]):
                sums = (("parts", total), ("donors", float(found["euros"])))
                yield Sighting(_TABLE, int(str(row)), "amount", sums)
