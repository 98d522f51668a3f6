"""People who have returned to their homes, by IOM's survey."""

from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, one_panel
from figures.core.selection import points
from figures.displacement import displacement_rows
from schemas import Tables


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return displacement_rows.stocks(rows, "RET", ["iom-gps"], ["UKR"])


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    return Selection(
        displacement_rows.TABLE,
        displacement_rows.within(
            displacement_rows.newest(_shown(displacement_rows.fit(tables, known_on))), chosen
        ),
    )


def _draw(scene: Scene) -> Plot:
    say, rows = scene.say, scene.rows
    mark = Mark(
        say("Returnees, survey rounds of IOM"), points(rows, "date"), Meaning.ESTIMATED, Tone.FIRST
    )
    return one_panel((mark,), remarks=displacement_rows.larger_sample(rows, say))


def _title(scene: Scene) -> str:
    say = scene.say
    newest_one = displacement_rows.last(points(scene.rows, "date"))
    return say.count(
        "{number} person had returned home in Ukraine by {day}, by survey",
        "{number} people had returned home in Ukraine by {day}, by survey",
        values.agreeing(newest_one),
        number=values.headline(newest_one, say, before_noun=True),
        day=displacement_rows.day(newest_one, say),
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "People back at home after displacement since February 2022, whole country, {span}, "
        "number of people at each survey",
        span=displacement_rows.span(scene.rows, scene.say),
    )


RETURNEES = Figure(
    id="returnees",
    topic=Topic.DISPLACEMENT,
    name="Returnees",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "It includes people who came back from elsewhere inside Ukraine, not only from abroad. It "
        "cannot be subtracted from the refugees.",
        "It says how many are back on a day, not how many come back in a year; UNHCR's figures of "
        "returns are counts per year and are not comparable.",
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people.",
    ),
    select=_select,
    draw=_draw,
    choices=months(displacement_rows.days_of(_shown)),
)
