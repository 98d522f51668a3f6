"""Rows of the table of civilian deaths, as several figures want them, and words they share."""

from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, one_of
from figures.core.figure import Scene
from locales import later
from schemas import Tables, codes

TABLE = "civilian_deaths"

OUTCOME: Choice = one_of("outcome", "Killed or injured", codes.OUTCOME)
"""The choice between people killed and people injured."""


def of_outcome(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The rows of the outcome chosen."""
    return rows[rows["outcome"].isin(chosen[OUTCOME.name])]


def by_outcome(scene: Scene, killed: str, injured: str, **values: object) -> str:
    """The one of two messages that is about the outcome chosen, with its places filled in."""
    return scene.say(injured if scene.one("outcome") == "injured" else killed, **values)


def verified(scene: Scene, outcome: str) -> str:
    """What a mark of verified victims is called."""
    words = {"killed": later("Verified deaths"), "injured": later("Verified injuries")}
    return scene.say(words[outcome])


def span(scene: Scene) -> dict[str, str]:
    """The first and the last day the rows cover, in words."""
    first, last = scene.rows["period_start"].min(), scene.rows["period_end"].max()
    return {"first": scene.say.day(first), "last": scene.say.day(last)}


def whole_country(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about all civilians, by all weapons, everywhere in Ukraine."""
    rows = everywhere(rows)
    return rows[(rows["weapon"] == "all") & (rows["victims"] == "all")]


def everywhere(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about the whole of Ukraine."""
    return rows[(rows["location"] == "UKR") & (rows["territory"] == "all")]


def series(tables: Tables, name: str, known_on: date | None) -> pd.DataFrame:
    """The rows of one series that were known on a day and are fit to chart."""
    rows = tables.civilian_deaths
    return pick.chartable(pick.known(rows[rows["series"] == name], known_on))


def running_count(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """The count since the war began, for all civilians, at each day it was published for."""
    rows = pick.found(whole_country(series(tables, "cumulative", known_on)))
    return pick.latest(rows, TABLE)


def month(rows: pd.DataFrame) -> pd.Series:
    """The month in which the period of each row begins, as its code: 2022-03."""
    return rows["period_start"].dt.to_period("M").astype(str)


def whole_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that reach the end of the month they begin in; February 2022 begins on the 24th."""
    start, end = rows["period_start"].dt.to_period("M"), rows["period_end"].dt.to_period("M")
    return rows[(start == end) & rows["period_end"].dt.is_month_end]
