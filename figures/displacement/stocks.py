"""Rows of the table of displacement, as several figures want them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core import values
from figures.core.choice import Choice, Chosen, months, period
from figures.core.figure import Scene, Select, Selection
from figures.core.plot import Point, Remark
from locales import Language
from schemas import Tables

TABLE = "displacement"

SURVEY = ("iom-gps", "idmc-year-end")
"""IOM's survey rounds, and the year-ends that UNHCR and IDMC take from them."""

Part = Callable[[pd.DataFrame], pd.DataFrame]
"""The rows of the table that a figure is about."""


def of_group(
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
    facts = pd.MultiIndex.from_frame(rows[["date", "population_group", "location", "value"]])
    rounds = facts[rows["series"] == "iom-gps"]
    return rows[~((rows["series"] == "idmc-year-end") & facts.isin(rounds))]


def within(rows: pd.DataFrame, chosen: Chosen) -> Selection:
    """Rows whose day lies in the months chosen, in the order of their days."""
    inside = pick.between(rows, "date", *period(chosen))
    return Selection(TABLE, inside.sort_values(["date", "available"], kind="stable"))


def select_newest(part: Part) -> Select:
    """Selects the latest edition of each fact of a part of the table, within the months chosen."""
    return lambda tables, chosen, known_on: within(newest(part(fit(tables, known_on))), chosen)


def months_of(part: Part) -> tuple[Choice, Choice]:
    """The choice of months in which a part of the table has a figure."""
    return months(lambda tables: part(pick.chartable(tables.displacement))["date"])


def of_series(rows: pd.DataFrame, *series: str) -> pd.DataFrame:
    """The rows of some series."""
    return rows[rows["series"].isin(series)]


def drawn(rows: pd.DataFrame, *series: str) -> tuple[Point, ...]:
    """A point for each row of some series, at its day."""
    return pick.points(of_series(rows, *series), "date")


def larger_sample(rows: pd.DataFrame, say: Language) -> tuple[Remark, ...]:
    """Where IOM's survey began to ask more people, said at the break."""
    breaks = rows.loc[rows["obs_status"] == "B", "date"]
    return tuple(Remark(when.date(), say("method changed: larger sample")) for when in breaks)


def last(points: Sequence[Point]) -> Point:
    """The point of the last day that has a number, if any has one."""
    found = [point for point in points if point.y is not None or point.low is not None]
    return max(found or points, key=lambda point: str(point.x))


def pair_days(first: Sequence[Point], then: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Every day of the first points, with the later point of the same day where there is one."""
    later = {point.x: point for point in then}
    return [(point, later[point.x]) for point in first if point.x in later]


def month(point: Point, say: Language) -> str:
    """The month of a point, in words."""
    return say.month(point.x) if isinstance(point.x, date) else point.x


def year(point: Point, say: Language) -> str:
    """The year of a point."""
    return str(point.x.year) if isinstance(point.x, date) else point.x


def day(point: Point, say: Language) -> str:
    """The day of a point, in words."""
    return say.day(point.x) if isinstance(point.x, date) else point.x


def tell(say: Language, form: str, point: Point, **more: object) -> str:
    """A message about the number of a point, its day, month or year."""
    when = {"day": day(point, say), "month": month(point, say), "year": year(point, say)}
    return say(form, number=values.headline(point, say), **when, **more)


def span(scene: Scene) -> str:
    """The days the rows cover, in words."""
    days = scene.rows["date"]
    return scene.say(
        "{first} to {last}", first=scene.say.day(days.min()), last=scene.say.day(days.max())
    )
