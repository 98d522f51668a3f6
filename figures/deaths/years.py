"""Civilians killed and injured, year by year: verified counts, and estimates beside them."""

from datetime import date

import pandas as pd

from figures.choice import Chosen
from figures.deaths.selecting import (
    OUTCOME,
    TABLE,
    by_status,
    latest_of_each_kind,
    of_outcome,
    series,
    span,
    verified,
    whole_country,
)
from figures.figure import Figure, Scene, Selection, Topic
from figures.palette import MEANING, Tone
from figures.plot import Mark, Plot, Shape, one_panel
from figures.rows import only, points
from locales import Language
from schemas import Tables
from schemas.civilian_deaths import WAR_BEGAN

_BESIDE = (
    "Verified counts and estimates are two ways of knowing. They stand beside each other and are "
    "never added or averaged."
)
_EDITIONS = (
    "The years come from different editions; later editions of a year are higher as cases are "
    "verified late."
)
_ESTIMATE = (
    "The estimate is built from reports of fighting and divides deaths not identified as "
    "civilian or military in proportion; its range is part of it. There is none for the "
    "injured."
)


def _calendar_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that begin with a year, or with the war, and end within it; of each year the longest."""
    start, end = rows["period_start"], rows["period_end"]
    begins = (start.dt.is_year_start) | (start == WAR_BEGAN)
    years = rows[begins & (start.dt.year == end.dt.year)]
    longest_last = years.assign(year=years["period_end"].dt.year).sort_values("period_end")
    best = longest_last.drop_duplicates(["year", "outcome", "status"], keep="last").index
    return only(rows, best)


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(whole_country(series(tables, "period", known_on)), chosen)
    return Selection(TABLE, _calendar_years(latest_of_each_kind(rows)))


def _title(scene: Scene) -> str:
    counted = scene.rows[scene.rows["status"] == "verified"]
    if counted.empty:
        return scene.say("Civilians killed and injured, by year")
    worst = counted.loc[counted["value"].idxmax()]
    known = {"number": scene.say.number(worst["value"]), "year": _year(worst, scene.say)}
    if scene.one("outcome") == "injured":
        return scene.say("Most verified civilian injuries in one year: {number} ({year})", **known)
    return scene.say("Most verified civilian deaths in one year: {number} ({year})", **known)


def _subtitle(scene: Scene) -> str:
    if scene.one("outcome") == "injured":
        return scene.say(
            "Verified civilian injuries in Ukraine by calendar year, {first} to {last}, "
            "number of people",
            **span(scene),
        )
    return scene.say(
        "Civilians killed in Ukraine by calendar year, verified and estimated, {first} to {last}, "
        "number of people",
        **span(scene),
    )


def _year(row: pd.Series, say: Language) -> str:
    """The year of a row, and how far the count goes if that is not the whole year."""
    start, end = row["period_start"], row["period_end"]
    if not end.is_year_end:
        return say("{year}, unfinished: to {day}", year=end.year, day=say.day(end))
    if not start.is_year_start:
        return say("{year}, from {day}", year=end.year, day=say.day(start))
    return str(end.year)


def _draw(scene: Scene) -> Plot:
    def year(row: pd.Series) -> str:
        return _year(row, scene.say)

    names = {
        "verified": verified(scene, scene.one("outcome")),
        "estimate": scene.say("Estimate from UCDP data, adjusted"),
    }
    in_order = scene.rows.sort_values("period_end")
    return one_panel(
        (
            Mark(
                name,
                points(rows.sort_values("period_end"), year),
                MEANING[status],
                Tone.FIRST,
                Shape.BAR,
            )
            for status, name, rows in by_status(scene, names)
        ),
        horizontal=True,
        order=dict.fromkeys(year(row) for _, row in in_order.iterrows()),
    )


BY_YEAR = Figure(
    id="civilians-killed-by-year",
    topic=Topic.DEATHS,
    name="Civilians killed by year",
    title=_title,
    subtitle=_subtitle,
    caveats=(_BESIDE, _ESTIMATE, _EDITIONS),
    select=_select,
    draw=_draw,
    choices=(OUTCOME,),
)
