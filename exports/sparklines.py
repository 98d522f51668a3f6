"""Small pictures beside a number, 46 pixels tall and from zero: its course, its range, its share.

They are images, for the pages' framework removes drawings that stand in HTML.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from exports.html import fill
from figures.core.palette import BLUE, GREY, Meaning, faint
from figures.core.plot import Mark, Point, Shape
from locales import language

_WIDE, _HIGH, _PAD = 240, 46, 5
_GROUND: Final = _HIGH - 1
_BAR, _DOWN = 16, 13
_STRAIGHT: Final = {"vector-effect": "non-scaling-stroke"}
YEARS: Final = (2022, 2026)
"""The first and the last year on the line of publications."""

_Shape = tuple[str, dict[str, object]]
"""An element and its attributes."""


def course(mark: Mark) -> str:
    """How a number came about: a line that is cut where its series is, or dots on stems.

    What is estimated is dashed and ends square.
    """
    points = [point for part in mark.parts for point in part]
    spots = dict(zip(points, _spots(points), strict=True))
    dashed = mark.meaning is not Meaning.COUNTED
    shapes: list[_Shape] = []
    if mark.shape is Shape.DOT:
        for x, y in spots.values():
            shapes += [_stroke(f"M{x} {y}V{_GROUND}", 2, faint(BLUE, 0.4)), _dot(x, y, dashed)]
        return _image(shapes)
    lines = [[spots[point] for point in part] for part in mark.parts]
    for line in lines:
        if len(line) == 1:
            shapes.append(_dot(*line[0], dashed, 5))
            continue
        path = "M" + "L".join(f"{x} {y}" for x, y in line)
        area = {"d": f"{path}V{_GROUND}H{line[0][0]}Z", "fill": faint(BLUE, 0.14)}
        shapes += [("path", area), _stroke(path, 2, BLUE, dashed=dashed)]
    return _image([*shapes, _dot(*lines[-1][-1], dashed)])


def periods(marks: Iterable[Mark]) -> str:
    """One bar for each period, the parts of one whole on each other."""
    sums: dict[date | str, float] = {}
    for mark in marks:
        for point in mark.points:
            sums[point.x] = sums.get(point.x, 0.0) + (point.y or 0.0)
    top, step = max(sums.values()), _WIDE / len(sums)
    highs = [(sums[when] / top) * (_GROUND - 3) for when in sorted(sums, key=str)]
    return _image(
        _box(place * step, step * 0.76, _GROUND - high, high) for place, high in enumerate(highs)
    )


def reach(point: Point, counted: float | None) -> str:
    """A range with its number in it, and below it what was counted by the same day."""
    low, high = point.low or 0.0, point.high or 0.0
    scale = (_WIDE - 2) / max(high, counted or 0.0)
    shapes = [_outlined(low * scale, (high - low) * scale, faint(BLUE, 0.3))]
    if point.y is not None:
        shapes.append(_box(point.y * scale - 2, 4, _DOWN, _BAR))
    if counted is not None:
        shapes.append(_box(0, counted * scale, _GROUND - 9, 9))
    return _image(shapes)


def share(part: float, whole: float) -> str:
    """A bar filled as far as a part goes; one that is more than the whole is full."""
    filled = min(part / whole, 1.0) * _WIDE if whole else 0.0
    return _image([_box(0, filled, _DOWN, _BAR), _outlined(0, _WIDE, "none")], ground=False)


def ticks(days: Iterable[date]) -> str:
    """A tick for each day on a line of years; what came before or after stands at its end."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[1] + 1, 1, 1)

    def along(day: date) -> float:
        return round((day - first) / (last - first) * (_WIDE - 2) + 1, 1)

    years = [date(year, 1, 1) for year in range(YEARS[0], YEARS[1] + 2)]
    places = sorted({along(min(max(day, first), last)) for day in days})
    shapes = [_stroke(f"M0 36H{_WIDE}", 1, GREY)]
    shapes += [_stroke(f"M{along(year)} 32V40", 1, GREY) for year in years]
    shapes += [_stroke(f"M{place} 8V36", 2, BLUE) for place in places]
    return _image(shapes, ground=False)


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


def _stroke(path: str, width: float, colour: str, *, dashed: bool = False) -> _Shape:
    dashes: dict[str, object] = {"stroke-dasharray": "5 3"} if dashed else {}
    look = {"d": path, "fill": "none", "stroke": colour, "stroke-width": width}
    return "path", {**look, **dashes, **_STRAIGHT}


def _dot(x: float, y: float, square: bool, size: int = 8) -> _Shape:  # noqa: FBT001 - its form
    """A dot that stays round or square however the picture is stretched."""
    end = {"stroke-linecap": "square" if square else "round"}
    return "path", {"d": f"M{x} {y}h.01", "stroke": BLUE, "stroke-width": size, **end, **_STRAIGHT}


def _box(left: float, width: float, down: float, high: float) -> _Shape:
    sides = {"x": f"{left:.1f}", "y": f"{down:.1f}", "width": f"{width:.1f}"}
    return "rect", {**sides, "height": f"{high:.1f}", "fill": BLUE}


def _outlined(left: float, width: float, fill: str) -> _Shape:
    sides = {"x": f"{left + 0.75:.1f}", "y": _DOWN, "width": f"{max(width - 1.5, 0):.1f}"}
    look = {"height": _BAR, "fill": fill, "stroke": BLUE, "stroke-width": "1.5"}
    return "rect", {**sides, **look, **_STRAIGHT}


def _image(shapes: Iterable[_Shape], *, ground: bool = True) -> str:
    """The address of a picture that holds itself."""
    base = [_stroke(f"M0 {_GROUND + 0.4}H{_WIDE}", 1, GREY)] if ground else []
    drawn = [*shapes, *base]
    svg = fill("sparkline.svg", language("en"), wide=_WIDE, high=_HIGH, shapes=drawn)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
