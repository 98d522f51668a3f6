"""People displaced inside Ukraine: survey rounds, year-ends, key figures and the register."""

from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Remark, Shape, one_panel
from figures.core.selection import points
from figures.displacement import displacement_rows
from schemas import Tables

_SERIES = ("iom-gps", "idmc-year-end", "key-figures", "msp-register")


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return displacement_rows.stocks(rows, "IDP", _SERIES, ["UKR"])


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = displacement_rows.newest(_shown(displacement_rows.fit(tables, known_on)))
    return Selection(displacement_rows.TABLE, displacement_rows.within(rows, chosen))


def _of(scene: Scene, series: str) -> tuple[Point, ...]:
    return points(displacement_rows.of_series(scene.rows, series), "date")


def _draw(scene: Scene) -> Plot:
    say = scene.say
    return one_panel(
        (
            Mark(say("Survey rounds of IOM"), _of(scene, "iom-gps"), Meaning.ESTIMATED, Tone.FIRST),
            Mark(
                say("End of year, UNHCR and IDMC"),
                _of(scene, "idmc-year-end"),
                Meaning.ESTIMATED,
                Tone.SECOND,
                Shape.DOT,
            ),
            Mark(
                say("Register of the ministry"),
                _of(scene, "msp-register"),
                Meaning.COUNTED,
                Tone.THIRD,
                Shape.DOT,
            ),
            Mark(
                say("Rounded key figures, as stated"),
                _of(scene, "key-figures"),
                Meaning.SAID,
                Tone.QUIET,
                Shape.DOT,
                rivals=True,
            ),
        ),
        remarks=_remarks(scene),
    )


def _remarks(scene: Scene) -> tuple[Remark, ...]:
    """Where the method changed, and where two publishers first give different numbers."""
    say, rows = scene.say, scene.rows
    disputed = rows.loc[rows["conflicts_with"] != "", "date"]
    first = [disputed.min().date()] if not disputed.empty else []
    return (
        *displacement_rows.larger_sample(rows, say),
        *(Remark(when, say("from here sources disagree")) for when in first),
    )


def _title(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    surveyed = [*_of(scene, "iom-gps"), *_of(scene, "idmc-year-end")]
    newest_one = displacement_rows.last(
        surveyed or [*_of(scene, "key-figures"), *_of(scene, "msp-register")]
    )
    highest = max(surveyed, key=lambda point: point.y or 0, default=newest_one)
    if highest == newest_one:
        return say(
            "Displaced inside Ukraine: {number} on {day}",
            number=values.headline(newest_one, say),
            day=displacement_rows.day(newest_one, say),
        )
    return tuple(
        say.count(
            "{number} person displaced inside Ukraine by survey ({when}), down from {peak} "
            "({peak_when})",
            "{number} displaced inside Ukraine by survey ({when}), down from {peak} ({peak_when})",
            values.agreeing(newest_one),
            number=values.headline(newest_one, say, before_noun=True),
            when=when(newest_one, say),
            peak=values.headline(highest, say),
            peak_when=peak_when(highest, say),
        )
        for when, peak_when in (
            (displacement_rows.month, displacement_rows.month),
            (displacement_rows.year, displacement_rows.month),
            (displacement_rows.year, displacement_rows.year),
        )
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "People displaced inside Ukraine, whole country, {edition}, {span}, number of people",
        edition=scene.edition,
        span=displacement_rows.span(scene.rows, scene.say),
    )


INSIDE = Figure(
    id="internally-displaced",
    topic=Topic.DISPLACEMENT,
    name="People displaced inside Ukraine",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people; the difference across "
        "that break may partly come from the method.",
        "The register of the Ministry of Social Policy counts people who registered; the survey "
        "estimates how many live away from home. The two are never one series.",
        "Where two publishers give different numbers for one day, both are shown.",
    ),
    select=_select,
    draw=_draw,
    choices=months(displacement_rows.days_of(_shown)),
)
