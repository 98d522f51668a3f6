"""A chart that travels alone: its title and subtitle drawn above it, its source note below."""

import plotly.graph_objects as go

from figures.chart import Chart
from figures.palette import PAPER
from figures.wrapping import wrapped

_LETTERS, _TITLE_LINE, _SUBTITLE_LINE = 132, 26, 18


def framed(chart: Chart) -> go.Figure:
    """The chart on white paper, 960 pixels wide, with everything a reader needs in the picture."""
    figure = go.Figure(chart.render(_LETTERS))
    title = wrapped(chart.title, 78).split("<br>")
    subtitle = wrapped(chart.subtitle, 120).split("<br>") if chart.subtitle else []
    above = _TITLE_LINE * len(title) + _SUBTITLE_LINE * len(subtitle) + 24
    margin = figure.layout.margin
    height = (figure.layout.height or 300) + above
    words = [f"<b>{line}</b>" for line in title]
    words += [f"<span style='font-size:14px'>{line}</span>" for line in subtitle]
    figure.update_layout(
        title={
            "text": "<br>".join(words),
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1 - 14 / height,
            "yref": "container",
            "yanchor": "top",
            "pad": {"l": 12},
            "font": {"size": 19},
            "automargin": False,
        },
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        height=height,
        margin={
            "t": (margin.t or 20) + above,
            "l": (margin.l or 40) + 8,
            "b": (margin.b or 40) + 8,
        },
    )
    return figure
