"""Who was killed or injured, by sex and age; and by which weapons."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes, find_period, make_choice, make_month_choices
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, THIRD, bars, lay_panels, lay_rows
from figures.core.palette import Tone
from figures.core.plot import Mark, Panel, Plot
from figures.core.selection import add_gaps, find_first_of_month, make_points
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import OUTCOME, TABLE, declare_figure, word_by_outcome
from locales import Language, later
from schemas import Tables, codes

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
    rows = pick.narrow(
        deaths.select_series(tables, "split", known_on),
        location="UKR",
        territory="all",
        status="verified",
        victims="all",
    )
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
