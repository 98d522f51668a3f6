"""Civilians killed or injured in all, year by year, by sex and age, and by weapon.

Verified counts, with estimates beside them; `months` and `tolls` tell of months and of claims.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes, find_period, make_choice, make_month_choices
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, THIRD, bars, lay_panels, lay_rows
from figures.core.palette import MEANING, Tone
from figures.core.plot import Annotation, Mark, Panel, Plot, make_plot
from figures.core.selection import add_gaps, find_first_of_month, make_points
from figures.core.values import choose_by_change
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import OUTCOME, TABLE, declare_figure, word_by_outcome
from locales import Language, later
from schemas import Tables, codes
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
    t, last = scene.t, scene.rows.loc[scene.rows["period_end"].idxmax()]
    number, day = int(last["value"]), t.format_day(last["period_end"])
    if scene.find_code("outcome") == "injured":
        return t.count(
            "{n} verified civilian injury to {day}; the true number is considerably higher",
            "{n} verified civilian injuries to {day}; the true number is considerably higher",
            number,
            day=day,
        )
    return t.count(
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
    drawn = make_points(scene.rows.sort_values("period_end"), "period_end")
    mark = Mark(deaths.name_verified(scene), drawn, COUNTED)
    return make_plot([mark], remarks=mark_steps(scene))


TOTAL = declare_figure(
    id="civilians-killed-total",
    name="Civilians killed since February 2022",
    title=_title_of_total,
    subtitle={
        "killed": "Verified civilian deaths in Ukraine, counted from {first}, as published up to "
        "{last}, number of people",
        "injured": "Verified civilian injuries in Ukraine, counted from {first}, as published up "
        "to {last}, number of people",
    },
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
    every = deaths.filter_whole_country(deaths.select_series(tables, "period", known_on))
    every = deaths.filter_outcome(every, chosen)
    kinds = [pick.select_latest(rows, TABLE).index for _, rows in every.groupby("status")]
    rows = pick.select_lines(every, [line for lines in kinds for line in lines])
    start, end = rows["period_start"], rows["period_end"]
    years = rows[(start.dt.is_year_start | (start == WAR_BEGAN)) & (start.dt.year == end.dt.year)]
    longest_last = years.assign(year=years["period_end"].dt.year).sort_values("period_end")
    best = longest_last.drop_duplicates(["year", "outcome", "status"], keep="last").index
    return FigureRows(TABLE, pick.select_lines(rows, best))


def _title_of_years(scene: DrawContext) -> str | tuple[str, ...]:
    """The last whole year against those before it, if all lie on one side of it; or the latest."""
    t, counted = scene.t, pick.narrow(scene.rows, status="verified").sort_values("period_end")
    if counted.empty:
        return t("Civilians killed and injured, by year")
    starts, ends = counted["period_start"], counted["period_end"]
    whole = counted[starts.dt.is_year_start & ends.dt.is_year_end]
    row, earlier = counted.loc[ends.idxmax()], whole.iloc[:-1]
    change = whole["value"].iloc[-1:].sum() - earlier["value"]
    forms = (
        later("Verified civilian deaths: {number} ({year})"),
        later("Verified civilian injuries: {number} ({year})"),
    )
    if len(change) and ((change > 0).all() or (change < 0).all()):
        row, before = whole.iloc[-1], earlier["value"].iloc[-1]
        killed = choose_by_change(
            before,
            row["value"],
            higher=later("{number} verified civilian deaths in {year}, more than in {others}"),
            lower=later("{number} verified civilian deaths in {year}, fewer than in {others}"),
            same="",
        )
        injured = choose_by_change(
            before,
            row["value"],
            higher=later("{number} verified civilian injuries in {year}, more than in {others}"),
            lower=later("{number} verified civilian injuries in {year}, fewer than in {others}"),
            same="",
        )
        forms = killed, injured
    words = {"number": t.format_number(row["value"]), "year": _year(row, t)}
    others = [
        t("{year} ({number})", year=_year(one, t), number=t.format_number(one["value"]))
        for _, one in earlier.iloc[::-1].iterrows()
    ]
    told = (t.join_words(some) for some in (others, others[:1]))
    return tuple(word_by_outcome(scene, *forms, others=some, **words) for some in told)


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
    years = {line: _year(row, scene.t) for line, row in rows.iterrows()}

    def mark(name: str, status: str) -> Mark:
        points = make_points(pick.narrow(rows, status=status), lambda row: years[row.name])
        return bars(name, points, MEANING[status])

    return lay_rows(
        mark(deaths.name_verified(scene), "verified"),
        mark(scene.t("Estimate from UCDP data, adjusted"), "estimate"),
        order=dict.fromkeys(years.values()),
    )


BY_YEAR = declare_figure(
    id="civilians-killed-by-year",
    name="Civilians killed by year",
    title=_title_of_years,
    subtitle={
        "killed": "Civilians killed in Ukraine by calendar year, verified and estimated, {first} "
        "to {last}, number of people",
        "injured": "Verified civilian injuries in Ukraine by calendar year, {first} to {last}, "
        "number of people",
    },
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

_KNOWN = ("men", "women", "boys", "girls")
_UNKNOWN = ("adults_sex_unknown", "children_sex_unknown")


def _groups(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every group of every edition; wholes are left out, they repeat their parts."""
    rows = deaths.select_series(tables, "sex-age", known_on)
    return pick.select_latest(pick.narrow(rows, victims=(*_KNOWN, *_UNKNOWN)), TABLE)


def _days_of_groups(tables: Tables) -> Sequence[str]:
    return [day.date().isoformat() for day in sorted(set(_groups(tables, None)["as_of"]))]


def _select_groups(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = deaths.filter_outcome(_groups(tables, known_on), chosen)
    for day in chosen["as-of"]:
        rows = rows[rows["as_of"] <= pd.Timestamp(day)]
    return FigureRows(TABLE, rows[rows["as_of"] == rows["as_of"].max()])


def _title_of_groups(scene: DrawContext) -> tuple[str, ...]:
    t, known = scene.t, pick.select_found(scene.rows).set_index("victims")["value"]
    told = [
        t("{group} ({number})", group=t(codes.VICTIMS[name]), number=t.format_number(known[name]))
        for name in _KNOWN
        if name in known
    ]
    forms = (
        (
            later("Verified killed, where the sex is known: {list}"),
            later("Verified injured, where the sex is known: {list}"),
        ),
        (later("Verified killed by sex: {list}"), later("Verified injured by sex: {list}")),
    )
    return tuple(word_by_outcome(scene, *form, list=t.join_words(told)) for form in forms)


def _draw_groups(scene: DrawContext) -> Plot:
    t = scene.t

    def drawn(name: str, tone: Tone, *in_order: str) -> Mark:
        rows = pick.narrow(scene.rows, victims=in_order)
        rows = rows.sort_values("victims", key=lambda names: names.map(in_order.index))
        points = make_points(rows, lambda row: t(codes.VICTIMS[row["victims"]]))
        return bars(name, points, COUNTED, tone, hatched=tone is QUIET)

    return lay_rows(
        drawn(t("Verified, sex known"), FIRST, "boys", "girls", "men", "women"),
        drawn(t("Verified, sex not known"), QUIET, *reversed(_UNKNOWN)),
    )


CHILDREN_WOMEN_MEN = declare_figure(
    id="children-women-men",
    name="Children, women and men",
    title=_title_of_groups,
    subtitle={
        "killed": "Verified civilian deaths in Ukraine, {first} to {last}, by sex and age, number "
        "of people; all bars together are everyone counted",
        "injured": "Verified civilian injuries in Ukraine, {first} to {last}, by sex and age, "
        "number of people; all bars together are everyone counted",
    },
    caveats=(
        "For many adults the sex is not recorded. They are men and women too: shares among the "
        "known are not shares among all.",
        "OHCHR published all six groups only now and then; the count went on after the edition "
        "shown.",
        "Only verified cases are counted; the true numbers are considerably higher.",
    ),
    select=_select_groups,
    draw=_draw_groups,
    choices=(
        Choice("as-of", "As published by", _days_of_groups, Language.format_partial_day, last=True),
        OUTCOME,
    ),
)

_LOOKS = {
    "long_range_weapons": (later("Long-range weapons"), FIRST, False),
    "short_range_drones": (later("Short-range drones"), SECOND, True),
    "aerial_bombs": (later("Aerial bombs"), THIRD, False),
}
"""The name, the tone and whether it is hatched, of every weapon."""


def _by_weapon(tables: Tables, known_on: date | None) -> pd.DataFrame:
    rows = deaths.select_series(tables, "split", known_on)
    rows = pick.narrow(rows, **deaths.EVERYWHERE, status="verified", victims="all")
    return pick.select_latest(rows[rows["weapon"] != "all"], TABLE)


def _days_of_weapons(tables: Tables) -> pd.Series:
    rows = _by_weapon(tables, None)
    return pd.concat([rows["period_start"], rows["period_end"]])


def _select_weapons(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = deaths.filter_outcome(_by_weapon(tables, known_on), chosen)
    if "year" in chosen["by"]:
        rows = rows[rows["period_start"].dt.is_year_start & rows["period_end"].dt.is_year_end]
    else:
        rows = deaths.filter_whole_months(rows)
    return FigureRows(TABLE, pick.select_between(rows, "period_start", *find_period(chosen)))


def _title_of_weapons(scene: DrawContext) -> str:
    known = pick.select_found(scene.rows)
    end = known["period_end"].max()
    numbers = known[known["period_end"] == end].set_index("weapon")["value"]
    if not {"long_range_weapons", "short_range_drones"} <= set(numbers.index):
        return scene.t("Verified civilian victims, by weapon")
    return word_by_outcome(
        scene,
        later(
            "{when}: long-range weapons killed {long_range} civilians (verified), "
            "short-range drones {drones}"
        ),
        later(
            "{when}: long-range weapons injured {long_range} civilians (verified), "
            "short-range drones {drones}"
        ),
        when=end.year if scene.find_code("by") == "year" else scene.t.format_month(end),
        long_range=scene.t.format_number(numbers["long_range_weapons"]),
        drones=scene.t.format_number(numbers["short_range_drones"]),
    )


def _draw_weapons(scene: DrawContext) -> Plot:
    """Panels of months, each with gaps where no split was published; or rows of years."""
    rows, by_year = scene.rows.sort_values("period_end"), scene.find_code("by") == "year"
    starts, years = rows["period_start"], rows["period_end"].dt.year.astype(str)
    marks = []
    for weapon, (name, tone, hatched) in _LOOKS.items():
        own = pick.narrow(rows, weapon=weapon)
        if by_year:
            drawn = make_points(own, lambda row: years[row.name])
        else:
            drawn = make_points(own, find_first_of_month)
            drawn = add_gaps(drawn, starts.min(), starts.max())
        marks.append(bars(scene.t(name), drawn, COUNTED, tone, hatched=hatched))
    if by_year:
        return lay_rows(*marks, order=dict.fromkeys(years))
    return lay_panels(*(Panel((mark,), mark.name) for mark in marks), grain="month")


WEAPONS = declare_figure(
    id="weapons",
    name="By which weapons",
    title=_title_of_weapons,
    subtitle={
        "killed": "Verified civilian deaths in Ukraine by weapon, {first} to {last}, number of "
        "people; not all weapons are covered",
        "injured": "Verified civilian injuries in Ukraine by weapon, {first} to {last}, number of "
        "people; not all weapons are covered",
    },
    caveats=(
        "Not all weapons are covered: shells, rockets from the ground and mines are missing. The "
        "parts shown do not make the whole.",
        "A cross marks a month for which no figure for this weapon was found. That is not zero.",
        "Monthly figures stand as first published; years come from another edition. Do not compare "
        "the sum of months with a year.",
    ),
    select=_select_weapons,
    draw=_draw_weapons,
    choices=(
        OUTCOME,
        make_choice("by", "By month or year", {"month": "by month", "year": "by year"}),
        *make_month_choices(_days_of_weapons),
    ),
)
