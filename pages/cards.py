"""Headline cards: a number with how it is known, a picture of its course, and who said it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exports import sparklines
from exports.html import fill
from figures import FIGURES
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.citation import Publication, cite
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point
from figures.core.view import LANGUAGE, view_of
from locales import Language, joined
from pages.figure_block import today
from schemas import Tables

COURSES = {
    "headline-refugees": "refugees",
    "headline-internally-displaced": "internally-displaced",
    "headline-civilians-killed": "civilians-killed-total",
    "headline-aid-allocated": "aid-by-month",
}
"""The figure that shows how a headline number came about; the others show it themselves."""


@dataclass(frozen=True)
class Picture:
    """A small picture with its ends in words, and the publications only the picture draws on."""

    source: str
    ends: tuple[str, ...]
    sources: str


@dataclass(frozen=True)
class Card:
    """What one headline card says."""

    name: str
    link: str
    number: str
    kind: str
    status: str
    picture: Picture | None
    publisher: str
    data_to: date
    late: str


def card(figure_id: str, tables: Tables, say: Language) -> str:
    """One headline number; nothing where it is not known."""
    chart = _chart(figure_id, tables, say)
    if chart.plot.empty or chart.freshness is None:
        return ""
    mark, point = _main(chart)
    publisher = chart.scene.publisher(point.rows[0])
    statement = next(
        one for one in chart.freshness.statements if chart.say.data(one.publisher) == publisher
    )
    return fill(
        "card.html",
        chart.say,
        card=Card(
            name=chart.say(chart.figure.name),
            link=f"/{COURSES.get(figure_id, figure_id)}?{LANGUAGE}={say.code}",
            number=values.words(_without_range(point), chart.plot.unit, chart.say),
            kind=mark.meaning.value,
            status=mark.name,
            picture=_picture(chart, tables),
            publisher=publisher,
            data_to=statement.data_to,
            late=chart.say.opening(statement.lateness(chart.say, today())),
        ),
    )


def _chart(figure_id: str, tables: Tables, say: Language) -> Chart:
    return draw(view_of(FIGURES[figure_id], tables, {}, say.code), tables)


def _main(chart: Chart) -> tuple[Mark, Point]:
    """The number of a headline: the one with a range, and of a whole and its part the part."""
    marks = chart.plot.marks
    mark = next((one for one in marks if one.points[-1].low is not None), marks[-1])
    return mark, mark.points[-1]


def _without_range(point: Point) -> Point:
    """The number alone: its range is drawn beneath it and stands there in words."""
    return point if point.low is None else replace(point, low=None, high=None, bound="exact")


def _picture(chart: Chart, tables: Tables) -> Picture | None:
    _, point = _main(chart)
    if point.low is not None:
        return _range(chart)
    if chart.figure.id not in COURSES:
        return _share(chart)
    course = _chart(COURSES[chart.figure.id], tables, chart.say)
    if course.plot.stacked:
        return _months(chart, course)
    lines = (
        one for one in course.plot.marks if any(point.rows == spot.rows for spot in one.points)
    )
    return next((_line(chart, course, line) for line in lines), None)


def _line(chart: Chart, course: Chart, mark: Mark) -> Picture:
    """The line on which the headline number is the last point."""
    known = [point for part in mark.parts for point in part]
    ends = (_month(known[0], chart.say), _month(known[-1], chart.say))
    return Picture(sparklines.course(mark), ends, _sources(chart, course, known))


def _months(chart: Chart, course: Chart) -> Picture:
    points = [point for mark in course.plot.marks for point in mark.points]
    first, last = (end(points, key=lambda point: str(point.x)) for end in (min, max))
    say = chart.say
    ends = (_month(first, say), say("by month"), _month(last, say))
    return Picture(sparklines.periods(course.plot.marks), ends, _sources(chart, course, points))


def _range(chart: Chart) -> Picture:
    """The range of an estimate, and what was verified by the same day."""
    (_, point), unit, say = _main(chart), chart.plot.unit, chart.say
    low, high = (values.plain(end or 0.0, unit, say) for end in (point.low, point.high))
    counted = [
        spot
        for mark in chart.plot.marks
        if mark.meaning is Meaning.COUNTED
        for spot in mark.points
        if spot.y is not None
    ]
    ends = [
        say("verified by then: {number}", number=values.words(spot, unit, say)) for spot in counted
    ]
    reach = sparklines.reach(point, counted[0].y if counted else None)
    span = say("range: {low}–{high}", low=low, high=high)
    return Picture(reach, (*ends, span), _sources(chart, chart, counted))


def _share(chart: Chart) -> Picture | None:
    """How far a part fills its whole."""
    if len(chart.plot.marks) < 2:
        return None
    whole, part = (mark.points[-1] for mark in chart.plot.marks)
    say, share = chart.say, (part.y or 0.0) / (whole.y or 1.0)
    amount = values.words(whole, chart.plot.unit, say)
    ends = (
        say("{share} funded", share=say.percent(share)),
        say("{amount} required", amount=amount),
    )
    return Picture(sparklines.share(part.y or 0.0, whole.y or 0.0), ends, "")


def _sources(chart: Chart, drawn: Chart, points: Iterable[Point]) -> str:
    """The publications of the points drawn that are not those of the number."""
    say, (_, number) = chart.say, _main(chart)
    own = set(chart.scene.rows.loc[list(number.rows), "source_id"])
    rows = [row for point in points for row in point.rows]
    shown = set(drawn.scene.rows.loc[rows, "source_id"])
    cited = cite(sorted(shown - own), drawn.scene.sources, say).cited
    names = say.row(
        one.words(say)
        if len(one.publications) == 1
        else joined(", ", (say.data(one.publisher), _several(one.publications, say)))
        for one in cited
    )
    if not names:
        return ""
    return say("Picture: also {names}", names=names) if shown & own else say(
        "Picture: {names}", names=names
    )  # fmt: skip


def _several(publications: Sequence[Publication], say: Language) -> str:
    return say.count("{n} publication", "{n} publications", len(publications))


def _month(point: Point, say: Language) -> str:
    return say.month(point.x) if isinstance(point.x, date) else point.x
