"""The toll of one strike on Kyiv, report by report, as it rose over two days."""

from datetime import date

import pandas as pd

from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import points
from figures.core.statements import by_change
from figures.core.values import words
from figures.deaths.death_rows import TABLE, series
from schemas import Tables

_KYIV = "UA80"

_RISING = (
    "Every bar is the same strike. Rescuers went on finding the dead; no report is wrong for being "
    "early."
)
_REPORTS = (
    "These are reports, not verified counts. Some say 'at least'; OHCHR called its number "
    "preliminary."
)
_WRONG_DATE = (
    "A French press article gives this toll another date. Every other report found dates the "
    "strike to the night of 27 to 28 August."
)


def _select(tables: Tables, _: Chosen, known_on: date | None) -> Selection:
    rows = series(tables, "event", known_on)
    of_strike = (rows["location"] == _KYIV) & (rows["outcome"] == "killed")
    rows = rows[of_strike & (rows["victims"] == "all")]
    return Selection(TABLE, rows.sort_values(["as_of", "source_id"], kind="stable"))


def _of_the_day(rows: pd.DataFrame) -> pd.DataFrame:
    """The reports that agree on the day of the strike."""
    return rows[rows["period_start"].isin(rows["period_start"].mode().head(1))]


def _title(scene: Scene) -> str:
    reports = points(_of_the_day(scene.rows), "as_of")
    first, last = (words(reports[end], "people", scene.say) for end in (0, -1))
    return by_change(
        reports[0].y or 0,
        reports[-1].y or 0,
        higher=scene.say(
            "The reported toll of one strike on Kyiv rose from {first} to {last} killed",
            first=first,
            last=last,
        ),
        lower=scene.say(
            "The reported toll of one strike on Kyiv fell from {first} to {last} killed",
            first=first,
            last=last,
        ),
        same=scene.say("The reported toll of one strike on Kyiv: {last} killed", last=last),
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "Civilians killed in the strike on Kyiv on {day}, as reported, in the order of the "
        "reports, number of people",
        day=scene.say.day(_of_the_day(scene.rows)["period_start"].iloc[0]),
    )


def _draw(scene: Scene) -> Plot:
    def who_and_when(row: pd.Series) -> str:
        return scene.say(
            "{publisher}, {when}",
            publisher=scene.publisher(row.name),
            when=scene.say.short_day(row["as_of"]),
        )

    def who_and_which_day(row: pd.Series) -> str:
        return scene.say(
            "{publisher}, which dates the strike {day}",
            publisher=scene.publisher(row.name),
            day=scene.say.short_day(row["period_start"]),
        )

    agreed = _of_the_day(scene.rows)
    other = scene.rows.drop(agreed.index)
    return one_panel(
        (
            Mark(
                scene.say("Reported toll"),
                points(agreed, who_and_when),
                Meaning.SAID,
                Tone.QUIET,
                Shape.BAR,
            ),
            Mark(
                scene.say("Report with another date"),
                points(other, who_and_which_day),
                Meaning.SAID,
                Tone.QUIET,
                Shape.BAR,
                hatched=True,
            ),
        ),
        horizontal=True,
        grouped=True,
    )


STRIKE = Figure(
    id="kyiv-28-august-2025",
    topic=Topic.DEATHS,
    name="One strike, report by report",
    title=_title,
    subtitle=_subtitle,
    caveats=(_RISING, _REPORTS, _WRONG_DATE),
    select=_select,
    draw=_draw,
)
