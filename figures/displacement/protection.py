"""People with temporary protection in the European Union and in single countries."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from figures.core import values
from figures.core.choice import Choice, Chosen, months
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Remark, Shape, one_panel
from figures.core.selection import points, summed, with_gaps
from figures.displacement import displacement_rows
from locales import Language
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


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["population_group"] == "TPR"]


def _places(tables: Tables) -> Sequence[str]:
    rows = _shown(tables.displacement)
    countries = sorted(set(rows["location"]) - {UNION})
    return [UNION, *countries] if len(countries) < len(set(rows["location"])) else countries


def _sums(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """For each day without a row for the Union, the rows of all its members, if there are all."""
    published = rows.loc[(rows["series"] == _CITIZENS) & (rows["location"] == UNION), "date"]
    members = rows[(rows["series"] == _CITIZENS) & rows["location"].isin(MEMBERS)]
    days = members[~members["date"].isin(published)].groupby("date")
    return [day for _, day in days if set(day["location"]) == MEMBERS]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = displacement_rows.newest(_shown(displacement_rows.fit(tables, known_on)))
    own = rows[rows["location"].isin(chosen["place"])]
    parts = _sums(rows) if UNION in chosen["place"] else []
    return Selection(
        displacement_rows.TABLE, displacement_rows.within(pd.concat([own, *parts]), chosen)
    )


def _citizens(scene: Scene) -> tuple[Point, ...]:
    """Citizens of Ukraine: as published, and for the Union the sum of its members."""
    place = scene.one("place")
    rows = displacement_rows.of_series(scene.rows, _CITIZENS)
    made = list(points(rows[rows["location"] == place], "date"))
    if place == UNION:
        made += [summed(day, day["date"].iloc[0].date()) for day in _sums(scene.rows)]
    return tuple(sorted(made, key=lambda point: str(point.x)))


def _everybody(scene: Scene) -> tuple[Point, ...]:
    return points(displacement_rows.of_series(scene.rows, _ALL), "date")


def _draw(scene: Scene) -> Plot:
    say = scene.say
    differing = scene.rows[(scene.rows["obs_status"] == "D") & (scene.rows["series"] == _ALL)]
    return one_panel(
        (
            Mark(
                say("All beneficiaries"),
                with_gaps(_everybody(scene)),
                Meaning.COUNTED,
                Tone.FIRST,
            ),
            Mark(
                say("Citizens of Ukraine"),
                with_gaps(_citizens(scene)),
                Meaning.COUNTED,
                Tone.SECOND,
                Shape.DOT,
            ),
        ),
        remarks=[
            Remark(day.date(), say("not all countries included")) for day in differing["date"]
        ],
    )


def _title(scene: Scene) -> tuple[str, ...]:
    say = scene.say
    citizens = _citizens(scene)
    newest = displacement_rows.last(citizens or _everybody(scene))
    words = {"place": say.place(scene.one("place")), "number": values.headline(newest, say)}
    days = displacement_rows.day(newest, say), displacement_rows.month(newest, say)
    if citizens:
        return tuple(
            say(
                "{place}, citizens of Ukraine with temporary protection: {number} ({when})",
                when=when,
                **words,
            )
            for when in days
        )
    return tuple(
        say(
            "{place}, people from Ukraine with temporary protection: {number} ({when})",
            when=when,
            **words,
        )
        for when in days
    )


def _subtitle(scene: Scene) -> str:
    say = scene.say
    return say(
        "Beneficiaries of temporary protection at the end of a month, as Eurostat counts them, "
        "{place}, {span}, number of people",
        place=say.place(scene.one("place")),
        span=displacement_rows.span(scene.rows, say),
    )


PROTECTION = Figure(
    id="temporary-protection",
    topic=Topic.DISPLACEMENT,
    name="Temporary protection in the European Union",
    title=_title,
    subtitle=_subtitle,
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
        *months(displacement_rows.days_of(_shown)),
    ),
)
