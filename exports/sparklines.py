"""Small pictures beside a number, 46 pixels tall and from zero: its course, its range, its share.

They are images, for the pages' framework removes drawings that stand in HTML. How each shape is
written stands in `sparkline.svg`.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from exports.html import fill_template
from figures.core.palette import BLUE, GREY, Meaning, lighten
from figures.core.plot import Mark, Point, Shape
from locales import find_language

_WIDE, _HIGH, _PAD = 240, 46, 5
_GROUND: Final = _HIGH - 1
_BAR, _DOWN = 16, 13
_BASE: Final = ("stroke", (f"M0 {_GROUND + 0.4}H{_WIDE}", 1, GREY))
YEARS: Final = (2022, 2026)
"""The first and the last year on the line of publications."""

_Shape = tuple[str, tuple[object, ...]]


def draw_course(mark: Mark) -> str:
    """How a number came about: a line, cut where its series is, or dots; dashed if estimated."""
    points = [point for part in mark.parts for point in part]
    spots = dict(zip(points, _spots(points), strict=True))
    lines = [[spots[point] for point in part] for part in mark.parts]
    dashed = mark.meaning is not Meaning.COUNTED
    shapes: list[_Shape] = []
    if mark.shape is Shape.DOT:
        for x, y in spots.values():
            stem = ("stroke", (f"M{x} {y}V{_GROUND}", 2, lighten(BLUE, 0.4)))
            shapes += [stem, ("dot", (x, y, BLUE, dashed))]
        return _image([*shapes, _BASE])
    for line in lines:
        path = "M" + "L".join(f"{x} {y}" for x, y in line)
        area = f"{path}V{_GROUND}H{line[0][0]}Z"
        if len(line) > 1:
            shapes.append(("area", (area, lighten(BLUE, 0.14))))
            shapes.append(("stroke", (path, 2, BLUE, dashed)))
        else:
            shapes.append(("dot", (*line[0], BLUE, dashed, 5)))
    return _image([*shapes, ("dot", (*lines[-1][-1], BLUE, dashed)), _BASE])


def draw_periods(marks: Iterable[Mark]) -> str:
    """One bar for each period, the parts of one whole on each other."""
    sums: dict[date | str, float] = {}
    for mark in marks:
        for point in mark.points:
            sums[point.x] = sums.get(point.x, 0.0) + (point.y or 0.0)
    top, step = max(sums.values()), _WIDE / len(sums)
    highs = [(sums[when] / top) * (_GROUND - 3) for when in sorted(sums, key=str)]
    boxes: list[_Shape] = [
        ("box", (place * step, step * 0.76, _GROUND - high, high, BLUE))
        for place, high in enumerate(highs)
    ]
    return _image([*boxes, _BASE])


def draw_range(point: Point, counted: float | None) -> str:
    """A range with its number in it, and below it what was counted by the same day."""
    low, high = point.low or 0.0, point.high or 0.0
    scale = (_WIDE - 2) / max(high, counted or 0.0)
    sizes = (low * scale, (high - low) * scale, _DOWN, _BAR, BLUE, lighten(BLUE, 0.3))
    shapes: list[_Shape] = [("outlined", sizes)]
    if point.y is not None:
        shapes.append(("box", (point.y * scale - 2, 4, _DOWN, _BAR, BLUE)))
    if counted is not None:
        shapes.append(("box", (0, counted * scale, _GROUND - 9, 9, BLUE)))
    return _image([*shapes, _BASE])


def draw_share(part: float, whole: float) -> str:
    """A bar filled as far as a part goes; one that is more than the whole is full."""
    filled = min(part / whole, 1.0) * _WIDE if whole else 0.0
    frame = ("outlined", (0, _WIDE, _DOWN, _BAR, BLUE, "none"))
    return _image([("box", (0, filled, _DOWN, _BAR, BLUE)), frame])


def draw_ticks(days: Iterable[date]) -> str:
    """A tick for each day on a line of years; what came before or after stands at its end."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[1] + 1, 1, 1)

    def along(day: date) -> float:
        return round((day - first) / (last - first) * (_WIDE - 2) + 1, 1)

    years = [along(date(year, 1, 1)) for year in range(YEARS[0], YEARS[1] + 2)]
    places = sorted({along(min(max(day, first), last)) for day in days})
    line: _Shape = ("stroke", (f"M0 36H{_WIDE}", 1, GREY))
    ends: list[_Shape] = [("stroke", (f"M{place} 32V40", 1, GREY)) for place in years]
    return _image([line, *ends, *(("stroke", (f"M{place} 8V36", 2, BLUE)) for place in places)])


def _spots(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Where points lie: in time between the first and the last, upwards from zero."""
    days = [point.x if isinstance(point.x, date) else date.min for point in points]
    first, last = min(days), max(days)
    long = (last - first).days or 1
    top = max(point.y or 0.0 for point in points) or 1.0
    return [
        (
            round((day - first).days / long * (_WIDE - 2 * _PAD) + _PAD, 1),
            round(_GROUND - (point.y or 0.0) / top * (_GROUND - _PAD), 1),
        )
        for day, point in zip(days, points, strict=True)
    ]


def _image(shapes: Iterable[_Shape]) -> str:
    """The address of a picture that holds itself."""
    svg = fill_template("sparkline.svg", find_language("en"), wide=_WIDE, high=_HIGH, shapes=shapes)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
