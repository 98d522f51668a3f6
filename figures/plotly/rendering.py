"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

import math
from collections.abc import Sequence

from figures.core.plot import Panel, Plot
from figures.plotly import axes
from figures.plotly.bar_rows import BarPanels
from figures.plotly.canvas import EDGE, LEGEND, PAPER, RIGHT, Canvas, name_axes
from figures.plotly.direct_labels import TimePanel, can_name_at_marks, place_annotations
from figures.plotly.text_metrics import break_evenly, break_lines, measure_widest
from figures.plotly.tile_map import draw_tiles
from figures.plotly.traces import Hover, Legend, make_key, make_traces
from locales import Language

_NOTE, _NOTE_LINE, _NOTE_GAP, _HEADING, _ABOVE, _AXIS = 12, 17, 10, 30, 6, 34
_PANEL, _WIDE_PANEL, _LOW_PANEL, _LEAST_PANEL, _LEAST_OF_MANY = 300, 400, 220, 104, 80


def compose(
    plot: Plot, note: str | None, t: Language, hover: Hover, *, height: int | None = None
) -> Canvas:
    """All that is drawn of a plot, with its source note drawn into it.

    No note means a body: it is exactly as wide as the plot says, and its note stands elsewhere.
    It is as tall as it needs, or as near to `height` as it can be read.
    """
    if plot.empty:
        return _say_nothing(plot, t)
    broken = break_lines(note or "", plot.width - RIGHT, _NOTE)
    under = _NOTE_GAP + _NOTE_LINE * len(broken) if note else 0
    if plot.tiles:
        canvas = draw_tiles(plot, t, hover, height)
    else:
        canvas = _draw_panels(plot, t, hover, height and height - under, aside=note is None)
    margin = canvas.layout["margin"]
    if note:
        at = {"yanchor": "top", "xshift": EDGE - margin["l"], "yshift": -margin["b"]}
        look = {"name": "source", "align": "left", "borderpad": 1}
        canvas.write("<br>".join(broken), _NOTE, PAPER, (0, 0), **at, **look)
        margin["b"] += under
        canvas.layout["height"] += under
    return canvas


class _TimePanels:
    """Panels of marks in time, as `BarPanels` are of rows."""

    def __init__(self, panels: Sequence[Panel], plot: Plot, t: Language, *, named: bool) -> None:
        self.panels, self.plot, self.t, self.named = panels, plot, t, named
        one = None if plot.own_scales else axes.make_number_axis(panels, plot, t)
        self.numbers = [one or axes.make_number_axis([panel], plot, t) for panel in panels]
        words = [words for axis in self.numbers for words in axis["ticktext"]]
        self.left = 16 + round(measure_widest(words, plot.letters))
        alone, few = len(panels) == 1, len(panels) < 3
        liked = _WIDE_PANEL if plot.wide and alone else _PANEL if few else _LOW_PANEL
        self.liked = [float(liked)] * len(panels)
        self.least = [_LEAST_PANEL if alone else _LEAST_OF_MANY] * len(panels)
        self.most = math.inf
        self.noted = False

    def draw(self, canvas: Canvas, place: int, tall: int, legend: Legend, hover: Hover) -> None:
        """Draw the marks of a panel, with what is written at them."""
        plot, t, numbers = self.plot, self.t, self.numbers[place]
        panel, names = self.panels[place], name_axes(place + 1)
        for mark in panel.marks:
            entry = legend.enter(make_key(mark), panel)
            canvas.add(names, *make_traces(mark, plot, t, hover), entry)
        if not place:
            canvas.add(names, *(legend.enter(trace, panel) for trace in legend.bounds))
        remarks = place_annotations(panel, plot, t)
        for remark in remarks:
            remark.draw(canvas, names)
        wide = plot.width - self.left - RIGHT
        field = TimePanel(canvas, panel, plot, t, names, wide, tall, numbers["range"][1])
        field.write(remarks, named=self.named)
        self.noted = self.noted or field.note_missing()
        days, last = axes.make_time_axis(plot, t), len(self.panels)
        if place + 1 < last:
            days |= {"matches": f"x{last}", "showticklabels": False}
        canvas.set_axes(names, days, numbers)


def _draw_panels(
    plot: Plot, t: Language, hover: Hover, height: int | None, *, aside: bool
) -> Canvas:
    """The panels below each other; the legend begins left of the axes if the note is `aside`."""
    panels = [panel for panel in plot.panels if panel.marks]
    named = can_name_at_marks(panels, plot, height)
    kind: BarPanels | _TimePanels
    if plot.horizontal:
        kind = BarPanels(panels, plot, t)
    else:
        kind = _TimePanels(panels, plot, t, named=named)
    left, several = kind.left, len(panels) > 1
    legend = Legend(panels, plot, t, plot.width - RIGHT - (0 if aside else left), named=named)
    heading = _HEADING if several else 0
    top = 12 + (legend.height + heading or 12)
    below = _AXIS + 4 if plot.days or plot.grouped else 8
    gap = 72 if plot.grouped else 45
    gaps = gap * (len(panels) - 1)
    room = height and height - top - below - gaps
    share = 1 if room is None else min(room, kind.most) / sum(kind.liked)
    least = [0] * len(panels) if room is None else kind.least
    tall = [round(max(share * one, low)) for one, low in zip(kind.liked, least, strict=True)]
    inner = sum(tall) + gaps
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
                **LEGEND,
                "tracegroupgap": 0,
                "font": {"size": plot.letters},
                "x": (EDGE - left) / (plot.width - left - RIGHT) if aside else 0,
                "y": 1 + (heading + _ABOVE) / inner,
            },
        }
    )
    floor = inner
    for place, panel in enumerate(panels):
        domain = [(floor - tall[place]) / inner, floor / inner]
        canvas.set_axes(name_axes(place + 1), {"domain": [0, 1]}, {"domain": domain})
        floor -= tall[place] + gap
        if several:
            look = {"yanchor": "bottom", "xshift": EDGE - left, "yshift": 6, "borderpad": 1}
            at = (0, domain[1])
            canvas.write(f"<b>{panel.title}</b>", plot.letters + 1, PAPER, at, **look)
    for place in range(len(panels)):
        kind.draw(canvas, place, tall[place], legend, hover)
    return canvas


def _say_nothing(plot: Plot, t: Language) -> Canvas:
    """An empty chart that says so, and what to do."""
    words = plot.nothing or t("No figures for this choice. Choose more, or other dates.")
    hidden, broken = {"visible": False}, break_evenly(words, plot.width - 40, 15)
    canvas = Canvas({"height": 220, "xaxis": hidden, "yaxis": hidden, "margin": {}})
    at = {"xanchor": "center", "borderpad": 1}
    canvas.write("<br>".join(broken), 15, PAPER, (0.5, 0.5), **at)
    return canvas
