"""From a mark to Plotly traces: one way to draw each kind of knowledge."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import plotly.graph_objects as go

from figures import lanes, values
from figures.palette import (
    CLEAR,
    GREY,
    Meaning,
    Style,
    Tone,
    bar_pattern,
    point_symbol,
    style,
)
from figures.plot import Mark, Plot, Point, Shape
from figures.wrapping import wrapped
from locales import Language
from schemas import codes

Hover = Callable[[Mark, Point], str]

_MONTH_BAR = 23 * 24 * 3600 * 1000
_MID_MONTH = 16
_MANY = 60
_ABOVE_AXIS = 7
BOUNDED: Final = ("approximate", "minimum", "maximum")
"""Bounds that make a number less than exact."""


def traces(
    mark: Mark, plot: Plot, say: Language, hover: Hover, *, shared: bool
) -> list[go.Bar | go.Scatter]:
    """What Plotly draws for a mark: its points, its ranges, and what was not found."""
    drawn = style(mark.tone, mark.meaning)
    spans = [point for point in mark.points if point.y is None and point.low is not None]
    drawings: list[go.Bar | go.Scatter] = []
    match mark.shape:
        case Shape.BAR:
            for part in _ranges_apart(mark):
                drawings += [
                    _bars(part, plot, say, hover, drawn, shared=shared),
                    *_numbers_beyond_ranges(part, plot, say, shared=shared),
                ]
        case Shape.DOT | Shape.NUMBER:
            drawings += [_dots(part, plot, say, hover, drawn) for part in _ranges_apart(mark)]
        case _:
            drawings = [_line(mark, plot, hover, drawn)]
    if any(point.bound in BOUNDED for point in mark.points if point.y is not None):
        drawings = [
            _key(mark, plot, drawn, shared=shared),
            *(one.update(showlegend=False) for one in drawings),
        ]
    if spans:
        drawings.append(_spans(mark, spans, plot, say, hover, drawn, named=not drawings))
    unknown = missing(mark)
    if unknown and (plot.timed or plot.horizontal):
        drawings.append(_missing(unknown, plot, say))
    return drawings


def _ranges_apart(mark: Mark) -> list[Mark]:
    """The mark in two, since error bars of points without a range are stray ticks of no length."""
    spans = {point for point in mark.points if point.y is None and point.low is not None}
    ranged = {point for point in mark.points if point.y is not None and point.low is not None}
    parts = (
        tuple(point for point in mark.points if point in ranged),
        tuple(point for point in mark.points if point not in ranged | spans),
    )
    return [replace(mark, points=points) for points in parts if points]


def _key(mark: Mark, plot: Plot, drawn: Style, *, shared: bool) -> go.Bar | go.Scatter:
    """The entry of a mark in the legend, where the first of its points does not stand for all."""
    if mark.shape is Shape.BAR:
        return go.Bar(
            x=[None],
            y=[None],
            orientation="h" if plot.horizontal else "v",
            name=mark.name,
            offsetgroup=_group(mark, plot, shared=shared),
            marker={
                "color": drawn.fill,
                "line": {"color": drawn.line, "width": 1.5 if drawn.fill != drawn.line else 0},
                **(_pattern(["exact"], mark, drawn) if mark.hatched else {}),
            },
        )
    joined = mark.shape in (Shape.LINE, Shape.STEP)
    return go.Scatter(
        x=[None],
        y=[None],
        name=mark.name,
        mode="lines+markers" if joined else "markers",
        line={"color": drawn.line, "width": mark.width, "dash": drawn.dash},
        marker={
            "symbol": point_symbol(drawn, "exact"),
            "size": 7 if joined else 11,
            "color": drawn.line,
        },
    )


def bounds(points: Sequence[Point], say: Language) -> list[go.Scatter]:
    """Entries of the legend that say how points look whose numbers are not exact."""
    found = [bound for bound in BOUNDED if any(point.bound == bound for point in points)]
    counted = style(Tone.QUIET, Meaning.COUNTED)
    return [
        go.Scatter(
            x=[None],
            y=[None],
            name=say(codes.BOUND[bound]),
            mode="markers",
            marker={"symbol": point_symbol(counted, bound), "size": 10, "color": GREY},
        )
        for bound in found
    ]


def missing(mark: Mark) -> list[Point]:
    """The points for which no figure was found."""
    return [point for point in mark.points if point.y is None and point.low is None]


def _place(point: Point, plot: Plot) -> str:
    """The place of a point; what counts a whole month stands in the middle of it."""
    if not isinstance(point.x, date):
        return wrapped(point.x)
    return (point.x.replace(day=_MID_MONTH) if plot.grain == "month" else point.x).isoformat()


def _across(plot: Plot, places: list[str], numbers: Sequence[float | None]) -> dict[str, object]:
    """Places and numbers on the axes where they belong."""
    if plot.horizontal:
        return {"x": list(numbers), "y": places}
    return {"x": places, "y": list(numbers)}


def _range(plot: Plot, points: Sequence[Point], colour: str) -> dict[str, object]:
    if not any(point.y is not None and point.low is not None for point in points):
        return {}
    above = [
        (point.high or 0) - (point.y or 0) if point.high is not None else 0 for point in points
    ]
    below = [(point.y or 0) - (point.low or 0) if point.low is not None else 0 for point in points]
    bars = {"array": above, "arrayminus": below, "color": colour, "thickness": 2, "width": 5}
    return {"error_x" if plot.horizontal else "error_y": bars}


def _bars(
    mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style, *, shared: bool
) -> go.Bar:
    points = mark.points
    labelled = plot.horizontal and not plot.stacked and not _ranged(points)
    labels = _labels(points, plot, say)
    bounded = [point.bound if point.y is not None else "exact" for point in points]
    return go.Bar(
        **_across(plot, [_place(point, plot) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        width=_MONTH_BAR if plot.timed and plot.grain == "month" else None,
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=labels if labelled else None,
        textposition="outside" if labelled else "none",
        textfont={"size": 13},
        constraintext="none",
        cliponaxis=False,
        offsetgroup=_group(mark, plot, shared=shared),
        marker={
            "color": drawn.fill,
            "line": {"color": drawn.line, "width": 1.5 if drawn.fill != drawn.line else 0},
            **(
                _pattern(bounded, mark, drawn)
                if mark.hatched or set(bounded) & set(BOUNDED)
                else {}
            ),
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _pattern(bounded: Sequence[str], mark: Mark, drawn: Style) -> dict[str, object]:
    """Patterns of bars, so that 'about' and 'at least' never look like exact numbers."""
    said = mark.meaning is Meaning.SAID
    paler = drawn.fill if said else style(mark.tone, Meaning.ESTIMATED).fill
    shapes = [bar_pattern(bound, hatched=mark.hatched) for bound in bounded]
    alike = shapes[0] if len(set(shapes)) == 1 else shapes
    pattern = {"shape": alike, "fgcolor": drawn.line, "bgcolor": paler, "size": 6}
    return {"pattern": pattern if mark.hatched else {**pattern, "size": 9, "solidity": 0.16}}


def _ranged(points: Sequence[Point]) -> bool:
    return any(point.y is not None and point.high is not None for point in points)


def _labels(points: Sequence[Point], plot: Plot, say: Language) -> list[str]:
    return [lanes.number(point, plot, say) if point.y is not None else "" for point in points]


def _group(mark: Mark, plot: Plot, *, shared: bool) -> str | None:
    if plot.stacked:
        return None
    return mark.name if shared else "one"


def _numbers_beyond_ranges(mark: Mark, plot: Plot, say: Language, *, shared: bool) -> list[go.Bar]:
    """Numbers at the upper ends of the ranges, so that no range is drawn through its number."""
    if not plot.horizontal or plot.stacked or not _ranged(mark.points):
        return []
    ends = [max(point.y or 0, point.high or 0) for point in mark.points]
    return [
        go.Bar(
            **_across(plot, [_place(point, plot) for point in mark.points], ends),
            orientation="h",
            name=mark.name,
            text=_labels(mark.points, plot, say),
            textposition="outside",
            textfont={"size": 13},
            constraintext="none",
            cliponaxis=False,
            offsetgroup=_group(mark, plot, shared=shared),
            marker={"color": CLEAR, "line": {"width": 0}},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def _dots(mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style) -> go.Scatter:
    points = [point for point in mark.points if point.y is not None]
    symbols = [point_symbol(drawn, point.bound) for point in points]
    labelled = plot.horizontal or mark.shape is Shape.NUMBER
    return go.Scatter(
        **_across(plot, [_place(point, plot) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        name=mark.name,
        mode="markers+text" if labelled else "markers",
        text=[values.words(point, plot.unit, say) for point in points] if labelled else None,
        textposition="middle right" if plot.horizontal else "top center",
        cliponaxis=False,
        marker={
            "symbol": symbols[0] if len(set(symbols)) == 1 else symbols,
            "size": 11,
            "color": drawn.line,
            "line": {"color": drawn.line, "width": 2},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(mark: Mark, plot: Plot, hover: Hover, drawn: Style) -> go.Scatter:
    """A line that stops wherever the series is not known to go on."""
    places: list[str] = []
    heights: list[float | None] = []
    texts: list[str] = []
    symbols: list[str] = []
    sizes: list[int] = []
    many = len(mark.points) > _MANY
    for part in mark.parts:
        if places:
            places.append(_place(part[0], plot))
            heights.append(None)
            texts.append("")
            symbols.append(drawn.symbol)
            sizes.append(0)
        for point in part:
            shown = not many or len(part) == 1 or point.bound in BOUNDED
            places.append(_place(point, plot))
            heights.append(point.y)
            texts.append(hover(mark, point))
            symbols.append(point_symbol(drawn, point.bound))
            sizes.append((9 if point.bound in BOUNDED else 7) if shown else 0)
    return go.Scatter(
        x=places,
        y=heights,
        name=mark.name,
        mode="lines+markers" if any(sizes) else "lines",
        connectgaps=False,
        line={
            "color": drawn.line,
            "width": mark.width,
            "dash": drawn.dash,
            "shape": "hv" if mark.shape is Shape.STEP else "linear",
        },
        marker={
            "symbol": symbols if len(set(symbols)) > 1 else drawn.symbol,
            "size": sizes if len(set(sizes)) > 1 else 7,
            "opacity": 1,
            "color": drawn.line,
        },
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _spans(
    mark: Mark,
    points: list[Point],
    plot: Plot,
    say: Language,
    hover: Hover,
    drawn: Style,
    *,
    named: bool,
) -> go.Bar:
    """Ranges of which nobody gives a middle: hollow from the lower to the upper end."""
    long = [(point.high or 0) - (point.low or 0) for point in points]
    return go.Bar(
        **_across(plot, [_place(point, plot) for point in points], long),
        base=[point.low for point in points],
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=[values.words(point, plot.unit, say) for point in points],
        textposition="auto",
        offsetgroup="one",
        marker={
            "color": CLEAR,
            "line": {"color": drawn.line, "width": 1.5},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=named,
    )


def _missing(points: list[Point], plot: Plot, say: Language) -> go.Scatter:
    """A mark on the axis for every figure that was not found: missing is drawn as missing."""
    words = say("figure not found")
    return go.Scatter(
        **_across(plot, [_place(point, plot) for point in points], [0] * len(points)),
        name=words,
        mode="markers+text" if plot.horizontal else "markers",
        text=[words] * len(points) if plot.horizontal else None,
        textposition="middle right",
        textfont={"size": 13},
        marker={
            "symbol": "x-thin",
            "size": 9,
            "line": {"color": GREY, "width": 2},
            **({"standoff": _ABOVE_AXIS, "angle": 180} if plot.timed else {}),
        },
        hovertemplate=words + "<extra></extra>",
        showlegend=not plot.horizontal,
        cliponaxis=False,
    )
