"""Refugees and asylum-seekers from Ukraine by host country, at the end of one year."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core.choice import Choice, Chosen, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import points
from figures.displacement import displacement_rows
from locales import Language
from schemas import Tables

_GROUPS = {"REF": "Refugees", "ASY": "Asylum-seekers"}


def _hosts(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of single countries."""
    return rows[
        (rows["series"] == "rdf-year-end")
        & rows["population_group"].isin(_GROUPS)
        & (rows["location"] != "WORLD")
    ]


def _years(tables: Tables) -> Sequence[str]:
    years = _hosts(tables.displacement)["date"].dt.year.unique()
    return [str(year) for year in sorted(years, reverse=True)]


def _year(say: Language, code: str) -> str:
    return code


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = displacement_rows.newest(_hosts(displacement_rows.fit(tables, known_on)))
    rows = rows[
        rows["date"].dt.year.astype(str).isin(chosen["year"])
        & rows["population_group"].isin(chosen["group"])
    ]
    largest_first = rows.sort_values(["value", "location"], ascending=[False, True])
    shown = largest_first.head(int(chosen["hosts"][0]))
    return Selection(displacement_rows.TABLE, shown, among=len(rows))


def _refugees(scene: Scene) -> bool:
    return scene.one("group") == "REF"


def _draw(scene: Scene) -> Plot:
    say = scene.say
    name = say("Refugees") if _refugees(scene) else say("Asylum-seekers")
    bars = points(scene.rows, lambda row: say.place(row["location"]))
    return one_panel((Mark(name, bars, Meaning.COUNTED, Tone.FIRST, Shape.BAR),), horizontal=True)


def _title(scene: Scene) -> str:
    say, largest = scene.say, scene.rows.iloc[0]
    words = {
        "day": say.day(largest["date"]),
        "place": say.place(largest["location"]),
        "number": say.headline(largest["value"]),
    }
    if _refugees(scene):
        return say("{place} had most refugees from Ukraine on {day}: {number}", **words)
    return say("{place} had most asylum-seekers from Ukraine on {day}: {number}", **words)


def _subtitle(scene: Scene) -> str:
    say = scene.say
    words = {
        "day": say.day(scene.rows["date"].max()),
        "hosts": say("the {n} largest of {all}", n=len(scene.rows), all=scene.among),
    }
    if _refugees(scene):
        return say(
            "Refugees from Ukraine by host country, {day}, number of people; shown: {hosts}",
            **words,
        )
    return say(
        "Asylum-seekers from Ukraine by host country, {day}, number of people; shown: {hosts}",
        **words,
    )


HOSTS = Figure(
    id="refugees-by-country",
    topic=Topic.DISPLACEMENT,
    name="Refugees by host country",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "From 2024 most people in the Russian Federation are no longer counted as refugees. They "
        "were reclassified; they did not return.",
        "Countries with fewer people are left out; how many are shown is a choice above. Serbia "
        "and Kosovo are one entry, as UNHCR counts them.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        Choice(
            "year", "End of which year?", _years, _year, lambda tables: tuple(_years(tables)[:1])
        ),
        one_of("group", "Who?", _GROUPS),
        one_of(
            "hosts",
            "How many countries?",
            {"10": "10 countries", "20": "20 countries", "40": "40 countries"},
        ),
    ),
)
