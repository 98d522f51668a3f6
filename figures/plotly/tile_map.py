"""A map of equal tiles: every oblast has the same room, whatever its area or its borders."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import plotly.graph_objects as go

from figures.core.palette import BLUE, CLEAR, GREY, bar_pattern, faint
from figures.core.plot import Mark, Plot, Point
from figures.plotly.overlay import Overlay
from figures.plotly.text_metrics import even_lines, pixels
from figures.plotly.traces import Hover
from locales import Language

_PLACES: Final = (
    "     UA07 UA56 UA18 UA80 UA74 UA59     ",
    "UA46 UA61 UA68 UA05 UA32 UA53 UA63 UA44",
    "UA21 UA26 UA73      UA71 UA35 UA12 UA14",
    "               UA51 UA48 UA65 UA23     ",
    "                    UA85 UA01          ",
)
"""The oblasts from north to south, each line from west to east."""

_LETTERS: Final = {
    "en": "UA01CRI UA05VIN UA07VOL UA12DNI UA14DON UA18ZHY UA21ZAK UA23ZAP UA26IVF UA32KYO UA35KIR "
    "UA44LUH UA46LVI UA48MYK UA51ODE UA53POL UA56RIV UA59SUM UA61TER UA63KHA UA65KHE UA68KHM "
    "UA71CHK UA73CHV UA74CHH UA80KYI UA85SEV",
    "uk": "UA01КРИ UA05ВІН UA07ВОЛ UA12ДНІ UA14ДОН UA18ЖИТ UA21ЗАК UA23ЗАП UA26ІВФ UA32КИО UA35КІР "
    "UA44ЛУГ UA46ЛЬВ UA48МИК UA51ОДЕ UA53ПОЛ UA56РІВ UA59СУМ UA61ТЕР UA63ХАР UA65ХЕР UA68ХМЛ "
    "UA71ЧРК UA73ЧРЦ UA74ЧРГ UA80КИЇ UA85СЕВ",
}
"""Three letters for each oblast where its name has no room; the first four are not unique."""

_UNIT_WORDS: Final = re.compile(
    r" oblast$| область$|^Oblast (de |d’)|^City of |^Місто |^Ville de "
    r"|^(Autonomous Republic of|Автономна Республіка|République autonome de) "
)
_THOUSAND, _CLASSES = 1000, (250, 500, 1000, 2000)
_SHADES: Final = (0.08, 0.22, 0.38, 0.54, 0.7)
"""How strong the blue of each class is: words read on all of them, on light and dark paper."""
_COLUMNS, _SIZE, _WIDEST, _HIGH, _LOW, _KEY, _EDGE, _GAP = 8, 0.94, 126, 76, 50, 22, 6, 16


def draw_tiles(plot: Plot, say: Language, hover: Hover, height: int | None) -> go.Figure:
    """The tiles with names and numbers in thousands, dotted where there is no figure, and a key."""
    (mark,) = plot.marks
    found = dict(zip(plot.tiles, mark.points, strict=True))
    figure = go.Figure()
    figure.add_trace(_known(mark, found, hover))
    overlay = Overlay()
    for at in _places():
        if at not in found:
            _outline(overlay, *_places()[at])
    overlay.lay_on(figure)
    figure.add_trace(_words(found, plot, say))
    key = _key(found, plot, say)
    for name, look in key:
        figure.add_trace(go.Bar(x=[None], y=[None], name=name, marker=look, showlegend=True))
    top = _key_height([name for name, _ in key], len(_title(plot, say)), plot)
    liked = len(_PLACES) * (_HIGH if plot.wide else _LOW)
    tall = liked if height is None else min(max(height - top - _EDGE, liked * 0.8), liked * 1.5)
    edge = max(_EDGE, (plot.width - _COLUMNS * _WIDEST) // 2)
    figure.update_xaxes(range=[0, _COLUMNS], visible=False, fixedrange=True)
    figure.update_yaxes(range=[len(_PLACES), 0], visible=False, fixedrange=True)
    return figure.update_layout(
        margin={"l": edge, "r": edge, "t": top, "b": _EDGE},
        height=round(tall) + top + _EDGE,
        barmode="overlay",
        hovermode="closest",
        dragmode=False,
        legend={
            "title": {
                "text": "<br>".join(f"<b>{line}</b>" for line in _title(plot, say)),
                "side": "top",
                "font": {"size": plot.letters},
            },
            "font": {"size": plot.letters},
            "orientation": "h",
            "xanchor": "left",
            "x": (4 - edge) / (plot.width - 2 * edge),
            "yanchor": "bottom",
            "y": 1 + 4 / tall,
        },
    )


def _places() -> dict[str, tuple[int, int]]:
    """The column and the row of every oblast."""
    return {
        line[at : at + 4]: (at // 5, row)
        for row, line in enumerate(_PLACES)
        for at in range(0, len(line), 5)
        if line[at : at + 4].strip()
    }


def _title(plot: Plot, say: Language) -> list[str]:
    words = say("People in need, in thousands")
    return even_lines(words, plot.width - 2 * _GAP, plot.letters, bold=True)


def _class(point: Point) -> int:
    """How many bounds of classes a number reaches."""
    return sum((point.y or 0) / _THOUSAND >= bound for bound in _CLASSES)


def _known(mark: Mark, found: dict[str, Point], hover: Hover) -> go.Bar:
    """A tile for every oblast with a figure."""
    places = _places()
    return go.Bar(
        x=[places[code][0] + 0.5 for code in found],
        y=[_SIZE] * len(found),
        base=[places[code][1] + (1 - _SIZE) / 2 for code in found],
        width=_SIZE,
        name=mark.name,
        marker={
            "color": [faint(BLUE, _SHADES[_class(point)]) for point in found.values()],
            "line": {"color": BLUE, "width": 1},
            "pattern": {
                "shape": [bar_pattern(point.bound, hatched=False) for point in found.values()]
            },
        },
        customdata=[hover(mark, point) for point in found.values()],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def _outline(overlay: Overlay, column: int, row: int) -> None:
    """A dotted tile: no figure was found."""
    edge = (1 - _SIZE) / 2
    overlay.draw(
        type="rect",
        x0=column + edge,
        x1=column + 1 - edge,
        y0=row + edge,
        y1=row + 1 - edge,
        line={"color": GREY, "width": 1.2, "dash": "dot"},
    )


def _words(found: dict[str, Point], plot: Plot, say: Language) -> go.Scatter:
    """The name and the number in every tile; a dash where there is none."""
    places = _places()
    names = {code: _name(code, plot, say) for code in places}
    room = min(plot.width / _COLUMNS, _WIDEST) * _SIZE
    fits = all(pixels(name) <= room for name in names.values() if "<br>" not in name)
    return go.Scatter(
        x=[column + 0.5 for column, _ in places.values()],
        y=[row + 0.5 for _, row in places.values()],
        mode="text",
        text=[f"{names[code]}<br><b>{_number(found.get(code), say)}</b>" for code in places],
        textposition="middle center",
        textfont={"size": 13 if plot.wide and fits else 12},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _number(point: Point | None, say: Language) -> str:
    return "–" if point is None or point.y is None else say.number(round(point.y / _THOUSAND))


def _name(code: str, plot: Plot, say: Language) -> str:
    """An oblast without the word for it, or in three letters."""
    if not plot.wide:
        letters = _LETTERS.get(say.code, _LETTERS["en"])
        return letters[letters.index(code) + 4 :][:3]
    name = say("Kyiv city") if code == "UA80" else _UNIT_WORDS.sub("", say.place(code))
    room = min(plot.width / _COLUMNS, _WIDEST) * _SIZE
    return name if pixels(name) <= room else "-<br>".join(name.split("-", 1))


def _key(found: dict[str, Point], plot: Plot, say: Language) -> Sequence[tuple[str, object]]:
    """The name and the look of every class, and of tiles without a figure."""
    shown = {_class(point) for point in found.values()}
    named = [
        (name, {"color": faint(BLUE, shade), "line": {"color": BLUE, "width": 1}})
        for number, (name, shade) in enumerate(zip(_classes(say), _SHADES, strict=True))
        if number in shown
    ]
    return [*named, (say("no figure"), {"color": CLEAR, "line": {"color": GREY, "width": 1.2}})]


def _classes(say: Language) -> Iterator[str]:
    ends = [say.number(bound) for bound in _CLASSES]
    yield say("under {number}", number=ends[0])
    for low, high in pairwise(ends):
        yield say("{low}–{high}", low=low, high=high)
    yield say("{number} and more", number=ends[-1])


def _key_height(names: Sequence[str], titles: int, plot: Plot) -> int:
    """Pixels of the key, which Plotly lays out in columns of the longest name's width."""
    longest = max(pixels(name, plot.letters) for name in names)
    columns = max(1, int((plot.width - 2 * _EDGE) // (longest + 40)))
    return _KEY * (titles + math.ceil(len(names) / columns)) + _GAP
