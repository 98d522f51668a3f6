"""A chart that travels alone: its title and subtitle drawn above it, its source note below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from figures.core.chart import Chart
from figures.core.palette import PAPER
from figures.plotly.canvas import Canvas
from figures.plotly.layout import PICTURE, Paper
from figures.plotly.text_metrics import break_evenly, break_lines

_EDGE, _ASIDE, _NEAR, _GAP = 14, 4, 4, 10
_SUBTITLE, _SENTENCE, _NOTE = 14, 16, 12
_TITLES: Final = ((44, 1), (36, 1), (30, 1), (26, 2), (23, 2), (21, 2), (19, 3), (17, 4))
"""Sizes of titles, with the most lines each may take."""
_ONE_SIZE: Final = ((19, 9),)
_NOTE_LINES = 3
_SHARE: Final = 0.45
"""How much of a card is left to the chart at least."""
_LINE = 1.32
_ON_PAPER: Final = {"paper_bgcolor": PAPER, "plot_bgcolor": PAPER}


@dataclass(frozen=True)
class _Words:
    """Lines of one size."""

    lines: Sequence[str]
    size: int
    bold: bool = False

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * _LINE)

    def write(self, canvas: Canvas, left: int, up: float, *, below: bool = False) -> None:
        """At the left edge of the paper, so many pixels above the chart, or above its foot."""
        if self.lines:
            text = "<br>".join(self.lines)
            place = {"yanchor": "top", "align": "left", "xshift": _EDGE - left, "yshift": up}
            named, at = ({"name": "source"}, (0, 0)) if below else ({}, (0, 1))
            written = f"<b>{text}</b>" if self.bold else text
            canvas.write(written, self.size, ("paper", "paper"), at, **place, **named)


def lay_out(chart: Chart, layout: Paper = PICTURE) -> go.Figure:
    """The chart laid out on paper, as large as it fits; its own width and height are in it.

    Where even the smallest scale leaves no room for every row, a card says it in words.
    """
    if layout.framed:
        return next(filter(None, _tries(chart, layout))).make_figure()
    canvas = chart.compose(layout.width)
    canvas.layout["width"] = layout.width
    return canvas.make_figure()


def _tries(chart: Chart, layout: Paper) -> Iterator[Canvas | None]:
    """The chart on ever larger paper, before it is magnified; then its words, ever fewer."""
    tall = layout.height
    sizes = [(round(layout.width / one), tall and round(tall / one)) for one in layout.scales]
    yield from (_framed(chart, *size) for size in sizes)
    for sentences in (chart.summary, chart.summary[:1], ()):
        yield from (_said(chart, sentences, *size) for size in sizes)
    yield _said(chart, (), layout.width, None)


def _framed(chart: Chart, width: int, height: int | None) -> Canvas | None:
    """The chart between its words on paper of a size; nothing where it does not fit."""
    short = height is not None
    title, subtitle, note = _words(chart, width, _TITLES if height else _ONE_SIZE, short=short)
    above = _EDGE + title.height + _NEAR + subtitle.height + _GAP
    below = note.height + _EDGE + (_GAP if note.lines else 0)
    room = height and height - above - below
    if height and room is not None and room < _SHARE * height:
        return None
    canvas = chart.compose(width - 2 * (_EDGE - _ASIDE), room)
    drawn, margin = canvas.layout["height"], {"l": 40, "t": 20, "b": 40, **canvas.layout["margin"]}
    if room is not None and drawn > room:
        return None
    tall, left = height or drawn + above + below, margin["l"] + _EDGE - _ASIDE
    top = margin["t"] + above + (tall - above - below - drawn) // 2
    bottom = tall - top - drawn + margin["t"] + margin["b"]
    margin = {"l": left, "r": 16 + _EDGE - _ASIDE, "t": top, "b": bottom}
    canvas.layout |= {**_ON_PAPER, "width": width, "height": tall, "margin": margin}
    for words in canvas.words:
        if words.get("yanchor") == "bottom":
            words["xshift"] = _EDGE - left
    title.write(canvas, left, top - _EDGE)
    subtitle.write(canvas, left, top - _EDGE - title.height - _NEAR)
    note.write(canvas, left, _EDGE + note.height - bottom, below=True)
    return canvas


def _said(chart: Chart, sentences: Sequence[str], width: int, height: int | None) -> Canvas | None:
    """Nothing but words on paper of a size; nothing where they do not fit."""
    title, subtitle, note = _words(chart, width, _TITLES, short=True)
    said = [
        _Words(break_lines(text, width - 2 * _EDGE, _SENTENCE), _SENTENCE) for text in sentences
    ]
    down = title.height + _NEAR + subtitle.height + 2 * _GAP
    needed = 2 * _EDGE + down + sum(words.height + _GAP for words in said) + note.height
    if height and needed > height:
        return None
    hidden, margin = {"visible": False}, dict.fromkeys("lrtb", _EDGE)
    size = {"width": width, "height": height or needed, "margin": margin}
    canvas = Canvas({"xaxis": hidden, "yaxis": hidden, **_ON_PAPER, **size})
    title.write(canvas, _EDGE, 0)
    subtitle.write(canvas, _EDGE, -title.height - _NEAR)
    for words in said:
        words.write(canvas, _EDGE, -down)
        down += words.height + _GAP
    note.write(canvas, _EDGE, note.height, below=True)
    return canvas


def _words(
    chart: Chart, width: int, sizes: Sequence[tuple[int, int]], *, short: bool
) -> tuple[_Words, _Words, _Words]:
    """Title as large as it fits, subtitle, and note; a `short` one may name publishers only."""
    room, t = width - 2 * _EDGE, chart.t
    for size, most in sizes:
        title = break_evenly(chart.title, room, size, bold=True)
        if len(title) <= most:
            break
    note = break_lines(chart.note.text, room, _NOTE)
    if short and len(note) > _NOTE_LINES:
        names = t.join_items(t.data(cited.publisher) for cited in chart.note.cited)
        note = break_lines(
            chart.scene.add_edition(t("Sources: {text}", text=names), " · "), room, _NOTE
        )
    subtitle = break_evenly(chart.subtitle, room, _SUBTITLE)
    return _Words(title, size, bold=True), _Words(subtitle, _SUBTITLE), _Words(note, _NOTE)
