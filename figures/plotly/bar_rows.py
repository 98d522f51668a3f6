"""Draws rows: counted numbers as solid bars, estimates as light ones, what was said hollow."""

from collections.abc import Iterable, Iterator, Sequence

from figures.core.palette import GRID, Meaning, Style, style
from figures.core.plot import Mark
from figures.plotly.bar_layout import BarLayout, Lane, Sheet
from figures.plotly.canvas import SWATCH, Canvas, Trace
from figures.plotly.text_metrics import bold
from figures.plotly.traces import Hover, bars, crosses, hovers, missing_words, said_symbol, scatter

_DIAMOND, _ARROW, _CLEAR = 12, 13, 9


def draw_marks(mark: Mark, sheet: Sheet, hover: Hover, pixel: float) -> Iterator[Trace]:
    """What Plotly draws for a mark in its rows; a `pixel` is so much on the axis."""
    look = style(mark.tone, mark.meaning)
    known = [lane for lane in sheet.lanes if lane.mark is mark and not lane.unknown]
    ranged = [lane for lane in known if lane.point.low is not None]
    if not known:
        return
    if mark.meaning is Meaning.SAID:
        yield from _draw_said(mark, known, look, hover, pixel)
        ticks = [
            (end, lane)
            for lane in known
            for end in (lane.point.low, lane.point.high)
            if end is not None
        ]
        yield from _ticks(mark, ticks, look, 1.6)
        return
    points = [lane.point for lane in known]
    base = [point.low or 0.0 for point in points]
    ends = [(point.high if point.low is not None else point.y) or 0.0 for point in points]
    yield bars(
        mark,
        points,
        hover,
        x=[end - start for start, end in zip(base, ends, strict=True)],
        base=base,
        y=[lane.middle for lane in known],
        width=[lane.thick for lane in known],
        orientation="h",
    )
    within = [(lane.point.y, lane) for lane in ranged if lane.point.y is not None]
    yield from _ticks(mark, within, look, 4)


def draw_unknown(sheet: Sheet, layout: BarLayout) -> Iterator[Trace]:
    """A cross at zero for every figure that was not found."""
    unknown = [lane.middle for lane in sheet.lanes if lane.unknown]
    if unknown:
        yield crosses([0] * len(unknown), unknown, layout.say)


def _draw_said(
    mark: Mark, own: Sequence[Lane], look: Style, hover: Hover, pixel: float
) -> Iterator[Trace]:
    """A dotted line from zero to a hollow diamond, and an arrow that points on from 'at least'.

    Of a range without a number both ends have a diamond.
    """
    strokes = []
    for lane in own:
        last = lane.end if lane.point.low is not None else max(lane.end - _DIAMOND / 4 * pixel, 0.0)
        strokes += [(0.0, lane.middle), (last, lane.middle)]
    yield _strokes(mark, strokes, {"color": look.line, "width": 1.6, "dash": look.dash})
    places = [
        (end, lane)
        for lane in own
        for end in ([lane.point.low, lane.point.high] if lane.point.y is None else [lane.point.y])
    ]
    # Of 'at least' the arrow tells.
    bounds = ["exact" if one.point.bound != "approximate" else "approximate" for _, one in places]
    yield scatter(
        mark.name,
        "markers",
        [end for end, _ in places],
        [lane.middle for _, lane in places],
        marker={
            "symbol": [said_symbol(mark, bound) for bound in bounds],
            "size": _DIAMOND,
            "color": look.line,
            "line": {"color": look.line, "width": 2},
        },
        cliponaxis=False,
        **hovers(mark, [lane.point for _, lane in places], hover),
    )
    open_ended = [lane for lane in own if lane.point.bound == "minimum"]
    if open_ended:
        arrow = {"symbol": "triangle-down", "angle": -90, "standoff": _ARROW, "size": 9}
        yield scatter(
            mark.name,
            "markers",
            [lane.end for lane in open_ended],
            [lane.middle for lane in open_ended],
            marker={**arrow, "color": look.line},
            cliponaxis=False,
            hoverinfo="skip",
        )


def _ticks(
    mark: Mark, places: Iterable[tuple[float, Lane]], look: Style, width: float
) -> Iterator[Trace]:
    """Ticks across lanes: the number within a range, or the ends of one."""
    ends = [(x, lane.middle + side * lane.thick / 2) for x, lane in places for side in (-1, 1)]
    if ends:
        yield _strokes(mark, ends, {"color": look.line, "width": width})


def _strokes(mark: Mark, ends: Sequence[tuple[float, float]], line: dict[str, object]) -> Trace:
    """Lines between every two places, in one trace."""
    pairs = [(*ends[at : at + 2], (None, None)) for at in range(0, len(ends), 2)]
    x, y = zip(*(place for pair in pairs for place in pair), strict=True)
    return scatter(mark.name, "lines", x, y, line=line, hoverinfo="skip")


def write_words(canvas: Canvas, sheet: Sheet, layout: BarLayout, axes: tuple[str, str]) -> None:
    """The words of every row at the left edge, its numbers at the ends of its marks.

    Over every group stands its name, with a sample of how it is drawn.
    """
    across = (f"{axes[0]} domain", axes[1])
    left, size = layout.words_from, layout.plot.letters
    middle = {"yanchor": "middle", "align": "left"}
    for row in sheet.rows:
        words = "<br>".join(row.words)
        canvas.write(words, size, across, (0, row.middle), xshift=left, **middle)
        for lane in layout.numbered(row):
            number = missing_words(layout.say) if lane.unknown else bold(lane.number)
            end = (lane.end, lane.middle)
            canvas.write(number, size, axes, end, xshift=lane.shift, **middle)
    for head in sheet.heads:
        at = (0, head.middle)
        canvas.draw_swatch(head.mark, across, at, left)
        canvas.write(bold(head.words), size, across, at, xshift=left + SWATCH, **middle)
        if head.top:
            place = {"x0": 0, "x1": 1, "y0": head.top, "y1": head.top}
            line = {"color": GRID, "width": 1}
            canvas.draw("line", across, line=line, layer="below", **place)


def draw_latest(
    canvas: Canvas, sheet: Sheet, layout: BarLayout, axes: tuple[str, str], pixel: float
) -> None:
    """The latest count as a dashed line down all rows, so that each is read against it.

    It stops short of the numbers it meets; where words stand above their bars, it would cross them.
    """
    counted = [lane for lane in sheet.lanes if lane.mark.meaning is Meaning.COUNTED]
    if not layout.plot.grouped or not counted or layout.words_above:
        return
    latest = counted[-1]
    line = {"color": latest.mark.tone.value, "width": 1.2, "dash": "4px,3px"}
    begins = latest.middle + latest.thick / 2
    for lane in (lane for lane in sheet.lanes if lane.middle > latest.middle):
        left, right = layout.written_from(lane, pixel)
        covered = left < latest.end < right
        ends = lane.middle + (-_CLEAR if covered else lane.thick)
        place = {"x0": latest.end, "x1": latest.end, "y0": begins, "y1": ends}
        canvas.draw("line", axes, line=line, **place)
        begins = lane.middle + _CLEAR if covered else ends
