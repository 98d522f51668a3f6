"""Names and numbers written at the marks themselves, where there is room: no key to look up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from figures.core import values
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.plotly import annotations, axes
from figures.plotly.overlay import Overlay
from figures.plotly.swatches import SWATCH, draw_swatch
from figures.plotly.text_metrics import even_lines, pixels
from figures.plotly.traces import missing, missing_words, place_of
from locales import Language

_LINE, _ROOM, _NEAR, _ABOVE, _FEW = 17, 210, 5, 11, 8
_CROSSES, _NARROW_WORDS, _FOR_A_NAME = 18, 76, 70


@dataclass(frozen=True)
class Box:
    """A part of a panel in pixels, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> float:
        """The area both share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0) * max(high, 0)


@dataclass(frozen=True)
class Field:
    """A panel as it is drawn: its row, its size in pixels, the number at its top, its days."""

    row: int
    wide: float
    high: float
    reach: float
    shown: tuple[date, date]

    def place(self, point: Point, plot: Plot) -> tuple[float, float]:
        """Where a point is drawn."""
        return (
            axes.across(point.x, plot, self.shown) * self.wide,
            self.high * (1 - (point.y or 0.0) / self.reach),
        )

    @property
    def axes(self) -> tuple[str, str]:
        """The names of its two axes."""
        number = self.row if self.row > 1 else ""
        return f"x{number}", f"y{number}"


def named_at_marks(panels: Iterable[Panel], plot: Plot, height: int | None) -> bool:
    """Whether marks are named where they lie: over groups, and at lines and dots with room."""
    marks = [mark for panel in panels for mark in panel.marks]
    loose = plot.timed and all(mark.shape is not Shape.BAR for mark in marks)
    roomy = plot.wide and (height is None or height > _FOR_A_NAME * (len(marks) + 1))
    return plot.grouped or (loose and roomy)


def write_at_marks(
    overlay: Overlay, panel: Panel, plot: Plot, say: Language, field: Field, *, named: bool
) -> list[Box]:
    """Write each mark's name and last number where it covers least, or the main numbers alone.

    Returns what is taken then.
    """
    taken = list(_taken(panel, plot, say, field))
    if named and len(panel.marks) > 1:
        for mark in sorted(panel.marks, key=lambda one: len(one.points)):
            if _known(mark):
                taken.append(_name(overlay, mark, plot, say, field, taken))
    elif not plot.stacked:
        _number(overlay, panel, plot, say, field, taken)
    return taken


def _known(mark: Mark) -> list[Point]:
    return [point for point in mark.points if point.y is not None]


def _taken(panel: Panel, plot: Plot, say: Language, field: Field) -> Iterator[Box]:
    """What is drawn in the panel: points, the lines between them, ranges, remarks."""
    for mark in panel.marks:
        if mark.shape is Shape.BAR:
            half = field.wide * axes.bar_share(plot) / 2
            for x, y in (field.place(point, plot) for point in _known(mark)):
                yield Box(x - half, y, x + half, field.high)
            continue
        for part in mark.parts:
            yield from (_around(*field.place(point, plot)) for point in part)
            if mark.shape is Shape.LINE:
                yield from _between(part, plot, field)
        for point in mark.points:
            if point.low is not None and point.high is not None:
                x, _ = field.place(point, plot)
                top, bottom = (
                    field.high * (1 - end / field.reach) for end in (point.high, point.low)
                )
                yield Box(x - _NEAR, top, x + _NEAR, bottom)
    for box in annotations.boxes(panel, plot, say, field.wide):
        yield Box(*box)
        yield Box(box[0] - 2, 0, box[0] + 2, field.high)


def _between(part: Sequence[Point], plot: Plot, field: Field) -> Iterator[Box]:
    for one, next_one in pairwise(part):
        (left, top), (right, bottom) = field.place(one, plot), field.place(next_one, plot)
        steps = round((right - left) / 12)
        for step in range(1, steps):
            share = step / steps
            yield _around(left + (right - left) * share, top + (bottom - top) * share)


def _around(x: float, y: float) -> Box:
    return Box(x - _NEAR, y - _NEAR, x + _NEAR, y + _NEAR)


def _name(
    overlay: Overlay, mark: Mark, plot: Plot, say: Language, field: Field, taken: Sequence[Box]
) -> Box:
    """Write a mark's name over its last number, beside a sample of it; return where."""
    known = _known(mark)
    words = even_lines(mark.name, _ROOM, plot.letters, bold=True)
    number = values.words(known[-1], plot.unit, say)
    long = [pixels(line, plot.letters, bold=True) for line in words]
    wide = max(*long, pixels(number, plot.letters)) + SWATCH + 6
    box = _freest(known, plot, field, (wide, _LINE * (len(words) + 1) + 4), taken)
    x, y = field.axes
    left, top = box.left / field.wide, 1 - box.top / field.high
    draw_swatch(overlay, mark, (f"{x} domain", f"{y} domain"), (left, top), 0, -_LINE / 2)
    overlay.write(
        text="<br>".join([*(f"<b>{line}</b>" for line in words), number]),
        x=left,
        y=top,
        xref=f"{x} domain",
        yref=f"{y} domain",
        xanchor="left",
        yanchor="top",
        xshift=SWATCH,
        align="left",
        font={"size": plot.letters},
    )
    return box


def _freest(
    known: Sequence[Point],
    plot: Plot,
    field: Field,
    size: tuple[float, float],
    taken: Sequence[Box],
) -> Box:
    """The place for words that covers least, near the end of the mark if possible."""
    last = len(known) - 1
    spots = {last: 0.0, last * 3 // 4: 25.0, last // 2: 40.0, last // 4: 60.0, 0: 70.0}
    tried = [
        (cost + extra + sum(box.covers(other) for other in taken), box)
        for spot, cost in spots.items()
        for box, extra in _tries(*field.place(known[spot], plot), *size)
        if box.left >= 0 and box.right <= field.wide and box.top >= 0
        if box.bottom <= field.high - 4
    ]
    if tried:
        return min(tried, key=lambda one: one[0])[1]
    x, y = field.place(known[-1], plot)
    left = min(max(x - size[0], 0), field.wide - size[0])
    return Box(left, max(y - size[1] - 10, 0), left + size[0], max(y - 10, size[1]))


def _tries(x: float, y: float, wide: float, high: float) -> Iterator[tuple[Box, float]]:
    for gap in (10, 26, 48, 80):
        for left, extra in ((x - wide, 0.0), (x - wide / 2, 2.0), (x, 1.0)):
            yield Box(left, y - high - gap, left + wide, y - gap), extra + gap
            yield Box(left, y + gap, left + wide, y + gap + high), extra + gap + 3
        yield Box(x + gap, y - high / 2, x + gap + wide, y + high / 2), gap + 1.0


def _number(
    overlay: Overlay, panel: Panel, plot: Plot, say: Language, field: Field, taken: list[Box]
) -> None:
    """Write the last and the highest number at their points; of a few points, every one."""
    for point in _main(panel):
        words = values.words(point, plot.unit, say)
        half = pixels(words, plot.letters, bold=True) / 2
        x, y = field.place(point, plot)
        middle = min(max(x, half), field.wide - half + _NEAR)
        others = [box for box in taken if box != _around(x, y)]
        for up in (_ABOVE, _ABOVE + 8, _ABOVE + 16, -_ABOVE - 2):
            box = Box(middle - half, y - up - 8, middle + half, y - up + 8)
            inside = box.top >= -_ABOVE and box.bottom <= field.high
            if inside and not any(box.covers(other) for other in others):
                taken.append(box)
                _annotate(
                    overlay,
                    field,
                    point,
                    plot,
                    f"<b>{words}</b>",
                    xshift=middle - x,
                    yshift=up,
                    font={"size": plot.letters},
                )
                break


def _annotate(
    overlay: Overlay, field: Field, point: Point, plot: Plot, text: str, **settings: object
) -> None:
    """Words in the middle of a point's place, moved as the settings say."""
    x, y = field.axes
    overlay.write(
        **{
            "x": place_of(point, plot),
            "y": point.y or 0,
            "xref": x,
            "yref": y,
            "text": text,
            "xanchor": "center",
            "yanchor": "middle",
            **settings,
        }
    )


def _main(panel: Panel) -> list[Point]:
    """The points whose numbers a reader wants first; a remark at one says its number itself."""
    first, *others = panel.marks
    known = _known(first)
    if not known or (others and any(mark.shape is not Shape.BAR for mark in panel.marks)):
        return []
    in_time = sorted(known, key=lambda point: str(point.x))
    highest = max(in_time, key=lambda point: point.y or 0.0)
    said = {remark.x for remark in panel.remarks}
    wanted = [highest, in_time[-1], *(in_time if len(in_time) <= _FEW else ())]
    return [point for point in dict.fromkeys(wanted) if point.x not in said]


def note_missing(
    overlay: Overlay, panel: Panel, plot: Plot, say: Language, field: Field, taken: Sequence[Box]
) -> bool:
    """Say once, above the longest row of crosses, what a cross means; False without any."""
    unknown = {point.x for mark in panel.marks for point in missing(mark)}
    if not unknown:
        return False
    known = {point.x for mark in panel.marks for point in _known(mark)}
    point = Point(_middle(unknown, known), None)
    room = _ROOM if plot.wide else _NARROW_WORDS
    words = even_lines(missing_words(say), room, plot.letters)
    half = max(pixels(line, plot.letters) for line in words) / 2
    high = _LINE * len(words)
    x, zero = field.place(point, plot)
    at = min(max(x, half), field.wide - half)
    boxes = [
        Box(at - half, zero - up - high, at + half, zero - up)
        for up in range(_CROSSES, round(field.high / 2), 6)
    ]
    free = (box for box in boxes if not any(box.covers(other) for other in taken))
    box = next(free, boxes[0])
    _annotate(
        overlay,
        field,
        point,
        plot,
        "<br>".join(words),
        xshift=at - x,
        yshift=zero - (box.top + box.bottom) / 2,
        font={"size": plot.letters},
    )
    return True


def _middle(unknown: set[date | str], known: set[date | str]) -> date | str:
    """The middle of the longest run of places for which nothing was found."""
    runs: list[list[date | str]] = [[]]
    for place in sorted(unknown | known, key=str):
        if place in unknown:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return longest[len(longest) // 2]
