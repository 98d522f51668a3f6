"""A chart that travels alone: its title and subtitle drawn above it, its source note below."""

from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from figures.core.chart import Chart
from figures.core.palette import PAPER
from figures.plotly.layout import PICTURE, Layout
from figures.plotly.rendering import TEMPLATE
from figures.plotly.text_metrics import even_lines, lines

_EDGE, _ASIDE, _NEAR, _GAP = 14, 4, 4, 10
_SUBTITLE, _SENTENCE, _NOTE = 14, 16, 12
_TITLES: Final = ((44, 1), (36, 1), (30, 1), (26, 2), (23, 2), (21, 2), (19, 3), (17, 4))
"""Sizes of titles, with the most lines each may take."""
_ONE_SIZE: Final = ((19, 9),)
_NOTE_LINES = 3
_SHARE: Final = 0.45
"""How much of a card is left to the chart at least."""
_LINE = 1.32


@dataclass(frozen=True)
class _Words:
    """Lines of one size."""

    lines: tuple[str, ...]
    size: int
    bold: bool = False

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * _LINE)

    @property
    def text(self) -> str:
        joined = "<br>".join(self.lines)
        return f"<b>{joined}</b>" if self.bold else joined


def framed(chart: Chart, layout: Layout = PICTURE) -> go.Figure:
    """The chart laid out on paper, as large as it fits; its own width and height are in it.

    Where even the smallest scale leaves no room for every row, a card says it in words.
    """
    if not layout.framed:
        return _body(chart, layout)
    for scale in layout.scales:
        figure = _framed(chart, *_size(layout, scale))
        if figure is not None:
            return figure
    return _in_words(chart, layout)


def _size(layout: Layout, scale: float) -> tuple[int, int | None]:
    """Width and height of the paper before it is drawn larger than life."""
    return round(layout.width / scale), layout.height and round(layout.height / scale)


def _body(chart: Chart, layout: Layout) -> go.Figure:
    figure = chart.body(layout.width)
    return figure.update_layout(width=layout.width)


def _framed(chart: Chart, width: int, height: int | None) -> go.Figure | None:
    """The chart between its words on paper of a size; nothing where it does not fit."""
    title = _title(chart, width, _TITLES if height else _ONE_SIZE)
    subtitle, note = _subtitle(chart, width), _note(chart, width, short=height is not None)
    above = _EDGE + title.height + _NEAR + subtitle.height + _GAP
    below = note.height + _EDGE + (_GAP if note.lines else 0)
    room = height and height - above - below
    if room is not None and height and room < _SHARE * height:
        return None
    figure = chart.body(width - 2 * (_EDGE - _ASIDE), room)
    drawn = figure.layout.height
    if room is not None and drawn > room:
        return None
    tall = height or drawn + above + below
    margin = figure.layout.margin
    left = (margin.l or 40) + _EDGE - _ASIDE
    top = (margin.t or 20) + above + (tall - above - below - drawn) // 2
    bottom = tall - top - drawn + (margin.t or 20) + (margin.b or 40)
    figure.update_layout(
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        width=width,
        height=tall,
        margin={"l": left, "r": 16 + _EDGE - _ASIDE, "t": top, "b": bottom},
    )
    figure.update_annotations(selector={"yanchor": "bottom"}, xshift=_EDGE - left)
    _write(figure, title, left, top - _EDGE)
    _write(figure, subtitle, left, top - _EDGE - title.height - _NEAR)
    _write(figure, note, left, _EDGE + note.height - bottom, below=True)
    return figure


def _title(chart: Chart, width: int, sizes: tuple[tuple[int, int], ...]) -> _Words:
    """The title in the largest letters that need few lines."""
    room = width - 2 * _EDGE
    for size, most in sizes:
        broken = even_lines(chart.title, room, size, bold=True)
        if len(broken) <= most:
            break
    return _Words(tuple(broken), size, bold=True)


def _subtitle(chart: Chart, width: int) -> _Words:
    return _Words(tuple(even_lines(chart.subtitle, width - 2 * _EDGE, _SUBTITLE)), _SUBTITLE)


def _note(chart: Chart, width: int, *, short: bool) -> _Words:
    """The source note; a `short` one that would be long names the publishers only."""
    broken = lines(chart.note.text, width - 2 * _EDGE, _NOTE)
    if short and len(broken) > _NOTE_LINES:
        say = chart.say
        names = say.row(say.data(cited.publisher) for cited in chart.note.cited)
        broken = lines(
            chart.scene.dated(say("Sources: {text}", text=names), " · "), width - 2 * _EDGE, _NOTE
        )
    return _Words(broken, _NOTE)


def _in_words(chart: Chart, layout: Layout) -> go.Figure:
    """Title, subtitle, what the chart says in words, and the source note: all that fits."""
    for sentences in (chart.summary, chart.summary[:1], ()):
        for scale in layout.scales:
            figure = _said(chart, sentences, *_size(layout, scale))
            if figure is not None:
                return figure
    return _said(chart, (), layout.width, None) or go.Figure()


def _said(
    chart: Chart, sentences: tuple[str, ...], width: int, height: int | None
) -> go.Figure | None:
    """Nothing but words on paper of a size; nothing where they do not fit."""
    title, subtitle = _title(chart, width, _TITLES), _subtitle(chart, width)
    note = _note(chart, width, short=True)
    said = [_Words(lines(text, width - 2 * _EDGE, _SENTENCE), _SENTENCE) for text in sentences]
    middle = sum(words.height + _GAP for words in said)
    top = title.height + _NEAR + subtitle.height + 2 * _GAP
    needed = 2 * _EDGE + top + middle + note.height
    if height and needed > height:
        return None
    figure = go.Figure(layout={"template": TEMPLATE, "paper_bgcolor": PAPER})
    figure.update_layout(
        plot_bgcolor=PAPER,
        width=width,
        height=height or needed,
        margin={"l": _EDGE, "r": _EDGE, "t": _EDGE, "b": _EDGE},
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    _write(figure, title, _EDGE, 0)
    _write(figure, subtitle, _EDGE, -title.height - _NEAR)
    down = top
    for words in said:
        _write(figure, words, _EDGE, -down)
        down += words.height + _GAP
    _write(figure, note, _EDGE, note.height, below=True)
    return figure


def _write(figure: go.Figure, words: _Words, left: int, up: float, *, below: bool = False) -> None:
    """Words at the left edge of the paper, so many pixels above the chart, or above its foot."""
    if not words.lines:
        return
    figure.add_annotation(
        text=words.text,
        name="source" if below else None,
        x=0,
        y=0 if below else 1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        xshift=_EDGE - left,
        yshift=up,
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": words.size},
    )
