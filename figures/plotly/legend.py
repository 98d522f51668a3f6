"""The legend of a plot: each name once, and no legend where there is nothing to tell apart."""

from collections.abc import Sequence

from figures.core.plot import Panel, Plot, Shape
from figures.plotly.canvas import Trace
from figures.plotly.text_metrics import break_evenly, measure_widest
from figures.plotly.traces import make_bound_keys
from locales import Language

_LINE, _BETWEEN, _PAD, _MARK = 17, 3, 14, 46


class Legend:
    """The names in a legend, broken into lines that fit the paper, and the height they take."""

    def __init__(
        self, panels: Sequence[Panel], plot: Plot, t: Language, room: int, *, named: bool
    ) -> None:
        """The legend in a room of so many pixels; titles and what is `named` need no entry."""
        marks = [(panel, mark) for panel in panels for mark in panel.marks]
        names = dict.fromkeys(mark.name for panel, mark in marks if mark.name != panel.title)
        if named or all(len(panel.marks) == 1 for panel in panels):
            names = {}
        # Of points without a label only the look can tell how exact they are.
        loose = [mark for _, mark in marks if mark.shape is not Shape.BAR]
        points = [point for mark in loose for point in mark.known]
        self.bounds = [] if plot.horizontal else make_bound_keys(points, t)
        names |= dict.fromkeys(str(trace["name"]) for trace in self.bounds)
        self.names = {name: break_evenly(name, room - _MARK, plot.letters) for name in names}
        self.height = self._measure(room, plot.letters) if names else 0
        self._entered: set[str] = set()

    def _measure(self, room: int, size: int) -> int:
        """Pixels it takes in a room, as Plotly lays it out: row by row, left to right."""
        height, used, tallest = _PAD, 0.0, 0
        for lines in self.names.values():
            wide = measure_widest(lines, size) + _MARK
            if used and used + wide > room:
                height, used, tallest = height + tallest, 0.0, 0
            used += wide
            tallest = max(tallest, _LINE * len(lines) + _BETWEEN)
        return height + tallest

    def enter(self, trace: Trace, panel: Panel) -> Trace:
        """A trace as its entry, unless its name has one or needs none."""
        name = trace["name"]
        shown = name in self.names and name != panel.title and name not in self._entered
        written = "<br>".join(self.names[name]) if shown else name
        self._entered |= {name} if shown else set()
        return {**trace, "name": written, "legendgroup": name, "showlegend": shown}
