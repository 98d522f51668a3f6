"""Civilians killed or injured in all and year by year: verified counts, estimates beside them."""

from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import ChosenCodes, find_period, make_month_choices
from figures.core.figure import DrawContext, Figure, FigureRows, Topic
from figures.core.marks import COUNTED, bars, lay_rows
from figures.core.palette import MEANING
from figures.core.plot import Annotation, Mark, Plot, make_plot
from figures.core.selection import make_points
from figures.core.statements import choose_by_change
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import OUTCOME, TABLE, word_by_outcome
from locales import Language, later
from schemas import Tables
from schemas.civilian_deaths import WAR_BEGAN

STEP = (
    "Where the line is broken, many older cases were verified at once. That is not a sudden "
    "rise in deaths or injuries."
)
JOINED = (
    "The line joins publications. It shows when cases were verified, not when people were killed "
    "or injured."
)


def _select_total(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = deaths.filter_outcome(deaths.select_running_count(tables, known_on), chosen)
    return FigureRows(TABLE, pick.select_between(rows, "period_end", *find_period(chosen)))


def _title_of_total(scene: DrawContext) -> str:
    last = scene.rows.loc[scene.rows["period_end"].idxmax()]
    number, day = int(last["value"]), scene.t.format_day(last["period_end"])
    if scene.find_code("outcome") == "injured":
        return scene.t.count(
            "{n} verified civilian injury to {day}; the true number is considerably higher",
            "{n} verified civilian injuries to {day}; the true number is considerably higher",
            number,
            day=day,
        )
    return scene.t.count(
        "{n} verified civilian death to {day}; the true toll is considerably higher",
        "{n} verified civilian deaths to {day}; the true toll is considerably higher",
        number,
        day=day,
    )


def mark_steps(scene: DrawContext) -> list[Annotation]:
    """Where the count rose because older cases were verified, from what to what."""
    rows, t = scene.rows.sort_values("period_end"), scene.t
    before = rows["value"].shift()
    return [
        Annotation(
            row["period_end"].date(),
            t(
                "older cases verified at once: {before} to {after}",
                before=t.format_number(before[line]),
                after=t.format_number(row["value"]),
            ),
        )
        for line, row in rows.iterrows()
        if row["obs_status"] == "B" and pd.notna(before[line])
    ]


def _draw_total(scene: DrawContext) -> Plot:
    """The count at each publication."""
    drawn = make_points(scene.rows.sort_values("period_end"), "period_end")
    mark = Mark(deaths.name_verified(scene, scene.find_code("outcome")), drawn, COUNTED)
    return make_plot([mark], remarks=mark_steps(scene))


TOTAL = Figure(
    id="civilians-killed-total",
    topic=Topic.DEATHS,
    name="Civilians killed since February 2022",
    title=_title_of_total,
    subtitle=lambda scene: word_by_outcome(
        scene,
        later(
            "Verified civilian deaths in Ukraine, counted from {first}, as published up to "
            "{last}, number of people"
        ),
        later(
            "Verified civilian injuries in Ukraine, counted from {first}, as published up to "
            "{last}, number of people"
        ),
        **deaths.format_span(scene),
    ),
    caveats=(
        "Each person was verified one by one. Many more were reported, above all from places that "
        "were besieged or are occupied; the true toll is considerably higher.",
        STEP,
        JOINED,
    ),
    select=_select_total,
    draw=_draw_total,
    choices=(
        OUTCOME,
        *make_month_choices(lambda tables: deaths.select_running_count(tables, None)["period_end"]),
    ),
)


def _select_years(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """The latest edition of each calendar year, or of the longest part of it, and of each kind."""
    every = deaths.filter_outcome(
        deaths.filter_whole_country(deaths.select_series(tables, "period", known_on)), chosen
    )
    kinds = [pick.select_latest(rows, TABLE).index for _, rows in every.groupby("status")]
    rows = pick.select_lines(every, [line for lines in kinds for line in lines])
    start, end = rows["period_start"], rows["period_end"]
    years = rows[(start.dt.is_year_start | (start == WAR_BEGAN)) & (start.dt.year == end.dt.year)]
    longest_last = years.assign(year=years["period_end"].dt.year).sort_values("period_end")
    best = longest_last.drop_duplicates(["year", "outcome", "status"], keep="last").index
    return FigureRows(TABLE, pick.select_lines(rows, best))


def _title_of_years(scene: DrawContext) -> str | tuple[str, ...]:
    counted = scene.rows[scene.rows["status"] == "verified"]
    if counted.empty:
        return scene.t("Civilians killed and injured, by year")
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
    return word_by_outcome(
        scene,
        later("Verified civilian deaths: {number} ({year})"),
        later("Verified civilian injuries: {number} ({year})"),
        number=scene.t.format_number(row["value"]),
        year=_year(row, scene.t),
    )


def _compare(scene: DrawContext, latest: pd.Series, before: pd.DataFrame) -> str:
    """The latest whole year against whole years before it that all lie on one side of it."""
    t = scene.t
    others = [
        t("{year} ({number})", year=_year(row, t), number=t.format_number(row["value"]))
        for _, row in before.iloc[::-1].iterrows()
    ]
    words = {
        "number": t.format_number(latest["value"]),
        "year": _year(latest, t),
        "others": t.join_words(others),
    }
    return choose_by_change(
        before["value"].iloc[-1],
        latest["value"],
        higher=word_by_outcome(
            scene,
            later("{number} verified civilian deaths in {year}, more than in {others}"),
            later("{number} verified civilian injuries in {year}, more than in {others}"),
            **words,
        ),
        lower=word_by_outcome(
            scene,
            later("{number} verified civilian deaths in {year}, fewer than in {others}"),
            later("{number} verified civilian injuries in {year}, fewer than in {others}"),
            **words,
        ),
        same="",
    )


def _year(row: pd.Series, t: Language) -> str:
    """The year of a row, and how far the count goes if that is not the whole year."""
    start, end = row["period_start"], row["period_end"]
    if row["status"] == "estimate" and start == WAR_BEGAN:
        return t("{year}, estimate from 1 January", year=end.year)
    if not end.is_year_end:
        return t("{year}, unfinished: to {day}", year=end.year, day=t.format_day(end))
    if not start.is_year_start:
        return t("{year}, from {day}", year=end.year, day=t.format_day(start))
    return str(end.year)


def _draw_years(scene: DrawContext) -> Plot:
    rows = scene.rows.sort_values("period_end")
    names = {
        "verified": deaths.name_verified(scene, scene.find_code("outcome")),
        "estimate": scene.t("Estimate from UCDP data, adjusted"),
    }
    years = {line: _year(row, scene.t) for line, row in rows.iterrows()}
    marks = (
        bars(
            name,
            make_points(rows[rows["status"] == status], lambda row: years[row.name]),
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
    subtitle=lambda scene: word_by_outcome(
        scene,
        later(
            "Civilians killed in Ukraine by calendar year, verified and estimated, {first} to "
            "{last}, number of people"
        ),
        later(
            "Verified civilian injuries in Ukraine by calendar year, {first} to {last}, "
            "number of people"
        ),
        **deaths.format_span(scene),
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
