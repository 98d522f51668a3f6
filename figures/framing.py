"""A chart that travels alone: its title and subtitle drawn above it, its source note below."""

import plotly.graph_objects as go

from figures.chart import Chart
from figures.palette import PAPER
from figures.wrapping import wrapped

_NOTE_LETTERS, _TITLE_LETTERS, _SUBTITLE_LETTERS = 132, 84, 120
_TITLE, _SUBTITLE = 19, 14
_TITLE_LINE, _SUBTITLE_LINE, _EDGE = 25, 19, 12


def framed(chart: Chart) -> go.Figure:
    """The chart on white paper, 960 pixels wide, with everything a reader needs in the picture."""
    figure = go.Figure(chart.render(_NOTE_LETTERS))
    title = wrapped(chart.title, _TITLE_LETTERS)
    subtitle = wrapped(chart.subtitle, _SUBTITLE_LETTERS) if chart.subtitle else ""
    title_height = _TITLE_LINE * _lines(title)
    above = _EDGE + title_height + _SUBTITLE_LINE * _lines(subtitle) + _EDGE
    margin = figure.layout.margin
    left, top, bottom = (margin.l or 40) + 8, (margin.t or 20) + above, (margin.b or 40) + 8
    figure.update_layout(
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        height=(figure.layout.height or 300) + above + 8,
        margin={"t": top, "l": left, "b": bottom},
    )
    figure.update_annotations(selector={"name": "source"}, xshift=_EDGE - left)
    _write(figure, f"<b>{title}</b>", _TITLE, left, top - _EDGE)
    _write(figure, subtitle, _SUBTITLE, left, top - _EDGE - title_height)
    return figure


def _lines(words: str) -> int:
    return words.count("<br>") + 1 if words else 0


def _write(figure: go.Figure, words: str, size: int, left: int, up: float) -> None:
    """Words at the left edge of the picture, so many pixels above the chart."""
    figure.add_annotation(
        text=words,
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=_EDGE - left,
        yshift=up,
        align="left",
        showarrow=False,
        font={"size": size},
    )
