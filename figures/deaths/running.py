"""Civilians killed or injured since the war began, as the count stood at each publication."""

from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Chosen, months, period
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Remark, Shape, one_panel
from figures.core.selection import points
from figures.deaths.death_rows import (
    OUTCOME,
    TABLE,
    of_outcome,
    series,
    span,
    verified,
    whole_country,
)
from schemas import Tables

_HIGHER = (
    "Each person was verified one by one. Many more were reported, above all from places that "
    "were besieged or are occupied; the true toll is considerably higher."
)
JOINED = (
    "The line joins publications. It shows when cases were verified, not when people were killed "
    "or injured."
)
_STEP = (
    "Where the line is broken, many older cases were verified at once. That is not a sudden "
    "rise in deaths or injuries."
)


def running_count(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """The count since the war began, for all civilians, at each day it was published for."""
    rows = pick.found(whole_country(series(tables, "cumulative", known_on)))
    return pick.latest(rows, TABLE)


def _days(tables: Tables) -> pd.Series:
    return running_count(tables, None)["period_end"]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(running_count(tables, known_on), chosen)
    return Selection(TABLE, pick.between(rows, "period_end", *period(chosen)))


def _title(scene: Scene) -> str:
    last = scene.rows.loc[scene.rows["period_end"].idxmax()]
    number, day = int(last["value"]), scene.say.day(last["period_end"])
    if scene.one("outcome") == "injured":
        return scene.say.count(
            "{n} verified civilian injury to {day}; the true number is considerably higher",
            "{n} verified civilian injuries to {day}; the true number is considerably higher",
            number,
            day=day,
        )
    return scene.say.count(
        "{n} verified civilian death to {day}; the true toll is considerably higher",
        "{n} verified civilian deaths to {day}; the true toll is considerably higher",
        number,
        day=day,
    )


def _subtitle(scene: Scene) -> str:
    if scene.one("outcome") == "injured":
        return scene.say(
            "Verified civilian injuries in Ukraine, counted from {first}, as published up to "
            "{last}, number of people",
            **span(scene),
        )
    return scene.say(
        "Verified civilian deaths in Ukraine, counted from {first}, as published up to "
        "{last}, number of people",
        **span(scene),
    )


def _steps(scene: Scene, rows: pd.DataFrame) -> list[Remark]:
    """What happened where the count rose by late verification."""
    before = rows["value"].shift()
    return [
        Remark(
            row["period_end"].date(),
            scene.say(
                "older cases verified at once: {before} to {after}",
                before=scene.say.number(before[line]),
                after=scene.say.number(row["value"]),
            ),
        )
        for line, row in rows.iterrows()
        if row["obs_status"] == "B" and pd.notna(before[line])
    ]


def _draw(scene: Scene) -> Plot:
    rows = scene.rows.sort_values("period_end")
    name = verified(scene, scene.one("outcome"))
    mark = Mark(name, points(rows, "period_end"), Meaning.COUNTED, Tone.FIRST, Shape.LINE)
    return one_panel([mark], remarks=_steps(scene, rows))


TOTAL = Figure(
    id="civilians-killed-total",
    topic=Topic.DEATHS,
    name="Civilians killed since February 2022",
    title=_title,
    subtitle=_subtitle,
    caveats=(_HIGHER, _STEP, JOINED),
    select=_select,
    draw=_draw,
    choices=(OUTCOME, *months(_days)),
)
