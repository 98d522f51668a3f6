"""A map of equal tiles: every oblast has the same room, whatever its area or its borders."""

import math
import re
from itertools import pairwise
from typing import Final

from figures.core.palette import BLUE, CLEAR, GREY, choose_pattern, lighten
from figures.core.plot import Mark, Plot, Point
from figures.plotly.canvas import LEGEND, Canvas, Trace
from figures.plotly.text_metrics import break_evenly, measure, measure_widest, write_bold
from figures.plotly.traces import Hover, make_hovers
from locales import Language

_MAP: Final = (
    "     UA07 UA56 UA18 UA80 UA74 UA59     ",
    "UA46 UA61 UA68 UA05 UA32 UA53 UA63 UA44",
    "UA21 UA26 UA73      UA71 UA35 UA12 UA14",
    "               UA51 UA48 UA65 UA23     ",
    "                    UA85 UA01          ",
)
"""The oblasts from north to south, each line from west to east."""
_PLACES: Final = {
    line[at : at + 4]: (at // 5, row)
    for row, line in enumerate(_MAP)
    for at in range(0, len(line), 5)
    if line[at] != " "
}
"""The column and the row of every oblast."""

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
_BLUE_LINE: Final = {"color": BLUE, "width": 1}
_GREY_LINE: Final = {"color": GREY, "width": 1.2}


def draw_tiles(plot: Plot, t: Language, hover: Hover, height: int | None) -> Canvas:
    """The tiles with names and numbers in thousands, dotted where there is no figure, and a key."""
    (mark,) = plot.marks
    found = dict(zip(plot.tiles, mark.points, strict=True))
    title = break_evenly(
        t("People in need, in thousands"), plot.width - 2 * _GAP, plot.letters, bold=True
    )
    key = _key({_class(point) for point in found.values()}, t)
    # Plotly lays out the key in columns of the longest name's width.
    names = measure_widest((entry["name"] for entry in key), plot.letters)
    columns = max(1, int((plot.width - 2 * _EDGE) // (names + 40)))
    top = _KEY * (len(title) + math.ceil(len(key) / columns)) + _GAP
    liked = len(_MAP) * (_HIGH if plot.wide else _LOW)
    tall = liked if height is None else min(max(height - top - _EDGE, liked * 0.8), liked * 1.5)
    edge = max(_EDGE, (plot.width - _COLUMNS * _WIDEST) // 2)
    hidden = {"visible": False, "fixedrange": True}
    head = {"text": write_bold(title), "side": "top", "font": {"size": plot.letters}}
    canvas = Canvas(
        {
            "xaxis": {"range": [0, _COLUMNS], **hidden},
            "yaxis": {"range": [len(_MAP), 0], **hidden},
            "margin": {"l": edge, "r": edge, "t": top, "b": _EDGE},
            "height": round(tall) + top + _EDGE,
            "barmode": "overlay",
            "hovermode": "closest",
            "dragmode": False,
            "legend": {
                "title": head,
                "font": {"size": plot.letters},
                **LEGEND,
                "x": (4 - edge) / (plot.width - 2 * edge),
                "y": 1 + 4 / tall,
            },
        },
        [_tiles(mark, found, hover), _words(found, plot, t), *key],
    )
    inner = (1 - _SIZE) / 2
    for column, row in (place for code, place in _PLACES.items() if code not in found):
        square = {"x0": column + inner, "x1": column + 1 - inner}
        square |= {"y0": row + inner, "y1": row + 1 - inner}
        canvas.draw("rect", ("x", "y"), line={**_GREY_LINE, "dash": "dot"}, **square)
    return canvas


def _class(point: Point) -> int:
    """How many bounds of classes a number reaches."""
    return sum((point.y or 0) / _THOUSAND >= bound for bound in _CLASSES)


def _tiles(mark: Mark, found: dict[str, Point], hover: Hover) -> Trace:
    """A tile for every oblast with a figure."""
    places = [_PLACES[code] for code in found]
    patterns = [choose_pattern(point.bound, hatched=False) for point in found.values()]
    return {
        "type": "bar",
        "x": [column + 0.5 for column, _ in places],
        "y": [_SIZE] * len(found),
        "base": [row + (1 - _SIZE) / 2 for _, row in places],
        "width": _SIZE,
        "name": mark.name,
        "marker": {
            "color": [lighten(BLUE, _SHADES[_class(point)]) for point in found.values()],
            "line": _BLUE_LINE,
            "pattern": {"shape": patterns},
        },
        "showlegend": False,
        **make_hovers(mark, found.values(), hover),
    }


def _words(found: dict[str, Point], plot: Plot, t: Language) -> Trace:
    """The name and the number in every tile; a dash where there is none."""
    room = min(plot.width / _COLUMNS, _WIDEST) * _SIZE
    names = {code: _name(code, room, plot, t) for code in _PLACES}
    fits = all(measure(name) <= room for name in names.values() if "<br>" not in name)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [column + 0.5 for column, _ in _PLACES.values()],
        "y": [row + 0.5 for _, row in _PLACES.values()],
        "text": [f"{names[code]}<br><b>{_number(found.get(code), t)}</b>" for code in _PLACES],
        "textposition": "middle center",
        "textfont": {"size": 13 if plot.wide and fits else 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _number(point: Point | None, t: Language) -> str:
    return "–" if point is None or point.y is None else t.format_number(round(point.y / _THOUSAND))


def _name(code: str, room: float, plot: Plot, t: Language) -> str:
    """An oblast without the word for it, or in three letters."""
    if not plot.wide:
        letters = _LETTERS.get(t.code, _LETTERS["en"])
        return letters[letters.index(code) + 4 :][:3]
    name = t("Kyiv city") if code == "UA80" else _UNIT_WORDS.sub("", t.name_place(code))
    return name if measure(name) <= room else "-<br>".join(name.split("-", 1))


def _key(shown: set[int], t: Language) -> list[Trace]:
    """The name and the look of every class, and of tiles without a figure."""
    ends = [t.format_number(bound) for bound in _CLASSES]
    names = [
        t("under {number}", number=ends[0]),
        *(t("{low}–{high}", low=low, high=high) for low, high in pairwise(ends)),
        t("{number} and more", number=ends[-1]),
    ]
    looks = [
        (names[number], {"color": lighten(BLUE, _SHADES[number]), "line": _BLUE_LINE})
        for number in sorted(shown)
    ]
    looks.append((t("no figure"), {"color": CLEAR, "line": _GREY_LINE}))
    entry = {"type": "bar", "x": [None], "y": [None], "showlegend": True}
    return [{**entry, "name": name, "marker": look} for name, look in looks]
