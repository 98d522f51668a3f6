"""Rows of the table of civilian deaths, as several figures want them."""

from datetime import date

import pandas as pd

from figures import rows as pick
from figures.choice import Chosen, period
from figures.figure import Select, Selection
from schemas import Tables

TABLE = "civilian_deaths"


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


def full_months(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that cover a month, not only its first weeks; February 2022 begins on the 24th."""
    return rows[rows["period_end"].dt.day >= 28]


def monthly(*outcomes: str) -> Select:
    """Selects each month's latest edition, within the months chosen."""

    def select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
        rows = full_months(whole_country(series(tables, "monthly", known_on)))
        rows = rows[rows["outcome"].isin(outcomes)]
        newest = pick.latest(rows, TABLE)
        first_day = newest["period_start"].dt.to_period("M").astype(str) + newest["outcome"]
        newest = newest[~first_day.duplicated(keep="last")]
        return Selection(TABLE, pick.between(newest, "period_start", *period(chosen)))

    return select
