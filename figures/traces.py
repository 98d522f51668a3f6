"""From a mark to Plotly traces: one way to draw each kind of knowledge."""

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go

from figures import lanes, values
from figures.palette import GREY, Meaning, Style, style
from figures.plot import Mark, Plot, Point, Shape
from figures.wrapping import wrapped
from locales import Language

Hover = Callable[[Mark, Point], str]

_MONTH_BAR = 23 * 24 * 3600 * 1000


def traces(
    mark: Mark, plot: Plot, say: Language, hover: Hover, *, shared: bool
) -> list[go.Bar | go.Scatter]:
    """What Plotly draws for a mark: its points, its ranges, and what was not found."""
    drawn = style(mark.tone, mark.meaning)
    match mark.shape:
        case Shape.BAR:
            drawings: list[go.Bar | go.Scatter] = [
                _bars(mark, plot, say, hover, drawn, shared=shared),
                *_numbers_beyond_ranges(mark, plot, say, shared=shared),
            ]
        case Shape.DOT | Shape.NUMBER:
            drawings = [_dots(mark, plot, say, hover, drawn)]
        case _:
            drawings = [_line(mark, hover, drawn)]
    spans = [point for point in mark.points if point.y is None and point.low is not None]
    if spans:
        drawings.append(_spans(mark, spans, plot, say, hover, drawn))
    unknown = missing(mark)
    if unknown and (plot.timed or plot.horizontal):
        drawings.append(_missing(unknown, plot, say))
    return drawings


def missing(mark: Mark) -> list[Point]:
    """The points for which no figure was found."""
    return [point for point in mark.points if point.y is None and point.low is None]


def _place(point: Point) -> str:
    return point.x.isoformat() if isinstance(point.x, date) else wrapped(point.x)


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
    said = mark.meaning is Meaning.SAID
    paler = drawn.fill if said else style(mark.tone, Meaning.ESTIMATED).fill
    hatch = {"pattern": {"shape": "/", "fgcolor": drawn.line, "bgcolor": paler, "size": 6}}
    return go.Bar(
        **_across(plot, [_place(point) for point in points], [point.y for point in points]),
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
            **(hatch if mark.hatched else {}),
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


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
            **_across(plot, [_place(point) for point in mark.points], ends),
            orientation="h",
            name=mark.name,
            text=_labels(mark.points, plot, say),
            textposition="outside",
            textfont={"size": 13},
            constraintext="none",
            cliponaxis=False,
            offsetgroup=_group(mark, plot, shared=shared),
            marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def _dots(mark: Mark, plot: Plot, say: Language, hover: Hover, drawn: Style) -> go.Scatter:
    points = [point for point in mark.points if point.y is not None]
    labelled = plot.horizontal or mark.shape is Shape.NUMBER
    return go.Scatter(
        **_across(plot, [_place(point) for point in points], [point.y for point in points]),
        **_range(plot, points, drawn.line),
        name=mark.name,
        mode="markers+text" if labelled else "markers",
        text=[values.words(point, plot.unit, say) for point in points] if labelled else None,
        textposition="middle right" if plot.horizontal else "top center",
        cliponaxis=False,
        marker={
            "symbol": drawn.symbol,
            "size": 11,
            "color": drawn.line,
            "line": {"color": drawn.line, "width": 2},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _line(mark: Mark, hover: Hover, drawn: Style) -> go.Scatter:
    places: list[str] = []
    heights: list[float | None] = []
    texts: list[str] = []
    for point in mark.points:
        if point.breaks and places:
            places.append(_place(point))
            heights.append(None)
            texts.append("")
        places.append(_place(point))
        heights.append(point.y)
        texts.append(hover(mark, point))
    many = len(mark.points) > 60
    around = [None, *heights, None]
    alone = [
        here is not None and before is None and after is None
        for before, here, after in zip(around, heights, around[2:], strict=False)
    ]
    return go.Scatter(
        x=places,
        y=heights,
        name=mark.name,
        mode="lines+markers" if any(alone) or not many else "lines",
        connectgaps=False,
        line={
            "color": drawn.line,
            "width": mark.width,
            "dash": drawn.dash,
            "shape": "hv" if mark.shape is Shape.STEP else "linear",
        },
        marker={
            "symbol": drawn.symbol,
            "size": [7 if lonely else 0 for lonely in alone] if many else 7,
            "opacity": 1,
            "color": drawn.line,
        },
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _spans(
    mark: Mark, points: list[Point], plot: Plot, say: Language, hover: Hover, drawn: Style
) -> go.Bar:
    """Ranges without a middle: a light bar from the lower to the upper end."""
    long = [(point.high or 0) - (point.low or 0) for point in points]
    return go.Bar(
        **_across(plot, [_place(point) for point in points], long),
        base=[point.low for point in points],
        orientation="h" if plot.horizontal else "v",
        name=mark.name,
        text=[values.words(point, plot.unit, say) for point in points],
        textposition="auto",
        offsetgroup="one",
        marker={
            "color": style(mark.tone, Meaning.ESTIMATED).fill,
            "line": {"color": drawn.line, "width": 1.5},
        },
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _missing(points: list[Point], plot: Plot, say: Language) -> go.Scatter:
    """A mark on the axis for every figure that was not found: missing is drawn as missing."""
    words = say("figure not found")
    return go.Scatter(
        **_across(plot, [_place(point) for point in points], [0] * len(points)),
        name=words,
        mode="markers+text" if plot.horizontal else "markers",
        text=[words] * len(points) if plot.horizontal else None,
        textposition="middle right",
        textfont={"size": 13},
        marker={"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}},
        hovertemplate=words + "<extra></extra>",
        showlegend=not plot.horizontal,
        cliponaxis=False,
    )
