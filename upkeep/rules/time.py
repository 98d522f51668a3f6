"""Days that cannot be, and how a later edition changes what an earlier one said."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from locales import later
from schemas import FACT_TABLES, MODELS
from upkeep.rules.rule import (
    ANY,
    DEATHS,
    ERROR,
    MONEY,
    NOTE,
    WARNING,
    Known,
    Sighting,
    pairs,
    rule,
    same,
    told_again,
)

_DAY: Final = pd.Timedelta(days=1)
_FIRST: Final = pd.Timestamp("2014-01-01")
_KIEL_BEGINS: Final = pd.Timestamp("2022-01-01")
_AHEAD: Final = ("requirement", "funding", "need", "pledge", "commitment")
"""Measures of money that speak of days to come."""

_DAYS: Final = {
    name: days for name, model in MODELS.items() if (days := model.columns_of_kind("day"))
}


def _looking_back(known: Known, table: str) -> pd.DataFrame:
    """Rows of a table that tell what has happened, not what is planned."""
    rows = known.tables[table]
    if table == "aid_flows":
        return rows[~rows["measure"].isin(_AHEAD)]
    return rows[rows["status"] != "planning_figure"] if table == "displacement" else rows


@rule(
    "in_the_future", ERROR, tables=ANY,
    title=later("In the future"),
    advice=later("this day lies in the future; today is {today}"),
)  # fmt: skip
def in_the_future(known: Known) -> Iterator[Sighting]:
    """A day after today."""
    for table, columns in _DAYS.items():
        rows = _looking_back(known, table)
        for name in columns:
            for row in rows.index[rows[name] > known.today]:
                yield Sighting(table, row, name, (("today", known.today),))


@rule(
    "before_2014", ERROR, tables=ANY,
    title=later("Before 2014"),
    advice=later("nothing in these tables is older than 2014; correct the year"),
)  # fmt: skip
def before_2014(known: Known) -> Iterator[Sighting]:
    """A day before the conflict began; the deaths have their own, later beginning."""
    for table, columns in _DAYS.items():
        if table != "civilian_deaths":
            rows = known.tables[table]
            for name in columns:
                for row in rows.index[rows[name] < _FIRST]:
                    yield Sighting(table, row, name)


@rule(
    "before_the_series", ERROR, tables=MONEY,
    title=later("Before the series begins"),
    advice=later("the data of the Kiel Institute begin in January 2022; months may have slipped "
                 "by one"),
)  # fmt: skip
def before_the_series(known: Known) -> Iterator[Sighting]:
    """A month of the Kiel Institute before its data begin, as when months slip by one."""
    rows = known.aid
    kiel = rows["series"].astype(str).str.startswith("kiel-") if len(rows) else []
    early = rows[kiel & (rows["period_start"] < _KIEL_BEGINS)] if len(rows) else rows
    for row in early.index:
        yield Sighting("aid_flows", row, "period_start")


@rule(
    "known_before_it_began", ERROR, tables=ANY,
    title=later("Known before it began"),
    advice=later("no source can know a period before it begins; correct the period or the day"),
)  # fmt: skip
def known_before_it_began(known: Known) -> Iterator[Sighting]:
    """A source that knew of a period before it began."""
    rows = known.deaths
    for row in rows.index[rows["as_of"] < rows["period_start"]]:
        yield Sighting("civilian_deaths", row, "as_of", (("start", rows.at[row, "period_start"]),))
    for table in ("civilian_deaths", "displacement", "aid_flows"):
        rows = _looking_back(known, table)
        for row in rows.index[rows["available"] < rows["period_start"]]:
            details = (("published", rows.at[row, "available"]),)
            yield Sighting(table, row, "period_start", details)


@rule(
    "published_before_it_ended", WARNING, tables=ANY,
    title=later("Published before the period ended"),
    advice=later("the source was public on {published}, before this day; correct the day, or "
                 "end the period where the count ends"),
)  # fmt: skip
def published_before_it_ended(known: Known) -> Iterator[Sighting]:
    """A count of days that its source could not know yet; one day of difference is usual."""
    for table in ("civilian_deaths", "displacement", "aid_flows"):
        rows = _looking_back(known, table)
        began = rows["available"] >= rows["period_start"]
        for name, early in (
            ("period_end", began & (rows["available"] + _DAY < rows["period_end"])),
            ("date", rows["available"] + _DAY < rows["date"] if "date" in rows else ~began & began),
        ):
            for row in rows.index[early]:
                details = (("published", rows.at[row, "available"]),)
                yield Sighting(table, row, name, details)


@rule(
    "beyond_its_knowledge", WARNING, tables=DEATHS,
    title=later("Period longer than the knowledge"),
    advice=later("the period ends on {end}, after the day up to which the source knows; end the "
                 "period there"),
)  # fmt: skip
def counted_beyond_its_knowledge(known: Known) -> Iterator[Sighting]:
    """A period that ends after the day up to which its source knows."""
    rows = known.deaths
    began = rows["as_of"] >= rows["period_start"]
    for row in rows.index[began & (rows["as_of"] + _DAY < rows["period_end"])]:
        yield Sighting("civilian_deaths", row, "as_of", (("end", rows.at[row, "period_end"]),))


@rule(
    "read_before_public", WARNING, tables=("sources",),
    title=later("Read before it was public"),
    advice=later("the publication became public on {available}; correct one of the two days"),
)  # fmt: skip
def read_before_it_was_public(known: Known) -> Iterator[Sighting]:
    """A publication that was read before it came out."""
    rows = known.sources
    for row in rows.index[rows["accessed"] < rows["available"]]:
        yield Sighting("sources", row, "accessed", (("available", rows.at[row, "available"]),))


@rule(
    "named_after_another_day", NOTE, tables=("sources",),
    title=later("Named after another day"),
    advice=later("the name of the source speaks of {named}, well after it was public"),
)  # fmt: skip
def named_after_another_day(known: Known) -> Iterator[Sighting]:
    """A publication whose name speaks of a day long after its publication."""
    rows = known.sources
    named = pd.to_datetime(
        rows["source_id"].astype(str).str.extract(r"-(\d{4}-\d{2}-\d{2})(?:-|$)")[0],
        errors="coerce",
    )
    for row in rows.index[named > rows["available"] + 31 * _DAY]:
        yield Sighting("sources", row, "available", (("named", named[row]),))


@rule(
    "month_in_the_future", ERROR, tables=("exchange_rates",),
    title=later("Month in the future"),
    advice=later("this month has not begun; today is {today}"),
)  # fmt: skip
def month_in_the_future(known: Known) -> Iterator[Sighting]:
    """An exchange rate of a month that has not begun."""
    rows = known.rates
    months = pd.to_datetime(rows["month"].astype(str), format="%Y-%m", errors="coerce")
    for row in rows.index[months > known.today]:
        yield Sighting("exchange_rates", row, "month", (("today", known.today),))


@rule(
    "part_of_a_month", NOTE, tables=DEATHS,
    title=later("Part of a month"),
    advice=later("the month ends on {last}; if the count covers all of it, correct the end"),
)  # fmt: skip
def part_of_a_month(known: Known) -> Iterator[Sighting]:
    """A month that stops before its last day although its source knew the whole of it."""
    rows = known.deaths
    rows = rows[rows["series"] == "monthly"]
    last = rows["period_end"] + pd.offsets.MonthEnd(0)
    for row in rows.index[(rows["period_end"] < last) & (rows["as_of"] >= last)]:
        yield Sighting("civilian_deaths", row, "period_end", (("last", last[row]),))


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


@rule(
    "restated", NOTE, tables=ANY,
    title=later("Past restated"),
    advice=later("{old} said {before}; this edition changes {number} of its figures, this one "
                 "the most"),
)  # fmt: skip
def restated(known: Known) -> Iterator[Sighting]:
    """A later edition changes what an earlier one said; its largest change stands for all."""
    yield from _restated(known, least=0.0, most=0.1)


@rule(
    "restated_much", WARNING, tables=ANY,
    title=later("Past restated by much"),
    advice=later("{old} said {before}; this edition changes {number} of its figures, this one "
                 "the most; is it a correction of the publisher?"),
)  # fmt: skip
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


@rule(
    "older_replaces_newer", WARNING, tables=DEATHS,
    title=later("Older knowledge replaces newer"),
    advice=later("an edition that came out before knew up to {day}; which of the two is really "
                 "later?"),
)  # fmt: skip
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


@rule(
    "equal_thirds", WARNING, tables=DEATHS,
    title=later("Near-equal thirds"),
    advice=later("three months in a row are almost the same, killed and injured; such a split "
                 "may be invented to reach a total"),
)  # fmt: skip
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


@rule(
    "another_months_figure", NOTE, tables=DEATHS,
    title=later("Figure of another month"),
    advice=later("later editions differ, and exactly this is the figure of {month}"),
)  # fmt: skip
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


@rule(
    "same_pair", WARNING, tables=DEATHS,
    title=later("Month copied"),
    advice=later("another month of this source has the same killed and the same injured"),
)  # fmt: skip
def same_pair(known: Known) -> Iterator[Sighting]:
    """Two months with the same killed and the same injured, as when a row is copied."""
    on = ["source_id", "period_start", "period_end", "territory", "weapon"]
    both = pairs(monthly(known), "outcome", "killed", "injured", on)
    both = both[both["value"] >= 20].drop_duplicates(["source_id", "period_start"])
    for row in both.loc[both.duplicated(["source_id", "value", "value_2"]), "row"]:
        yield Sighting("civilian_deaths", int(row), "value")


_REPORTS: Final = 100
"""A longer list of events in one place is no set of reports of one."""


@rule(
    "event_date", WARNING, tables=DEATHS,
    title=later("Day of an attack differs"),
    advice=later("the other reports of this attack give {day}"),
)  # fmt: skip
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
