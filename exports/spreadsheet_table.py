"""The table of a chart as a spreadsheet wants it: a number alone in its cell, its bound beside."""

from dataclasses import dataclass
from typing import Final

from figures.core.chart import Chart
from figures.core.values import plain
from locales import later
from schemas import codes

PEOPLE: Final = "people"
"""The unit in which a number is written without one."""
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
    say, shown, unit = chart.say, chart.table, chart.plot.unit

    def number(value: float | None) -> str:
        return "" if value is None else plain(value, PEOPLE, say)

    bounds, numbers, ranges = [], [], []
    marks = (mark for panel in chart.plot.panels for mark in panel.marks)
    for point in (point for mark in marks for point in mark.points):
        missing = point.y is None and point.low is None
        ranged = point.low is not None and point.high is not None
        bounds.append("" if missing else say(_BOUND[point.bound]))
        numbers.append(say("not found") if missing else number(point.y))
        ends = {"low": number(point.low), "high": number(point.high)}
        ranges.append(say("{low}–{high}", **ends) if ranged else "")
    counted = unit in (PEOPLE, "pieces")
    parts = [(say("Number") if counted else say("Number, {unit}", unit=say(unit)), numbers)]
    if any(bounds):
        parts.insert(0, (say("Bound"), bounds))
    if any(ranges):
        parts.append((say("Range"), ranges))
    return Spread(
        (*shown.header[:_PLACE], *(name for name, _ in parts), *shown.header[_PLACE + 1 :]),
        tuple(
            (*row[:_PLACE], *cells, *row[_PLACE + 1 :])
            for row, *cells in zip(shown.rows, *(cells for _, cells in parts), strict=True)
        ),
        _PLACE + any(bounds),
    )
