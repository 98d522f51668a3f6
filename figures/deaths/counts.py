"""Civilians killed or injured in all and year by year: verified counts, estimates beside them."""

from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Chosen, months, period
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, bars, lay_rows
from figures.core.palette import MEANING
from figures.core.plot import Mark, Plot, Remark, one_panel
from figures.core.selection import points
from figures.core.statements import by_change
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import OUTCOME, TABLE, by_outcome
from locales import Language, later
from schemas import Tables
from schemas.civilian_deaths import WAR_BEGAN

JOINED = (
    "The line joins publications. It shows when cases were verified, not when people were killed "
    "or injured."
)


def _select_total(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = deaths.of_outcome(deaths.running_count(tables, known_on), chosen)
    return Selection(TABLE, pick.between(rows, "period_end", *period(chosen)))


def _title_of_total(scene: Scene) -> str:
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


def _draw_total(scene: Scene) -> Plot:
    """The count at each publication; where it rose by late verification, from what to what."""
    rows, say = scene.rows.sort_values("period_end"), scene.say
    before = rows["value"].shift()
    steps = [
        Remark(
            row["period_end"].date(),
            say(
                "older cases verified at once: {before} to {after}",
                before=say.number(before[line]),
                after=say.number(row["value"]),
            ),
        )
        for line, row in rows.iterrows()
        if row["obs_status"] == "B" and pd.notna(before[line])
    ]
    name = deaths.verified(scene, scene.one("outcome"))
    return one_panel([Mark(name, points(rows, "period_end"), COUNTED)], remarks=steps)


TOTAL = Figure(
    id="civilians-killed-total",
    topic=Topic.DEATHS,
    name="Civilians killed since February 2022",
    title=_title_of_total,
    subtitle=lambda scene: by_outcome(
        scene,
        later(
            "Verified civilian deaths in Ukraine, counted from {first}, as published up to "
            "{last}, number of people"
        ),
        later(
            "Verified civilian injuries in Ukraine, counted from {first}, as published up to "
            "{last}, number of people"
        ),
        **deaths.span(scene),
    ),
    caveats=(
        "Each person was verified one by one. Many more were reported, above all from places that "
        "were besieged or are occupied; the true toll is considerably higher.",
        "Where the line is broken, many older cases were verified at once. That is not a sudden "
        "rise in deaths or injuries.",
        JOINED,
    ),
    select=_select_total,
    draw=_draw_total,
    choices=(OUTCOME, *months(lambda tables: deaths.running_count(tables, None)["period_end"])),
)


def _select_years(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    """The latest edition of each calendar year, or of the longest part of it, and of each kind."""
    every = deaths.of_outcome(
        deaths.whole_country(deaths.series(tables, "period", known_on)), chosen
    )
    kinds = [pick.latest(rows, TABLE).index for _, rows in every.groupby("status")]
    rows = pick.only(every, [line for lines in kinds for line in lines])
    start, end = rows["period_start"], rows["period_end"]
    years = rows[(start.dt.is_year_start | (start == WAR_BEGAN)) & (start.dt.year == end.dt.year)]
    longest_last = years.assign(year=years["period_end"].dt.year).sort_values("period_end")
    best = longest_last.drop_duplicates(["year", "outcome", "status"], keep="last").index
    return Selection(TABLE, pick.only(rows, best))


def _title_of_years(scene: Scene) -> str | tuple[str, ...]:
    counted = scene.rows[scene.rows["status"] == "verified"]
    if counted.empty:
        return scene.say("Civilians killed and injured, by year")
    whole = counted[
        counted["period_start"].dt.is_year_start & counted["period_end"].dt.is_year_end
    ].sort_values("period_end")
    latest, earlier = whole.iloc[-1:], whole.iloc[:-1]
    change = latest["value"].sum() - earlier["value"]
    if not earlier.empty and ((change > 0).all() or (change < 0).all()):
        return tuple(
            _compare(scene, latest.iloc[0], years) for years in (earlier, earlier.iloc[-1:])
        )
    row = counted.loc[counted["period_end"].idxmax()]
    return by_outcome(
        scene,
        later("Verified civilian deaths: {number} ({year})"),
        later("Verified civilian injuries: {number} ({year})"),
        number=scene.say.number(row["value"]),
        year=_year(row, scene.say),
    )


def _compare(scene: Scene, latest: pd.Series, before: pd.DataFrame) -> str:
    """The latest whole year against whole years before it that all lie on one side of it."""
    say = scene.say
    others = [
        say("{year} ({number})", year=_year(row, say), number=say.number(row["value"]))
        for _, row in before.iloc[::-1].iterrows()
    ]
    words = {
        "number": say.number(latest["value"]),
        "year": _year(latest, say),
        "others": say.list(others),
    }
    return by_change(
        before["value"].iloc[-1],
        latest["value"],
        higher=by_outcome(
            scene,
            later("{number} verified civilian deaths in {year}, more than in {others}"),
            later("{number} verified civilian injuries in {year}, more than in {others}"),
            **words,
        ),
        lower=by_outcome(
            scene,
            later("{number} verified civilian deaths in {year}, fewer than in {others}"),
            later("{number} verified civilian injuries in {year}, fewer than in {others}"),
            **words,
        ),
        same="",
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


def _draw_years(scene: Scene) -> Plot:
    rows = scene.rows.sort_values("period_end")
    names = {
        "verified": deaths.verified(scene, scene.one("outcome")),
        "estimate": scene.say("Estimate from UCDP data, adjusted"),
    }
    years = {line: _year(row, scene.say) for line, row in rows.iterrows()}
    marks = (
        bars(
            name,
            points(rows[rows["status"] == status], lambda row: years[row.name]),
            MEANING[status],
        )
        for status, name in names.items()
    )
    return lay_rows(*marks, order=dict.fromkeys(years.values()))


BY_YEAR = Figure(
    id="civilians-killed-by-year",
    topic=Topic.DEATHS,
    name="Civilians killed by year",
    title=_title_of_years,
    subtitle=lambda scene: by_outcome(
        scene,
        later(
            "Civilians killed in Ukraine by calendar year, verified and estimated, {first} to "
            "{last}, number of people"
        ),
        later(
            "Verified civilian injuries in Ukraine by calendar year, {first} to {last}, "
            "number of people"
        ),
        **deaths.span(scene),
    ),
    caveats=(
        "Verified counts and estimates are two ways of knowing. They stand beside each other and "
        "are never added or averaged.",
        "The estimate is built from reports of fighting and divides deaths not identified as "
        "civilian or military in proportion; its range is part of it. There is none for the "
        "injured.",
        "The years come from different editions. Cases of every year are still being verified, "
        "most of all those of the latest.",
    ),
    select=_select_years,
    draw=_draw_years,
    choices=(OUTCOME,),
)
