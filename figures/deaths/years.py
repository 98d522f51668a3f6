"""Civilians killed and injured, year by year: verified counts, and estimates beside them."""

from datetime import date

import pandas as pd

from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import MEANING, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import only, points
from figures.core.statements import by_change
from figures.deaths.death_rows import (
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
from locales import Language
from schemas import Tables
from schemas.civilian_deaths import WAR_BEGAN

_BESIDE = (
    "Verified counts and estimates are two ways of knowing. They stand beside each other and are "
    "never added or averaged."
)
_EDITIONS = (
    "The years come from different editions. Cases of every year are still being verified, most "
    "of all those of the latest."
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


def _title(scene: Scene) -> str | tuple[str, ...]:
    counted = scene.rows[scene.rows["status"] == "verified"]
    if counted.empty:
        return scene.say("Civilians killed and injured, by year")
    latest, before = _latest_whole_year(counted)
    if before.empty:
        return _of_one_year(scene, counted.loc[counted["period_end"].idxmax()])
    return tuple(_against_earlier(scene, latest, years) for years in (before, before.iloc[-1:]))


def _latest_whole_year(counted: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The latest whole year, and the whole years just before it that all lie on one side of it."""
    start, end = counted["period_start"], counted["period_end"]
    whole = counted[start.dt.is_year_start & end.dt.is_year_end].sort_values("period_end")
    if whole.empty:
        return pd.Series(dtype=object), whole
    latest, earlier = whole.iloc[-1], whole.iloc[:-1]
    above = earlier["value"] < latest["value"]
    on_one_side = above.all() or (earlier["value"] > latest["value"]).all()
    return latest, earlier if on_one_side else earlier.iloc[:0]


def _of_one_year(scene: Scene, row: pd.Series) -> str:
    known = {"number": scene.say.number(row["value"]), "year": _year(row, scene.say)}
    if scene.one("outcome") == "injured":
        return scene.say("Verified civilian injuries: {number} ({year})", **known)
    return scene.say("Verified civilian deaths: {number} ({year})", **known)


def _against_earlier(scene: Scene, latest: pd.Series, before: pd.DataFrame) -> str:
    """The latest whole year against all whole years before it."""
    say = scene.say
    known = {
        "number": say.number(latest["value"]),
        "year": _year(latest, say),
        "others": say.list(
            [
                say("{year} ({number})", year=_year(row, say), number=say.number(row["value"]))
                for _, row in before.iloc[::-1].iterrows()
            ]
        ),
    }
    ends = {"before": before["value"].iloc[-1], "after": latest["value"]}
    if scene.one("outcome") == "injured":
        return by_change(
            **ends,
            higher=say(
                "{number} verified civilian injuries in {year}, more than in {others}", **known
            ),
            lower=say(
                "{number} verified civilian injuries in {year}, fewer than in {others}", **known
            ),
            same="",
        )
    return by_change(
        **ends,
        higher=say("{number} verified civilian deaths in {year}, more than in {others}", **known),
        lower=say("{number} verified civilian deaths in {year}, fewer than in {others}", **known),
        same="",
    )


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
    if row["status"] == "estimate" and start == WAR_BEGAN:
        return say("{year}, estimate from 1 January", year=end.year)
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
