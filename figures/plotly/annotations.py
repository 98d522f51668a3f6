"""Words drawn into a chart where they belong, with a thin line there."""

from collections.abc import Iterator, Sequence
from datetime import date

from figures.core.palette import GREY
from figures.core.plot import Panel, Plot, Remark
from figures.plotly import axes
from figures.plotly.overlay import Overlay
from figures.plotly.text_metrics import even_lines, pixels
from locales import Language

_REMARK_LINE = 15
_MARGINS, _LONGEST, _NEAR = 80, 178, 0.05


def breaks(panel: Panel, plot: Plot, say: Language) -> list[Remark]:
    """A line wherever a series breaks off from a point before; of two close ones, one is named."""
    broken = {point.x for mark in panel.marks for point in mark.points[1:] if point.breaks}
    spoken_of = {remark.x for remark in panel.remarks}
    found: list[Remark] = []
    for day in sorted(day for day in broken - spoken_of if isinstance(day, date)):
        near = found and axes.across(day, plot) - axes.across(found[-1].x, plot) < _NEAR
        found.append(Remark(day, "" if near else say("method changed")))
    return found


def stacked(remarks: Sequence[Remark], plot: Plot) -> list[tuple[Remark, int]]:
    """Each remark with the line on which its words begin, so that on a phone none cover others."""
    taken: list[tuple[float, float, int, int]] = []
    stacked = []
    dated = [remark for remark in remarks if isinstance(remark.x, date)]
    for remark in sorted(dated, key=lambda remark: str(remark.x)):
        words = _words(remark, plot)
        at, long = axes.across(remark.x, plot), _share(words, plot)
        left = at - long if at > 0.5 else at
        line = 0
        while any(
            left < right_end
            and left_end < left + long
            and line < below
            and above < line + len(words)
            for left_end, right_end, above, below in taken
        ):
            line += 1
        taken.append((left, left + long, line, line + len(words)))
        stacked.append((remark, line))
    return stacked


def boxes(
    panel: Panel, plot: Plot, say: Language, wide: float
) -> Iterator[tuple[float, float, float, float]]:
    """Where remarks stand in a panel so wide: left, top, right and bottom, in pixels."""
    for remark, line in stacked([*breaks(panel, plot, say), *panel.remarks], plot):
        words, at = _words(remark, plot), axes.across(remark.x, plot)
        long = max(map(pixels, words), default=0) + 8
        left = at * wide - (long if at > 0.5 else 0)
        yield left, _REMARK_LINE * line, left + long, _REMARK_LINE * (line + len(words)) + 4


def _words(remark: Remark, plot: Plot) -> list[str]:
    """The lines of a remark, in the room on that side of its day where there is more of it."""
    at = axes.across(remark.x, plot)
    return even_lines(remark.text, min(max(at, 1 - at) * (plot.width - _MARGINS), _LONGEST))


def _share(words: Sequence[str], plot: Plot) -> float:
    """How much of the time axis words take on the narrowest paper."""
    return (max(map(pixels, words), default=0) + 8) / (plot.width - _MARGINS)


def draw_remark(overlay: Overlay, remark: Remark, plot: Plot, row: int, line: int) -> None:
    """Draw a remark's line at its day, and its words beside it."""
    if not isinstance(remark.x, date):
        return
    day = remark.x.isoformat()
    late = axes.across(remark.x, plot) > 0.5
    number = row if row > 1 else ""
    overlay.draw(
        type="line",
        xref=f"x{number}",
        yref=f"y{number} domain",
        x0=day,
        x1=day,
        y0=0,
        y1=1,
        line={"color": GREY, "width": 1, "dash": "dot"},
    )
    overlay.write(
        x=day,
        y=1,
        yref=f"y{number} domain",
        xref=f"x{number}",
        text="<br>".join(_words(remark, plot)),
        xanchor="right" if late else "left",
        yanchor="top",
        xshift=-4 if late else 4,
        yshift=-_REMARK_LINE * line,
        align="right" if late else "left",
        font={"size": 13},
    )
