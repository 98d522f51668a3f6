"""Headline numbers of people: who fled, who was killed."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core import values
from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Select, Selection, Topic
from figures.core.palette import MEANING
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.deaths.counts import JOINED
from figures.deaths.death_rows import running_count
from schemas import Tables, codes

_STATUS = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS}


def _course(table: str, day: str, wanted: Callable[[pd.DataFrame], pd.Series]) -> Select:
    """Selects the series of the latest day among the rows wanted, each day in its last edition.

    Of a survey and a year-end that repeats it, the survey is selected: "iom-gps" sorts last.
    """

    def select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
        rows: pd.DataFrame = getattr(tables, table)
        rows = pick.found(pick.known(rows[wanted(rows)], known_on))
        newest_last = pick.latest(rows, table).sort_values([day, "series"], kind="stable")
        return Selection(
            table, newest_last[newest_last["series"].isin(newest_last["series"].tail(1))]
        )

    return select


def _draw(day: str, shape: Shape) -> Callable[[Scene], Plot]:
    """The course of the number to its latest day."""

    def draw(scene: Scene) -> Plot:
        if scene.rows.empty:
            return one_panel([])
        status = scene.rows["status"].iloc[-1]
        mark = Mark(
            scene.say(_STATUS[status]), pick.points(scene.rows, day), MEANING[status], shape=shape
        )
        return one_panel([mark])

    return draw


def _number(scene: Scene, row: int = -1) -> str:
    """The latest number with its bound and its status in words."""
    point = pick.points(scene.rows.iloc[[row]], lambda row: "")[0]
    return scene.say(
        "{number}, {status}",
        number=values.words(point, "people", scene.say),
        status=scene.say(_STATUS[scene.rows["status"].iloc[row]]),
    )


def _span(scene: Scene) -> dict[str, str]:
    say, days = scene.say, scene.rows["date"]
    return {"first": say.day(days.iloc[0]), "last": say.day(days.iloc[-1])}


def _period(scene: Scene, row: int = -1) -> dict[str, str]:
    shown = scene.rows.iloc[row]
    return {
        "first": scene.say.day(shown["period_start"]),
        "last": scene.say.day(shown["period_end"]),
    }


REFUGEES = Figure(
    id="headline-refugees",
    topic=Topic.HEADLINES,
    name="Refugees from Ukraine",
    title=_number,
    subtitle=lambda scene: scene.say(
        "Refugees from Ukraine in all countries, as UNHCR's Refugee Data Finder defines them, "
        "{first} to {last}, number of people",
        **_span(scene),
    ),
    caveats=(
        "UNHCR's portal and its web pages give other numbers, by another definition; the figure on "
        "refugees shows both. Asylum-seekers are counted apart.",
    ),
    select=_course(
        "displacement",
        "date",
        lambda rows: (
            (rows["series"] == "rdf-year-end")
            & (rows["population_group"] == "REF")
            & (rows["location"] == "WORLD")
        ),
    ),
    draw=_draw("date", Shape.DOT),
)

INTERNALLY_DISPLACED = Figure(
    id="headline-internally-displaced",
    topic=Topic.HEADLINES,
    name="Internally displaced persons",
    title=_number,
    subtitle=lambda scene: scene.say(
        "People displaced inside Ukraine, {first} to {last}, number of people", **_span(scene)
    ),
    caveats=(
        "Other publishers give other numbers for about the same day; see the figure on "
        "internally displaced persons.",
    ),
    select=_course(
        "displacement",
        "date",
        lambda rows: (
            rows["series"].isin(["iom-gps", "idmc-year-end"]) & (rows["population_group"] == "IDP")
        ),
    ),
    draw=_draw("date", Shape.LINE),
)


def _cumulative(rows: pd.DataFrame) -> pd.Series:
    return (
        (rows["series"] == "cumulative")
        & (rows["outcome"] == "killed")
        & (rows["victims"] == "all")
    )


KILLED = Figure(
    id="headline-civilians-killed",
    topic=Topic.HEADLINES,
    name="Verified civilian deaths",
    title=_number,
    subtitle=lambda scene: scene.say(
        "Civilians killed in Ukraine from {first} to {last}, each death verified individually; "
        "the true toll is considerably higher",
        **_period(scene),
    ),
    caveats=("It is what could be verified, not the whole toll.", JOINED),
    select=_course("civilian_deaths", "period_end", _cumulative),
    draw=_draw("period_end", Shape.LINE),
)


def _whole_toll(rows: pd.DataFrame) -> pd.Series:
    return (
        (rows["series"] == "total")
        & (rows["status"] == "estimate")
        & (rows["location"] == "UKR")
        & (rows["outcome"] == "killed")
        & (rows["bound"] == "range")
    )


def _select_estimate(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = pick.known(tables.civilian_deaths[_whole_toll(tables.civilian_deaths)], known_on)
    newest = rows[rows["period_end"] == rows["period_end"].max()].sort_values("value").head(1)
    counts = running_count(tables, known_on)
    counts = counts[counts["outcome"] == "killed"].sort_values("period_end")
    by_then = [counts[counts["period_end"] <= day].tail(1) for day in newest["period_end"]]
    return Selection("civilian_deaths", pd.concat([newest, *by_then]))


def _draw_estimate(scene: Scene) -> Plot:
    """The estimate with its range, and below it what was verified by then."""

    def who_and_when(row: pd.Series) -> str:
        day = scene.say.short_day(row["period_end"])
        return scene.say("{publisher}, to {day}", publisher=scene.publisher(row.name), day=day)

    marks = [
        Mark(
            scene.say(_STATUS[status]),
            pick.points(rows, who_and_when),
            MEANING[status],
            shape=Shape.BAR,
        )
        for status in ("estimate", "verified")
        if not (rows := scene.rows[scene.rows["status"] == status]).empty
    ]
    return one_panel(marks, horizontal=True)


KILLED_ESTIMATE = Figure(
    id="headline-civilians-killed-estimate",
    topic=Topic.HEADLINES,
    name="Civilians killed, by estimate",
    title=lambda scene: _number(scene, 0),
    subtitle=lambda scene: scene.say(
        "Civilians killed in Ukraine from {first} to {last}, estimated from reports of fighting, "
        "with the lower and upper bound",
        **_period(scene, 0),
    ),
    caveats=(
        "Of several estimates with a range, the lowest is shown here; the others are in the "
        "figure that compares them.",
    ),
    select=_select_estimate,
    draw=_draw_estimate,
)
