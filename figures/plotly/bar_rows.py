"""Rows that lie down: where their words, marks and numbers stand in pixels, and how they look.

Counted numbers are solid bars, estimates light ones; what was said is a line to a hollow mark.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from figures.core import values
from figures.core.palette import GREY, GRID, Meaning
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.plotly.axes import make_row_axis
from figures.plotly.canvas import EDGE, RIGHT, SWATCH, Axes, Canvas, Trace, name_axes
from figures.plotly.text_metrics import break_evenly, measure_widest, write_bold
from figures.plotly.traces import (
    MISSING,
    Hover,
    Legend,
    choose_mark_symbol,
    make_bars,
    make_crosses,
    make_hovers,
    make_key,
    make_scatter,
)
from locales import Language, later

_LINE, _BAR, _SLIM, _GAP, _ROW, _WIDE_ROW = 16, 16, 8, 12, 30, 34
_HEAD, _AFTER, _ASIDE, _INDENT, _SAMPLE = 30, 10, 12, 5, 34
_BESIDE, _LEAST, _NUMBER, _BOTH = 0.5, 0.25, 0.6, 0.725
"""Shares of the width: for words beside bars, most and least; for numbers; for the two together."""
_LONGEST, _MOST = 400, 0.75
_ROOMIEST = 1.5
"""How far rows may be drawn apart before they only look empty."""
_DIAMOND, _ARROW, _CLEAR, _DOT = 12, 13, 9, 11

Entry = tuple[Mark, Point]


@dataclass(frozen=True)
class BarLane:
    """One mark of a row, the line it is drawn on, and the number at its end, if it has one."""

    mark: Mark
    point: Point
    middle: float
    thick: float
    number: Sequence[str]

    @property
    def shift(self) -> int:
        """Pixels between the end of the drawing and its number."""
        if self.point.unknown:
            return 10
        if self.mark.shape is Shape.DOT:
            return _DOT
        if self.mark.meaning is not Meaning.SAID or self.point.y is None:
            return 6
        return 24 if self.point.bound == "minimum" else 12


@dataclass(frozen=True)
class Row:
    """Words in a line of their own, with the lanes they name, or the mark whose rows they begin."""

    words: Sequence[str]
    top: float
    middle: float
    lanes: Sequence[BarLane] = ()
    mark: Mark | None = None


@dataclass(frozen=True)
class PanelRows:
    """The rows of a panel below each other."""

    rows: Sequence[Row]
    height: float

    @property
    def lanes(self) -> list[BarLane]:
        """The lanes of all rows."""
        return [lane for row in self.rows for lane in row.lanes]

    @property
    def tightest(self) -> float:
        """The least height at which the rows can be read, if words stand beside bars."""
        lines = ((_LINE * len(row.words), _BAR * len(row.lanes)) for row in self.rows)
        return (max(map(max, lines)) + 2.0) * len(self.rows)


class BarPanels:
    """Panels of rows, as they are laid out in one language.

    `left` pixels stand left of their axes; the panels are as high as `liked`, `least` at least, and
    no higher than `most` in all.
    """

    def __init__(self, panels: Sequence[Panel], plot: Plot, t: Language) -> None:
        self.panels, self.plot, self.t = panels, plot, t
        points = [point for mark in plot.marks for point in mark.points]
        first = [mark.points[0] for mark in plot.marks]
        longest = max(map(self._long, self._numbers(first if plot.nested else points)))
        left = max(_BOTH * plot.width - longest, _LEAST * plot.width)
        room = min(left, _BESIDE * plot.width, _LONGEST)
        places = dict.fromkeys(str(point.x) for point in points)
        beside = [break_evenly(place, room, plot.letters) for place in places]
        wide = max(measure_widest(lines, plot.letters) for lines in beside)
        self.above = wide > room or max(map(len, beside)) > (3 if plot.wide else 2)
        """Whether words stand above their bars: beside them a phone has no room for both."""
        self.left = 8 if self.above else _ASIDE + round(wide)
        self._room = plot.width - 2 * _ASIDE if self.above else room
        self.sheets = [self._lay_out(panel) for panel in panels]
        self.liked = [sheet.height for sheet in self.sheets]
        self.least = list(self.liked)
        if not self.above and not plot.grouped:
            self.least = [min(sheet.height, sheet.tightest) for sheet in self.sheets]
        self.most = _ROOMIEST * sum(self.liked)

    def _lay_out(self, panel: Panel) -> PanelRows:
        """Every row of a panel, in groups under the names of their marks if the plot wants them."""
        plot, down = self.plot, 0.0
        rows: list[Row] = []
        for head, entries in _entries(panel, grouped=plot.grouped):
            if head is not None:
                down += _AFTER if rows else 0
                aside = plot.width if self.above else self.left
                named = break_evenly(head.name, aside - _SAMPLE, plot.letters, bold=True)
                tall = _HEAD + _LINE * (len(named) - 1)
                rows.append(Row(named, down, down + tall / 2, mark=head))
                down += tall
            row, high = self._row(entries, down)
            rows.append(row)
            down += high
        return PanelRows(rows, down)

    def _row(self, entries: Sequence[Entry], top: float) -> tuple[Row, float]:
        """A row that begins so far below the top, and how high it is."""
        nested = self.plot.nested
        words = break_evenly(str(entries[0][1].x), self._room, self.plot.letters)
        numbers = self._numbers([point for _, point in entries])
        written, deep = _LINE * len(words), max(_BAR, *(_LINE * len(lines) for lines in numbers))
        step = 0 if nested else deep + 4
        drawn = deep + step * (len(entries) - 1)
        high = max(drawn + _GAP, _WIDE_ROW if self.plot.wide else _ROW, written + 10)
        first, middle = top + (high - drawn + deep) / 2, top + high / 2
        if self.above:
            high = written + drawn + _GAP + 6
            first, middle = top + written + 4 + deep / 2, top + written / 2
        if nested:
            ends = [point.end for _, point in entries]
            at = ends.index(max(ends))
            numbers = [numbers[0] if place == at else [] for place in range(len(ends))]
        lanes = []
        for place, ((mark, point), number) in enumerate(zip(entries, numbers, strict=True)):
            # Slim within another bar, and where the last count of a group overtook an earlier one.
            overtaken = mark.meaning is Meaning.COUNTED and point is not mark.points[-1]
            slim = (overtaken and self.plot.grouped) or (nested and place)
            thick = _SLIM if slim else _BAR
            lanes.append(BarLane(mark, point, first + step * place, thick, number))
        return Row(words, top, middle, lanes), high

    def _numbers(self, points: Sequence[Point]) -> list[list[str]]:
        """The numbers of a row in lines; marks within each other have one between them."""
        plot, t = self.plot, self.t
        written = [values.format_point(point, plot.unit, t) for point in points]
        if plot.nested and len(points) > 1:
            part, whole = written[1], written[0]
            dots = all(mark.shape is Shape.DOT for mark in plot.marks)
            form = later("{before} → {after}") if dots else later("{part} of {whole}")
            written = [t(form, before=whole, after=part, part=part, whole=whole)]
        room = _NUMBER * plot.width
        return [break_evenly(words, room, plot.letters, bold=True) for words in written]

    def _long(self, number: Sequence[str]) -> float:
        return measure_widest(number, self.plot.letters, bold=True)

    def _reach(self, sheets: Iterable[PanelRows]) -> float:
        """How far the axis must go for the number beside every mark to have room."""
        width, ends = self.plot.width - self.left - RIGHT, [0.0]
        for lane in (lane for sheet in sheets for lane in sheet.lanes if lane.number):
            taken = min((self._long(lane.number) + lane.shift + 2) / width, _MOST)
            ends.append(lane.point.end / (1 - taken))
        return max(ends) or 1.0

    def draw(self, canvas: Canvas, place: int, _: int, legend: Legend, hover: Hover) -> None:
        """Draw the rows of a panel, their words and their numbers."""
        panel, sheet, axes = self.panels[place], self.sheets[place], name_axes(place + 1)
        reach = self._reach([sheet] if self.plot.own_scales else self.sheets)
        pixel = reach / (self.plot.width - self.left - RIGHT)
        if self.plot.nested and all(mark.shape is Shape.DOT for mark in panel.marks):
            ends = [(lane.point.end, lane.middle) for lane in sheet.lanes]
            canvas.add(axes, _strokes(panel.marks[0], ends, {"color": GREY, "width": 2}))
        for mark in panel.marks:
            canvas.add(axes, *_draw_mark(mark, sheet, hover, pixel))
            if not self.plot.grouped:
                canvas.add(axes, legend.enter(make_key(mark), panel))
        unknown = [lane.middle for lane in sheet.lanes if lane.point.unknown]
        if unknown:
            canvas.add(axes, make_crosses([0] * len(unknown), unknown, self.t))
        self._write(canvas, sheet, axes)
        self._draw_latest(canvas, sheet, axes, pixel)
        hidden = {"range": [sheet.height, 0], "visible": False, "fixedrange": True}
        canvas.set_axes(axes, make_row_axis(reach, self.plot, self.t), hidden)

    def _write(self, canvas: Canvas, sheet: PanelRows, axes: Axes) -> None:
        """Write words at the left edge, names of groups with a sample, numbers at their marks."""
        left = _INDENT if self.above else EDGE - self.left
        size, across = self.plot.letters, (f"{axes[0]} domain", axes[1])
        middle = {"yanchor": "middle", "align": "left"}
        for row in (row for row in sheet.rows if row.lanes):
            words = "<br>".join(row.words)
            canvas.write(words, size, across, (0, row.middle), xshift=left, **middle)
            for lane in (lane for lane in row.lanes if lane.number):
                number = self.t(MISSING) if lane.point.unknown else write_bold(lane.number)
                end = (lane.point.end, lane.middle)
                canvas.write(number, size, axes, end, xshift=lane.shift, **middle)
        for row in sheet.rows:
            if row.mark is None:
                continue
            at, words = (0, row.middle), write_bold(row.words)
            canvas.draw_swatch(row.mark, across, at, left)
            canvas.write(words, size, across, at, xshift=left + SWATCH, **middle)
            if row.top:
                place = {"x0": 0, "x1": 1, "y0": row.top, "y1": row.top, "layer": "below"}
                canvas.draw("line", across, line={"color": GRID, "width": 1}, **place)

    def _draw_latest(self, canvas: Canvas, sheet: PanelRows, axes: Axes, pixel: float) -> None:
        """The latest count as a dashed line down all rows, so that each is read against it.

        It stops short of the numbers it meets; words that stand above their bars it would cross.
        """
        counted = [lane for lane in sheet.lanes if lane.mark.meaning is Meaning.COUNTED]
        if not self.plot.grouped or not counted or self.above:
            return
        latest = counted[-1]
        line = {"color": latest.mark.tone.value, "width": 1.2, "dash": "4px,3px"}
        begins = latest.middle + latest.thick / 2
        for lane in (lane for lane in sheet.lanes if lane.middle > latest.middle):
            written = lane.point.end + (lane.shift - 2) * pixel
            covered = written < latest.point.end < written + self._long(lane.number) * pixel
            ends = lane.middle + (-_CLEAR if covered else lane.thick)
            place = {"x0": latest.point.end, "x1": latest.point.end, "y0": begins, "y1": ends}
            canvas.draw("line", axes, line=line, **place)
            begins = lane.middle + _CLEAR if covered else ends


def _entries(panel: Panel, *, grouped: bool) -> Iterator[tuple[Mark | None, list[Entry]]]:
    """What stands in each row, from the top down; with the mark that begins a group there."""
    if grouped:
        for mark in panel.marks:
            for number, point in enumerate(mark.points):
                yield (None if number else mark), [(mark, point)]
        return
    found: dict[str, list[Entry]] = {}
    for mark in panel.marks:
        for point in mark.points:
            found.setdefault(str(point.x), []).append((mark, point))
    order = [place for place in panel.order if place in found] or list(found)
    yield from ((None, found[place]) for place in order)


def _draw_mark(mark: Mark, sheet: PanelRows, hover: Hover, pixel: float) -> Iterator[Trace]:
    """What Plotly draws for a mark in its rows; a `pixel` is so much on the axis."""
    known = [lane for lane in sheet.lanes if lane.mark is mark and not lane.point.unknown]
    ranged = [lane for lane in known if lane.point.low is not None]
    if not known:
        return
    if mark.meaning is Meaning.SAID:
        yield from _draw_said(mark, known, hover, pixel)
        ends = [(end, lane) for lane in ranged for end in (lane.point.low, lane.point.high)]
        yield from _ticks(mark, ends, 1.6)
        return
    points = [lane.point for lane in known]
    if mark.shape is Shape.DOT:
        x, y = [point.y for point in points], [lane.middle for lane in known]
        look = {"symbol": mark.style.symbol, "size": _DOT, "color": mark.style.fill}
        told = {"cliponaxis": False, **make_hovers(mark, points, hover)}
        yield make_scatter(mark.name, "markers", x, y, marker=look, **told)
        return
    base = [point.low or 0.0 for point in points]
    tips = [(point.high if point.low is not None else point.y) or 0.0 for point in points]
    yield make_bars(
        mark,
        points,
        hover,
        x=[tip - start for start, tip in zip(base, tips, strict=True)],
        base=base,
        y=[lane.middle for lane in known],
        width=[lane.thick for lane in known],
        orientation="h",
    )
    yield from _ticks(mark, [(lane.point.y, lane) for lane in ranged], 4)


def _draw_said(mark: Mark, own: Sequence[BarLane], hover: Hover, pixel: float) -> Iterator[Trace]:
    """A dotted line to a hollow diamond, two at a range; an arrow points on from 'at least'."""
    look, strokes = mark.style, []
    tips: list[tuple[float | None, BarLane]] = []
    for lane in own:
        point, short = lane.point, lane.point.end - _DIAMOND / 4 * pixel
        last = max(short, 0.0) if point.low is None else point.end
        strokes += [(0.0, lane.middle), (last, lane.middle)]
        tips += [
            (end, lane) for end in ((point.low, point.high) if point.y is None else (point.y,))
        ]
    yield _strokes(mark, strokes, {"color": look.line, "width": 1.6, "dash": look.dash})
    # Of 'at least' the arrow tells.
    bounds = ["exact" if lane.point.bound != "approximate" else "approximate" for _, lane in tips]
    marker = {"size": _DIAMOND, "color": look.line, "line": {"color": look.line, "width": 2}}
    marker["symbol"] = [choose_mark_symbol(mark, bound) for bound in bounds]
    x, y = [end for end, _ in tips], [lane.middle for _, lane in tips]
    told = {"cliponaxis": False, **make_hovers(mark, [lane.point for _, lane in tips], hover)}
    yield make_scatter(mark.name, "markers", x, y, marker=marker, **told)
    on = [lane for lane in own if lane.point.bound == "minimum"]
    if on:
        arrow = {"symbol": "triangle-down", "angle": -90, "standoff": _ARROW, "size": 9}
        settings = {"marker": {**arrow, "color": look.line}, "cliponaxis": False}
        x, y = [lane.point.end for lane in on], [lane.middle for lane in on]
        yield make_scatter(mark.name, "markers", x, y, hoverinfo="skip", **settings)


def _ticks(
    mark: Mark, places: Iterable[tuple[float | None, BarLane]], width: float
) -> Iterator[Trace]:
    """Ticks across lanes: the number within a range, or the ends of one."""
    ends = [
        (x, lane.middle + side * lane.thick / 2)
        for x, lane in places
        for side in (-1, 1)
        if x is not None
    ]
    if ends:
        yield _strokes(mark, ends, {"color": mark.style.line, "width": width})


def _strokes(mark: Mark, ends: Sequence[tuple[float, float]], line: dict[str, object]) -> Trace:
    """Lines between every two places, in one trace."""
    pairs = [(*ends[at : at + 2], (None, None)) for at in range(0, len(ends), 2)]
    x, y = zip(*(place for pair in pairs for place in pair), strict=True)
    return make_scatter(mark.name, "lines", x, y, line=line, hoverinfo="skip")
