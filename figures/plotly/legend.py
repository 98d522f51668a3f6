"""The legend of a plot: each name once, and no legend where there is nothing to tell apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from figures.core.plot import Panel, Plot, Point, Shape
from figures.plotly.text_metrics import even_lines, pixels
from figures.plotly.traces import bounds
from locales import Language

_LINE, _BETWEEN, _PAD, _MARK = 17, 3, 14, 46


@dataclass
class Legend:
    """The names in a legend, broken into lines that fit the paper, and the height they take."""

    names: dict[str, list[str]]
    height: int
    _entered: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls, panels: Sequence[Panel], plot: Plot, say: Language, room: int, *, named: bool
    ) -> "Legend":
        """The legend of these panels, in a room of so many pixels; marks may be `named` elsewhere.

        A panel's title needs no entry, nor does a name at a mark or over a group.
        """
        marks = [(panel, mark) for panel in panels for mark in panel.marks]
        names = dict.fromkeys(mark.name for panel, mark in marks if mark.name != panel.title)
        if named or all(len(panel.marks) == 1 for panel in panels):
            names = {}
        if not plot.horizontal:
            names |= dict.fromkeys(str(trace.name) for trace in bounds(loose_points(panels), say))
        broken = {name: even_lines(name, room - _MARK, plot.letters) for name in names}
        if not broken:
            return cls({}, 0)
        return cls(broken, _height(list(broken.values()), room, plot.letters))

    def enter(self, trace: go.Bar | go.Scatter, panel: Panel) -> None:
        """Give a trace its entry, unless its name has one or needs none."""
        name = trace.name
        trace.legendgroup = name
        named = trace.showlegend is not False and name in self.names and name != panel.title
        trace.showlegend = named and name not in self._entered
        if trace.showlegend:
            self._entered.add(name)
            trace.name = "<br>".join(self.names[name])


def loose_points(panels: Sequence[Panel]) -> list[Point]:
    """The points without a label, of which only the look can tell how exact they are."""
    marks = (mark for panel in panels for mark in panel.marks if mark.shape is not Shape.BAR)
    return [point for mark in marks for point in mark.points if point.y is not None]


def _height(names: Sequence[Sequence[str]], room: int, size: int) -> int:
    """Pixels the legend takes in a room, as Plotly lays it out: row by row, left to right."""
    height, used, tallest = _PAD, 0.0, 0
    for lines in names:
        wide = max((pixels(line, size) for line in lines), default=0) + _MARK
        if used and used + wide > room:
            height, used, tallest = height + tallest, 0.0, 0
        used += wide
        tallest = max(tallest, _LINE * len(lines) + _BETWEEN)
    return height + tallest
