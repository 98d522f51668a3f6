"""Rows of the table of civilian deaths, as several figures want them, and words they share."""

from datetime import date
from functools import partial

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes, make_choice
from figures.core.figure import DrawContext, Figure, Topic
from locales import later
from schemas import Tables, codes

TABLE = "civilian_deaths"

declare_figure = partial(Figure, topic=Topic.DEATHS)

OUTCOME: Choice = make_choice("outcome", "Killed or injured", codes.OUTCOME)
"""The choice between people killed and people injured."""


EVERYWHERE = {"location": "UKR", "territory": "all"}


def filter_outcome(rows: pd.DataFrame, chosen: ChosenCodes) -> pd.DataFrame:
    """The rows of the outcome chosen."""
    return rows[rows["outcome"].isin(chosen[OUTCOME.name])]


def word_by_outcome(scene: DrawContext, killed: str, injured: str, **values: object) -> str:
    """The one of two messages that is about the outcome chosen, with its places filled in."""
    return scene.t(injured if scene.find_code("outcome") == "injured" else killed, **values)


def name_verified(scene: DrawContext, outcome: str = "") -> str:
    """What a mark of verified victims is called, of the outcome chosen unless it is given."""
    words = {"killed": later("Verified deaths"), "injured": later("Verified injuries")}
    return scene.t(words[outcome or scene.find_code("outcome")])


def filter_whole_country(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about all civilians, by all weapons, everywhere in Ukraine."""
    return pick.narrow(rows, **EVERYWHERE, weapon="all", victims="all")


def select_series(tables: Tables, name: str, known_on: date | None) -> pd.DataFrame:
    """The rows of one series that were known on a day and are fit to chart."""
    rows = pick.narrow(tables.civilian_deaths, series=name)
    return pick.select_chartable(pick.select_known(rows, known_on))


def select_running_count(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """The count since the war began, for all civilians, at each day it was published for."""
    rows = pick.select_found(filter_whole_country(select_series(tables, "cumulative", known_on)))
    return pick.select_latest(rows, TABLE)


def code_months(rows: pd.DataFrame) -> pd.Series:
    """The month in which the period of each row begins, as its code: 2022-03."""
    return rows["period_start"].dt.to_period("M").astype(str)


def filter_whole_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that reach the end of the month they begin in; February 2022 begins on the 24th."""
    start, end = rows["period_start"].dt.to_period("M"), rows["period_end"].dt.to_period("M")
    return rows[(start == end) & rows["period_end"].dt.is_month_end]
