"""Draws rows: counted numbers as solid bars, estimates as light ones, what was said hollow."""

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go

from figures.core.palette import GREY, GRID, Meaning, Style, style
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.plotly import axes, bar_layout
from figures.plotly.bar_layout import Lane, Row, Sheet
from figures.plotly.overlay import Overlay
from figures.plotly.swatches import SWATCH, draw_swatch
from figures.plotly.traces import Hover, bar_look, key, missing_words, said_symbol
from locales import Language

_DIAMOND, _ARROW, _CLEAR, _DOT = 12, 13, 9, 11


def draw_strip(
    overlay: Overlay, panel: Panel, plot: Plot, say: Language, hover: Hover, row: int
) -> Iterator[go.Bar | go.Scatter]:
    """Write the words and numbers of a panel's rows, and yield what is drawn between them."""
    sheet = bar_layout.lay_out(panel, plot, say)
    left = bar_layout.words_from(plot, say)
    pixel = axes.reach(panel, plot, say) / (
        plot.width - bar_layout.label_width(plot, say) - bar_layout.RIGHT
    )
    if plot.nested and any(mark.shape is Shape.DOT for mark in panel.marks):
        ends = [(lane.point.y or 0.0, lane.middle) for one in sheet.rows for lane in one.lanes]
        yield _strokes(panel.marks[0], ends, {"color": GREY, "width": 2})
    for mark in panel.marks:
        own = [lane for lane in sheet.lanes if lane.mark is mark]
        yield from _drawn(mark, own, hover, pixel)
        if not plot.grouped:
            yield key(mark)
    unknown = [lane for lane in sheet.lanes if _unknown(lane.point)]
    if unknown:
        yield _missing(unknown, say)
    for one in sheet.rows:
        _write(overlay, one, plot, say, row, left)
    _write_heads(overlay, sheet, plot, row, left)
    _draw_latest(overlay, sheet, plot, say, row, pixel)


def _drawn(
    mark: Mark, own: Sequence[Lane], hover: Hover, pixel: float
) -> Iterator[go.Bar | go.Scatter]:
    """What Plotly draws for the lanes of a mark; a `pixel` is so much on the axis."""
    look = style(mark.tone, mark.meaning)
    known = [lane for lane in own if not _unknown(lane.point)]
    if not known:
        return
    if mark.meaning is Meaning.SAID:
        yield _dotted(mark, known, look, pixel)
        yield _said(mark, known, look, hover)
        yield from _arrows(mark, known, look)
        yield from _ticks(mark, [(end, lane) for lane in known for end in _ends(lane)], look, 1.6)
        return
    if mark.shape is Shape.DOT:
        yield _dots(mark, known, look, hover)
        return
    yield _bars(mark, known, look, hover)
    ranged = [lane for lane in known if lane.point.y is not None and lane.point.low is not None]
    yield from _ticks(mark, [(lane.point.y or 0.0, lane) for lane in ranged], look, 4)


def _unknown(point: Point) -> bool:
    return point.y is None and point.low is None


def _from(point: Point) -> float:
    """Where a bar begins: at zero, or at the lower end of a range."""
    return point.low or 0.0


def _to(point: Point) -> float:
    return point.high or 0.0 if point.low is not None else point.y or 0.0


def _bars(mark: Mark, own: Sequence[Lane], look: Style, hover: Hover) -> go.Bar:
    """Bars from zero; the range of an estimate lies where it reaches, hollow without a number."""
    points = [lane.point for lane in own]
    return go.Bar(
        x=[_to(point) - _from(point) for point in points],
        base=[_from(point) for point in points],
        y=[lane.middle for lane in own],
        width=[lane.thick for lane in own],
        orientation="h",
        name=mark.name,
        marker=bar_look(mark, points, look),
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _dots(mark: Mark, own: Sequence[Lane], look: Style, hover: Hover) -> go.Scatter:
    return go.Scatter(
        x=[lane.point.y for lane in own],
        y=[lane.middle for lane in own],
        mode="markers",
        name=mark.name,
        marker={"symbol": look.symbol, "size": _DOT, "color": look.fill},
        cliponaxis=False,
        customdata=[hover(mark, lane.point) for lane in own],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _ends(lane: Lane) -> list[float]:
    """Both ends of a range."""
    return [end for end in (lane.point.low, lane.point.high) if end is not None]


def _ticks(
    mark: Mark, places: Sequence[tuple[float, Lane]], look: Style, width: float
) -> Iterator[go.Scatter]:
    """Ticks across lanes: the number within a range, or the ends of one."""
    if places:
        ends = [(x, lane.middle + side * lane.thick / 2) for x, lane in places for side in (-1, 1)]
        yield _strokes(mark, ends, {"color": look.line, "width": width})


def _dotted(mark: Mark, own: Sequence[Lane], look: Style, pixel: float) -> go.Scatter:
    """A dotted line from zero to what was said, or over the range that was said."""
    ends = []
    for lane in own:
        last = lane.end if lane.point.low is not None else max(lane.end - _DIAMOND / 4 * pixel, 0.0)
        ends += [(0.0, lane.middle), (last, lane.middle)]
    return _strokes(mark, ends, {"color": look.line, "width": 1.6, "dash": look.dash})


def _arrows(mark: Mark, own: Sequence[Lane], look: Style) -> Iterator[go.Scatter]:
    """Arrows that point on from every 'at least'."""
    open_ended = [lane for lane in own if lane.point.bound == "minimum"]
    if open_ended:
        yield go.Scatter(
            x=[lane.end for lane in open_ended],
            y=[lane.middle for lane in open_ended],
            mode="markers",
            name=mark.name,
            marker={
                "symbol": "triangle-down",
                "angle": -90,
                "standoff": _ARROW,
                "size": 9,
                "color": look.line,
            },
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )


def _strokes(
    mark: Mark, ends: Sequence[tuple[float, float]], line: dict[str, object]
) -> go.Scatter:
    """Lines between every two places, in one trace."""
    pairs = [(*ends[at : at + 2], (None, None)) for at in range(0, len(ends), 2)]
    return go.Scatter(
        x=[place[0] for pair in pairs for place in pair],
        y=[place[1] for pair in pairs for place in pair],
        mode="lines",
        name=mark.name,
        line=line,
        hoverinfo="skip",
        showlegend=False,
    )


def _said(mark: Mark, own: Sequence[Lane], look: Style, hover: Hover) -> go.Scatter:
    """Hollow diamonds at what was said; of a range without a number, at both ends."""
    places = [
        (end, lane)
        for lane in own
        for end in ([lane.point.low, lane.point.high] if lane.point.y is None else [lane.point.y])
    ]
    return go.Scatter(
        x=[end for end, _ in places],
        y=[lane.middle for _, lane in places],
        mode="markers",
        name=mark.name,
        marker={
            "symbol": [_diamond(mark, lane.point.bound) for _, lane in places],
            "size": _DIAMOND,
            "color": look.line,
            "line": {"color": look.line, "width": 2},
        },
        cliponaxis=False,
        customdata=[hover(mark, lane.point) for _, lane in places],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _diamond(mark: Mark, bound: str) -> str:
    """The symbol at the end of a dotted line; of 'at least' an arrow beside it tells."""
    return said_symbol(mark, bound if bound == "approximate" else "exact")


def _missing(own: Sequence[Lane], say: Language) -> go.Scatter:
    """A cross at zero for every figure that was not found: missing is drawn as missing."""
    words = missing_words(say)
    return go.Scatter(
        x=[0] * len(own),
        y=[lane.middle for lane in own],
        mode="markers",
        name=words,
        marker={"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}},
        cliponaxis=False,
        hovertemplate=words + "<extra></extra>",
        showlegend=False,
    )


def _write(overlay: Overlay, row: Row, plot: Plot, say: Language, axis: int, left: int) -> None:
    """The words of a row at the left edge, and its numbers at the ends of its marks."""
    _annotate(
        overlay,
        axis,
        x=0,
        xref=f"x{axis if axis > 1 else ''} domain",
        y=row.middle,
        xshift=left,
        text="<br>".join(row.words),
        font={"size": plot.letters},
    )
    for lane in bar_layout.numbered(row, nested=plot.nested):
        unknown = _unknown(lane.point)
        _annotate(
            overlay,
            axis,
            x=lane.end,
            y=lane.middle,
            xshift=lane.shift,
            text=missing_words(say) if unknown else bar_layout.number(row, lane, plot, say),
            font={"size": plot.letters},
        )


def _annotate(overlay: Overlay, axis: int, **words: object) -> None:
    number = axis if axis > 1 else ""
    overlay.write(
        **{
            "xref": f"x{number}",
            "yref": f"y{number}",
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            **words,
        }
    )


def _write_heads(overlay: Overlay, sheet: Sheet, plot: Plot, axis: int, left: int) -> None:
    """The name of every group over its rows, with a sample of how it is drawn."""
    number = axis if axis > 1 else ""
    for head in sheet.heads:
        refs = f"x{number} domain", f"y{number}"
        draw_swatch(overlay, head.mark, refs, (0, head.middle), left)
        _annotate(
            overlay,
            axis,
            x=0,
            xref=f"x{number} domain",
            y=head.middle,
            xshift=left + SWATCH,
            text="<br>".join(f"<b>{line}</b>" for line in head.words),
            font={"size": plot.letters},
        )
        if head.top:
            overlay.draw(
                type="line",
                xref=f"x{number} domain",
                yref=f"y{number}",
                x0=0,
                x1=1,
                y0=head.top,
                y1=head.top,
                line={"color": GRID, "width": 1},
                layer="below",
            )


def _draw_latest(
    overlay: Overlay, sheet: Sheet, plot: Plot, say: Language, axis: int, pixel: float
) -> None:
    """The latest count as a dashed line down all rows, so that each is read against it.

    It stops short of the numbers it meets; where words stand above their bars, it would cross them.
    """
    counted = [lane for lane in sheet.lanes if lane.mark.meaning is Meaning.COUNTED]
    if not plot.grouped or not counted or bar_layout.words_above(plot, say):
        return
    latest, number = counted[-1], axis if axis > 1 else ""
    begins = latest.middle + latest.thick / 2
    for row in sheet.rows:
        (lane,) = row.lanes
        if lane.middle <= latest.middle:
            continue
        written = lane.end + (lane.shift - 2) * pixel
        words = bar_layout.long(bar_layout.number(row, lane, plot, say), plot) * pixel
        covered = written < latest.end < written + words
        ends = lane.middle + (-_CLEAR if covered else lane.thick)
        overlay.draw(
            type="line",
            xref=f"x{number}",
            yref=f"y{number}",
            x0=latest.end,
            x1=latest.end,
            y0=begins,
            y1=ends,
            line={"color": latest.mark.tone.value, "width": 1.2, "dash": "4px,3px"},
        )
        begins = lane.middle + _CLEAR if covered else ends
