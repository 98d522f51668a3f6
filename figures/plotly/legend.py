"""The legend of a plot: each name once, and no legend where there is nothing to tell apart."""

from collections.abc import Sequence
from typing import Any

from figures.core.plot import Panel, Plot, Point, Shape
from figures.plotly.canvas import Trace
from figures.plotly.text_metrics import even_lines, longest
from figures.plotly.traces import bounds
from locales import Language

_LINE, _BETWEEN, _PAD, _MARK = 17, 3, 14, 46


class Legend:
    """The names in a legend, broken into lines that fit the paper, and the height they take."""

    def __init__(
        self, panels: Sequence[Panel], plot: Plot, say: Language, room: int, *, named: bool
    ) -> None:
        """The legend of these panels, in a room of so many pixels; marks may be `named` elsewhere.

        A panel's title needs no entry, nor does a name at a mark or over a group.
        """
        marks = [(panel, mark) for panel in panels for mark in panel.marks]
        names = dict.fromkeys(mark.name for panel, mark in marks if mark.name != panel.title)
        if named or all(len(panel.marks) == 1 for panel in panels):
            names = {}
        self.bounds = [] if plot.horizontal else bounds(_loose_points(panels), say)
        names |= dict.fromkeys(str(trace["name"]) for trace in self.bounds)
        self.names = {name: even_lines(name, room - _MARK, plot.letters) for name in names}
        self.height = _height(list(self.names.values()), room, plot.letters) if names else 0
        self._entered: set[str] = set()

    def enter(self, trace: Trace, panel: Panel) -> Trace:
        """A trace as its entry, unless its name has one or needs none."""
        name = trace["name"]
        shown = name in self.names and name != panel.title and name not in self._entered
        entry: dict[str, Any] = {"legendgroup": name, "showlegend": shown}
        if shown:
            self._entered.add(name)
            entry["name"] = "<br>".join(self.names[name])
        return {**trace, **entry}


def _loose_points(panels: Sequence[Panel]) -> list[Point]:
    """The points without a label, of which only the look can tell how exact they are."""
    marks = (mark for panel in panels for mark in panel.marks if mark.shape is not Shape.BAR)
    return [point for mark in marks for point in mark.points if point.y is not None]


def _height(names: Sequence[Sequence[str]], room: int, size: int) -> int:
    """Pixels the legend takes in a room, as Plotly lays it out: row by row, left to right."""
    height, used, tallest = _PAD, 0.0, 0
    for lines in names:
        wide = longest(lines, size) + _MARK
        if used and used + wide > room:
            height, used, tallest = height + tallest, 0.0, 0
        used += wide
        tallest = max(tallest, _LINE * len(lines) + _BETWEEN)
    return height + tallest
