"""People displaced inside Ukraine and refugees in Europe: two counts over time, never added."""

from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import points
from figures.displacement import displacement_rows
from schemas import Tables

_PUBLISHED = ("odp-as-published", "key-figures")


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(
        [
            displacement_rows.stocks(rows, "IDP", displacement_rows.SURVEY, ["UKR"]),
            displacement_rows.stocks(rows, "REF", ["odp-daily", *_PUBLISHED], ["EUROPE"]),
            displacement_rows.stocks(rows, "DSP", ["statement"], ["WORLD"]),
        ]
    )


def _without_overlap(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without the figures as first published of days that the daily series covers."""
    daily = displacement_rows.of_series(rows, "odp-daily")["date"]
    if daily.empty:
        return rows
    covered = rows["date"].between(daily.min(), daily.max())
    return rows[~(covered & rows["series"].isin(_PUBLISHED))]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _without_overlap(
        displacement_rows.newest(_shown(displacement_rows.fit(tables, known_on)))
    )
    return Selection(displacement_rows.TABLE, displacement_rows.within(rows, chosen))


def _of(scene: Scene, group: str) -> pd.DataFrame:
    return scene.rows[scene.rows["population_group"] == group]


def _draw(scene: Scene) -> Plot:
    say, abroad, inside = scene.say, _of(scene, "REF"), _of(scene, "IDP")

    def mark(
        name: str, rows: pd.DataFrame, meaning: Meaning, tone: Tone, shape: Shape = Shape.LINE
    ) -> Mark:
        return Mark(name, points(rows, "date"), meaning, tone, shape)

    daily, published = (
        displacement_rows.of_series(abroad, *series) for series in (["odp-daily"], _PUBLISHED)
    )
    return one_panel(
        (
            mark(say("Refugees in Europe, daily series"), daily, Meaning.COUNTED, Tone.FIRST),
            mark(
                say("Refugees in Europe, as published"),
                published,
                Meaning.COUNTED,
                Tone.FIRST,
                Shape.DOT,
            ),
            mark(
                say("Displaced inside Ukraine, survey rounds of IOM"),
                displacement_rows.of_series(inside, "iom-gps"),
                Meaning.ESTIMATED,
                Tone.SECOND,
            ),
            mark(
                say("Displaced inside Ukraine, end of year"),
                displacement_rows.of_series(inside, "idmc-year-end"),
                Meaning.ESTIMATED,
                Tone.THIRD,
                Shape.DOT,
            ),
            mark(
                say("Total displaced (official statements)"),
                _of(scene, "DSP"),
                Meaning.SAID,
                Tone.QUIET,
                Shape.DOT,
            ),
        )
    )


def _title(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    made = {group: points(_of(scene, group), "date") for group in ("REF", "IDP", "DSP")}
    latest = {group: displacement_rows.last(found) for group, found in made.items() if found}
    numbers = {group: values.headline(point, say) for group, point in latest.items()}
    days = {group: displacement_rows.day(point, say) for group, point in latest.items()}
    if "REF" in latest and "IDP" in latest:
        both = {"abroad": numbers["REF"], "inside": numbers["IDP"]}
        return (
            say(
                "Refugees in Europe: {abroad} ({year}); displaced inside: {inside} "
                "(survey {other_year})",
                year=displacement_rows.year(latest["REF"], say),
                other_year=displacement_rows.year(latest["IDP"], say),
                **both,
            ),
            say(
                "Refugees in Europe: {abroad}; displaced inside Ukraine, by survey: {inside}",
                **both,
            ),
        )
    if "REF" in latest:
        return say(
            "Refugees from Ukraine in Europe on {day}: {number}",
            number=numbers["REF"],
            day=days["REF"],
        )
    if "IDP" in latest:
        return say(
            "Displaced inside Ukraine on {day}, by survey: {number}",
            number=numbers["IDP"],
            day=days["IDP"],
        )
    return say(
        "Displaced inside and outside Ukraine, as stated on {day}: {number}",
        number=numbers["DSP"],
        day=days["DSP"],
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "Displaced inside Ukraine, refugees registered in Europe, and both together as stated, "
        "{span}, number of people",
        span=displacement_rows.span(scene.rows, scene.say),
    )


def _at_the_break(scene: Scene) -> str:
    """What a break is, with the numbers on both sides of the largest."""
    say = scene.say
    daily = points(displacement_rows.of_series(_of(scene, "REF"), "odp-daily"), "date")
    found = displacement_rows.largest_break(daily)
    if found is None:
        return say("At a break the counts or the method changed; people did not move.")
    before, after = found
    return say(
        "At a break the counts or the method changed; people did not move. UNHCR's daily series "
        "goes from {before} to {after} on {day}.",
        before=displacement_rows.number(before, say),
        after=displacement_rows.number(after, say),
        day=displacement_rows.day(after, say),
    )


PEOPLE = Figure(
    id="displaced-people",
    topic=Topic.DISPLACEMENT,
    name="People displaced inside Ukraine and refugees",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "The two lines count different people in different ways, a survey and registers, and are "
        "not added here. Hollow marks are what somebody stated of both together.",
        _at_the_break,
        "Refugees outside Europe are not in this chart, and from 2026 most people in the Russian "
        "Federation are no longer counted. The figure of all refugees shows the world, by two "
        "definitions.",
    ),
    select=_select,
    draw=_draw,
    choices=months(displacement_rows.days_of(_shown)),
)
