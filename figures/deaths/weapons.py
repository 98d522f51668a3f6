"""Civilians killed or injured by weapon, for the months and years whose split was published."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Chosen, months, one_of, period
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Shape, one_panel
from figures.core.selection import first_of_month, points, with_gaps
from figures.deaths.death_rows import OUTCOME, TABLE, of_outcome, series, span, whole_month
from locales import Language
from schemas import Tables

_BY = one_of("by", "By month or year", {"month": "by month", "year": "by year"})

_NOT_ALL = (
    "Not all weapons are covered: shells, rockets from the ground and mines are missing. The "
    "parts shown do not make the whole."
)
_GAPS = "A cross marks a month for which no figure for this weapon was found. That is not zero."
_FIRST = (
    "Monthly figures stand as first published; years come from another edition. Do not compare "
    "the sum of months with a year."
)


@dataclass(frozen=True)
class _Look:
    name: str
    tone: Tone
    hatched: bool = False


def _looks(say: Language) -> dict[str, _Look]:
    return {
        "long_range_weapons": _Look(say("Long-range weapons"), Tone.FIRST),
        "short_range_drones": _Look(say("Short-range drones"), Tone.SECOND, hatched=True),
        "aerial_bombs": _Look(say("Aerial bombs"), Tone.THIRD),
    }


def _by_weapon(tables: Tables, known_on: date | None) -> pd.DataFrame:
    rows = series(tables, "split", known_on)
    of_one_weapon = (rows["weapon"] != "all") & (rows["status"] == "verified")
    everywhere = (rows["location"] == "UKR") & (rows["territory"] == "all")
    return pick.latest(rows[of_one_weapon & everywhere & (rows["victims"] == "all")], TABLE)


def _days(tables: Tables) -> pd.Series:
    rows = _by_weapon(tables, None)
    return pd.concat([rows["period_start"], rows["period_end"]])


def _years(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["period_start"].dt.is_year_start & rows["period_end"].dt.is_year_end]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(_by_weapon(tables, known_on), chosen)
    rows = _years(rows) if "year" in chosen.get("by", ()) else whole_month(rows)
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _title(scene: Scene) -> str:
    known = pick.found(scene.rows)
    latest = known[known["period_end"] == known["period_end"].max()]
    numbers = latest.set_index("weapon")["value"]
    end = latest["period_end"].max()
    if not {"long_range_weapons", "short_range_drones"} <= set(numbers.index):
        return scene.say("Verified civilian victims, by weapon")
    told = {
        "when": end.year if scene.one("by") == "year" else scene.say.month(end),
        "long_range": scene.say.number(numbers["long_range_weapons"]),
        "drones": scene.say.number(numbers["short_range_drones"]),
    }
    if scene.one("outcome") == "injured":
        return scene.say(
            "{when}: long-range weapons injured {long_range} civilians (verified), "
            "short-range drones {drones}",
            **told,
        )
    return scene.say(
        "{when}: long-range weapons killed {long_range} civilians (verified), "
        "short-range drones {drones}",
        **told,
    )


def _subtitle(scene: Scene) -> str:
    if scene.one("outcome") == "injured":
        return scene.say(
            "Verified civilian injuries in Ukraine by weapon, {first} to {last}, number of people; "
            "not all weapons are covered",
            **span(scene),
        )
    return scene.say(
        "Verified civilian deaths in Ukraine by weapon, {first} to {last}, number of people; "
        "not all weapons are covered",
        **span(scene),
    )


def _draw_months(scene: Scene) -> Plot:
    panels = []
    first, last = scene.rows["period_start"].min(), scene.rows["period_start"].max()
    for weapon, look in _looks(scene.say).items():
        rows = scene.rows[scene.rows["weapon"] == weapon].sort_values("period_start")
        if not rows.empty:
            drawn = with_gaps(points(rows, first_of_month), first, last)
            mark = Mark(look.name, drawn, Meaning.COUNTED, look.tone, Shape.BAR, look.hatched)
            panels.append(Panel((mark,), look.name))
    return Plot(tuple(panels), grain="month")


def _draw_years(scene: Scene) -> Plot:
    def year(row: pd.Series) -> str:
        return str(row["period_end"].year)

    rows = scene.rows.sort_values("period_end")
    return one_panel(
        (
            Mark(
                look.name,
                points(rows[rows["weapon"] == weapon], year),
                Meaning.COUNTED,
                look.tone,
                Shape.BAR,
                look.hatched,
            )
            for weapon, look in _looks(scene.say).items()
        ),
        horizontal=True,
        order=dict.fromkeys(year(row) for _, row in rows.iterrows()),
    )


def _draw(scene: Scene) -> Plot:
    return _draw_years(scene) if scene.one("by") == "year" else _draw_months(scene)


WEAPONS = Figure(
    id="weapons",
    topic=Topic.DEATHS,
    name="By which weapons",
    title=_title,
    subtitle=_subtitle,
    caveats=(_NOT_ALL, _GAPS, _FIRST),
    select=_select,
    draw=_draw,
    choices=(OUTCOME, _BY, *months(_days)),
)
