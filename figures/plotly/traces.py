"""From a mark in time to Plotly traces, one way for each kind of knowledge; and their legend.

Each name stands in it once, and there is none where nothing is to be told apart. Rows that lie down
are drawn in `bar_rows`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from figures.core.palette import (
    CLEAR,
    GREY,
    Meaning,
    Tone,
    choose_pattern,
    choose_style,
    choose_symbol,
)
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.plotly.canvas import Trace
from figures.plotly.text_metrics import break_evenly, measure_widest
from locales import Language, later
from schemas import codes

Hover = Callable[[Mark, Point], str]

_MANY = 60
_ENTRY_LINE, _BETWEEN, _PAD, _KEY = 17, 3, 14, 46
_ABOVE_AXIS = 7
_MILLISECOND = timedelta(milliseconds=1)
MONTH_BAR: Final = timedelta(days=23)
"""How much of a month its bar takes."""

MISSING: Final = later("figure not found")
"""What stands where no figure was found."""

MID_MONTH: Final = 16
"""The day at which a whole month is drawn."""

BOUNDED: Final = ("approximate", "minimum", "maximum")
"""Bounds that make a number less than exact."""


def make_scatter(
    name: str, mode: str, x: Iterable[object], y: Iterable[object], **look: object
) -> Trace:
    """Points or lines outside the legend."""
    drawn = {"type": "scatter", "name": name, "mode": mode, "x": list(x), "y": list(y)}
    return {**drawn, "legendgroup": name, "showlegend": False, **look}


def make_bars(mark: Mark, points: Sequence[Point], hover: Hover, **places: object) -> Trace:
    """The bars of some points of a mark."""
    drawn = {"type": "bar", "name": mark.name, "legendgroup": mark.name, "showlegend": False}
    look = {"marker": style_bars(mark, points), **places}
    return {**drawn, **look, **make_hovers(mark, points, hover)}


def make_hovers(mark: Mark, points: Iterable[Point], hover: Hover) -> dict[str, object]:
    """What a reader sees over each of the points; what all of them say is sent once."""
    return share_words([hover(mark, point) for point in points])


def share_words(told: Sequence[str]) -> dict[str, object]:
    """A template with what is the same in all texts, and columns with what is not."""
    columns: dict[tuple[str, ...], int] = {}
    template = ""
    for before, parts in _align(told):
        pairs = zip(min(parts), max(parts), strict=False)
        start = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if len(set(parts)) > 1:
            start = start[: start.rfind(" ") + 1]
        start = "" if "%{" in start else start
        template += before + start
        left = tuple(text.removeprefix(start) for text in parts)
        if any(left):
            template += f"%{{customdata[{columns.setdefault(left, len(columns))}]}}"
    cells = [list(each) for each in zip(*columns, strict=True)]
    return {"customdata": cells, "hovertemplate": f"{template}<extra></extra>"}


def _align(told: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Texts as columns of as many parts, each with what stands before it in all of them."""
    columns = [("", tuple(told))]
    for mark in ("<b>", "</b>", "<br>", " · "):
        columns = [
            (mark if place else before, part)
            for before, texts in columns
            for place, part in enumerate(_split(texts, mark))
        ]
    return columns


def _split(texts: Sequence[str], mark: str) -> Iterable[tuple[str, ...]]:
    most = min((text.count(mark) for text in texts), default=0)
    return zip(*(text.rsplit(mark, most) for text in texts), strict=True)


def make_crosses(x: Iterable[object], y: Iterable[object], t: Language, **marker: object) -> Trace:
    """A cross for every figure that was not found: missing is drawn as missing."""
    words = t(MISSING)
    look = {"symbol": "x-thin", "size": 9, "line": {"color": GREY, "width": 2}, **marker}
    told = {"cliponaxis": False, "hovertemplate": words + "<extra></extra>"}
    return make_scatter(words, "markers", x, y, marker=look, **told)


def make_traces(mark: Mark, plot: Plot, t: Language, hover: Hover) -> list[Trace]:
    """What Plotly draws for a mark: its points, its ranges, and what was not found."""
    if mark.shape is Shape.BAR:
        x, y = _places(mark.points, plot), [point.y for point in mark.points]
        drawn = [make_bars(mark, mark.points, hover, x=x, y=y, width=MONTH_BAR / _MILLISECOND)]
    else:
        drawn = (_dots if mark.shape is Shape.DOT else _line)(mark, plot, hover)
    unknown = _places((point for point in mark.points if point.unknown), plot)
    if unknown:
        drawn.append(make_crosses(unknown, [0] * len(unknown), t, standoff=_ABOVE_AXIS, angle=180))
    return drawn


def make_key(mark: Mark) -> Trace:
    """The entry of a mark in the legend; the first of its points does not stand for all."""
    nowhere = {"x": [None], "y": [None], "name": mark.name}
    if mark.shape is Shape.BAR and mark.meaning is not Meaning.SAID:
        return {"type": "bar", "marker": style_bars(mark, ()), **nowhere}
    joined = mark.shape is Shape.LINE
    return {
        "type": "scatter",
        "mode": "lines+markers" if joined else "markers",
        "line": {"color": mark.style.line, "width": mark.width, "dash": mark.style.dash},
        "marker": _marker(mark, [choose_mark_symbol(mark, "exact")], 7 if joined else 11),
        **nowhere,
    }


def make_bound_keys(points: Sequence[Point], t: Language) -> list[Trace]:
    """Entries of the legend that say how points look whose numbers are not exact."""
    counted = choose_style(Tone.QUIET, Meaning.COUNTED)
    looks = {
        bound: {"symbol": choose_symbol(counted, bound), "size": 10, "color": GREY}
        for bound in BOUNDED
        if any(point.bound == bound for point in points)
    }
    return [
        make_scatter(t(codes.BOUND[bound]), "markers", [None], [None], marker=look)
        for bound, look in looks.items()
    ]


def choose_mark_symbol(mark: Mark, bound: str) -> str:
    """The symbol of a point of a mark; what was said of something else has a cross in it."""
    crossed = mark.hatched and mark.meaning is Meaning.SAID
    return "diamond-cross-open" if crossed else choose_symbol(mark.style, bound)


def find_place(point: Point, plot: Plot) -> str:
    """Where a point stands in time; what counts a whole month stands in the middle of it."""
    if not isinstance(point.x, date):
        return point.x
    return (point.x.replace(day=MID_MONTH) if plot.grain == "month" else point.x).isoformat()


def _places(points: Iterable[Point], plot: Plot) -> list[str]:
    return [find_place(point, plot) for point in points]


def style_bars(mark: Mark, points: Sequence[Point]) -> dict[str, object]:
    """How bars are filled: a range without a number is hollow, 'about' never looks exact."""
    look = mark.style
    hollow = [point.y is None and point.low is not None for point in points]
    drawn: dict[str, object] = {
        "color": _once([CLEAR if one else look.fill for one in hollow] or [look.fill]),
        "line": {"color": look.line, "width": 1.2 if look.fill != look.line else 0},
    }
    bounded = [point.bound if point.y is not None else "exact" for point in points] or ["exact"]
    if mark.hatched or set(bounded) & set(BOUNDED):
        said = mark.meaning is Meaning.SAID
        drawn["pattern"] = {
            "shape": _once([choose_pattern(bound, hatched=mark.hatched) for bound in bounded]),
            "fgcolor": look.line,
            "bgcolor": look.fill if said else choose_style(mark.tone, Meaning.ESTIMATED).fill,
            **({"size": 6} if mark.hatched else {"size": 9, "solidity": 0.16}),
        }
    return drawn


def _marker(mark: Mark, symbols: Sequence[str], size: int) -> dict[str, object]:
    """Points filled as what is known of them: solid, light with an outline, or hollow."""
    look = mark.style
    fills = [look.line if "open" in symbol else look.fill for symbol in symbols]
    line = {"color": look.line, "width": 1.5}
    return {"symbol": _once(symbols), "size": size, "color": _once(fills), "line": line}


def _once(values: Sequence[str]) -> str | list[str]:
    """One value for all, if all are alike."""
    return values[0] if len(set(values)) == 1 else list(values)


def _dots(mark: Mark, plot: Plot, hover: Hover) -> list[Trace]:
    """Dots, over the range of every one that has one, as a line from end to end."""
    points = mark.known
    marker = _marker(mark, [choose_mark_symbol(mark, point.bound) for point in points], 11)
    told = {"cliponaxis": False, "marker": marker, **make_hovers(mark, points, hover)}
    y = [point.y for point in points]
    dots = make_scatter(mark.name, "markers", _places(points, plot), y, **told)
    ranged = [point for point in mark.points if point.low is not None]
    if not ranged:
        return [dots]
    x = [place for place in _places(ranged, plot) for _ in range(3)]
    ends = [end for point in ranged for end in (point.low, point.high, None)]
    line = {"color": mark.style.line, "width": 1.6, "dash": mark.style.dash}
    return [make_scatter(mark.name, "lines", x, ends, line=line, hoverinfo="skip"), dots]


def _line(mark: Mark, plot: Plot, hover: Hover) -> list[Trace]:
    """A line that stops wherever the series is not known to go on."""
    look, many = mark.style, len(mark.points) > _MANY
    dots: list[tuple[str, float | None, str, str, int]] = []
    for part in mark.parts:
        if dots:
            dots.append((find_place(part[0], plot), None, dots[-1][2], look.symbol, 0))
        for point in part:
            bounded = point.bound in BOUNDED
            size = 9 if bounded else 0 if many and len(part) > 1 else 7
            symbol = choose_mark_symbol(mark, point.bound)
            dots.append((find_place(point, plot), point.y, hover(mark, point), symbol, size))
    x, y, texts, symbols, sizes = zip(*dots, strict=True) if dots else ((), (), (), (), ())
    marker = {**_marker(mark, symbols or (look.symbol,), 7), "opacity": 1}
    if len(set(sizes)) > 1:
        marker["size"] = sizes
    settings: dict[str, object] = {
        "connectgaps": False,
        "line": {"color": look.line, "width": mark.width, "dash": look.dash},
        "marker": marker,
        **share_words(texts),
    }
    return [make_scatter(mark.name, "lines+markers" if any(sizes) else "lines", x, y, **settings)]


class Legend:
    """The names in a legend, broken into lines that fit the paper, and the height they take."""

    def __init__(
        self, panels: Sequence[Panel], plot: Plot, t: Language, room: int, *, named: bool
    ) -> None:
        """The legend in a room of so many pixels; titles and what is `named` need no entry."""
        marks = [(panel, mark) for panel in panels for mark in panel.marks]
        names = dict.fromkeys(mark.name for panel, mark in marks if mark.name != panel.title)
        if named or all(len(panel.marks) == 1 for panel in panels):
            names = {}
        # Of points without a label only the look can tell how exact they are.
        loose = [mark for _, mark in marks if mark.shape is not Shape.BAR]
        points = [point for mark in loose for point in mark.known]
        self.bounds = [] if plot.horizontal else make_bound_keys(points, t)
        names |= dict.fromkeys(str(trace["name"]) for trace in self.bounds)
        self.names = {name: break_evenly(name, room - _KEY, plot.letters) for name in names}
        self.height = self._measure(room, plot.letters) if names else 0
        self._entered: set[str] = set()

    def _measure(self, room: int, size: int) -> int:
        """Pixels it takes in a room, as Plotly lays it out: row by row, left to right."""
        height, used, tallest = _PAD, 0.0, 0
        for lines in self.names.values():
            wide = measure_widest(lines, size) + _KEY
            if used and used + wide > room:
                height, used, tallest = height + tallest, 0.0, 0
            used += wide
            tallest = max(tallest, _ENTRY_LINE * len(lines) + _BETWEEN)
        return height + tallest

    def enter(self, trace: Trace, panel: Panel) -> Trace:
        """A trace as its entry, unless its name has one or needs none."""
        name = trace["name"]
        shown = name in self.names and name != panel.title and name not in self._entered
        written = "<br>".join(self.names[name]) if shown else name
        self._entered |= {name} if shown else set()
        return {**trace, "name": written, "legendgroup": name, "showlegend": shown}
