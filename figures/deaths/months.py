"""Civilians killed and injured, month by month, in the latest edition of each month."""

import pandas as pd

from figures.choice import months
from figures.deaths.selecting import monthly, whole_country
from figures.figure import Figure, Scene, Topic
from figures.palette import Meaning, Tone
from figures.plot import Mark, Panel, Plot, Remark, Shape
from figures.rows import first_of_month, points
from schemas import Tables

_SEAM = (
    "Months up to July 2025 come from one edition that OHCHR revised as a whole; later months "
    "stand as first published and will rise. Do not add months across that seam."
)
_DELAY = (
    "A low month can mean few verified cases so far, not few deaths: verification takes months, "
    "and years in occupied places."
)
_MISSING = "Crosses mark months for which no figure was found. Missing is not zero."


def _days(tables: Tables) -> pd.Series:
    rows = whole_country(tables.civilian_deaths)
    return rows.loc[rows["series"] == "monthly", "period_start"]


def _killed_title(scene: Scene) -> str:
    known = scene.rows.dropna(subset="value")
    worst = known.loc[known["value"].idxmax()]
    return scene.say(
        "{month} is the month with most civilians verified killed: {number}",
        month=scene.say.month(worst["period_start"]),
        number=scene.say.number(worst["value"]),
    )


def span(scene: Scene) -> str:
    """The days the rows cover, in words."""
    first, last = scene.rows["period_start"].min(), scene.rows["period_end"].max()
    return scene.say("{first} to {last}", first=scene.say.day(first), last=scene.say.day(last))


def _killed_subtitle(scene: Scene) -> str:
    return scene.say(
        "Civilians verified killed in Ukraine by month, latest edition of each month, "
        "{span}, number of people",
        span=span(scene),
    )


def _mark(scene: Scene, outcome: str, name: str, tone: Tone) -> Mark:
    rows = scene.rows[scene.rows["outcome"] == outcome].sort_values("period_start")
    return Mark(name, points(rows, first_of_month), Meaning.COUNTED, tone, Shape.BAR)


def _seam(scene: Scene) -> tuple[Remark, ...]:
    """Where the months revised together end and those as first published begin."""
    months_by_source = scene.rows.groupby("source_id")["period_start"].agg(["size", "max"])
    if months_by_source.empty or months_by_source["size"].max() < 12:
        return ()
    end = months_by_source.loc[months_by_source["size"].idxmax(), "max"]
    later = scene.rows.loc[scene.rows["period_start"] > end, "period_start"]
    if later.empty:
        return ()
    return (Remark(later.min().date(), scene.say("from here as first published")),)


def _draw_killed(scene: Scene) -> Plot:
    mark = _mark(scene, "killed", scene.say("Verified killed"), Tone.FIRST)
    return Plot((Panel((mark,), remarks=_seam(scene)),), grain="month")


KILLED = Figure(
    id="civilians-killed-by-month",
    topic=Topic.DEATHS,
    name="Civilians killed by month",
    title=_killed_title,
    subtitle=_killed_subtitle,
    caveats=(_DELAY, _SEAM, _MISSING),
    select=monthly("killed"),
    draw=_draw_killed,
    choices=months(_days),
)
