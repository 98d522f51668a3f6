"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from figures.core.plot import Panel, Plot
from figures.plotly import axes
from figures.plotly.annotations import place_remarks
from figures.plotly.bar_layout import RIGHT, BarLayout
from figures.plotly.bar_rows import draw_latest, draw_marks, draw_unknown, write_words
from figures.plotly.canvas import EDGE, Canvas, axis_names
from figures.plotly.direct_labels import Field, named_at_marks
from figures.plotly.legend import Legend
from figures.plotly.text_metrics import even_lines, lines, longest
from figures.plotly.tile_map import draw_tiles
from figures.plotly.traces import Hover, key, traces
from locales import Language

_NOTE, _NOTE_LINE, _NOTE_GAP, _HEADING, _ABOVE, _AXIS = 12, 17, 10, 30, 6, 34
_PAPER = ("paper", "paper")
_PANEL, _WIDE_PANEL, _LOW_PANEL, _LEAST_PANEL, _LEAST_OF_MANY = 300, 400, 220, 104, 80
_ROOMIEST = 1.5
"""How far rows may be drawn apart before they only look empty."""


def render(
    plot: Plot, note: str | None, say: Language, hover: Hover, *, height: int | None = None
) -> go.Figure:
    """The Plotly figure of a plot; see `compose`."""
    return compose(plot, note, say, hover, height=height).figure()


def compose(
    plot: Plot, note: str | None, say: Language, hover: Hover, *, height: int | None = None
) -> Canvas:
    """All that is drawn of a plot, with its source note drawn into it.

    No note means a body: it is exactly as wide as the plot says, and its note stands elsewhere.
    It is as tall as it needs, or as near to `height` as it can be read.
    """
    if plot.empty:
        return _say_nothing(plot, say)
    broken = lines(note or "", plot.width - RIGHT, _NOTE)
    under = _NOTE_GAP + _NOTE_LINE * len(broken) if note else 0
    if plot.tiles:
        canvas = draw_tiles(plot, say, hover, height)
    else:
        canvas = _draw_panels(plot, say, hover, height and height - under, aside=note is None)
    margin = canvas.layout["margin"]
    if note:
        at = {"yanchor": "top", "xshift": EDGE - margin["l"], "yshift": -margin["b"]}
        look = {"name": "source", "align": "left", "borderpad": 1}
        canvas.write("<br>".join(broken), _NOTE, _PAPER, (0, 0), **at, **look)
        margin["b"] += under
        canvas.layout["height"] += under
    return canvas


class _Panels:
    """Panels below each other: pixels left of their axes, and the heights they like best.

    `least` is below what each cannot be read, `most` beyond what all together look empty.
    """

    left: int
    liked: list[float]
    least: list[float]
    most = math.inf
    tall: list[int]

    def fill(self, room: int | None) -> None:
        """Make them as tall as they like best, or as a room leaves them."""
        share = 1.0 if room is None else min(room, self.most) / sum(self.liked)
        least = [0.0] * len(self.liked) if room is None else self.least
        both = zip(self.liked, least, strict=True)
        self.tall = [round(max(share * liked, low)) for liked, low in both]


class _Rows(_Panels):
    """Panels of rows that lie down."""

    def __init__(self, panels: Sequence[Panel], plot: Plot, say: Language) -> None:
        self.panels, self.plot = panels, plot
        self.layout = BarLayout(plot, say)
        self.sheets = [self.layout.lay_out(panel) for panel in panels]
        self.left = self.layout.label_width
        self.liked = [sheet.height for sheet in self.sheets]
        self.least = [self.layout.least(sheet) for sheet in self.sheets]
        self.most = _ROOMIEST * sum(self.liked)

    def draw(self, canvas: Canvas, place: int, legend: Legend, hover: Hover) -> None:
        """The rows of a panel, their words and their numbers."""
        panel, sheet, names = self.panels[place], self.sheets[place], axis_names(place + 1)
        reach = self.layout.reach([sheet] if self.plot.own_scales else self.sheets)
        pixel = reach / (self.plot.width - self.left - RIGHT)
        for mark in panel.marks:
            for trace in draw_marks(mark, sheet, hover, pixel):
                canvas.add(trace, names)
            if not self.plot.grouped:
                canvas.add(legend.enter(key(mark), panel), names)
        for trace in draw_unknown(sheet, self.layout):
            canvas.add(trace, names)
        write_words(canvas, sheet, self.layout, names)
        draw_latest(canvas, sheet, self.layout, names, pixel)
        hidden = {"range": [sheet.height, 0], "visible": False, "fixedrange": True}
        canvas.fit(names, axes.row_axis(reach, self.plot, self.layout.say), hidden)


class _Courses(_Panels):
    """Panels of marks in time."""

    def __init__(self, panels: Sequence[Panel], plot: Plot, say: Language, *, named: bool) -> None:
        self.panels, self.plot, self.say, self.named = panels, plot, say, named
        one = None if plot.own_scales else axes.number_axis(panels, plot, say)
        self.numbers = [one or axes.number_axis([panel], plot, say) for panel in panels]
        words = [words for axis in self.numbers for words in axis["ticktext"]]
        self.left = 16 + round(longest(words, plot.letters))
        alone = len(panels) == 1
        liked = _WIDE_PANEL if plot.wide and alone else _PANEL if len(panels) < 3 else _LOW_PANEL
        self.liked = [float(liked)] * len(panels)
        self.least = [_LEAST_PANEL if alone else _LEAST_OF_MANY] * len(panels)
        self.noted = False

    def draw(self, canvas: Canvas, place: int, legend: Legend, hover: Hover) -> None:
        """The marks of a panel, with what is written at them."""
        plot, say, numbers = self.plot, self.say, self.numbers[place]
        panel, names = self.panels[place], axis_names(place + 1)
        for mark in panel.marks:
            for trace in traces(mark, plot, say, hover):
                canvas.add(trace, names)
            canvas.add(legend.enter(key(mark), panel), names)
        for trace in () if place else legend.bounds:
            canvas.add(legend.enter(trace, panel), names)
        remarks = place_remarks(panel, plot, say)
        for remark in remarks:
            remark.draw(canvas, names)
        wide = plot.width - self.left - RIGHT
        field = Field(canvas, panel, plot, say, names, wide, self.tall[place], numbers["range"][1])
        field.write(remarks, named=self.named)
        self.noted = self.noted or field.note_missing()
        days, last = axes.time_axis(plot, say), len(self.panels)
        if place + 1 < last:
            days |= {"matches": f"x{last}", "showticklabels": False}
        canvas.fit(names, days, numbers)


def _draw_panels(
    plot: Plot, say: Language, hover: Hover, height: int | None, *, aside: bool
) -> Canvas:
    """The panels below each other, with their titles and the legend over them.

    The legend begins at the very left where the source note stands `aside`, else with the axes.
    """
    panels = [panel for panel in plot.panels if panel.marks]
    named = named_at_marks(panels, plot, height)
    kind: _Rows | _Courses
    kind = _Rows(panels, plot, say) if plot.horizontal else _Courses(panels, plot, say, named=named)
    left, several = kind.left, len(panels) > 1
    legend = Legend(panels, plot, say, plot.width - RIGHT - (0 if aside else left), named=named)
    heading = _HEADING if several else 0
    top = 12 + (legend.height + heading or 12)
    below = _AXIS + 4 if plot.timed or plot.grouped else 8
    gap = 72 if plot.grouped else 45
    gaps = gap * (len(panels) - 1)
    kind.fill(height and height - top - below - gaps)
    inner = sum(kind.tall) + gaps
    canvas = Canvas(
        {
            "font": {"size": plot.letters},
            "barmode": "relative" if plot.stacked else "overlay",
            "dragmode": False,
            "hovermode": "closest",
            "margin": {"l": left, "r": RIGHT, "t": top, "b": below},
            "height": inner + top + below,
            "showlegend": legend.height > 0,
            "legend": {
                "orientation": "h",
                "tracegroupgap": 0,
                "font": {"size": plot.letters},
                "xanchor": "left",
                "yanchor": "bottom",
                "x": (EDGE - left) / (plot.width - left - RIGHT) if aside else 0,
                "y": 1 + (heading + _ABOVE) / inner,
            },
        }
    )
    floor = inner
    for place, panel in enumerate(panels):
        domain = [(floor - kind.tall[place]) / inner, floor / inner]
        canvas.fit(axis_names(place + 1), {"domain": [0, 1]}, {"domain": domain})
        floor -= kind.tall[place] + gap
        if several:
            look = {"yanchor": "bottom", "xshift": EDGE - left, "yshift": 6, "borderpad": 1}
            at = (0, domain[1])
            canvas.write(f"<b>{panel.title}</b>", plot.letters + 1, _PAPER, at, **look)
    for place in range(len(panels)):
        kind.draw(canvas, place, legend, hover)
    return canvas


def _say_nothing(plot: Plot, say: Language) -> Canvas:
    """An empty chart that says so, and what to do."""
    words = plot.nothing or say("No figures for this choice. Choose more, or other dates.")
    hidden = {"visible": False}
    canvas = Canvas({"height": 220, "xaxis": hidden, "yaxis": hidden, "margin": {}})
    broken = "<br>".join(even_lines(words, plot.width - 40, 15))
    canvas.write(broken, 15, _PAPER, (0.5, 0.5), xanchor="center", borderpad=1)
    return canvas
