"""What Plotly shall draw, gathered as plain data: adding piece by piece takes Plotly long."""

from dataclasses import dataclass, field
from typing import Any, Final

import plotly.graph_objects as go

from figures.core.palette import CLEAR, FONT, GREY, GRID, INK, Meaning
from figures.core.plot import Mark, Shape

Trace = dict[str, Any]
Axes = tuple[str, str]
"""What Plotly calls the two axes of a panel."""
PAPER: Final = ("paper", "paper")

TEMPLATE: Final = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": [GREY],
        "xaxis": {"gridcolor": GRID, "zeroline": False},
        "yaxis": {"gridcolor": GRID, "zeroline": False},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "legend": {"font": {"size": 13}, "bgcolor": CLEAR},
        "bargap": 0.25,
    }
}
LEGEND: Final = {"orientation": "h", "xanchor": "left", "yanchor": "bottom"}
EDGE, RIGHT = 4, 16
"""Pixels from the left edge of a drawing to its words, and right of its axes."""
SWATCH: Final = 16
"""Pixels a sample of a mark takes, with the gap between it and the name."""


@dataclass
class Canvas:
    """The traces of a drawing, what is written and drawn over them, and its layout."""

    layout: dict[str, Any]
    traces: list[Trace] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def add(self, axes: Axes, *traces: Trace) -> None:
        """Traces on two axes."""
        self.traces += [{**trace, "xaxis": axes[0], "yaxis": axes[1]} for trace in traces]

    def set_axes(self, names: Axes, across: Trace, up: Trace) -> None:
        """Settings of the two axes of a panel."""
        for name, other, axis in ((names[0], names[1], across), (names[1], names[0], up)):
            whole = self.layout.setdefault(f"{name[0]}axis{name[1:]}", {"anchor": other})
            whole.update(axis)

    def write(
        self, text: str, size: int, axes: Axes, at: tuple[float | str, float], **settings: object
    ) -> None:
        """Words of a size, beginning at a place on two axes unless settings say otherwise."""
        place = {"xref": axes[0], "yref": axes[1], "x": at[0], "y": at[1]}
        look = {"showarrow": False, "borderpad": 0, "xanchor": "left", "font": {"size": size}}
        self.words.append({"text": text, **place, **look, **settings})

    def draw(self, kind: str, axes: Axes, **settings: object) -> None:
        """A line, a rectangle, a circle or a path on two axes."""
        self.lines.append({"type": kind, "xref": axes[0], "yref": axes[1], **settings})

    def draw_swatch(
        self, mark: Mark, axes: Axes, at: tuple[float, float], shift: float, up: float = 0
    ) -> None:
        """A sample of a mark, so many pixels to the right of a place on two axes, and above it."""
        look, right, high = mark.style, shift + 11, 5.0
        line: dict[str, object] = {"color": look.line, "width": 1.5}
        hollow = all(point.y is None for point in mark.points)
        place = {"xanchor": at[0], "yanchor": at[1], "fillcolor": CLEAR if hollow else look.fill}
        place |= {"xsizemode": "pixel", "ysizemode": "pixel"}
        if mark.meaning is Meaning.SAID:
            middle = shift + 5.5
            path = f"M {shift},{up} L {middle},{up + 6} L {right},{up} L {middle},{up - 6} Z"
            self.draw("path", axes, path=path, line=line, **place)
            return
        if mark.shape is Shape.BAR or mark.meaning is Meaning.ESTIMATED:
            kind = "rect"
        elif mark.shape is Shape.DOT:
            kind, high = "circle", 5.5
        else:
            kind, high, line = "line", 0, {"color": look.line, "width": 3}
        self.draw(kind, axes, x0=shift, x1=right, y0=up - high, y1=up + high, line=line, **place)

    def make_figure(self) -> go.Figure:
        """All of it as Plotly knows it."""
        over = {"annotations": self.words, "shapes": self.lines}
        return go.Figure(self.traces, {"template": TEMPLATE, **self.layout, **over})


def name_axes(number: int) -> Axes:
    """What Plotly calls the axes of a panel, counted from 1."""
    return (f"x{number}", f"y{number}") if number > 1 else ("x", "y")
