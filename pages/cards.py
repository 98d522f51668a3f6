"""Headline cards: a number with how it is known, a picture of its course, and who said it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from exports import sparklines
from exports.html import fill
from figures import FIGURES
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.citation import cite
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point
from figures.core.view import LANGUAGE, view_of
from locales import Language, joined
from pages.figure_block import today
from schemas import Tables

COURSES: Final = {
    "headline-refugees": "refugees",
    "headline-internally-displaced": "internally-displaced",
    "headline-civilians-killed": "civilians-killed-total",
    "headline-aid-allocated": "aid-by-month",
}
"""The figure that shows how a headline number came about; the others show it themselves."""


class Picture(NamedTuple):
    """A small picture with its ends in words, and the publications only the picture draws on."""

    source: str
    ends: tuple[str, ...]
    sources: str


def card(figure_id: str, tables: Tables, say: Language) -> str:
    """One headline number; nothing where it is not known."""
    chart = draw(view_of(FIGURES[figure_id], tables, {}, say.code), tables)
    if chart.plot.empty or chart.freshness is None:
        return ""
    course = chart
    if figure_id in COURSES:
        course = draw(view_of(FIGURES[COURSES[figure_id]], tables, {}, say.code), tables)
    mark, point = _main(chart)
    # A range is drawn beneath the number and stands there in words.
    alone = point if point.low is None else replace(point, low=None, high=None, bound="exact")
    publisher = chart.scene.publisher(point.rows[0])
    statement = next(
        one for one in chart.freshness.statements if chart.say.data(one.publisher) == publisher
    )
    return fill(
        "card.html",
        chart.say,
        name=chart.say(chart.figure.name),
        link=f"/{course.figure.id}?{LANGUAGE}={say.code}",
        number=values.words(alone, chart.plot.unit, chart.say),
        kind=mark.meaning.value,
        status=mark.name,
        picture=_picture(chart, course),
        publisher=publisher,
        data_to=statement.data_to,
        late=chart.say.opening(statement.lateness(chart.say, today())),
    )


def _main(chart: Chart) -> tuple[Mark, Point]:
    """The number of a headline: the one with a range, and of a whole and its part the part."""
    marks = chart.plot.marks
    mark = next((one for one in marks if one.points[-1].low is not None), marks[-1])
    return mark, mark.points[-1]


def _picture(chart: Chart, course: Chart) -> Picture | None:
    """What suits a number: its range, its share of a whole, or how it came about."""
    _, point = _main(chart)
    if point.low is not None:
        return _range(chart, point)
    if course is chart:
        return _share(chart)
    say, marks = chart.say, course.plot.marks
    if course.plot.stacked:
        points = [each for mark in marks for each in mark.points]
        first, last = (end(points, key=lambda each: str(each.x)) for end in (min, max))
        months = (_month(first, say), say("by month"), _month(last, say))
        return Picture(sparklines.periods(marks), months, _sources(chart, course, points))
    for mark in marks:
        if any(point.rows == each.rows for each in mark.points):
            known = [each for part in mark.parts for each in part]
            ends = (_month(known[0], say), _month(known[-1], say))
            return Picture(sparklines.course(mark), ends, _sources(chart, course, known))
    return None


def _range(chart: Chart, point: Point) -> Picture:
    """The range of an estimate, and what was verified by the same day."""
    unit, say = chart.plot.unit, chart.say
    low, high = (values.plain(end or 0.0, unit, say) for end in (point.low, point.high))
    counted = [
        each
        for mark in chart.plot.marks
        if mark.meaning is Meaning.COUNTED
        for each in mark.points
        if each.y is not None
    ]
    verified = (
        say("verified by then: {number}", number=values.words(each, unit, say)) for each in counted
    )
    reach = sparklines.reach(point, counted[0].y if counted else None)
    ends = (*verified, say("range: {low}–{high}", low=low, high=high))
    return Picture(reach, ends, _sources(chart, chart, counted))


def _share(chart: Chart) -> Picture | None:
    """How far a part fills its whole."""
    if len(chart.plot.marks) < 2:
        return None
    say, (whole, part) = chart.say, (mark.points[-1] for mark in chart.plot.marks)
    share = say.percent((part.y or 0.0) / (whole.y or 1.0))
    amount = values.words(whole, chart.plot.unit, say)
    ends = (say("{share} funded", share=share), say("{amount} required", amount=amount))
    return Picture(sparklines.share(part.y or 0.0, whole.y or 0.0), ends, "")


def _sources(chart: Chart, drawn: Chart, points: Iterable[Point]) -> str:
    """The publications of the points drawn that are not those of the number."""
    say, (_, number) = chart.say, _main(chart)
    own = set(chart.scene.rows.loc[list(number.rows), "source_id"])
    rows = [row for point in points for row in point.rows]
    shown = set(drawn.scene.rows.loc[rows, "source_id"])
    names = []
    for one in cite(sorted(shown - own), drawn.scene.sources, say).cited:
        count = len(one.publications)
        several = say.count("{n} publication", "{n} publications", count)
        name = joined(", ", (say.data(one.publisher), several))
        names.append(one.words(say) if count == 1 else name)
    if not names:
        return ""
    if shown & own:
        return say("Picture: also {names}", names=say.row(names))
    return say("Picture: {names}", names=say.row(names))


def _month(point: Point, say: Language) -> str:
    return say.month(point.x) if isinstance(point.x, date) else point.x
