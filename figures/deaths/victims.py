"""Who was killed or injured, by sex and age; and by which weapons."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, months, one_of, period
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, THIRD, bars, lay_rows
from figures.core.plot import Mark, Panel, Plot
from figures.core.selection import first_of_month, points, with_gaps
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import OUTCOME, TABLE, by_outcome
from locales import later
from schemas import Tables, codes

_KNOWN = ("men", "women", "boys", "girls")
_UNKNOWN = ("adults_sex_unknown", "children_sex_unknown")


def _groups(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every group of every edition; wholes are left out, they repeat their parts."""
    rows = deaths.series(tables, "sex-age", known_on)
    return pick.latest(rows[rows["victims"].isin((*_KNOWN, *_UNKNOWN))], TABLE)


def _days_of_groups(tables: Tables) -> Sequence[str]:
    return [day.date().isoformat() for day in sorted(set(_groups(tables, None)["as_of"]))]


def _select_groups(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = deaths.of_outcome(_groups(tables, known_on), chosen)
    for day in chosen["as-of"]:
        rows = rows[rows["as_of"] <= pd.Timestamp(day)]
    return Selection(TABLE, rows[rows["as_of"] == rows["as_of"].max()])


def _title_of_groups(scene: Scene) -> tuple[str, ...]:
    say, known = scene.say, pick.found(scene.rows).set_index("victims")["value"]
    told = [
        say("{group} ({number})", group=say(codes.VICTIMS[name]), number=say.number(known[name]))
        for name in _KNOWN
        if name in known
    ]
    forms = (
        (
            later("Verified killed, where the sex is known: {list}"),
            later("Verified injured, where the sex is known: {list}"),
        ),
        (
            later("Verified killed by sex: {list}"),
            later("Verified injured by sex: {list}"),
        ),
    )
    return tuple(by_outcome(scene, *form, list=say.list(told)) for form in forms)


def _draw_groups(scene: Scene) -> Plot:
    say = scene.say

    def drawn(name: str, *in_order: str) -> Mark:
        rows = scene.rows[scene.rows["victims"].isin(in_order)]
        rows = rows.sort_values("victims", key=lambda names: names.map(in_order.index))
        unknown = not set(in_order) & set(_KNOWN)
        drawn = points(rows, lambda row: say(codes.VICTIMS[row["victims"]]))
        return bars(name, drawn, COUNTED, QUIET if unknown else FIRST, hatched=unknown)

    return lay_rows(
        drawn(say("Verified, sex known"), "boys", "girls", "men", "women"),
        drawn(say("Verified, sex not known"), "children_sex_unknown", "adults_sex_unknown"),
    )


CHILDREN_WOMEN_MEN = Figure(
    id="children-women-men",
    topic=Topic.DEATHS,
    name="Children, women and men",
    title=_title_of_groups,
    subtitle=lambda scene: by_outcome(
        scene,
        later(
            "Verified civilian deaths in Ukraine, {first} to {last}, by sex and age, number of "
            "people; all bars together are everyone counted"
        ),
        later(
            "Verified civilian injuries in Ukraine, {first} to {last}, by sex and age, "
            "number of people; all bars together are everyone counted"
        ),
        first=scene.say.day(scene.rows["period_start"].min()),
        last=scene.say.day(scene.rows["as_of"].max()),
    ),
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
        Choice(
            "as-of",
            "As published by",
            _days_of_groups,
            lambda say, code: say.day(pd.Timestamp(code)),
            lambda tables: tuple(_days_of_groups(tables)[-1:]),
        ),
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
    rows = deaths.everywhere(deaths.series(tables, "split", known_on))
    of_one_weapon = (rows["weapon"] != "all") & (rows["status"] == "verified")
    return pick.latest(rows[of_one_weapon & (rows["victims"] == "all")], TABLE)


def _days_of_weapons(tables: Tables) -> pd.Series:
    rows = _by_weapon(tables, None)
    return pd.concat([rows["period_start"], rows["period_end"]])


def _select_weapons(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = deaths.of_outcome(_by_weapon(tables, known_on), chosen)
    if "year" in chosen["by"]:
        rows = rows[rows["period_start"].dt.is_year_start & rows["period_end"].dt.is_year_end]
    else:
        rows = deaths.whole_month(rows)
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _title_of_weapons(scene: Scene) -> str:
    known = pick.found(scene.rows)
    end = known["period_end"].max()
    numbers = known[known["period_end"] == end].set_index("weapon")["value"]
    if not {"long_range_weapons", "short_range_drones"} <= set(numbers.index):
        return scene.say("Verified civilian victims, by weapon")
    return by_outcome(
        scene,
        later(
            "{when}: long-range weapons killed {long_range} civilians (verified), "
            "short-range drones {drones}"
        ),
        later(
            "{when}: long-range weapons injured {long_range} civilians (verified), "
            "short-range drones {drones}"
        ),
        when=end.year if scene.one("by") == "year" else scene.say.month(end),
        long_range=scene.say.number(numbers["long_range_weapons"]),
        drones=scene.say.number(numbers["short_range_drones"]),
    )


def _draw_weapons(scene: Scene) -> Plot:
    """Panels of months, each with gaps where no split was published; or rows of years."""
    rows, by_year = scene.rows.sort_values("period_end"), scene.one("by") == "year"
    starts = rows["period_start"]
    marks = []
    for weapon, (name, tone, hatched) in _LOOKS.items():
        own = rows[rows["weapon"] == weapon]
        drawn = points(own, _year if by_year else first_of_month)
        drawn = drawn if by_year else with_gaps(drawn, starts.min(), starts.max())
        marks.append(bars(scene.say(name), drawn, COUNTED, tone, hatched=hatched))
    if by_year:
        return lay_rows(*marks, order=dict.fromkeys(_year(row) for _, row in rows.iterrows()))
    return Plot(tuple(Panel((mark,), mark.name) for mark in marks if mark.points), grain="month")


def _year(row: pd.Series) -> str:
    return str(row["period_end"].year)


WEAPONS = Figure(
    id="weapons",
    topic=Topic.DEATHS,
    name="By which weapons",
    title=_title_of_weapons,
    subtitle=lambda scene: by_outcome(
        scene,
        later(
            "Verified civilian deaths in Ukraine by weapon, {first} to {last}, number of people; "
            "not all weapons are covered"
        ),
        later(
            "Verified civilian injuries in Ukraine by weapon, {first} to {last}, number of people; "
            "not all weapons are covered"
        ),
        **deaths.span(scene),
    ),
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
        one_of("by", "By month or year", {"month": "by month", "year": "by year"}),
        *months(_days_of_weapons),
    ),
)
