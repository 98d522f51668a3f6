"""A chart that travels alone: its title and subtitle drawn above it, its source note below."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from figures.core.chart import Chart
from figures.core.palette import PAPER
from figures.plotly.canvas import Canvas
from figures.plotly.layout import PICTURE, Layout
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

    text: str
    size: int
    height: int

    @classmethod
    def of(cls, broken: tuple[str, ...] | list[str], size: int, *, heavy: bool = False) -> "_Words":
        text = "<br>".join(broken)
        height = round(len(broken) * size * _LINE)
        return cls(f"<b>{text}</b>" if heavy else text, size, height)

    def write(self, canvas: Canvas, left: int, up: float, *, below: bool = False) -> None:
        """At the left edge of the paper, so many pixels above the chart, or above its foot."""
        if self.text:
            place = {"yanchor": "top", "xshift": _EDGE - left, "yshift": up}
            named = {"name": "source"} if below else {}
            at = (0, 0 if below else 1)
            canvas.write(
                self.text, self.size, ("paper", "paper"), at, align="left", **place, **named
            )


def framed(chart: Chart, layout: Layout = PICTURE) -> go.Figure:
    """The chart laid out on paper, as large as it fits; its own width and height are in it.

    Where even the smallest scale leaves no room for every row, a card says it in words.
    """
    if not layout.framed:
        canvas = chart.canvas(layout.width)
        canvas.layout["width"] = layout.width
        return canvas.figure()
    return next(filter(None, _tries(chart, layout))).figure()


def _tries(chart: Chart, layout: Layout) -> Iterator[Canvas | None]:
    """The chart on ever larger paper, before it is drawn larger than life; then ever fewer words.

    These are title, subtitle, what the chart says in words, and the source note.
    """
    sizes = [
        (round(layout.width / scale), layout.height and round(layout.height / scale))
        for scale in layout.scales
    ]
    yield from (_framed(chart, *size) for size in sizes)
    for sentences in (chart.summary, chart.summary[:1], ()):
        yield from (_said(chart, sentences, *size) for size in sizes)
    yield _said(chart, (), layout.width, None)


def _framed(chart: Chart, width: int, height: int | None) -> Canvas | None:
    """The chart between its words on paper of a size; nothing where it does not fit."""
    title = _title(chart, width, _TITLES if height else _ONE_SIZE)
    subtitle, note = _subtitle(chart, width), _note(chart, width, short=height is not None)
    above = _EDGE + title.height + _NEAR + subtitle.height + _GAP
    below = note.height + _EDGE + (_GAP if note.text else 0)
    room = height and height - above - below
    if room is not None and height and room < _SHARE * height:
        return None
    canvas = chart.canvas(width - 2 * (_EDGE - _ASIDE), room)
    drawn, margin = canvas.layout["height"], {"l": 40, "t": 20, "b": 40, **canvas.layout["margin"]}
    if room is not None and drawn > room:
        return None
    tall = height or drawn + above + below
    left = margin["l"] + _EDGE - _ASIDE
    top = margin["t"] + above + (tall - above - below - drawn) // 2
    bottom = tall - top - drawn + margin["t"] + margin["b"]
    margin = {"l": left, "r": 16 + _EDGE - _ASIDE, "t": top, "b": bottom}
    canvas.layout |= _paper(width, tall, margin)
    for words in canvas.words:
        if words.get("yanchor") == "bottom":
            words["xshift"] = _EDGE - left
    title.write(canvas, left, top - _EDGE)
    subtitle.write(canvas, left, top - _EDGE - title.height - _NEAR)
    note.write(canvas, left, _EDGE + note.height - bottom, below=True)
    return canvas


def _said(
    chart: Chart, sentences: tuple[str, ...], width: int, height: int | None
) -> Canvas | None:
    """Nothing but words on paper of a size; nothing where they do not fit."""
    title, subtitle = _title(chart, width, _TITLES), _subtitle(chart, width)
    note = _note(chart, width, short=True)
    said = [_Words.of(lines(text, width - 2 * _EDGE, _SENTENCE), _SENTENCE) for text in sentences]
    down = title.height + _NEAR + subtitle.height + 2 * _GAP
    needed = 2 * _EDGE + down + sum(words.height + _GAP for words in said) + note.height
    if height and needed > height:
        return None
    hidden, margin = {"visible": False}, dict.fromkeys("lrtb", _EDGE)
    paper = _paper(width, height or needed, margin)
    canvas = Canvas({"xaxis": hidden, "yaxis": hidden, **paper})
    title.write(canvas, _EDGE, 0)
    subtitle.write(canvas, _EDGE, -title.height - _NEAR)
    for words in said:
        words.write(canvas, _EDGE, -down)
        down += words.height + _GAP
    note.write(canvas, _EDGE, note.height, below=True)
    return canvas


def _paper(width: int, height: int, margin: dict[str, int]) -> dict[str, object]:
    size = {"width": width, "height": height, "margin": margin}
    return {"paper_bgcolor": PAPER, "plot_bgcolor": PAPER, **size}


def _title(chart: Chart, width: int, sizes: tuple[tuple[int, int], ...]) -> _Words:
    """The title in the largest letters that need few lines."""
    for size, most in sizes:
        broken = even_lines(chart.title, width - 2 * _EDGE, size, bold=True)
        if len(broken) <= most:
            break
    return _Words.of(broken, size, heavy=True)


def _subtitle(chart: Chart, width: int) -> _Words:
    return _Words.of(even_lines(chart.subtitle, width - 2 * _EDGE, _SUBTITLE), _SUBTITLE)


def _note(chart: Chart, width: int, *, short: bool) -> _Words:
    """The source note; a `short` one that would be long names the publishers only."""
    broken = lines(chart.note.text, width - 2 * _EDGE, _NOTE)
    if short and len(broken) > _NOTE_LINES:
        say = chart.say
        names = say.row(say.data(cited.publisher) for cited in chart.note.cited)
        brief = chart.scene.dated(say("Sources: {text}", text=names), " · ")
        broken = lines(brief, width - 2 * _EDGE, _NOTE)
    return _Words.of(broken, _NOTE)
