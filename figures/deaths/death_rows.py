"""Rows of the table of civilian deaths, as several figures want them."""

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, one_of, period
from figures.core.figure import Scene, Select, Selection
from schemas import Tables, codes

TABLE = "civilian_deaths"

OUTCOME: Choice = one_of("outcome", "Killed or injured", codes.OUTCOME)
"""The choice between people killed and people injured."""


def of_outcome(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The rows of the outcome chosen."""
    return rows[rows["outcome"].isin(chosen.get(OUTCOME.name, ("killed",)))]


def verified(scene: Scene, outcome: str) -> str:
    """What a mark of verified victims is called."""
    if outcome == "injured":
        return scene.say("Verified injuries")
    return scene.say("Verified deaths")


def span(scene: Scene) -> dict[str, str]:
    """The first and the last day the rows cover, in words."""
    first, last = scene.rows["period_start"].min(), scene.rows["period_end"].max()
    return {"first": scene.say.day(first), "last": scene.say.day(last)}


def whole_country(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about all civilians, by all weapons, everywhere in Ukraine."""
    return rows[
        (rows["location"] == "UKR")
        & (rows["territory"] == "all")
        & (rows["weapon"] == "all")
        & (rows["victims"] == "all")
    ]


def series(tables: Tables, name: str, known_on: date | None) -> pd.DataFrame:
    """The rows of one series that were known on a day and are fit to chart."""
    rows = tables.civilian_deaths
    return pick.chartable(pick.known(rows[rows["series"] == name], known_on))


def month(rows: pd.DataFrame) -> pd.Series:
    """The month in which the period of each row begins, as its code: 2022-03."""
    return rows["period_start"].dt.to_period("M").astype(str)


def whole_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that reach the end of the month they begin in; February 2022 begins on the 24th."""
    start, end = rows["period_start"].dt.to_period("M"), rows["period_end"].dt.to_period("M")
    return rows[(start == end) & rows["period_end"].dt.is_month_end]


def by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """The monthly series, and what was published of the running month before it ended."""
    start, end = rows["period_start"], rows["period_end"]
    running = (start.dt.to_period("M") == end.dt.to_period("M")) & start.dt.is_month_start
    verified = rows["status"] == "verified"
    return rows[(rows["series"] == "monthly") | (rows["series"] == "period") & running & verified]


def once_a_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Each month once for each outcome: a figure before none, a whole month before a part."""
    ordered = rows.assign(month=month(rows), found=rows["value"].notna()).sort_values(
        ["found", "period_end"], kind="stable"
    )
    best = ordered.drop_duplicates(["month", "outcome"], keep="last").index
    return pick.only(rows, best)


def monthly(*outcomes: str) -> Select:
    """Selects each month's latest edition, within the months chosen."""

    def select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
        rows = pick.chartable(pick.known(tables.civilian_deaths, known_on))
        rows = by_month(whole_country(rows))
        rows = rows[rows["outcome"].isin(outcomes)]
        newest = once_a_month(pick.latest(rows, TABLE))
        return Selection(TABLE, pick.between(newest, "period_start", *period(chosen)))

    return select


def latest_of_each_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """The latest edition of each fact, kept apart by kind: an estimate never replaces a count."""
    kinds = [pick.latest(kind, TABLE) for _, kind in rows.groupby("status")]
    return pick.only(rows, pd.concat(kinds).index) if kinds else rows


def by_status(scene: Scene, names: Mapping[str, str]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Each status that has a name, with its name and its rows, in the order of the names."""
    for status, name in names.items():
        yield status, name, scene.rows[scene.rows["status"] == status]
