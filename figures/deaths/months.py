"""Civilians killed and injured, month by month, in the latest edition of each month."""

import pandas as pd

from figures.core.choice import months
from figures.core.figure import Figure, Scene, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Remark, Shape
from figures.core.selection import first_of_month, points
from figures.deaths.death_rows import by_month, monthly, span, verified, whole_country, whole_month
from schemas import Tables

_SEAM = (
    "Most months come from one edition that OHCHR revised as a whole; the months after it "
    "stand as first published and will rise. Do not add months from before and after that "
    "point."
)
_DELAY = (
    "A low month can mean few verified cases so far, not few victims: verification takes months, "
    "and years in occupied places."
)
_MISSING = "Crosses mark months for which no figure was found. Missing is not zero."
_A_YEAR = 12


def _days(tables: Tables) -> pd.Series:
    return by_month(whole_country(tables.civilian_deaths))["period_start"]


def _killed_title(scene: Scene) -> str:
    known = whole_month(scene.rows).dropna(subset="value")
    if known.empty:
        return scene.say("Civilians killed by month")
    worst = known.loc[known["value"].idxmax()]
    latest = known.loc[known["period_start"].idxmax()]
    told = {
        "month": scene.say.month(latest["period_start"]),
        "number": scene.say.number(latest["value"]),
    }
    n = int(latest["value"])
    if worst.equals(latest):
        return scene.say.count(
            "{number} civilian verified killed in {month}",
            "{number} civilians verified killed in {month}",
            n,
            **told,
        )
    return scene.say.count(
        "{number} civilian verified killed in {month}; highest month shown, {other_month}: {most}",
        "{number} civilians verified killed in {month}; highest month shown, {other_month}: {most}",
        n,
        other_month=scene.say.month(worst["period_start"]),
        most=scene.say.number(worst["value"]),
        **told,
    )


def _killed_subtitle(scene: Scene) -> str:
    return scene.say(
        "Verified civilian deaths in Ukraine by month, {edition}, "
        "{first} to {last}, number of people",
        edition=scene.edition,
        **span(scene),
    )


def _casualties_title(scene: Scene) -> str:
    numbers = whole_month(scene.rows).pivot(index="period_start", columns="outcome", values="value")
    both = numbers.reindex(columns=["killed", "injured"]).dropna()
    if both.empty:
        return scene.say("Verified civilian deaths and injuries, by month")
    return scene.say(
        "{month}: {killed} civilian deaths and {injured} injuries verified",
        month=scene.say.month(both.index[-1]),
        killed=scene.say.number(both["killed"].iloc[-1]),
        injured=scene.say.number(both["injured"].iloc[-1]),
    )


def _casualties_subtitle(scene: Scene) -> str:
    return scene.say(
        "Civilians killed and injured (verified) in Ukraine by month, "
        "{first} to {last}, number of people; each panel has its own scale",
        **span(scene),
    )


def _marks(scene: Scene, outcome: str, tone: Tone) -> tuple[Mark, ...]:
    """Whole months, and months of which only a part was published."""
    rows = scene.rows[scene.rows["outcome"] == outcome].sort_values("period_start")
    whole = whole_month(rows)
    part = rows.drop(whole.index)
    part_name = scene.say("Verified, only a part of the month")
    marks = (
        Mark(
            verified(scene, outcome),
            points(whole, first_of_month),
            Meaning.COUNTED,
            tone,
            Shape.BAR,
        ),
        Mark(
            part_name, points(part, first_of_month), Meaning.COUNTED, tone, Shape.BAR, hatched=True
        ),
    )
    return tuple(mark for mark in marks if mark.points)


def _seam(scene: Scene) -> tuple[Remark, ...]:
    """Where the months revised together end and those as first published begin."""
    editions = scene.rows.groupby("as_of")["period_start"].agg(["nunique", "max"])
    if editions.empty or editions["nunique"].max() < _A_YEAR:
        return ()
    end = editions.loc[editions["nunique"].idxmax(), "max"]
    later = scene.rows.loc[scene.rows["period_start"] > end, "period_start"]
    if later.empty:
        return ()
    return (Remark(later.min().date(), scene.say("first counts; will rise")),)


def _draw_killed(scene: Scene) -> Plot:
    marks = _marks(scene, "killed", Tone.FIRST)
    return Plot((Panel(marks, remarks=_seam(scene)),), grain="month")


def _draw_casualties(scene: Scene) -> Plot:
    panels = (
        Panel(_marks(scene, outcome, tone), verified(scene, outcome), _seam(scene))
        for outcome, tone in (("killed", Tone.FIRST), ("injured", Tone.SECOND))
    )
    return Plot(tuple(panel for panel in panels if panel.marks), grain="month", own_scales=True)


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

CASUALTIES = Figure(
    id="civilian-casualties-by-month",
    topic=Topic.DEATHS,
    name="Civilians killed and injured by month",
    title=_casualties_title,
    subtitle=_casualties_subtitle,
    caveats=(_DELAY, _SEAM, _MISSING),
    select=monthly("killed", "injured"),
    draw=_draw_casualties,
    choices=months(_days),
)
