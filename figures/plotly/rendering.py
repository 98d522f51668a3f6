"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from figures.core.palette import FONT, GREY, GRID, INK
from figures.core.plot import Panel, Plot
from figures.plotly import axes
from figures.plotly.annotations import breaks, draw_remark, stacked
from figures.plotly.bar_rows import draw_strip
from figures.plotly.direct_labels import Field, named_at_marks, note_missing, write_at_marks
from figures.plotly.legend import Legend, loose_points
from figures.plotly.overlay import Overlay
from figures.plotly.panel_heights import heights
from figures.plotly.text_metrics import even_lines, lines
from figures.plotly.tile_map import draw_tiles
from figures.plotly.traces import Hover, bounds, traces
from locales import Language

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [GREY],
        "xaxis": {"gridcolor": GRID, "zeroline": False},
        "yaxis": {"gridcolor": GRID, "zeroline": False},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "legend": {"font": {"size": 13}, "bgcolor": "rgba(0,0,0,0)"},
        "bargap": 0.25,
    }
)

_NOTE, _NOTE_LINE, _HEADING, _EDGE, _RIGHT, _ABOVE = 12, 17, 30, 4, 16, 6
_AXIS, _NOTE_GAP = 34, 10


def render(
    plot: Plot, note: str | None, say: Language, hover: Hover, *, height: int | None = None
) -> go.Figure:
    """The Plotly figure of a plot, with its source note drawn into it.

    No note means a body: it is exactly as wide as the plot says, and its note stands elsewhere.
    It is as tall as it needs, or as near to `height` as it can be read.
    """
    if plot.empty:
        return _empty(plot, say)
    if plot.tiles:
        return _on_map(plot, note, say, hover, height)
    panels = [panel for panel in plot.panels if panel.marks]
    gap = _gap(plot)
    left = axes.label_width(panels, plot, say)
    named = named_at_marks(panels, plot, height)
    room = plot.width - _RIGHT - (left if note else 0)
    legend = Legend.of(panels, plot, say, room, named=named)
    heading = _HEADING if len(panels) > 1 else 0
    top = 12 + (legend.height + heading or 12)
    broken = lines(note or "", plot.width - _RIGHT, _NOTE)
    below = _below(plot)
    bottom = below + (_NOTE_GAP + _NOTE_LINE * len(broken) if note else 0)
    gaps = gap * (len(panels) - 1)
    tall = heights(panels, plot, say, height and height - top - bottom - gaps)
    inner = sum(tall) + gaps
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=plot.timed,
        row_heights=tall,
        vertical_spacing=gap / inner if len(panels) > 1 else 0,
        subplot_titles=[f"<b>{panel.title}</b>" for panel in panels] if len(panels) > 1 else None,
    )
    noted, overlay = False, Overlay()
    for row, panel in enumerate(panels, start=1):
        for trace in _traces(overlay, panel, plot, say, hover, row):
            legend.enter(trace, panel)
            figure.add_trace(trace, row=row, col=1)
        axes.fit(figure, panel, plot, say, row)
        if row == 1 and not plot.horizontal:
            for trace in bounds(loose_points(panels), say):
                legend.enter(trace, panel)
                figure.add_trace(trace, row=row, col=1)
        for remark, line in stacked([*breaks(panel, plot, say), *panel.remarks], plot):
            draw_remark(overlay, remark, plot, row, line)
        if not plot.horizontal:
            wide = plot.width - left - _RIGHT
            field = Field(row, wide, tall[row - 1], axes.reach(panel, plot, say), axes.window(plot))
            taken = write_at_marks(overlay, panel, plot, say, field, named=named)
            noted = noted or note_missing(overlay, panel, plot, say, field, taken)
    _lay_out(figure, plot, left)
    overlay.lay_on(figure)
    figure.update_layout(
        margin={"l": left, "r": _RIGHT, "t": top, "b": bottom},
        height=inner + top + bottom,
        showlegend=legend.height > 0,
        legend_y=1 + (heading + _ABOVE) / inner,
        legend_x=0 if note else (_EDGE - left) / (plot.width - left - _RIGHT),
    )
    if note:
        _draw_note(figure, broken, left, below)
    return figure


def _on_map(
    plot: Plot, note: str | None, say: Language, hover: Hover, height: int | None
) -> go.Figure:
    """A map of tiles, with its source note below it."""
    figure = draw_tiles(plot, say, hover, height).update_layout(template=TEMPLATE)
    if note:
        broken, margin = lines(note, plot.width - _RIGHT, _NOTE), figure.layout.margin
        under = _NOTE_GAP + _NOTE_LINE * len(broken)
        _draw_note(figure, broken, margin.l, margin.b)
        figure.update_layout(height=figure.layout.height + under, margin_b=margin.b + under)
    return figure


def _traces(
    overlay: Overlay, panel: Panel, plot: Plot, say: Language, hover: Hover, row: int
) -> Iterator[go.Bar | go.Scatter]:
    """What Plotly draws for a panel: rows that lie down, or marks in time."""
    if plot.horizontal:
        yield from draw_strip(overlay, panel, plot, say, hover, row)
        return
    for mark in panel.marks:
        yield from traces(mark, plot, say, hover)


def _gap(plot: Plot) -> int:
    """Pixels between two panels, for the title of the lower one and the axis of the upper."""
    return 72 if plot.grouped else 45


def _below(plot: Plot) -> int:
    """Pixels for what stands below the axis."""
    return _AXIS + 4 if plot.timed or plot.grouped else 8


def _lay_out(figure: go.Figure, plot: Plot, left: int) -> None:
    figure.update_layout(
        template=TEMPLATE,
        font_size=plot.letters,
        legend_font_size=plot.letters,
        barmode="relative" if plot.stacked else "overlay",
        dragmode=False,
        hovermode="closest",
        legend={"orientation": "h", "xanchor": "left", "yanchor": "bottom", "tracegroupgap": 0},
    )
    figure.update_annotations(
        selector={"yanchor": "bottom"},
        x=0,
        xanchor="left",
        xshift=_EDGE - left,
        yshift=6,
        font={"size": plot.letters + 1},
    )


def _draw_note(figure: go.Figure, broken: Sequence[str], left: int, below: int) -> None:
    figure.add_annotation(
        text="<br>".join(broken),
        name="source",
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=_EDGE - left,
        yshift=-below,
        align="left",
        showarrow=False,
        font={"size": _NOTE},
    )


def _empty(plot: Plot, say: Language) -> go.Figure:
    """An empty chart that says so, and what to do."""
    words = plot.nothing or say("No figures for this choice. Choose more, or other dates.")
    figure = go.Figure(layout={"template": TEMPLATE, "height": 220})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="<br>".join(even_lines(words, plot.width - 40, 15)),
        showarrow=False,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": 15},
    )
    return figure
