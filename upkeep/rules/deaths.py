"""Counts of victims: they only grow by what is likely, and each edition tells its own months."""

from typing import Final

import pandas as pd

from upkeep.rules.rule import BREAKS, Known, Seen, pairs, rule, same, tell

_TABLE: Final = "civilian_deaths"
_SERIES: Final = ["publisher", "location", "territory", "outcome", "victims", "weapon"]
_SPAN: Final = ["period_start", "period_end", "location", "territory", "victims", "weapon"]
_TOTAL: Final = r"(?i)\b(?:total|casualties|altogether)\b\D{0,20}?(\d[\d,\u00a0 ]*\d)"


def find_wholes(known: Known) -> pd.DataFrame:
    """Counts of all victims in all of Ukraine, by whatever weapon."""
    rows = known[_TABLE].query("victims == 'all' and territory == 'all' and weapon == 'all'")
    return rows.query("location == 'UKR' and value.notna()")


def _run(known: Known) -> pd.DataFrame:
    """Cumulative series in the order of their days, each with its number in `key`."""
    rows = known[_TABLE].query("series == 'cumulative' and value.notna()")
    rows = rows.sort_values(["period_end", "as_of", "available"], kind="stable")
    return rows.assign(key=same(rows, _SERIES), marked=rows["obs_status"].isin(BREAKS))


@rule("cumulative_falls", _TABLE)
def see_fall(known: Known) -> Seen:
    """A count that only grows and yet is lower than before, without a break being marked."""
    rows = _run(known)
    # A marked break begins a new part of its series.
    by = [rows["key"], rows["marked"].groupby(rows["key"]).cumsum()]
    highest = rows.groupby(by)["value"].cummax()
    day = rows["period_end"].where(rows["value"] == highest).groupby(by).ffill()
    before, when = highest.groupby(by).shift(), day.groupby(by).shift()
    falls = (rows["value"] < before) & ~rows["marked"]
    yield from tell(_TABLE, "value", falls, before=before, day=when)


def _halves(rows: pd.DataFrame) -> pd.DataFrame:
    """Killed beside injured of the same source, period and people; injured carry `_2`."""
    return pairs(rows, "outcome", "killed", "injured", ["source_id", "series", "as_of", *_SPAN])


@rule("stale_half", _TABLE)
def see_stale_half(known: Known) -> Seen:
    """One half of killed and injured is that of an older edition, the other is new."""
    rows = known[_TABLE].query("series == 'cumulative' and victims == 'all'")
    both = _halves(rows).sort_values("period_end", kind="stable").reset_index(drop=True)
    old = both.shift()
    apart = (both["period_end"] - old["period_end"]).dt.days >= 20
    for mine, its in (("", "_2"), ("_2", "")):
        kept = both[f"value{mine}"] == old[f"value{mine}"]
        new = both[f"value{its}"] > 1.01 * old[f"value{its}"]
        yield from tell(_TABLE, "value", apart & kept & new, both[f"row{mine}"],
                        day=old["period_end"])  # fmt: skip


@rule("stale_value", _TABLE)
def see_stale_value(known: Known) -> Seen:
    """A total that is exactly the count of a day long before its own."""
    rows = known[_TABLE].query("victims == 'all'").rename_axis("row").reset_index()
    stated = rows[rows["series"].isin(["total", "cumulative"]) & (rows["value"] > 100)]
    counted = rows[rows["series"] == "cumulative"]
    both = stated.merge(counted, on=["outcome", "location", "value"], suffixes=("", "_2"))
    both = both[(both["as_of"] - both["as_of_2"]).dt.days > 60].drop_duplicates("row")
    yield from tell(_TABLE, "value", both["value"].notna(), both["row"], day=both["as_of_2"])


@rule("above_the_count", _TABLE)
def see_above_the_count(known: Known) -> Seen:
    """A verified total above the running verified count of its day."""
    rows = find_wholes(known).query("status == 'verified'")
    totals = rows[rows["series"] == "total"].rename_axis("row").reset_index()
    both = totals.merge(rows[rows["series"] == "cumulative"], on="outcome", suffixes=("", "_2"))
    both = both[both["as_of_2"] <= both["as_of"] + pd.Timedelta(days=45)]
    told = both.groupby("row").agg({"value": "first", "value_2": "max"}).reset_index()
    above = told["value"] > told["value_2"]
    yield from tell(_TABLE, "value", above, told["row"], count=told["value_2"])


@rule("casualties_for_one", _TABLE)
def see_casualties_for_one(known: Known) -> Seen:
    """Killed and injured together, given as the injured or as the killed alone."""
    rows = known[_TABLE].query("value.notna() and victims == 'all'")
    both = _halves(rows)
    both = both.assign(together=both["value"] + both["value_2"])
    both = both[(both["value"] > 0) & (both["value_2"] > 0) & (both["together"] >= 20)]
    fact = [name for name in _SPAN if name != "victims"]
    told = rows.rename_axis("told").reset_index()
    again = told.merge(both[[*fact, "together", "source_id"]], on=fact, suffixes=("", "_2"))
    wrong = (again["value"] == again["together"]) & (again["source_id"] != again["source_id_2"])
    again = again[wrong].drop_duplicates("told")
    yield from tell(_TABLE, "value", again["value"].notna(), again["told"],
                    source=again["source_id_2"].astype(str))  # fmt: skip


@rule("swapped_digits", _TABLE)
def see_swapped_digits(known: Known) -> Seen:
    """Two sources give the same fact with two neighbouring digits exchanged."""
    again = known[_TABLE].query("value >= 100").sort_values("available", kind="stable")
    first = again["value"].groupby(same(again, [*_SPAN, "outcome"])).transform("first")
    swapped = [_exchanged(str(int(one)), str(int(other)))
               for one, other in zip(first, again["value"], strict=True)]  # fmt: skip
    yield from tell(_TABLE, "value", pd.Series(swapped, again.index, bool), other=first)


def _exchanged(one: str, other: str) -> bool:
    return one != other and other in {
        one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)
    }


@rule("total_differs", _TABLE)
def see_total_said_otherwise(known: Known) -> Seen:
    """A note names the total of killed and injured, and the two do not add up to it."""
    rows = known[_TABLE]
    said = rows["note"].astype(str).str.extract(_TOTAL)[0].str.replace(r"\D", "", regex=True)
    rows = rows.assign(said=said.astype(float))
    rows = rows[rows["source_id"].isin(rows.loc[rows["said"].notna(), "source_id"])]
    both = _halves(rows)
    together = both["value"] + both["value_2"]
    for half in ("", "_2"):
        total = both[f"said{half}"]
        differs = total.notna() & (total != together)
        yield from tell(_TABLE, "value", differs, both[f"row{half}"],
                        together=together, total=total)  # fmt: skip


def _months(known: Known) -> pd.DataFrame:
    """Verified months of the whole country, killed beside injured, in the order of each edition."""
    rows = known[_TABLE].query("series == 'monthly' and victims == 'all' and location == 'UKR'")
    return rows.dropna(subset="value")


@rule("late_verification", _TABLE)
def see_late_verification(known: Known) -> Seen:
    """A count grew by more than the last month: the rest belongs to earlier months."""
    rows = find_wholes(known)
    wholes = rows[rows["series"] == "period"]
    grown = wholes.merge(wholes, on=["publisher", "outcome", "period_start"], suffixes=("", "_2"))
    both = rows[rows["series"] == "monthly"].rename_axis("row").reset_index().merge(
        grown, on=["publisher", "outcome", "source_id", "period_end"], suffixes=("", "_all")
    )  # fmt: skip
    both = both[both["period_end_2"] + pd.Timedelta(days=1) == both["period_start"]]
    step = both["value_all"] - both["value_2"]
    late = step - both["value"]
    yield from tell(_TABLE, "value", late > 0, both["row"], step=step, late=late)


@rule("equal_thirds", _TABLE)
def see_equal_thirds(known: Known) -> Seen:
    """Three months in a row within three percent of each other, killed as well as injured."""
    rows = _months(known).sort_values("period_start", kind="stable")
    edition = same(rows, ["source_id", "as_of", "outcome", "territory", "weapon"])
    again = pd.concat([rows["value"], rows["value"].groupby(edition).shift(-1),
                       rows["value"].groupby(edition).shift(-2)], axis=1)  # fmt: skip
    days = (rows["period_start"].groupby(edition).shift(-2) - rows["period_start"]).dt.days
    least, most = again.min(axis=1, skipna=False), again.max(axis=1, skipna=False)
    alike = rows[(days <= 62) & (least >= 50) & (most <= 1.03 * least)]
    outcomes = alike.groupby(["source_id", "period_start"], observed=True)["outcome"]
    yield from tell(_TABLE, "value", outcomes.transform("nunique") > 1)


@rule("another_months_figure", _TABLE)
def see_another_months_figure(known: Known) -> Seen:
    """A month's figure differs from its other editions and equals that of another month."""
    for _, series in _months(known).groupby(["outcome", "location"], observed=True):
        newest = series.sort_values("available", kind="stable")
        newest = newest.drop_duplicates("period_start", keep="last").set_index("period_start")
        own = series["period_start"].map(newest["value"])
        months = newest.reset_index().drop_duplicates("value", keep="last")
        other = series["value"].map(months.set_index("value")["period_start"])
        differs = (series["value"] - own).abs() > 0.1 * own
        odd = (series["value"] >= 100) & other.notna() & (other != series["period_start"])
        yield from tell(_TABLE, "value", odd & differs, month=other)


@rule("same_pair", _TABLE)
def see_same_pair(known: Known) -> Seen:
    """Two months with the same killed and the same injured, as when a row is copied."""
    on = ["source_id", "period_start", "period_end", "territory", "weapon"]
    both = pairs(_months(known), "outcome", "killed", "injured", on)
    both = both[both["value"] >= 20].drop_duplicates(["source_id", "period_start"])
    copied = both.duplicated(["source_id", "value", "value_2"])
    yield from tell(_TABLE, "value", copied, both["row"])


_REPORTS: Final = 100
"""A longer list of events in one place is no set of reports of one."""


@rule("event_date", _TABLE)
def see_other_day_of_attack(known: Known) -> Seen:
    """Reports of one attack that do not agree on its day."""
    rows = known[_TABLE].query("series == 'event' and victims == 'all' and outcome == 'killed'")
    rows = rows.dropna(subset="period_start")
    reports = rows.groupby("location", observed=True)["period_start"]
    rows = rows[reports.transform("size").between(2, _REPORTS)]
    for _, event in rows.groupby("location", observed=True):
        usual = event["period_start"].mode().iloc[0]
        near = (event["period_start"] - usual).abs().dt.days.between(1, 3)
        covered = (event["period_start"] <= usual) & (event["period_end"] >= usual)
        yield from tell(_TABLE, "period_start", near & ~covered, day=usual)
