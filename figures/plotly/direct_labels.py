"""Names, numbers and remarks written at the marks, where there is room: no key to look up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise

from figures.core import values
from figures.core.palette import GREY
from figures.core.plot import Annotation, Mark, Panel, Plot, Point, Shape
from figures.plotly import axes
from figures.plotly.canvas import SWATCH, Axes, Canvas
from figures.plotly.text_metrics import break_evenly, measure, measure_widest, write_bold
from figures.plotly.traces import MISSING, MONTH_BAR, find_place
from locales import Language

_LINE, _ROOM, _NEAR, _ABOVE, _FEW = 17, 210, 5, 11, 8
_CROSSES, _NARROW_WORDS, _FOR_A_NAME = 18, 76, 70
_REMARK_LINE, _MARGINS, _LONG, _CLOSE = 15, 80, 178, 0.05


@dataclass(frozen=True)
class Box:
    """A part of a panel in pixels, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> float:
        """The area both share."""
        if self.right <= other.left or other.right <= self.left:
            return 0.0
        wide = min(self.right, other.right) - max(self.left, other.left)
        return wide * max(min(self.bottom, other.bottom) - max(self.top, other.top), 0.0)


@dataclass(frozen=True)
class PlacedAnnotation:
    """A remark laid out: its day, how far along the axis that is, and its lines from one on."""

    day: date
    at: float
    words: list[str]
    line: float

    def find_box(self, panel: float) -> Box:
        """Where it stands in a panel so wide."""
        wide, top = measure_widest(self.words) + 8, _REMARK_LINE * self.line
        left = self.at * panel - (wide if self.at > 0.5 else 0)
        return Box(left, top, left + wide, top + _REMARK_LINE * len(self.words) + 4)

    def draw(self, canvas: Canvas, names: Axes) -> None:
        """A line at its day, and its words beside it."""
        day, names = self.day.isoformat(), (names[0], f"{names[1]} domain")
        side, shift = ("right", -4) if self.at > 0.5 else ("left", 4)
        line = {"color": GREY, "width": 1, "dash": "dot"}
        canvas.draw("line", names, x0=day, x1=day, y0=0, y1=1, line=line)
        beside = {"xanchor": side, "align": side, "xshift": shift}
        up = {"yanchor": "top", "yshift": -_REMARK_LINE * self.line}
        canvas.write("<br>".join(self.words), 13, names, (day, 1), **beside, **up)


def place_annotations(panel: Panel, plot: Plot, t: Language) -> list[PlacedAnnotation]:
    """The remarks of a panel, below each other so that on a phone none covers another."""
    placed: list[PlacedAnnotation] = []
    taken: list[Box] = []
    paper = plot.width - _MARGINS
    remarks = [*_breaks(panel, plot, t), *panel.remarks]
    for remark in sorted(remarks, key=lambda remark: str(remark.x)):
        if isinstance(remark.x, date):
            at = axes.measure_across(remark.x, plot)
            words = break_evenly(remark.text, min(max(at, 1 - at) * paper, _LONG))
            share = (measure_widest(words) + 8) / paper
            left = at - share if at > 0.5 else at
            box = Box(left, 0, left + share, len(words))
            while any(box.covers(other) for other in taken):
                box = replace(box, top=box.top + 1, bottom=box.bottom + 1)
            taken.append(box)
            placed.append(PlacedAnnotation(remark.x, at, words, box.top))
    return placed


def _breaks(panel: Panel, plot: Plot, t: Language) -> list[Annotation]:
    """A line wherever a series breaks off from a point before; of two close ones, one is named."""
    broken = {point.x for mark in panel.marks for point in mark.points[1:] if point.breaks}
    spoken_of = {remark.x for remark in panel.remarks}
    found: list[Annotation] = []
    for day in sorted(day for day in broken - spoken_of if isinstance(day, date)):
        at = axes.measure_across(day, plot)
        near = found and at - axes.measure_across(found[-1].x, plot) < _CLOSE
        found.append(Annotation(day, "" if near else t("method changed")))
    return found


def can_name_at_marks(panels: Iterable[Panel], plot: Plot, height: int | None) -> bool:
    """Whether marks are named where they lie: over groups, and at lines and dots with room."""
    marks = [mark for panel in panels for mark in panel.marks]
    loose = len(plot.days) > 0 and all(mark.shape is not Shape.BAR for mark in marks)
    roomy = plot.wide and (height is None or height > _FOR_A_NAME * (len(marks) + 1))
    return plot.grouped or (loose and roomy)


@dataclass
class TimePanel:
    """A panel in time: its axes, its size in pixels, the number at its top, what is taken."""

    canvas: Canvas
    panel: Panel
    plot: Plot
    t: Language
    axes: Axes
    wide: float
    high: float
    reach: float
    taken: list[Box] = field(default_factory=list)

    def write(self, remarks: Iterable[PlacedAnnotation], *, named: bool) -> None:
        """Write each mark's name and last number where it covers least, or the main numbers."""
        self.taken += self._drawn(remarks)
        if named and len(self.panel.marks) > 1:
            for mark in sorted(self.panel.marks, key=lambda one: len(one.points)):
                if mark.known:
                    self._name(mark)
        elif not self.plot.stacked:
            for point in self._main():
                self._number(point)

    def _place(self, point: Point) -> tuple[float, float]:
        across = axes.measure_across(point.x, self.plot) * self.wide
        return across, self.high * (1 - (point.y or 0.0) / self.reach)

    def _drawn(self, remarks: Iterable[PlacedAnnotation]) -> Iterator[Box]:
        """What is drawn in the panel: points, the lines between them, ranges, remarks."""
        for mark in self.panel.marks:
            if mark.shape is Shape.BAR:
                first, last = axes.find_window(self.plot)
                half = self.wide * (MONTH_BAR / (last - first)) / 2
                for x, y in map(self._place, mark.known):
                    yield Box(x - half, y, x + half, self.high)
                continue
            for part in mark.parts:
                places = list(map(self._place, part))
                yield from (_around(*place) for place in places)
                for (left, top), (right, bottom) in pairwise(places):
                    steps = round((right - left) / 12) if mark.shape is Shape.LINE else 0
                    for share in (step / steps for step in range(1, steps)):
                        yield _around(left + (right - left) * share, top + (bottom - top) * share)
            for point in mark.points:
                if point.low is not None and point.high is not None:
                    x, top = self._place(replace(point, y=point.high))
                    _, bottom = self._place(replace(point, y=point.low))
                    yield Box(x - _NEAR, top, x + _NEAR, bottom)
        for remark in remarks:
            box = remark.find_box(self.wide)
            yield box
            yield Box(box.left - 2, 0, box.left + 2, self.high)

    def _name(self, mark: Mark) -> None:
        """Write a mark's name over its last number, beside a sample of it."""
        size, known = self.plot.letters, mark.known
        words = break_evenly(mark.name, _ROOM, size, bold=True)
        number = values.format_point(known[-1], self.plot.unit, self.t)
        wide = max(measure_widest(words, size, bold=True), measure(number, size)) + SWATCH + 6
        box = self._freest(known, wide, _LINE * (len(words) + 1) + 4)
        at = (box.left / self.wide, 1 - box.top / self.high)
        refs = (f"{self.axes[0]} domain", f"{self.axes[1]} domain")
        self.canvas.draw_swatch(mark, refs, at, 0, -_LINE / 2)
        beside = {"yanchor": "top", "xshift": SWATCH, "align": "left"}
        self.canvas.write(f"{write_bold(words)}<br>{number}", size, refs, at, **beside)
        self.taken.append(box)

    def _freest(self, known: Sequence[Point], wide: float, high: float) -> Box:
        """The place for words that covers least, near the end of the mark if possible."""
        last = len(known) - 1
        spots = {last: 0.0, last * 3 // 4: 25.0, last // 2: 40.0, last // 4: 60.0, 0: 70.0}
        tried = [
            (cost + extra + sum(box.covers(other) for other in self.taken), box)
            for spot, cost in spots.items()
            for box, extra in _tries(*self._place(known[spot]), wide, high)
            if box.left >= 0 and box.right <= self.wide and box.top >= 0
            if box.bottom <= self.high - 4
        ]
        if tried:
            return min(tried, key=lambda one: one[0])[1]
        x, y = self._place(known[-1])
        left = min(max(x - wide, 0), self.wide - wide)
        return Box(left, max(y - high - 10, 0), left + wide, max(y - 10, high))

    def _main(self) -> list[Point]:
        """The points whose numbers a reader wants first; a remark at one says its number itself."""
        first, *others = self.panel.marks
        known = first.known
        if not known or (others and any(mark.shape is not Shape.BAR for mark in self.panel.marks)):
            return []
        in_time = sorted(known, key=lambda point: str(point.x))
        highest = max(in_time, key=lambda point: point.y or 0.0)
        said = {remark.x for remark in self.panel.remarks}
        wanted = [highest, in_time[-1], *(in_time if len(in_time) <= _FEW else ())]
        return [point for point in dict.fromkeys(wanted) if point.x not in said]

    def _number(self, point: Point) -> None:
        """Write a number over its point, if it covers nothing else there."""
        words = values.format_point(point, self.plot.unit, self.t)
        half = measure(words, self.plot.letters, bold=True) / 2
        x, y = self._place(point)
        middle = min(max(x, half), self.wide - half + _NEAR)
        others = [box for box in self.taken if box != _around(x, y)]
        for up in (_ABOVE, _ABOVE + 8, _ABOVE + 16, -_ABOVE - 2):
            box = Box(middle - half, y - up - 8, middle + half, y - up + 8)
            inside = box.top >= -_ABOVE and box.bottom <= self.high
            if inside and not any(box.covers(other) for other in others):
                self.taken.append(box)
                self._annotate(point, [f"<b>{words}</b>"], middle - x, up)
                break

    def _annotate(self, point: Point, lines: Sequence[str], right: float, up: float) -> None:
        """Words in the middle of a point's place, moved so many pixels to the right and up."""
        at = (find_place(point, self.plot), point.y or 0)
        moved = {"xanchor": "center", "yanchor": "middle", "xshift": right, "yshift": up}
        self.canvas.write("<br>".join(lines), self.plot.letters, self.axes, at, **moved)

    def note_missing(self) -> bool:
        """Say once, above the longest row of crosses, what a cross means; False without any."""
        unknown = {point.x for mark in self.panel.marks for point in mark.points if point.unknown}
        if not unknown:
            return False
        known = {point.x for mark in self.panel.marks for point in mark.known}
        point = Point(_middle(unknown, known), None)
        room = _ROOM if self.plot.wide else _NARROW_WORDS
        words = break_evenly(self.t(MISSING), room, self.plot.letters)
        half, high = measure_widest(words, self.plot.letters) / 2, _LINE * len(words)
        x, zero = self._place(point)
        at = min(max(x, half), self.wide - half)
        boxes = [
            Box(at - half, zero - up - high, at + half, zero - up)
            for up in range(_CROSSES, round(self.high / 2), 6)
        ]
        free = (box for box in boxes if not any(box.covers(other) for other in self.taken))
        box = next(free, boxes[0])
        self._annotate(point, words, at - x, zero - (box.top + box.bottom) / 2)
        return True


def _around(x: float, y: float) -> Box:
    return Box(x - _NEAR, y - _NEAR, x + _NEAR, y + _NEAR)


def _tries(x: float, y: float, wide: float, high: float) -> Iterator[tuple[Box, float]]:
    for gap in (10, 26, 48, 80):
        for left, extra in ((x - wide, 0.0), (x - wide / 2, 2.0), (x, 1.0)):
            yield Box(left, y - high - gap, left + wide, y - gap), extra + gap
            yield Box(left, y + gap, left + wide, y + gap + high), extra + gap + 3
        yield Box(x + gap, y - high / 2, x + gap + wide, y + high / 2), gap + 1.0


def _middle(unknown: set[date | str], known: set[date | str]) -> date | str:
    """The middle of the longest run of places for which nothing was found."""
    runs = groupby(sorted(unknown | known, key=str), key=unknown.__contains__)
    longest_run = max((list(run) for missing, run in runs if missing), key=len)
    return longest_run[len(longest_run) // 2]
