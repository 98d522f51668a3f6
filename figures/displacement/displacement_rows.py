"""Rows of the table of displacement, as several figures want them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from figures.core import selection as pick
from figures.core import values
from figures.core.choice import Chosen, period
from figures.core.plot import Point, Remark
from locales import Language
from schemas import Tables

TABLE = "displacement"

SURVEY = ("iom-gps", "idmc-year-end")
"""IOM's survey rounds, and the year-ends that UNHCR and IDMC take from them."""


def stocks(
    rows: pd.DataFrame, group: str, series: Iterable[str], locations: Iterable[str]
) -> pd.DataFrame:
    """Rows that count one population group on one day, in some series and places."""
    return rows[
        (rows["measure"] == "stock")
        & (rows["population_group"] == group)
        & rows["series"].isin(list(series))
        & rows["location"].isin(list(locations))
    ]


def fit(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Rows that were known on a day and are fit to chart."""
    return pick.chartable(pick.known(tables.displacement, known_on))


def newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The latest edition of each fact; key figures of two publishers are rivals, so all stay."""
    rivals = rows["series"] == "key-figures"
    return surveyed_once(pd.concat([pick.latest(rows[~rivals], TABLE), rows[rivals]]))


def surveyed_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without the year-ends that only repeat a round of IOM's survey: the same number."""
    fact = ["date", "population_group", "location", "value"]
    facts = pd.MultiIndex.from_frame(rows[fact])
    rounds = facts[rows["series"] == "iom-gps"]
    repeated = (rows["series"] == "idmc-year-end") & facts.isin(rounds)
    return rows[~repeated]


def within(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """Rows whose day lies in the months chosen, in the order of their days."""
    inside = pick.between(rows, "date", *period(chosen))
    return inside.sort_values(["date", "available"], kind="stable")


def days_of(
    rows: Callable[[pd.DataFrame], pd.DataFrame],
) -> Callable[[Tables], pd.Series]:
    """The days on which a part of the table has a figure, whoever asks and whenever."""

    def days(tables: Tables) -> pd.Series:
        return rows(pick.chartable(tables.displacement))["date"]

    return days


def of_series(scene_rows: pd.DataFrame, *series: str) -> pd.DataFrame:
    """The rows of some series."""
    return scene_rows[scene_rows["series"].isin(series)]


def larger_sample(rows: pd.DataFrame, say: Language) -> tuple[Remark, ...]:
    """Where IOM's survey began to ask more people, said at the break."""
    breaks = rows.loc[rows["obs_status"] == "B", "date"]
    return tuple(Remark(when.date(), say("method changed: larger sample")) for when in breaks)


def largest_break(drawn: Sequence[Point]) -> tuple[Point, Point] | None:
    """The last point before and the first after the break over which a series changed most."""
    broken = [
        (before, after)
        for before, after in pairwise(drawn)
        if after.breaks and before.y is not None and after.y is not None
    ]
    return max(broken, key=lambda pair: abs((pair[1].y or 0) - (pair[0].y or 0)), default=None)


def last(points: Sequence[Point]) -> Point:
    """The point of the last day that has a number, if any has one."""
    found = [point for point in points if point.y is not None or point.low is not None]
    return max(found or points, key=lambda point: str(point.x))


def number(point: Point, say: Language) -> str:
    """How many people a point stands for, in full and with its bound."""
    return values.words(point, "people", say, full=True)


def month(point: Point, say: Language) -> str:
    """The month of a point, in words."""
    return say.month(point.x) if isinstance(point.x, date) else point.x


def year(point: Point, say: Language) -> str:
    """The year of a point."""
    return str(point.x.year) if isinstance(point.x, date) else point.x


def day(point: Point, say: Language) -> str:
    """The day of a point, in words."""
    return say.day(point.x) if isinstance(point.x, date) else point.x


def span(rows: pd.DataFrame, say: Language) -> str:
    """The days the rows cover, in words."""
    first, final = rows["date"].min(), rows["date"].max()
    return say("{first} to {last}", first=say.day(first), last=say.day(final))
