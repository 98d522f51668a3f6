"""People with temporary protection in the European Union and in single countries."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, SECOND, dots
from figures.core.plot import Annotation, Mark, Plot, Point, make_plot
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
    return pick.narrow(rows, population_group="TPR")


def _places(tables: Tables) -> Sequence[str]:
    places = set(_protected(tables.displacement)["location"])
    return [*sorted({UNION} & places), *sorted(places - {UNION})]


def _sums(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """For each day without a row for the Union, the rows of all its members, if there are all."""
    rows = pick.narrow(rows, series=_CITIZENS)
    members = pick.narrow(rows, location=MEMBERS)
    members = members[~members["date"].isin(pick.narrow(rows, location=UNION)["date"])]
    return [day for _, day in members.groupby("date") if set(day["location"]) == MEMBERS]


def _select(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = stocks.filter_newest(_protected(stocks.select_chartable(tables, known_on)))
    parts = _sums(rows) if UNION in chosen["place"] else []
    return stocks.select_months(
        pd.concat([pick.narrow(rows, location=chosen["place"]), *parts]), chosen
    )


def _citizens(scene: DrawContext) -> tuple[Point, ...]:
    """Citizens of Ukraine: as published, and for the Union the sum of its members."""
    place = scene.find_code("place")
    made = list(stocks.make_points(pick.narrow(scene.rows, location=place), _CITIZENS))
    if place == UNION:
        made += [pick.make_sum(day, day["date"].iloc[0].date()) for day in _sums(scene.rows)]
    return tuple(sorted(made, key=lambda point: str(point.x)))


def _draw(scene: DrawContext) -> Plot:
    t, everybody = scene.t, pick.narrow(scene.rows, series=_ALL)
    all_points = pick.add_gaps(pick.make_points(everybody, "date"))
    differing = pick.narrow(everybody, obs_status="D")["date"]
    return make_plot(
        (
            Mark(t("All beneficiaries"), all_points, COUNTED),
            dots(t("Citizens of Ukraine"), pick.add_gaps(_citizens(scene)), COUNTED, SECOND),
        ),
        remarks=[Annotation(day.date(), t("not all countries included")) for day in differing],
    )


def _title(scene: DrawContext) -> tuple[str, ...]:
    t, citizens = scene.t, _citizens(scene)
    newest_one = stocks.find_last(citizens or stocks.make_points(scene.rows, _ALL))
    form = later("{place}, people from Ukraine with temporary protection: {number} ({when})")
    if citizens:
        form = later("{place}, citizens of Ukraine with temporary protection: {number} ({when})")
    place = t.name_place(scene.find_code("place"))
    return tuple(
        stocks.word_point(t, form, newest_one, place=place, when=when(newest_one, t))
        for when in (stocks.format_day, stocks.format_month)
    )


PROTECTION = stocks.declare_figure(
    id="temporary-protection",
    name="Temporary protection in the European Union",
    title=_title,
    subtitle="Beneficiaries of temporary protection at the end of a month, as Eurostat counts "
    "them, {place}, {span}, number of people",
    places={"place": lambda scene: scene.t.name_place(scene.find_code("place"))},
    caveats=(
        "These people are a part of the refugees from Ukraine. Never add the two.",
        "All beneficiaries and citizens of Ukraine are two different groups. For June 2026 no "
        "total for the European Union was published; the point is the sum of its 27 member states.",
        "A fall can mean that permits expired or a register was corrected, not that people left.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        Choice("place", "Where?", _places, Language.name_place),
        *stocks.choose_months(_protected),
    ),
)
