"""Rows of the table of displacement, as several figures want them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

import pandas as pd

from figures.core import selection as pick
from figures.core import values
from figures.core.choice import Choice, ChosenCodes, find_period, make_month_choices
from figures.core.figure import DrawContext, Figure, FigureRows, Select, Topic
from figures.core.plot import Annotation, Point
from locales import Language
from schemas import Tables

TABLE = "displacement"

declare_figure = partial(Figure, topic=Topic.DISPLACEMENT)

SURVEY = ("iom-gps", "idmc-year-end")
"""IOM's survey rounds, and the year-ends that UNHCR and IDMC take from them."""

PUBLISHED = ("odp-as-published", "key-figures")
"""What UNHCR published of refugees at the time."""

Part = Callable[[pd.DataFrame], pd.DataFrame]
"""The rows of the table that a figure is about."""


def filter_group(
    rows: pd.DataFrame, group: str, series: str | Iterable[str], location: str | Iterable[str]
) -> pd.DataFrame:
    """Rows that count one population group on one day, in some series and places."""
    return pick.narrow(
        rows, measure="stock", population_group=group, series=series, location=location
    )


def select_chartable(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Rows that were known on a day and are fit to chart."""
    return pick.select_chartable(pick.select_known(tables.displacement, known_on))


def filter_newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The latest edition of each fact; key figures of two publishers are rivals, so all stay."""
    rivals = rows["series"] == "key-figures"
    newest = pd.concat([pick.select_latest(rows[~rivals], TABLE), rows[rivals]])
    return drop_repeated_surveys(newest)


def drop_repeated_surveys(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without the year-ends that only repeat a round of IOM's survey: the same number."""
    facts = pd.MultiIndex.from_frame(rows[["date", "population_group", "location", "value"]])
    rounds = facts[rows["series"] == "iom-gps"]
    return rows[~((rows["series"] == "idmc-year-end") & facts.isin(rounds))]


def select_months(rows: pd.DataFrame, chosen: ChosenCodes) -> FigureRows:
    """Rows whose day lies in the months chosen, in the order of their days."""
    inside = pick.select_between(rows, "date", *find_period(chosen))
    return FigureRows(TABLE, inside.sort_values(["date", "available"], kind="stable"))


def select_newest(part: Part) -> Select:
    """Selects the latest edition of each fact of a part of the table, within the months chosen."""

    def select(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
        return select_months(filter_newest(part(select_chartable(tables, known_on))), chosen)

    return select


def choose_months(part: Part) -> tuple[Choice, Choice]:
    """The choice of months in which a part of the table has a figure."""
    return make_month_choices(lambda tables: part(select_chartable(tables, None))["date"])


def make_points(rows: pd.DataFrame, *series: str) -> tuple[Point, ...]:
    """A point for each row of some series, at its day."""
    return pick.make_points(pick.narrow(rows, series=series), "date")


def mark_larger_sample(scene: DrawContext) -> tuple[Annotation, ...]:
    """Where IOM's survey began to ask more people, said at the break."""
    breaks = scene.rows.loc[scene.rows["obs_status"] == "B", "date"]
    words = scene.t("method changed: larger sample")
    return tuple(Annotation(when.date(), words) for when in breaks)


def find_last(points: Sequence[Point]) -> Point:
    """The point of the last day that has a number, if any has one."""
    found = [point for point in points if point.y is not None or point.low is not None]
    return max(found or points, key=lambda point: str(point.x))


def pair_days(first: Sequence[Point], then: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Every day of the first points, with the later point of the same day where there is one."""
    later = {point.x: point for point in then}
    return [(point, later[point.x]) for point in first if point.x in later]


def _format_with(write: Callable[[Language, date], str]) -> Callable[[Point, Language], str]:
    """Says when a point is; a category says itself."""
    return lambda point, t: write(t, point.x) if isinstance(point.x, date) else point.x


format_day, format_month = map(_format_with, (Language.format_day, Language.format_month))
format_year = _format_with(lambda t, day: str(day.year))


def word_point(t: Language, form: str, point: Point, **more: object) -> str:
    """A message about the number of a point, its day, month or year."""
    days = {"day": format_day, "month": format_month, "year": format_year}
    when = {name: write(point, t) for name, write in days.items()}
    return t(form, number=values.format_headline(point, t), **(when | more))
