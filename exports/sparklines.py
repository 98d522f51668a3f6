"""Small pictures beside a number, 46 pixels tall and from zero: its course, its range, its share.

They are images, for the pages' framework removes drawings that stand in HTML.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from figures.core.palette import BLUE, GREY, Meaning, faint
from figures.core.plot import Mark, Point, Shape

_WIDE, _HIGH, _PAD = 240, 46, 5
_GROUND: Final = _HIGH - 1
_BAR, _DOWN = 16, 13
YEARS: Final = (2022, 2026)
"""The first and the last year on the line of publications."""


def course(mark: Mark) -> str:
    """How a number came about: a line that is cut where its series is, or dots on stems.

    What is estimated is dashed and ends square.
    """
    points = [point for part in mark.parts for point in part]
    spots = dict(zip(points, _spots(points), strict=True))
    lines = [[spots[point] for point in part] for part in mark.parts]
    dashed = mark.meaning is not Meaning.COUNTED
    if mark.shape is Shape.DOT:
        return _image(
            "".join(_stroke(f"M{x} {y}V{_GROUND}", 2, faint(BLUE, 0.4)) + _dot(x, y, dashed)
                    for x, y in spots.values()) + _ground()
        )  # fmt: skip
    drawn = "".join(
        _area(line) + _stroke(_path(line), 2, BLUE, dashed=dashed)
        if len(line) > 1
        else _dot(*line[0], dashed, 5)
        for line in lines
    )
    return _image(drawn + _dot(*lines[-1][-1], dashed) + _ground())


def periods(marks: Iterable[Mark]) -> str:
    """One bar for each period, the parts of one whole on each other."""
    sums: dict[date | str, float] = {}
    for mark in marks:
        for point in mark.points:
            sums[point.x] = sums.get(point.x, 0.0) + (point.y or 0.0)
    top, step = max(sums.values()), _WIDE / len(sums)
    bars = "".join(
        _box(place * step, step * 0.76, (value / top) * (_GROUND - 3))
        for place, value in enumerate(sums[when] for when in sorted(sums, key=str))
    )
    return _image(bars + _ground())


def reach(point: Point, counted: float | None) -> str:
    """A range with its number in it, and below it what was counted by the same day."""
    low, high = point.low or 0.0, point.high or 0.0
    scale = (_WIDE - 2) / max(high, counted or 0.0)
    drawn = _outlined(low * scale, (high - low) * scale, faint(BLUE, 0.3))
    if point.y is not None:
        drawn += _plain(point.y * scale - 2, 4, _DOWN, _BAR)
    if counted is not None:
        drawn += _plain(0, counted * scale, _GROUND - 9, 9)
    return _image(drawn + _ground())


def share(part: float, whole: float) -> str:
    """A bar filled as far as a part goes; one that is more than the whole is full."""
    filled = min(part / whole, 1.0) * _WIDE if whole else 0.0
    return _image(_plain(0, filled, _DOWN, _BAR) + _outlined(0, _WIDE, "none"))


def ticks(days: Iterable[date]) -> str:
    """A tick for each day on a line of years; what came before or after stands at its end."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[1] + 1, 1, 1)
    places = sorted({_along(min(max(day, first), last), first, last) for day in days})
    years = [date(year, 1, 1) for year in range(YEARS[0], YEARS[1] + 2)]
    drawn = "".join(_stroke(f"M{_along(year, first, last)} 32V40", 1, GREY) for year in years)
    drawn += "".join(_stroke(f"M{place} 8V36", 2, BLUE) for place in places)
    return _image(_stroke(f"M0 36H{_WIDE}", 1, GREY) + drawn)


def _along(day: date, first: date, last: date) -> float:
    return round((day - first) / (last - first) * (_WIDE - 2) + 1, 1)


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


def _path(line: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in line)


def _area(line: Sequence[tuple[float, float]]) -> str:
    down = f"{_path(line)}V{_GROUND}H{line[0][0]}Z"
    return f'<path d="{down}" fill="{faint(BLUE, 0.14)}"/>'


def _stroke(path: str, width: float, colour: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="5 3"' if dashed else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes} '
        'vector-effect="non-scaling-stroke"/>'
    )


def _dot(x: float, y: float, square: bool, size: int = 8) -> str:  # noqa: FBT001 - its form
    """A dot that stays round or square however the picture is stretched."""
    end = "square" if square else "round"
    return (
        f'<path d="M{x} {y}h.01" stroke="{BLUE}" stroke-width="{size}" stroke-linecap="{end}" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _box(left: float, width: float, high: float) -> str:
    return _plain(left, width, _GROUND - high, high)


def _plain(left: float, width: float, down: float, high: float) -> str:
    return (
        f'<rect x="{left:.1f}" y="{down:.1f}" width="{width:.1f}" height="{high:.1f}" '
        f'fill="{BLUE}"/>'
    )


def _outlined(left: float, width: float, fill: str) -> str:
    return (
        f'<rect x="{left + 0.75:.1f}" y="{_DOWN}" width="{max(width - 1.5, 0):.1f}" '
        f'height="{_BAR}" fill="{fill}" stroke="{BLUE}" stroke-width="1.5" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _ground() -> str:
    return _stroke(f"M0 {_GROUND + 0.4}H{_WIDE}", 1, GREY)


def _image(body: str) -> str:
    """The address of a picture that holds itself."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'preserveAspectRatio="none">{body}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
