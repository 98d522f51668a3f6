"""Editions: how a later one changes the past, and figures that look invented or misplaced."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from schemas import FACT_TABLES, MODELS
from upkeep.rules.known import Known, Sighting, pairs, same, told_again

_GROWING: Final = ("fts-plan", "fts-cluster")
"""Money that comes in from one snapshot to the next restates nothing."""


def _facts(known: Known, table: str) -> pd.DataFrame:
    """Facts told by several sources of one publisher, the oldest edition first."""
    return known.once(f"facts of {table}", lambda: _told_again(known, table))


def _told_again(known: Known, table: str) -> pd.DataFrame:
    rows, model = known.tables[table], MODELS[table]
    rows = rows[rows[model.number_column()].notna() & rows["available"].notna()]
    rows = rows[~rows["obs_status"].isin(["U"]) & ~rows["series"].isin(_GROWING)]
    kind = "status" if "status" in rows else "measure"
    again = told_again(rows, [*model.fact_columns(), "publisher", kind])
    by = ["fact", "available", "as_of"] if "as_of" in rows else ["fact", "available"]
    return again.sort_values(by, kind="stable")


def restated(known: Known) -> Iterator[Sighting]:
    """A later edition changes what an earlier one said; its largest change stands for all."""
    yield from _restated(known, least=0.0, most=0.1)


def restated_much(known: Known) -> Iterator[Sighting]:
    """A later edition changes a figure by more than a tenth."""
    yield from _restated(known, least=0.1, most=float("inf"))


_RISES: Final = 0.3
"""Verified counts rise as cases are verified late; only beyond this is a rise much."""


def _restated(known: Known, *, least: float, most: float) -> Iterator[Sighting]:
    for table in FACT_TABLES:
        number = MODELS[table].number_column()
        found = _facts(known, table)
        if found.empty:
            continue
        facts = found.groupby("fact")
        found = found.assign(before=facts[number].shift(), old=facts["source_id"].shift())
        change = (found[number] - found["before"]).abs()
        newest = ~found["fact"].duplicated(keep="last")
        changed = found.assign(change=change)[(change > 0) & newest]
        pair = pd.Series(same(changed, ["old", "source_id", "series"]), index=changed.index)
        worst = changed.sort_values("change", kind="stable")
        worst = worst[~pair[worst.index].duplicated(keep="last").to_numpy()].sort_index()
        share = worst["change"] / worst["before"].abs()
        if "status" in worst:
            late = (worst["status"] == "verified") & (worst[number] > worst["before"])
            share = share.mask(late & (share <= _RISES), share.clip(upper=0.1))
        several = pair.map(pair.value_counts())
        for row in worst.index[(share > least) & (share <= most)]:
            details = (
                ("number", int(several[row])), ("old", str(worst.at[row, "old"])),
                ("before", float(worst.at[row, "before"])),
            )  # fmt: skip
            yield Sighting(table, int(row), number, details)


def older_replaces_newer(known: Known) -> Iterator[Sighting]:
    """The edition that readers see knows less far than one that came out before it."""
    found = _facts(known, "civilian_deaths")
    found = found[found["series"].isin(["monthly", "period"])]
    furthest = found.groupby("fact")["as_of"].transform("cummax")
    last = ~found["fact"].duplicated(keep="last")
    for row in found.index[last & (found["as_of"] < furthest)]:
        yield Sighting("civilian_deaths", row, "as_of", (("day", furthest[row]),))


def monthly(known: Known) -> pd.DataFrame:
    """Verified months of the whole country, killed beside injured, in the order of each edition."""
    rows = known.deaths
    whole = (rows["series"] == "monthly") & (rows["victims"] == "all") & (rows["location"] == "UKR")
    return rows[whole & rows["value"].notna()]


_THIRDS: Final = ["source_id", "as_of", "outcome", "territory", "weapon"]


def equal_thirds(known: Known) -> Iterator[Sighting]:
    """Three months in a row within three percent of each other, killed as well as injured."""
    rows = monthly(known).sort_values("period_start", kind="stable")
    alike: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    edition = pd.Series(same(rows, _THIRDS), index=rows.index)
    rows = rows[edition.map(edition.value_counts()) >= 3]
    for key, months in rows.groupby(_THIRDS, observed=True):
        values, starts = months["value"].to_list(), months["period_start"].to_list()
        for at in range(len(values) - 2):
            three = values[at : at + 3]
            follow = (starts[at + 2] - starts[at]).days <= 62
            if follow and min(three) >= 50 and max(three) <= 1.03 * min(three):
                place = (key[0], starts[at])
                alike.setdefault(place, []).append((int(months.index[at]), str(key[2])))
    for found in alike.values():
        if len({outcome for _, outcome in found}) > 1:
            for row, _ in found:
                yield Sighting("civilian_deaths", row, "value")


def another_months_figure(known: Known) -> Iterator[Sighting]:
    """A month's figure differs from its other editions and equals that of another month."""
    rows = monthly(known)
    for _, series in rows.groupby(["outcome", "location"], observed=True):
        newest = series.sort_values("available", kind="stable").drop_duplicates(
            "period_start", keep="last"
        )
        final = dict(zip(newest["value"], newest["period_start"], strict=True))
        own = dict(zip(newest["period_start"], newest["value"], strict=True))
        for row, value, start in zip(
            series.index, series["value"], series["period_start"], strict=True
        ):
            other = final.get(value)
            differs = abs(value - own[start]) > 0.1 * own[start]
            if value >= 100 and other is not None and other != start and differs:
                yield Sighting("civilian_deaths", row, "value", (("month", other),))


def same_pair(known: Known) -> Iterator[Sighting]:
    """Two months with the same killed and the same injured, as when a row is copied."""
    on = ["source_id", "period_start", "period_end", "territory", "weapon"]
    both = pairs(monthly(known), "outcome", "killed", "injured", on)
    both = both[both["value"] >= 20].drop_duplicates(["source_id", "period_start"])
    for row in both.loc[both.duplicated(["source_id", "value", "value_2"]), "row"]:
        yield Sighting("civilian_deaths", int(row), "value")


_REPORTS: Final = 100
"""A longer list of events in one place is no set of reports of one."""


def event_dates(known: Known) -> Iterator[Sighting]:
    """Reports of one attack that do not agree on its day."""
    rows = known.deaths
    rows = rows[(rows["series"] == "event") & (rows["victims"] == "all")]
    rows = rows[(rows["outcome"] == "killed") & rows["period_start"].notna()]
    reports = rows["location"].map(rows["location"].value_counts()).astype(int)
    for _, event in rows[reports.between(2, _REPORTS)].groupby("location", observed=True):
        usual = event["period_start"].mode().iloc[0]
        near = (event["period_start"] - usual).abs().dt.days.between(1, 3)
        covered = (event["period_start"] <= usual) & (event["period_end"] >= usual)
        for row in event.index[near & ~covered]:
            yield Sighting("civilian_deaths", row, "period_start", (("day", usual),))
