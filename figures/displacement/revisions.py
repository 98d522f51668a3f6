"""The daily series of refugees in Europe, as first published and in two later editions."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, months
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Remark, Shape, one_panel
from figures.core.selection import points
from figures.core.statements import differences
from figures.displacement import displacement_rows
from schemas import Tables

_WHOLE_SERIES = 60


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return displacement_rows.stocks(rows, "REF", ["odp-daily", "odp-as-published"], ["EUROPE"])


def _editions(rows: pd.DataFrame) -> Sequence[str]:
    """The last two editions of the daily series, older first; a few days are no edition."""
    daily = displacement_rows.of_series(rows, "odp-daily").sort_values("available", kind="stable")
    days = daily.groupby("source_id", sort=False).size()
    return [str(source) for source in days[days >= _WHOLE_SERIES].index[-2:]]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _shown(displacement_rows.fit(tables, known_on))
    first = displacement_rows.of_series(rows, "odp-as-published")
    editions = rows[rows["source_id"].isin(_editions(rows))]
    until = editions["date"].max() if not editions.empty else first["date"].max()
    both = pd.concat([first[first["date"] <= until], editions])
    return Selection(displacement_rows.TABLE, displacement_rows.within(both, chosen))


def _lines(scene: Scene) -> Sequence[tuple[str, tuple[Point, ...]]]:
    """The publication day of each edition in words, with its points; older first."""
    daily = displacement_rows.of_series(scene.rows, "odp-daily").sort_values(
        "available", kind="stable"
    )
    return [
        (scene.say.short_day(edition["available"].iloc[0]), points(edition, "date"))
        for _, edition in daily.groupby("source_id", sort=False)
    ]


def _first(scene: Scene) -> tuple[Point, ...]:
    return points(displacement_rows.of_series(scene.rows, "odp-as-published"), "date")


def _draw(scene: Scene) -> Plot:
    say = scene.say
    styles = ((Tone.QUIET, 6), (Tone.FIRST, 2))
    lines = _lines(scene)
    marks = [
        Mark(say("Edition of {day}", day=day), made, Meaning.COUNTED, tone, width=width)
        for (day, made), (tone, width) in zip(lines, styles[-len(lines) :], strict=False)
    ]
    dots = Mark(say("As first published"), _first(scene), Meaning.COUNTED, Tone.SECOND, Shape.DOT)
    return one_panel((*marks, dots), remarks=_revision(scene))


def _revision(scene: Scene) -> tuple[Remark, ...]:
    """The day the title tells of, with both its numbers; how it went between days nobody knows."""
    say, twice = scene.say, _twice(scene)
    if not twice:
        return ()
    before, after = _told(twice)
    words = say(
        "at first {before}, after revision {after}",
        before=values.headline(before, say),
        after=values.headline(after, say),
    )
    return (Remark(before.x, words),)


def _twice(scene: Scene) -> Sequence[tuple[Point, Point]]:
    """Every day as first published and in the latest edition, where both are known."""
    lines = _lines(scene)
    now = {point.x: point for point in lines[-1][1]} if lines else {}
    return [(point, now[point.x]) for point in _first(scene) if point.x in now]


def _compared(scene: Scene) -> str:
    """How the latest edition differs from what was first published, day by day."""
    twice = _twice(scene)
    if not twice:
        return ""
    return scene.say(
        "The latest edition against what was published at the time: {list}.",
        list=differences(twice, scene.say),
    )


def _title(scene: Scene) -> str | tuple[str, ...]:
    say, lines, first = scene.say, _lines(scene), _first(scene)
    twice = _twice(scene)
    if not twice:
        newest = displacement_rows.last(lines[-1][1] if lines else first)
        return say(
            "Refugees from Ukraine in Europe on {day}: {number}",
            number=values.headline(newest, say),
            day=displacement_rows.day(newest, say),
        )
    before, after = _told(twice)
    return tuple(
        say(
            "Refugees in Europe ({when}): {before} at first, {after} after revision",
            when=when(before, say),
            before=values.headline(before, say),
            after=values.headline(after, say),
        )
        for when in (displacement_rows.day, displacement_rows.month)
    )


def _told(twice: Sequence[tuple[Point, Point]]) -> tuple[Point, Point]:
    """The day from which fewer are counted than at first; if there is none, the most changed."""
    fewer = [pair for pair in twice if (pair[1].y or 0) < (pair[0].y or 0)]
    if fewer and fewer == list(twice[-len(fewer) :]):
        return fewer[0]
    return max(twice, key=lambda pair: abs((pair[0].y or 0) - (pair[1].y or 0)))


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "Refugees from Ukraine registered in Europe by day, each day as UNHCR gave it at different "
        "times, {span}, number of people",
        span=displacement_rows.span(scene.rows, scene.say),
    )


REVISIONS = Figure(
    id="refugee-series-revised",
    topic=Topic.DISPLACEMENT,
    name="How the refugee series was revised",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "The lines are editions of one series, not different people. A later edition replaces an "
        "earlier one.",
        _compared,
        "At a break the counts changed; people did not return.",
        "Days before 7 June 2022 are left out: countries were still being added to the count.",
    ),
    select=_select,
    draw=_draw,
    choices=months(displacement_rows.days_of(_shown)),
)
