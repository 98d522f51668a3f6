"""A map of equal tiles: every oblast has the same room, whatever its area or its borders.

Which tile is whose stands in `schemas/places.toml`.
"""

import math
import re
from itertools import pairwise
from typing import Final

from figures.core.palette import BLUE, CLEAR, GREY, choose_pattern, lighten
from figures.core.plot import Plot, Point
from figures.plotly.canvas import LEGEND, Canvas, Trace
from figures.plotly.text_metrics import break_evenly, measure, measure_widest, write_bold
from figures.plotly.traces import Hover, make_hovers
from locales import Language
from schemas.places import TILE_LETTERS, TILES

_UNIT_WORDS: Final = re.compile(
    r" oblast$| область$|^Oblast (de |d’)|^City of |^Місто |^Ville de "
    r"|^(Autonomous Republic of|Автономна Республіка|République autonome de) "
)
_THOUSAND, _CLASSES = 1000, (250, 500, 1000, 2000)
_SHADES: Final = (0.08, 0.22, 0.38, 0.54, 0.7)
"""How strong the blue of each class is: words read on all of them, on light and dark paper."""
_COLUMNS, _ROWS = (max(ends) + 1 for ends in zip(*TILES.values(), strict=True))
_SIZE, _WIDEST, _HIGH, _LOW, _KEY, _EDGE, _GAP = 0.94, 126, 76, 50, 22, 6, 16
_AROUND: Final = (1 - _SIZE) / 2
_BLUE_LINE: Final = {"color": BLUE, "width": 1}
_GREY_LINE: Final = {"color": GREY, "width": 1.2}


def draw_tiles(plot: Plot, t: Language, hover: Hover, height: int | None) -> Canvas:
    """The tiles with names and numbers in thousands, dotted where there is no figure, and a key."""
    found = dict(zip(plot.tiles, plot.marks[0].points, strict=True))
    room = plot.width - 2 * _GAP
    title = break_evenly(t("People in need, in thousands"), room, plot.letters, bold=True)
    key = _key({_class(point) for point in found.values()}, t)
    # Plotly lays out the key in columns of the longest name's width.
    names = measure_widest((entry["name"] for entry in key), plot.letters)
    columns = max(1, int((plot.width - 2 * _EDGE) // (names + 40)))
    top = _KEY * (len(title) + math.ceil(len(key) / columns)) + _GAP
    liked = _ROWS * (_HIGH if plot.wide else _LOW)
    tall = liked if height is None else min(max(height - top - _EDGE, liked * 0.8), liked * 1.5)
    edge = max(_EDGE, (plot.width - _COLUMNS * _WIDEST) // 2)
    hidden, font = {"visible": False, "fixedrange": True}, {"size": plot.letters}
    canvas = Canvas(
        {
            "xaxis": {"range": [0, _COLUMNS], **hidden},
            "yaxis": {"range": [_ROWS, 0], **hidden},
            "margin": {"l": edge, "r": edge, "t": top, "b": _EDGE},
            "height": round(tall) + top + _EDGE,
            "barmode": "overlay",
            "hovermode": "closest",
            "dragmode": False,
            "legend": {
                "title": {"text": write_bold(title), "side": "top", "font": font},
                "font": font,
                **LEGEND,
                "x": (4 - edge) / (plot.width - 2 * edge),
                "y": 1 + 4 / tall,
            },
        },
        [_tiles(plot, found, hover), _words(found, plot, t), *key],
    )
    for column, row in (place for code, place in TILES.items() if code not in found):
        square = {"x0": column + _AROUND, "x1": column + 1 - _AROUND}
        square |= {"y0": row + _AROUND, "y1": row + 1 - _AROUND}
        canvas.draw("rect", ("x", "y"), line={**_GREY_LINE, "dash": "dot"}, **square)
    return canvas


def _class(point: Point) -> int:
    """How many bounds of classes a number reaches."""
    return sum((point.y or 0) / _THOUSAND >= bound for bound in _CLASSES)


def _tiles(plot: Plot, found: dict[str, Point], hover: Hover) -> Trace:
    patterns = [choose_pattern(point.bound, hatched=False) for point in found.values()]
    return {
        "type": "bar",
        "x": [TILES[code][0] + 0.5 for code in found],
        "y": [_SIZE] * len(found),
        "base": [TILES[code][1] + _AROUND for code in found],
        "width": _SIZE,
        "name": plot.marks[0].name,
        "marker": {
            "color": [lighten(BLUE, _SHADES[_class(point)]) for point in found.values()],
            "line": _BLUE_LINE,
            "pattern": {"shape": patterns},
        },
        "showlegend": False,
        **make_hovers(plot.marks[0], found.values(), hover),
    }


def _words(found: dict[str, Point], plot: Plot, t: Language) -> Trace:
    """The name and the number in every tile; a dash where there is none."""
    room = min(plot.width / _COLUMNS, _WIDEST) * _SIZE
    names = {code: _name(code, room, plot, t) for code in TILES}
    fits = all(measure(name) <= room for name in names.values() if "<br>" not in name)
    known = {code: point.y / _THOUSAND for code, point in found.items() if point.y is not None}
    numbers = {code: t.format_number(round(number)) for code, number in known.items()}
    return {
        "type": "scatter",
        "mode": "text",
        "x": [column + 0.5 for column, _ in TILES.values()],
        "y": [row + 0.5 for _, row in TILES.values()],
        "text": [f"{name}<br><b>{numbers.get(code, '–')}</b>" for code, name in names.items()],
        "textposition": "middle center",
        "textfont": {"size": 13 if plot.wide and fits else 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _name(code: str, room: float, plot: Plot, t: Language) -> str:
    """An oblast without the word for it, or in three letters."""
    if not plot.wide:
        return TILE_LETTERS.get(t.code, TILE_LETTERS["en"])[code]
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
    blue = {
        names[at]: {"color": lighten(BLUE, _SHADES[at]), "line": _BLUE_LINE} for at in sorted(shown)
    }
    looks = blue | {t("no figure"): {"color": CLEAR, "line": _GREY_LINE}}
    entry = {"type": "bar", "x": [None], "y": [None], "showlegend": True}
    return [{**entry, "name": name, "marker": look} for name, look in looks.items()]
