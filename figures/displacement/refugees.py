"""Refugees from Ukraine, in Europe or in the world, as UNHCR counts them."""

from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from figures.core.selection import points
from figures.core.statements import differences
from figures.displacement import displacement_rows
from locales import Language
from schemas import Tables

_PUBLISHED = ("odp-as-published", "key-figures")
_SERIES = ("odp-daily", "rdf-year-end", *_PUBLISHED)


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return displacement_rows.stocks(rows, "REF", _SERIES, ["WORLD", "EUROPE"])


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _shown(displacement_rows.fit(tables, known_on))
    rows = rows[rows["location"].isin(chosen["scope"])]
    return Selection(
        displacement_rows.TABLE, displacement_rows.within(displacement_rows.newest(rows), chosen)
    )


def _draw(scene: Scene) -> Plot:
    say = scene.say

    def mark(name: str, tone: Tone, shape: Shape, *series: str, rivals: bool = False) -> Mark:
        rows = displacement_rows.of_series(scene.rows, *series)
        return Mark(name, points(rows, "date"), Meaning.COUNTED, tone, shape, rivals=rivals)

    published = say("As published at the time"), Tone.SECOND
    if scene.one("scope") == "EUROPE":
        return one_panel(
            (
                mark(
                    say("Daily series, {edition}", edition=scene.edition),
                    Tone.FIRST,
                    Shape.LINE,
                    "odp-daily",
                ),
                mark(*published, Shape.DOT, *_PUBLISHED),
            )
        )
    return one_panel(
        (
            mark(say("End of year, Refugee Data Finder"), Tone.FIRST, Shape.DOT, "rdf-year-end"),
            mark(*published, Shape.LINE, "odp-as-published"),
            mark(say("Rounded key figure"), Tone.THIRD, Shape.DOT, "key-figures", rivals=True),
        )
    )


def _title(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    lines = displacement_rows.of_series(scene.rows, "rdf-year-end")
    newest = displacement_rows.last(points(lines if not lines.empty else scene.rows, "date"))
    words = {"number": values.headline(newest, say), "day": displacement_rows.day(newest, say)}
    portal = displacement_rows.of_series(scene.rows, "odp-as-published")
    if scene.one("scope") == "WORLD" and not lines.empty and not portal.empty:
        return _twice_counted(displacement_rows.last(points(portal, "date")), newest, say)
    if scene.one("scope") == "WORLD":
        return say("Refugees from Ukraine in the world on {day}: {number}", **words)
    return say("Refugees from Ukraine in Europe on {day}: {number}", **words)


def _twice_counted(portal: Point, finder: Point, say: Language) -> tuple[str, ...]:
    """Two counts of one publisher by two definitions."""
    words = {
        "portal": values.headline(portal, say),
        "portal_year": displacement_rows.year(portal, say),
        "number": values.headline(finder, say),
        "year": displacement_rows.year(finder, say),
    }
    return (
        say(
            "Refugees from Ukraine: {portal} (portal {portal_year}), {number} "
            "(Refugee Data Finder {year})",
            **words,
        ),
        say(
            "Refugees from Ukraine: {portal} (portal {portal_year}), {number} (Data Finder {year})",
            **words,
        ),
    )


def _subtitle(scene: Scene) -> str:
    say = scene.say
    span = displacement_rows.span(scene.rows, say)
    if scene.one("scope") == "WORLD":
        return say(
            "Refugees registered in all countries, by UNHCR's Refugee Data Finder and its portal, "
            "{span}, number of people",
            span=span,
        )
    return say(
        "Refugees from Ukraine registered in Europe, UNHCR's daily series ({edition}) and figures "
        "as published at the time, {span}, number of people",
        edition=scene.edition,
        span=span,
    )


def _revised(scene: Scene) -> str:
    """How the latest edition differs from what was published at the time, day by day."""
    now = {
        point.x: point
        for point in points(displacement_rows.of_series(scene.rows, "odp-daily"), "date")
    }
    published = points(displacement_rows.of_series(scene.rows, "odp-as-published"), "date")
    pairs = [(point, now[point.x]) for point in published if point.x in now]
    if not pairs:
        return ""
    return scene.say(
        "The latest edition against what was published at the time: {list}.",
        list=differences(pairs, scene.say),
    )


REFUGEES = Figure(
    id="refugees",
    topic=Topic.DISPLACEMENT,
    name="Refugees from Ukraine",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "At a break UNHCR changed what it counts; a fall there is not people returning. In the "
        "year-ends, from 2024 most people in the Russian Federation are no longer included.",
        "The portal and the Refugee Data Finder define refugees differently; their numbers do not "
        "continue each other.",
        _revised,
        "These are people recorded on a day, not everyone who ever left; border crossings are "
        "never counted here.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        one_of("scope", "Where?", {"WORLD": "World", "EUROPE": "Europe"}),
        *months(displacement_rows.days_of(_shown)),
    ),
)
