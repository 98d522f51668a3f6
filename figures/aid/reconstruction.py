"""What the joint assessments say of damage, and of what rebuilding needs; neither is aid."""

from datetime import date

import pandas as pd

from figures.aid.aid_rows import TABLE, series
from figures.core import selection as pick
from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.core.values import words
from schemas import Tables

_UNIT = "USD"


def _select(tables: Tables, _chosen: Chosen, known_on: date | None) -> Selection:
    rows = series(tables, "rdna", known_on)
    rows = pick.latest(rows[rows["currency"] == _UNIT], TABLE)
    return Selection(TABLE, rows.sort_values("period_end", kind="stable"))


def _place(scene: Scene, plan: str) -> str:
    """An edition and the day its data end."""
    ends = scene.rows.loc[scene.rows["plan"] == plan, "period_end"].iloc[0]
    number = plan.removeprefix("RDNA")
    day = scene.say.short_day(ends)
    return scene.say("Edition {number}, data to {day}", number=number, day=day)


def _points(scene: Scene, measure: str) -> tuple[Point, ...]:
    """A point for each edition; an edition whose number was not found keeps its empty place."""
    rows = scene.rows[scene.rows["measure"] == measure]
    found = {
        point.x: point
        for point in pick.points(rows, lambda row: _place(scene, row["plan"]), "amount")
    }
    places = [_place(scene, plan) for plan in scene.rows["plan"].unique()]
    return tuple(found.get(place, Point(place, None)) for place in places) if found else ()


def _draw(scene: Scene) -> Plot:
    say = scene.say
    needs = Mark(
        say("Needs of recovery and reconstruction"),
        _points(scene, "need"),
        Meaning.ESTIMATED,
        Tone.FIRST,
        Shape.BAR,
    )
    damage = Mark(
        say("Direct damage so far"),
        _points(scene, "damage"),
        Meaning.ESTIMATED,
        Tone.SECOND,
        Shape.BAR,
    )
    panels = tuple(Panel((mark,), title=mark.name) for mark in (needs, damage) if mark.points)
    return Plot(panels, unit=_UNIT, horizontal=True)


def _stated(scene: Scene, rows: pd.DataFrame) -> str:
    return words(pick.points(rows, lambda row: row["plan"], "amount")[0], _UNIT, scene.say)


def _title(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    needs = scene.rows[scene.rows["measure"] == "need"]
    if needs.empty:
        return say("Damage as the joint assessments estimate it")
    oldest, latest = needs.iloc[:1], needs.iloc[-1:]
    if len(needs) == 1:
        return say("Estimated needs: {last}", last=_stated(scene, latest))
    ends = [rows["period_end"].iloc[0] for rows in (latest, oldest)]
    return tuple(
        say(
            "Estimated needs: {last} (data to {last_day}), earlier {first} ({first_day})",
            last=_stated(scene, latest),
            last_day=last_day,
            first=_stated(scene, oldest),
            first_day=first_day,
        )
        for last_day, first_day in (map(say.month, ends), (str(day.year) for day in ends))
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "Needs over about ten years and direct damage since 24 February 2022, as each Rapid Damage "
        "and Needs Assessment estimates them, in US dollars"
    )


NEEDS = Figure(
    id="reconstruction-needs",
    topic=Topic.AID,
    name="Reconstruction needs and damage",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "Each edition estimates the whole anew; editions are not added to each other.",
        "Needs and damage are not aid: nobody has promised or paid this money. They are two "
        "measures and are not added either.",
        "Some of these numbers are stated as about or at least; the labels say which.",
    ),
    select=_select,
    draw=_draw,
)
