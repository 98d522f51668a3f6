"""The table of a chart as a spreadsheet wants it: a number alone in its cell, its bound beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from figures.core.chart import Chart
from figures.core.plot import Plot, Point
from figures.core.values import plain
from locales import Language, later
from schemas import codes

PEOPLE: Final = "people"
"""The unit in which a number is written without one."""
_COUNTED: Final = (PEOPLE, "pieces")
_BOUND: Final = {**codes.BOUND, "exact": "", "range": "", "conjecture": later("could be")}
_PLACE: Final = 2
"""So many cells stand before the number: the series, and when or what."""


@dataclass(frozen=True)
class Spread:
    """Header and rows; `number` says which column holds the numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int


def spread(chart: Chart) -> Spread:
    """The table of a chart; bounds and ranges have a column only where there are some."""
    say, shown, points = chart.say, chart.table, tuple(_points(chart.plot))
    bounds = ["" if _missing(point) else say(_BOUND[point.bound]) for point in points]
    ranges = [_range(point, say) for point in points]
    numbers = [say("not found") if _missing(point) else _number(point.y, say) for point in points]
    number = say("Number") if chart.plot.unit in _COUNTED else _in(chart.plot.unit, say)
    parts = [(number, numbers)]
    if any(bounds):
        parts.insert(0, (say("Bound"), bounds))
    if any(ranges):
        parts.append((say("Range"), ranges))
    columns = [column for _, column in parts]
    return Spread(
        (*shown.header[:_PLACE], *(name for name, _ in parts), *shown.header[_PLACE + 1 :]),
        tuple(
            (*row[:_PLACE], *cells, *row[_PLACE + 1 :])
            for row, *cells in zip(shown.rows, *columns, strict=True)
        ),
        _PLACE + any(bounds),
    )


def _points(plot: Plot) -> Iterator[Point]:
    """Every point, in the order of the table."""
    return (point for panel in plot.panels for mark in panel.marks for point in mark.points)


def _in(currency: str, say: Language) -> str:
    return say("Number, {unit}", unit=say(currency))


def _missing(point: Point) -> bool:
    return point.y is None and point.low is None


def _number(value: float | None, say: Language) -> str:
    return "" if value is None else plain(value, PEOPLE, say)


def _range(point: Point, say: Language) -> str:
    if point.low is None or point.high is None:
        return ""
    return say("{low}–{high}", low=_number(point.low, say), high=_number(point.high, say))
