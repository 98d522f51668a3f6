"""Headline cards: a number with how it is known, a picture of its course, and who said it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from exports import sparklines
from exports.html import fill_template
from figures import FIGURES
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.citation import cite
from figures.core.description import describe_place
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point
from figures.core.view import LANGUAGE, make_view
from locales import Language, join_texts
from schemas import Tables
from web.site_blocks import find_today

COURSE_FIGURES: Final = {
    "headline-refugees": "refugees",
    "headline-internally-displaced": "internally-displaced",
    "headline-civilians-killed": "civilians-killed-total",
    "headline-aid-allocated": "aid-by-month",
}
"""The figure that shows how a headline number came about; the others show it themselves."""


class CardPicture(NamedTuple):
    """A small picture with its ends in words, and the publications only the picture draws on."""

    source: str
    ends: tuple[str, ...]
    sources: str


def write_card(figure_id: str, tables: Tables, t: Language) -> str:
    """One headline number; nothing where it is not known."""
    chart = draw(make_view(FIGURES[figure_id], tables, {}, t.code), tables)
    if chart.plot.empty or chart.freshness is None:
        return ""
    course = chart
    if figure_id in COURSE_FIGURES:
        course = draw(make_view(FIGURES[COURSE_FIGURES[figure_id]], tables, {}, t.code), tables)
    mark, point = _main(chart)
    # A range is drawn beneath the number and stands there in words.
    alone = point if point.low is None else replace(point, low=None, high=None, bound="exact")
    publisher = chart.scene.name_publisher(point.rows[0])
    statement = next(
        one for one in chart.freshness.statements if chart.t.data(one.publisher) == publisher
    )
    return fill_template(
        "card.html",
        chart.t,
        name=chart.t(chart.figure.name),
        link=f"/{course.figure.id}?{LANGUAGE}={t.code}",
        number=values.format_point(alone, chart.plot.unit, chart.t),
        kind=mark.meaning.value,
        status=mark.name,
        picture=_picture(chart, course),
        publisher=publisher,
        data_to=statement.data_to,
        late=chart.t.capitalize(statement.explain_lateness(chart.t, find_today())),
    )


def _main(chart: Chart) -> tuple[Mark, Point]:
    """The number of a headline: the one with a range, and of a whole and its part the part."""
    marks = chart.plot.marks
    mark = next((one for one in marks if one.points[-1].low is not None), marks[-1])
    return mark, mark.points[-1]


def _picture(chart: Chart, course: Chart) -> CardPicture | None:
    """What suits a number: its range, its share of a whole, or how it came about."""
    _, point = _main(chart)
    if point.low is not None:
        return _range(chart, point)
    if course is chart:
        return _share(chart)
    t, marks = chart.t, course.plot.marks
    if course.plot.stacked:
        points = [each for mark in marks for each in mark.points]
        ends = (end(points, key=lambda each: str(each.x)) for end in (min, max))
        first, last = (describe_place(each, "month", t) for each in ends)
        months = (first, t("by month"), last)
        return CardPicture(sparklines.draw_periods(marks), months, _sources(chart, course, points))
    for mark in marks:
        if any(point.rows == each.rows for each in mark.points):
            known = [each for part in mark.parts for each in part]
            span = (describe_place(known[0], "month", t), describe_place(known[-1], "month", t))
            return CardPicture(sparklines.draw_course(mark), span, _sources(chart, course, known))
    return None


def _range(chart: Chart, point: Point) -> CardPicture:
    """The range of an estimate, and what was verified by the same day."""
    unit, t = chart.plot.unit, chart.t
    low, high = (values.format_full(end or 0.0, unit, t) for end in (point.low, point.high))
    counted_marks = (mark for mark in chart.plot.marks if mark.meaning is Meaning.COUNTED)
    counted = [each for mark in counted_marks for each in mark.known]
    numbers = (values.format_point(each, unit, t) for each in counted)
    verified = (t("verified by then: {number}", number=number) for number in numbers)
    reach = sparklines.draw_range(point, counted[0].y if counted else None)
    ends = (*verified, t("range: {low}–{high}", low=low, high=high))
    return CardPicture(reach, ends, _sources(chart, chart, counted))


def _share(chart: Chart) -> CardPicture | None:
    """How far a part fills its whole."""
    if len(chart.plot.marks) < 2:
        return None
    t, (whole, part) = chart.t, (mark.points[-1] for mark in chart.plot.marks)
    share = t.format_percent((part.y or 0.0) / (whole.y or 1.0))
    amount = values.format_point(whole, chart.plot.unit, t)
    ends = (t("{share} funded", share=share), t("{amount} required", amount=amount))
    return CardPicture(sparklines.draw_share(part.y or 0.0, whole.y or 0.0), ends, "")


def _sources(chart: Chart, drawn: Chart, points: Iterable[Point]) -> str:
    """The publications of the points drawn that are not those of the number."""
    t, (_, number) = chart.t, _main(chart)
    own = set(chart.scene.rows.loc[list(number.rows), "source_id"])
    rows = [row for point in points for row in point.rows]
    shown = set(drawn.scene.rows.loc[rows, "source_id"])
    names = []
    for one in cite(sorted(shown - own), drawn.scene.sources, t).cited:
        count = len(one.publications)
        several = t.count("{n} publication", "{n} publications", count)
        name = join_texts(", ", (t.data(one.publisher), several))
        names.append(one.describe(t) if count == 1 else name)
    if not names:
        return ""
    if shown & own:
        return t("Picture: also {names}", names=t.join_items(names))
    return t("Picture: {names}", names=t.join_items(names))
