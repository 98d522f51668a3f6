"""A contested number on one line: what was said, what is estimated, what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.core import values
from figures.core.chart import Chart
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point


@dataclass(frozen=True)
class ComparedNumber:
    """One number of a comparison, with its place on the line as shares of the longest."""

    who: str
    mark: Mark
    number: str
    point: Point
    start: float
    end: float
    tick: float | None


def compare_numbers(chart: Chart, most: int = 2, counted: int = 2) -> tuple[ComparedNumber, ...]:
    """The largest numbers of every kind of knowledge in the last panel, what was said first."""
    chosen: list[tuple[Mark, Point]] = []
    for meaning in reversed(Meaning):
        marks = [mark for mark in chart.plot.panels[-1].marks if mark.meaning is meaning]
        pairs = [(mark, point) for mark in marks for point in mark.points if not point.unknown]
        pairs.sort(key=lambda pair: pair[1].end, reverse=True)
        chosen += pairs[: counted if meaning is Meaning.COUNTED else most]
    return place_numbers(chart, chosen)


def place_numbers(chart: Chart, chosen: Sequence[tuple[Mark, Point]]) -> tuple[ComparedNumber, ...]:
    """These numbers of a chart, each with its place on the line."""
    longest = max((point.end for _, point in chosen), default=1.0)
    return tuple(
        ComparedNumber(
            str(point.x),
            mark,
            values.format_point(point, chart.plot.unit, chart.t),
            point,
            (point.low or 0.0) / longest,
            point.end / longest,
            None if point.low is None or point.y is None else point.y / longest,
        )
        for mark, point in chosen
    )
