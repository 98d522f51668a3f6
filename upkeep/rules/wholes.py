"""Sums of money: what parts of one source add up to, beside what it gives for all of them."""

from collections.abc import Iterator, Sequence
from typing import Final

import pandas as pd

from upkeep.rules.known import Known, Sighting

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


def clusters(known: Known) -> Iterator[Sighting]:
    """The clusters of an appeal do not add up to the appeal in the same snapshot."""
    rows = known.aid[known.aid["amount"].notna()]
    on = ["source_id", "plan", "measure", "currency", "period_start"]
    plans, parts = rows["series"] == "fts-plan", rows["series"] == "fts-cluster"
    yield from _off(rows[plans], rows[parts], on, least=3)


def donors(known: Known) -> Iterator[Sighting]:
    """The months of a donor do not add up to what the same release gives for the donor."""
    rows = known.aid[known.aid["amount"].notna()]
    parts = rows["series"].isin(["kiel-month", "kiel-undated"])
    yield from _off(rows[rows["series"] == "kiel-donor-total"], rows[parts], [*_KIND, "donor"])


def all_donors(known: Known) -> Iterator[Sighting]:
    """The donors of a month do not add up to what the same release gives for all of them."""
    rows = known.aid[known.aid["amount"].notna() & (known.aid["item"] == "")]
    wholes, parts = rows["series"] == "kiel-total-month", rows["series"] == "kiel-month"
    yield from _off(rows[wholes], rows[parts], [*_KIND, "period_start"])


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
