"""People in need of humanitarian help, as OCHA plans with them."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from figures.core.selection import points
from figures.displacement import displacement_rows
from schemas import Tables

_COUNTRY, _OBLASTS = "UKR", "oblasts"


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["population_group"] == "PIN"]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = displacement_rows.newest(_shown(displacement_rows.fit(tables, known_on)))
    whole = rows["location"] == _COUNTRY
    if _COUNTRY in chosen["place"]:
        return Selection(displacement_rows.TABLE, displacement_rows.within(rows[whole], chosen))
    oblasts = displacement_rows.within(rows[~whole], chosen)
    latest_plan = oblasts[oblasts["date"] == oblasts["date"].max()]
    return Selection(displacement_rows.TABLE, latest_plan.sort_values("value", ascending=False))


def _by_oblast(scene: Scene) -> bool:
    return scene.one("place") == _OBLASTS


def _bars(scene: Scene) -> tuple[Point, ...]:
    say = scene.say
    if _by_oblast(scene):
        return points(scene.rows, lambda row: say.place(row["location"]))
    return points(scene.rows, lambda row: say.month(row["date"]))


def _draw(scene: Scene) -> Plot:
    name = scene.say("People in need, planning figure")
    plot = one_panel(
        (Mark(name, _bars(scene), Meaning.ESTIMATED, Tone.FIRST, Shape.BAR),), horizontal=True
    )
    return replace(plot, tiles=tuple(scene.rows["location"])) if _by_oblast(scene) else plot


def _equal_tiles(scene: Scene) -> str:
    """What the map is not, where there is one."""
    if not _by_oblast(scene):
        return ""
    return scene.say(
        "Every oblast is a tile of the same size; the map does not show areas or borders."
    )


def _title(scene: Scene) -> str:
    say, bars = scene.say, _bars(scene)
    if _by_oblast(scene):
        return say(
            "{place} had most people in need in the {year} plan: {number}",
            place=str(bars[0].x),
            year=scene.rows["date"].max().year,
            number=values.headline(bars[0], say),
        )
    return say.count(
        "{number} person in need of humanitarian help, planning figure of {month}",
        "{number} people in need of humanitarian help, planning figure of {month}",
        values.agreeing(bars[-1]),
        month=str(bars[-1].x),
        number=values.headline(bars[-1], say, before_noun=True),
    )


def _subtitle(scene: Scene) -> str:
    say = scene.say
    if _by_oblast(scene):
        return say(
            "People in need of humanitarian help in Ukraine by oblast, plan of {day}, "
            "number of people",
            day=say.day(scene.rows["date"].max()),
        )
    return say(
        "People in need of humanitarian help in Ukraine, whole country, by plan of OCHA, {span}, "
        "number of people",
        span=displacement_rows.span(scene.rows, say),
    )


NEEDS = Figure(
    id="people-in-need",
    topic=Topic.DISPLACEMENT,
    name="People in need",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "Planning figures of humanitarian appeals: estimates of who will need help in a year, not "
        "counts and not displacement.",
        "Each plan has its own method and area; a difference between two plans is not only one of "
        "need.",
        _equal_tiles,
        "The plans give no separate figure for Crimea and Sevastopol. By oblast, only the "
        "plan of 2023 was found.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        one_of("place", "Where?", {_COUNTRY: "Whole country, by plan", _OBLASTS: "By oblast"}),
        *months(displacement_rows.days_of(_shown)),
    ),
)
