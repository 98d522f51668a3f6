"""From a mark in time to Plotly traces: one way to draw each kind of knowledge."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

import plotly.graph_objects as go

from figures.core.palette import (
    CLEAR,
    GREY,
    Meaning,
    Style,
    Tone,
    bar_pattern,
    point_symbol,
    style,
)
from figures.core.plot import Mark, Plot, Point, Shape
from locales import Language
from schemas import codes

Hover = Callable[[Mark, Point], str]

_MANY = 60
_ABOVE_AXIS = 7
MONTH_BAR: Final = timedelta(days=23)
"""How much of a month its bar takes."""

MID_MONTH: Final = 16
"""The day at which a whole month is drawn."""

BOUNDED: Final = ("approximate", "minimum", "maximum")
"""Bounds that make a number less than exact."""


def traces(mark: Mark, plot: Plot, say: Language, hover: Hover) -> list[go.Bar | go.Scatter]:
    """What Plotly draws for a mark: its points, its ranges, and what was not found."""
    look = style(mark.tone, mark.meaning)
    drawings: list[go.Bar | go.Scatter] = []
    match mark.shape:
        case Shape.BAR:
            drawings.append(_bars(mark, plot, hover, look))
        case Shape.DOT:
            drawings += [*_ranges(mark, plot, look), _dots(mark, plot, hover, look)]
        case _:
            drawings.append(_line(mark, plot, hover, look))
    unknown = missing(mark)
    if unknown:
        drawings.append(_missing(unknown, plot, say))
    return [*(one.update(showlegend=False) for one in drawings), key(mark)]


def key(mark: Mark) -> go.Bar | go.Scatter:
    """The entry of a mark in the legend; the first of its points does not stand for all."""
    look = style(mark.tone, mark.meaning)
    nowhere = {"x": [None], "y": [None], "name": mark.name}
    if mark.shape is Shape.BAR and mark.meaning is not Meaning.SAID:
        return go.Bar(marker=bar_look(mark, (), look), **nowhere)
    joined = mark.shape is Shape.LINE
    return go.Scatter(
        mode="lines+markers" if joined else "markers",
        line={"color": look.line, "width": mark.width, "dash": look.dash},
        marker=_marker(look, [said_symbol(mark, "exact")], 7 if joined else 11),
        **nowhere,
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


def missing_words(say: Language) -> str:
    """What stands where no figure was found."""
    return say("figure not found")


def said_symbol(mark: Mark, bound: str) -> str:
    """The symbol of a point of a mark; what was said of something else has a cross in it."""
    symbol = point_symbol(style(mark.tone, mark.meaning), bound)
    crossed = mark.hatched and mark.meaning is Meaning.SAID
    return "diamond-cross-open" if crossed else symbol


def place_of(point: Point, plot: Plot) -> str:
    """Where a point stands in time; what counts a whole month stands in the middle of it."""
    if not isinstance(point.x, date):
        return point.x
    return (point.x.replace(day=MID_MONTH) if plot.grain == "month" else point.x).isoformat()


def _bars(mark: Mark, plot: Plot, hover: Hover, look: Style) -> go.Bar:
    return go.Bar(
        x=[place_of(point, plot) for point in mark.points],
        y=[point.y for point in mark.points],
        width=MONTH_BAR / timedelta(milliseconds=1),
        name=mark.name,
        marker=bar_look(mark, mark.points, look),
        customdata=[hover(mark, point) for point in mark.points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def bar_look(mark: Mark, points: Sequence[Point], look: Style) -> dict[str, object]:
    """How bars are filled: a range without a number is hollow, 'about' never looks exact."""
    hollow = [point.y is None and point.low is not None for point in points]
    fills = [CLEAR if one else look.fill for one in hollow]
    bounded = [point.bound if point.y is not None else "exact" for point in points] or ["exact"]
    patterned = mark.hatched or set(bounded) & set(BOUNDED)
    return {
        "color": fills if any(hollow) and not all(hollow) else (fills or [look.fill])[0],
        "line": {"color": look.line, "width": 1.2 if look.fill != look.line else 0},
        **(_pattern(bounded, mark, look) if patterned else {}),
    }


def _pattern(bounded: Sequence[str], mark: Mark, look: Style) -> dict[str, object]:
    """Patterns of bars, so that 'about' and 'at least' never look like exact numbers."""
    said = mark.meaning is Meaning.SAID
    paler = look.fill if said else style(mark.tone, Meaning.ESTIMATED).fill
    shapes = [bar_pattern(bound, hatched=mark.hatched) for bound in bounded]
    alike = shapes[0] if len(set(shapes)) == 1 else shapes
    pattern = {"shape": alike, "fgcolor": look.line, "bgcolor": paler, "size": 6}
    return {"pattern": pattern if mark.hatched else {**pattern, "size": 9, "solidity": 0.16}}


def _marker(look: Style, symbols: Sequence[str], size: int) -> dict[str, object]:
    """Points filled as what is known of them: solid, light with an outline, or hollow."""
    fills = [look.line if "open" in symbol else look.fill for symbol in symbols]
    return {
        "symbol": _once(symbols),
        "size": size,
        "color": _once(fills),
        "line": {"color": look.line, "width": 1.5},
    }


def _once(values: Sequence[str]) -> str | list[str]:
    """One value for all, if all are alike."""
    return values[0] if len(set(values)) == 1 else list(values)


def _dots(mark: Mark, plot: Plot, hover: Hover, look: Style) -> go.Scatter:
    points = [point for point in mark.points if point.y is not None]
    return go.Scatter(
        x=[place_of(point, plot) for point in points],
        y=[point.y for point in points],
        name=mark.name,
        mode="markers",
        cliponaxis=False,
        marker=_marker(look, [said_symbol(mark, point.bound) for point in points], 11),
        customdata=[hover(mark, point) for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _ranges(mark: Mark, plot: Plot, look: Style) -> list[go.Scatter]:
    """The range of every dot that has one, as a line from end to end."""
    ranged = [point for point in mark.points if point.low is not None]
    if not ranged:
        return []
    return [
        go.Scatter(
            x=[place_of(point, plot) for point in ranged for _ in range(3)],
            y=[end for point in ranged for end in (point.low, point.high, None)],
            name=mark.name,
            mode="lines",
            line={"color": look.line, "width": 1.6, "dash": look.dash},
            hoverinfo="skip",
        )
    ]


def _line(mark: Mark, plot: Plot, hover: Hover, look: Style) -> go.Scatter:
    """A line that stops wherever the series is not known to go on."""
    places: list[str] = []
    heights: list[float | None] = []
    texts: list[str] = []
    symbols: list[str] = []
    sizes: list[int] = []
    many = len(mark.points) > _MANY
    for part in mark.parts:
        if places:
            places.append(place_of(part[0], plot))
            heights.append(None)
            texts.append("")
            symbols.append(look.symbol)
            sizes.append(0)
        for point in part:
            shown = not many or len(part) == 1 or point.bound in BOUNDED
            places.append(place_of(point, plot))
            heights.append(point.y)
            texts.append(hover(mark, point))
            symbols.append(said_symbol(mark, point.bound))
            sizes.append((9 if point.bound in BOUNDED else 7) if shown else 0)
    return go.Scatter(
        x=places,
        y=heights,
        name=mark.name,
        mode="lines+markers" if any(sizes) else "lines",
        connectgaps=False,
        line={"color": look.line, "width": mark.width, "dash": look.dash},
        marker={
            **_marker(look, symbols or [look.symbol], 7),
            **({"size": sizes} if len(set(sizes)) > 1 else {}),
            "opacity": 1,
        },
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _missing(points: list[Point], plot: Plot, say: Language) -> go.Scatter:
    """A mark on the axis for every figure that was not found: missing is drawn as missing."""
    words = missing_words(say)
    return go.Scatter(
        x=[place_of(point, plot) for point in points],
        y=[0] * len(points),
        name=words,
        mode="markers",
        marker={
            "symbol": "x-thin",
            "size": 9,
            "line": {"color": GREY, "width": 2},
            "standoff": _ABOVE_AXIS,
            "angle": 180,
        },
        hovertemplate=words + "<extra></extra>",
        cliponaxis=False,
    )
