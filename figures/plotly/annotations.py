"""Words drawn into a chart where they belong, with a thin line there."""

from dataclasses import dataclass
from datetime import date

from figures.core.palette import GREY
from figures.core.plot import Panel, Plot, Remark
from figures.plotly.axes import across
from figures.plotly.canvas import Canvas
from figures.plotly.text_metrics import even_lines, longest
from locales import Language

_LINE = 15
_MARGINS, _LONGEST, _NEAR = 80, 178, 0.05


@dataclass(frozen=True)
class Placed:
    """A remark laid out: its day, how far along the axis that is, and its lines from one on."""

    day: date
    at: float
    words: list[str]
    line: int

    @property
    def wide(self) -> float:
        """Pixels the words take, with the gap between them and the line at the day."""
        return longest(self.words) + 8

    def box(self, panel: float) -> tuple[float, float, float, float]:
        """Where it stands in a panel so wide: left, top, right and bottom, in pixels."""
        left = self.at * panel - (self.wide if self.at > 0.5 else 0)
        top, bottom = _LINE * self.line, _LINE * (self.line + len(self.words)) + 4
        return left, top, left + self.wide, bottom

    def draw(self, canvas: Canvas, axes: tuple[str, str]) -> None:
        """A line at its day, and its words beside it."""
        day = self.day.isoformat()
        beside = {"xanchor": "left", "align": "left", "xshift": 4}
        if self.at > 0.5:
            beside = {"xanchor": "right", "align": "right", "xshift": -4}
        axes = (axes[0], f"{axes[1]} domain")
        line = {"color": GREY, "width": 1, "dash": "dot"}
        canvas.draw("line", axes, x0=day, x1=day, y0=0, y1=1, line=line)
        up = {"yanchor": "top", "yshift": -_LINE * self.line}
        canvas.write("<br>".join(self.words), 13, axes, (day, 1), **beside, **up)


def place_remarks(panel: Panel, plot: Plot, say: Language) -> list[Placed]:
    """The remarks of a panel, below each other so that on a phone none covers another."""
    placed: list[Placed] = []
    taken: list[tuple[float, float, int, int]] = []
    remarks = [*_breaks(panel, plot, say), *panel.remarks]
    for remark in sorted(remarks, key=lambda remark: str(remark.x)):
        if not isinstance(remark.x, date):
            continue
        at = across(remark.x, plot)
        room = min(max(at, 1 - at) * (plot.width - _MARGINS), _LONGEST)
        one = Placed(remark.x, at, even_lines(remark.text, room), 0)
        share = one.wide / (plot.width - _MARGINS)
        left = at - share if at > 0.5 else at
        line, deep = 0, len(one.words)
        while any(
            left < right_end and left_end < left + share and line < below and above < line + deep
            for left_end, right_end, above, below in taken
        ):
            line += 1
        taken.append((left, left + share, line, line + deep))
        placed.append(Placed(remark.x, at, one.words, line))
    return placed


def _breaks(panel: Panel, plot: Plot, say: Language) -> list[Remark]:
    """A line wherever a series breaks off from a point before; of two close ones, one is named."""
    broken = {point.x for mark in panel.marks for point in mark.points[1:] if point.breaks}
    spoken_of = {remark.x for remark in panel.remarks}
    found: list[Remark] = []
    for day in sorted(day for day in broken - spoken_of if isinstance(day, date)):
        near = found and across(day, plot) - across(found[-1].x, plot) < _NEAR
        found.append(Remark(day, "" if near else say("method changed")))
    return found
