"""People with temporary protection in the European Union and in single countries."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from figures.core.choice import Choice, Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, SECOND, dots
from figures.core.plot import Mark, Plot, Point, Remark, one_panel
from figures.core.selection import points, summed, with_gaps
from figures.displacement import stocks
from locales import Language, later
from schemas import Tables

UNION: Final = "EU27"

MEMBERS: Final = frozenset(
    {
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST"),
        *("FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX"),
        *("LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"),
    }
)
"""The 27 member states of the European Union."""

_ALL, _CITIZENS = "eurostat-all-beneficiaries", "eurostat-ukrainian-citizens"


def _protected(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["population_group"] == "TPR"]


def _places(tables: Tables) -> Sequence[str]:
    places = set(_protected(tables.displacement)["location"])
    return [*sorted({UNION} & places), *sorted(places - {UNION})]


def _sums(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """For each day without a row for the Union, the rows of all its members, if there are all."""
    rows = stocks.of_series(rows, _CITIZENS)
    published = rows.loc[rows["location"] == UNION, "date"]
    members = rows[rows["location"].isin(MEMBERS) & ~rows["date"].isin(published)]
    return [day for _, day in members.groupby("date") if set(day["location"]) == MEMBERS]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = stocks.newest(_protected(stocks.fit(tables, known_on)))
    parts = _sums(rows) if UNION in chosen["place"] else []
    return stocks.within(pd.concat([rows[rows["location"].isin(chosen["place"])], *parts]), chosen)


def _citizens(scene: Scene) -> tuple[Point, ...]:
    """Citizens of Ukraine: as published, and for the Union the sum of its members."""
    place = scene.one("place")
    made = list(stocks.drawn(scene.rows[scene.rows["location"] == place], _CITIZENS))
    if place == UNION:
        made += [summed(day, day["date"].iloc[0].date()) for day in _sums(scene.rows)]
    return tuple(sorted(made, key=lambda point: str(point.x)))


def _draw(scene: Scene) -> Plot:
    say, everybody = scene.say, stocks.of_series(scene.rows, _ALL)
    differing = everybody.loc[everybody["obs_status"] == "D", "date"]
    return one_panel(
        (
            Mark(say("All beneficiaries"), with_gaps(points(everybody, "date")), COUNTED),
            dots(say("Citizens of Ukraine"), with_gaps(_citizens(scene)), COUNTED, SECOND),
        ),
        remarks=[Remark(day.date(), say("not all countries included")) for day in differing],
    )


def _title(scene: Scene) -> tuple[str, ...]:
    say, citizens = scene.say, _citizens(scene)
    newest_one = stocks.last(citizens or stocks.drawn(scene.rows, _ALL))
    form = (
        later("{place}, citizens of Ukraine with temporary protection: {number} ({when})")
        if citizens
        else later("{place}, people from Ukraine with temporary protection: {number} ({when})")
    )
    place = say.place(scene.one("place"))
    return tuple(
        stocks.tell(say, form, newest_one, place=place, when=when(newest_one, say))
        for when in (stocks.day, stocks.month)
    )


PROTECTION = Figure(
    id="temporary-protection",
    topic=Topic.DISPLACEMENT,
    name="Temporary protection in the European Union",
    title=_title,
    subtitle=lambda scene: scene.say(
        "Beneficiaries of temporary protection at the end of a month, as Eurostat counts them, "
        "{place}, {span}, number of people",
        place=scene.say.place(scene.one("place")),
        span=stocks.span(scene),
    ),
    caveats=(
        "These people are a part of the refugees from Ukraine. Never add the two.",
        "All beneficiaries and citizens of Ukraine are two different groups. For June 2026 no "
        "total for the European Union was published; the point is the sum of its 27 member states.",
        "A fall can mean that permits expired or a register was corrected, not that people left.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        Choice(
            "place",
            "Where?",
            _places,
            Language.place,
            lambda tables: tuple(_places(tables)[:1]),
        ),
        *stocks.months_of(_protected),
    ),
)
