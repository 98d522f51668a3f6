"""Counts of victims: running counts only grow, and killed stand beside injured."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from locales import later
from upkeep.rules.rule import (
    DEATHS,
    ERROR,
    WARNING,
    Known,
    Sighting,
    pairs,
    rule,
    same,
    told_again,
)

_TABLE: Final = "civilian_deaths"
_SERIES: Final = ["publisher", "location", "territory", "outcome", "victims", "weapon"]
_BREAKS: Final = ("B", "D", "U")
_TOTAL: Final = r"(?i)\b(?:total|casualties|altogether)\b\D{0,20}?(\d[\d,\u00a0 ]*\d)"
_EVENT: Final = [
    "source_id", "series", "period_start", "period_end", "as_of", "location", "territory",
    "victims", "weapon",
]  # fmt: skip


def running(known: Known) -> pd.DataFrame:
    """Cumulative series in the order of their days, each with its number in `series_key`.

    A marked break begins a new part of its series.
    """
    rows = known.deaths
    rows = rows[(rows["series"] == "cumulative") & rows["value"].notna()]
    rows = rows.sort_values(["period_end", "as_of", "available"], kind="stable")
    key = pd.Series(same(rows, _SERIES), index=rows.index)
    return rows.assign(series_key=key, marked=rows["obs_status"].isin(_BREAKS))


@rule(
    "cumulative_falls", ERROR, tables=DEATHS,
    title=later("Cumulative count falls"),
    advice=later("the count was {before} on {day} and can only grow; correct it, or set "
                 "obs_status to B if the publisher revised it"),
)  # fmt: skip
def falls(known: Known) -> Iterator[Sighting]:
    """A count that only grows and yet is lower than before, without a break being marked."""
    rows = running(known)
    part = rows["marked"].groupby(rows["series_key"]).cumsum()
    by = [rows["series_key"], part]
    highest = rows.groupby(by)["value"].cummax()
    day = rows["period_end"].where(rows["value"] == highest).groupby(by).ffill()
    before, when = highest.groupby(by).shift(), day.groupby(by).shift()
    for row in rows.index[(rows["value"] < before) & ~rows["marked"]]:
        details = (("before", float(before[row])), ("day", when[row]))
        yield Sighting(_TABLE, row, "value", details)


@rule(
    "cumulative_leaps", WARNING, tables=DEATHS,
    title=later("Cumulative count leaps"),
    advice=later("the count grows by {step} in {days} days, far more than ever before; look for "
                 "a slip, or set obs_status to B if late verification was added"),
)  # fmt: skip
def leaps(known: Known) -> Iterator[Sighting]:
    """A count that grows within days by far more than it ever did in such a time."""
    rows = running(known)
    series = rows.groupby("series_key")
    days = series["period_end"].diff().dt.days.clip(lower=1)
    step, before = series["value"].diff(), series["value"].shift()
    daily = (step / days).clip(lower=0).fillna(0)
    usual = daily.groupby(rows["series_key"]).cummax().groupby(rows["series_key"]).shift()
    known_well = series.cumcount() > 8
    odd = known_well & (step / days > 3 * usual) & (step > 0.05 * before) & ~rows["marked"]
    for row in rows.index[odd]:
        details = (("step", float(step[row])), ("days", int(days[row])))
        yield Sighting(_TABLE, row, "value", details)


def halves(rows: pd.DataFrame) -> pd.DataFrame:
    """Killed beside injured of the same source, period and people; injured carry `_2`."""
    return pairs(rows, "outcome", "killed", "injured", _EVENT)


@rule(
    "stale_half", WARNING, tables=DEATHS,
    title=later("Stale half of a pair"),
    advice=later("this is still the number of {day}, while its other half is new"),
)  # fmt: skip
def stale_half(known: Known) -> Iterator[Sighting]:
    """One half of killed and injured is that of an older edition, the other is new."""
    rows = known.deaths
    rows = rows[(rows["series"] == "cumulative") & (rows["victims"] == "all")]
    both = halves(rows).sort_values("period_end", kind="stable").reset_index(drop=True)
    old = both.shift()
    apart = (both["period_end"] - old["period_end"]).dt.days >= 20
    for mine, its in (("", "_2"), ("_2", "")):
        kept = both[f"value{mine}"] == old[f"value{mine}"]
        new = both[f"value{its}"] > 1.01 * old[f"value{its}"]
        for at in both.index[apart & kept & new]:
            details = (("day", old.at[at, "period_end"]),)
            yield Sighting(_TABLE, int(both.at[at, f"row{mine}"]), "value", details)


@rule(
    "stale_value", WARNING, tables=DEATHS,
    title=later("Number of an earlier day"),
    advice=later("exactly this was the count of {day}; the number or its day is wrong"),
)  # fmt: skip
def stale_value(known: Known) -> Iterator[Sighting]:
    """A total that is exactly the count of a day long before its own."""
    rows = known.deaths
    counted = rows[(rows["series"] == "cumulative") & (rows["victims"] == "all")]
    stated = rows[(rows["series"].isin(["total", "cumulative"])) & (rows["victims"] == "all")]
    both = (
        stated.rename_axis("row")
        .reset_index()
        .merge(counted, on=["outcome", "location", "value"], suffixes=("", "_2"))
    )
    late = (both["as_of"] - both["as_of_2"]).dt.days > 60
    for _, found in both[late & (both["value"] > 100)].drop_duplicates("row").iterrows():
        yield Sighting(_TABLE, found["row"], "value", (("day", found["as_of_2"]),))


@rule(
    "above_the_count", WARNING, tables=DEATHS,
    title=later("Above the verified count"),
    advice=later("the verified count was at most {count}; from when does this number count?"),
)  # fmt: skip
def above_the_count(known: Known) -> Iterator[Sighting]:
    """A verified total above the running verified count of its day."""
    rows = known.deaths
    whole = (rows["victims"] == "all") & (rows["territory"] == "all") & (rows["weapon"] == "all")
    rows = rows[whole & (rows["location"] == "UKR") & (rows["status"] == "verified")]
    counted = rows[rows["series"] == "cumulative"]
    for row, total in rows[rows["series"] == "total"].iterrows():
        until = total["as_of"] + pd.Timedelta(days=45)
        same = counted[counted["outcome"] == total["outcome"]]
        highest = same.loc[same["as_of"] <= until, "value"].max()
        if total["value"] > highest:
            yield Sighting(_TABLE, int(str(row)), "value", (("count", float(highest)),))


@rule(
    "casualties_for_one", WARNING, tables=DEATHS,
    title=later("Casualties given as one of the two"),
    advice=later("this is killed and injured together, as {source} gives them"),
)  # fmt: skip
def casualties_for_one(known: Known) -> Iterator[Sighting]:
    """Killed and injured together, given as the injured or as the killed alone."""
    rows = known.deaths
    rows = rows[rows["value"].notna() & (rows["victims"] == "all")]
    both = halves(rows)
    if both.empty:
        return
    both = both.assign(together=both["value"] + both["value_2"])
    both = both[(both["value"] > 0) & (both["value_2"] > 0) & (both["together"] >= 20)]
    fact = ["period_start", "period_end", "location", "territory", "weapon"]
    again = (
        rows.rename_axis("told")
        .reset_index()
        .merge(both[[*fact, "together", "source_id"]], on=fact, suffixes=("", "_2"))
    )
    wrong = (again["value"] == again["together"]) & (again["source_id"] != again["source_id_2"])
    for _, found in again[wrong].drop_duplicates("told").iterrows():
        yield Sighting(_TABLE, found["told"], "value", (("source", str(found["source_id_2"])),))


@rule(
    "swapped_digits", WARNING, tables=DEATHS,
    title=later("Digits swapped"),
    advice=later("another source gives {other} for the same days; two digits are exchanged"),
)  # fmt: skip
def swapped_digits(known: Known) -> Iterator[Sighting]:
    """Two sources give the same fact with two neighbouring digits exchanged."""
    rows = known.deaths
    fact = ["period_start", "period_end", "location", "territory", "outcome", "victims", "weapon"]
    again = told_again(rows[rows["value"] >= 100], fact).sort_values("available", kind="stable")
    first = again.groupby("fact")["value"].transform("first")
    apart = (again["value"] - first).abs()
    for row in again.index[(apart > 0) & (apart % 9 == 0)]:
        one, other = int(first[row]), int(again["value"][row])
        if _exchanged(str(one), str(other)):
            yield Sighting(_TABLE, int(row), "value", (("other", one),))


def _exchanged(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


@rule(
    "total_differs", ERROR, tables=DEATHS,
    title=later("Killed and injured are not the total"),
    advice=later("killed and injured make {together}, the note says {total}"),
)  # fmt: skip
def total_said_otherwise(known: Known) -> Iterator[Sighting]:
    """A note names the total of killed and injured, and the two do not add up to it."""
    rows = known.deaths
    notes = rows["note"].cat.categories.to_series()
    said = notes.str.extract(_TOTAL)[0].str.replace(r"\D", "", regex=True).dropna()
    totals = said.astype(float).to_dict()
    rows = rows.assign(said=rows["note"].map(totals).astype(float))
    events = rows.loc[rows["said"].notna(), "source_id"]
    if events.empty:
        return
    both = halves(rows[rows["source_id"].isin(events)])
    for half in ("", "_2"):
        total, together = both[f"said{half}"], both["value"] + both["value_2"]
        for at in both.index[total.notna() & (total != together)]:
            details = (("together", float(together[at])), ("total", float(total[at])))
            yield Sighting(_TABLE, both.at[at, f"row{half}"], "value", details)
