"""From a plot to Plotly: one template, one way to draw each kind of knowledge."""

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from figures import axes, lanes
from figures.palette import FONT, GREY, GRID, INK
from figures.plot import Panel, Plot
from figures.remarks import breaks, draw_remark, stacked
from figures.traces import Hover, traces
from figures.wrapping import wrapped
from locales import Language

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": [GREY],
        "xaxis": {"gridcolor": GRID, "linecolor": GREY, "zeroline": False},
        "yaxis": {"gridcolor": GRID, "linecolor": GREY, "zeroline": False},
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "legend": {"font": {"size": 13}},
        "bargap": 0.25,
    }
)

_NOTE_LINE, _PANEL_HEIGHT, _LOW_PANEL_HEIGHT, _HEADING, _LEGEND_MARK = 17, 300, 220, 30, 44
_ROOMY_BAR = 50


def render(plot: Plot, note: str, say: Language, hover: Hover, *, columns: int) -> go.Figure:
    """The Plotly figure of a plot, with its source note drawn into it.

    `columns` is the width of a line of the note in letters: Plotly does not wrap words.
    """
    if plot.empty:
        return _empty(say)
    panels = [panel for panel in plot.panels if panel.marks]
    heights = [_panel_height(panel, plot, len(panels), say) for panel in panels]
    gap = _gap(plot, say)
    inner = sum(heights) + gap * (len(panels) - 1)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=plot.timed,
        row_heights=heights,
        vertical_spacing=gap / inner if len(panels) > 1 else 0,
        subplot_titles=[panel.title for panel in panels] if len(panels) > 1 else None,
    )
    for row, panel in enumerate(panels, start=1):
        _draw_panel(figure, panel, plot, say, hover, row)
    left = axes.label_width(panels, plot, say)
    _lay_out(figure, plot, panels, left, inner)
    _draw_note(figure, note, columns, left, legend=_legend_lines(figure))
    return figure


def _draw_panel(
    figure: go.Figure, panel: Panel, plot: Plot, say: Language, hover: Hover, row: int
) -> None:
    bars = lanes.side_by_side(panel)
    for number, mark in enumerate(panel.marks):
        lane = lanes.lane(panel, plot, say, bars, number if bars > 1 else 0)
        for trace in traces(mark, plot, say, hover, shared=bars > 1):
            trace.update(lane if isinstance(trace, go.Bar) else {})
            trace.legendgroup = mark.name
            named = trace.showlegend is not False and mark.name != panel.title
            trace.showlegend = named and not any(
                other.legendgroup == mark.name and other.showlegend for other in figure.data
            )
            figure.add_trace(trace, row=row, col=1)
    axes.fit(figure, panel, plot, say, row, bars)
    for remark, line in stacked([*breaks(panel, plot, say), *panel.remarks], plot):
        draw_remark(figure, remark, plot, row, line)


def _gap(plot: Plot, say: Language) -> int:
    """Pixels between two panels; words below a panel need more of them."""
    if lanes.words_above(plot, say):
        return 56
    return 45 if plot.timed else 90


def _lay_out(figure: go.Figure, plot: Plot, panels: Sequence[Panel], left: int, inner: int) -> None:
    shared = any(lanes.side_by_side(panel) > 1 for panel in panels)
    stacked_mode = "relative" if plot.stacked else "overlay"
    figure.update_layout(
        template=TEMPLATE,
        height=inner + 110,
        margin={"l": left, "r": 16, "t": 16, "b": 8},
        barmode="group" if shared and not plot.stacked else stacked_mode,
        dragmode=False,
        hovermode="closest",
        showlegend=_legend_lines(figure) > 0,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom"},
    )
    figure.update_annotations(
        selector={"yanchor": "bottom"},
        x=0,
        xanchor="left",
        xshift=4 - left,
        yshift=6,
        font={"size": 14},
    )


def _panel_height(panel: Panel, plot: Plot, panels: int, say: Language) -> int:
    least = _PANEL_HEIGHT if panels < 3 else _LOW_PANEL_HEIGHT
    if not plot.horizontal:
        return least
    places = {point.x for mark in panel.marks for point in mark.points}
    needed = len(places) * lanes.row_height(panel, plot, say, lanes.side_by_side(panel))
    roomy = min(least, _ROOMY_BAR * (len(places) + 1))
    return needed if panels > 1 or lanes.words_above(plot, say) else max(roomy, needed)


def _legend_lines(figure: go.Figure) -> int:
    """Lines the legend takes on a phone; none for a single entry, which needs no legend."""
    lines, used = 1, 0.0
    entries = [trace.name for trace in figure.data if trace.showlegend is not False]
    for name in entries:
        wide = lanes.pixels(name) + _LEGEND_MARK
        if used and used + wide > lanes.PHONE:
            lines, used = lines + 1, 0.0
        used += wide
    return lines if len(entries) > 1 else 0


def _draw_note(figure: go.Figure, note: str, columns: int, left: int, legend: int) -> None:
    lines = textwrap.wrap(note, columns, break_long_words=False, break_on_hyphens=False)
    figure.add_annotation(
        text="<br>".join(lines),
        name="source",
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=-left + 4,
        yshift=-34,
        align="left",
        showarrow=False,
        font={"size": 12},
    )
    bottom = 44 + _NOTE_LINE * len(lines)
    heading = _HEADING if figure.layout.annotations[0].yanchor == "bottom" else 0
    top = 12 + (22 * legend + heading if legend else max(12, heading))
    inner = figure.layout.height - 110
    figure.update_layout(
        margin={"b": bottom, "t": top}, height=inner + bottom + top, legend_y=1 + heading / inner
    )


def _empty(say: Language) -> go.Figure:
    """An empty chart that says so, and what to do."""
    figure = go.Figure(layout={"template": TEMPLATE, "height": 220})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=wrapped(say("Nothing is known for this choice. Choose more, or other dates."), 40),
        showarrow=False,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": 15},
    )
    return figure
