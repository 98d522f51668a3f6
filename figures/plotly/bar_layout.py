"""Rows that lie down: where their words, their marks and their numbers stand, in pixels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from figures.core import values
from figures.core.palette import Meaning
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from figures.plotly.text_metrics import even_lines, pixels
from locales import Language

_LINE, _BAR, _NEXT, _GAP, _ROW, _WIDE_ROW = 16, 16, 20, 12, 30, 34
_HEAD, _AFTER, _SLIM = 30, 10, 8
_EDGE, _ASIDE, RIGHT = 4, 12, 16
_INDENT, _SAMPLE = 5, 34
_BESIDE, _LEAST, _NUMBER, _BOTH = 0.5, 0.25, 0.6, 0.725
"""Shares of the width: for words beside bars, most and least; for numbers; for the two together."""
_LONGEST, _MOST = 400, 0.75


@dataclass(frozen=True)
class Lane:
    """One number of a row: the mark it belongs to, and the line it is drawn on."""

    mark: Mark
    point: Point
    middle: float
    thick: float = _BAR

    @property
    def end(self) -> float:
        """Where the drawing ends and the number begins."""
        return max(self.point.y or 0, self.point.high or 0)

    @property
    def shift(self) -> int:
        """Pixels between the end of the drawing and its number."""
        if self.point.y is None and self.point.low is None:
            return 10
        if self.mark.shape is Shape.DOT:
            return 11
        if self.mark.meaning is not Meaning.SAID or self.point.y is None:
            return 6
        return 24 if self.point.bound == "minimum" else 12


@dataclass(frozen=True)
class Row:
    """Words and the lanes they name; `middle` is the middle of the words."""

    words: tuple[str, ...]
    middle: float
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Head:
    """The name of a mark over its rows."""

    mark: Mark
    words: tuple[str, ...]
    top: float
    middle: float


@dataclass(frozen=True)
class Sheet:
    """The rows of a panel below each other, with the heading of every group."""

    rows: tuple[Row, ...]
    heads: tuple[Head, ...]
    height: float

    @property
    def lanes(self) -> Iterator[Lane]:
        """The lanes of all rows."""
        return (lane for row in self.rows for lane in row.lanes)


def words_above(plot: Plot, say: Language) -> bool:
    """Whether words stand above their bars, because beside them a phone has no room for both."""
    room = _room_beside(plot, say)
    beside = [even_lines(place, room, plot.letters) for place in _places(plot.panels)]
    longest = max((pixels(line, plot.letters) for lines in beside for line in lines), default=0)
    most = 3 if plot.wide else 2
    return max(map(len, beside), default=0) > most or longest > room


def label_width(plot: Plot, say: Language) -> int:
    """Pixels the words left of the bars take."""
    if words_above(plot, say):
        return 8
    room = _room_beside(plot, say)
    broken = (even_lines(place, room, plot.letters) for place in _places(plot.panels))
    longest = max((pixels(line, plot.letters) for lines in broken for line in lines), default=28)
    return _ASIDE + round(longest)


def words_from(plot: Plot, say: Language) -> int:
    """Pixels from the line at zero to where words begin: at the very left, or just beside it."""
    return _INDENT if words_above(plot, say) else _EDGE - label_width(plot, say)


def _places(panels: Iterable[Panel]) -> list[str]:
    marks = (mark for panel in panels for mark in panel.marks)
    return list(dict.fromkeys(str(point.x) for mark in marks for point in mark.points))


def _room_beside(plot: Plot, say: Language) -> float:
    """Pixels for words beside bars: what the numbers leave them."""
    entries = [(mark, point) for mark in plot.marks for point in mark.points]
    if plot.nested:
        entries = [(mark, mark.points[0]) for mark in plot.marks]
    written = _numbers(entries, plot, say)
    numbers = max((long(words, plot) for words in written), default=0)
    left = max(_BOTH * plot.width - numbers, _LEAST * plot.width)
    return min(left, _BESIDE * plot.width, _LONGEST)


def lay_out(panel: Panel, plot: Plot, say: Language) -> Sheet:
    """Every row of a panel, in groups under the names of their marks if the plot wants them."""
    above = words_above(plot, say)
    room = plot.width - 2 * _ASIDE if above else _room_beside(plot, say)
    rows: list[Row] = []
    heads: list[Head] = []
    down = 0.0
    for head, entries in _entries(panel, grouped=plot.grouped):
        if head is not None:
            down += _AFTER if rows else 0
            aside = plot.width if above else label_width(plot, say)
            named = even_lines(head.name, aside - _SAMPLE, plot.letters, bold=True)
            tall = _HEAD + _LINE * (len(named) - 1)
            heads.append(Head(head, tuple(named), down, down + tall / 2))
            down += tall
        words = tuple(even_lines(str(entries[0][1].x), room, plot.letters))
        row, high = _row(words, entries, down, plot, say, above=above)
        rows.append(row)
        down += high
    return Sheet(tuple(rows), tuple(heads), down)


Entries = list[tuple[Mark, Point]]


def _entries(panel: Panel, *, grouped: bool) -> Iterator[tuple[Mark | None, Entries]]:
    """What stands in each row, from the top down; with the mark that begins a group there."""
    if grouped:
        for mark in panel.marks:
            for number, point in enumerate(mark.points):
                yield (None if number else mark), [(mark, point)]
        return
    found: dict[str, Entries] = {}
    for mark in panel.marks:
        for point in mark.points:
            found.setdefault(str(point.x), []).append((mark, point))
    order = [place for place in panel.order if place in found] or list(found)
    yield from ((None, found[place]) for place in order)


def _row(
    words: tuple[str, ...], entries: Entries, top: float, plot: Plot, say: Language, *, above: bool
) -> tuple[Row, float]:
    """A row that begins so far below the top, and how high it is."""
    written = _LINE * len(words)
    numbers = _numbers(entries, plot, say)
    deep = max(_BAR, *(_LINE * (words.count("<br>") + 1) for words in numbers))
    step = 0 if plot.nested else deep + 4
    drawn = deep + step * (len(entries) - 1)
    high = max(drawn + _GAP, _WIDE_ROW if plot.wide else _ROW, written + 10)
    first, middle = top + (high - drawn + deep) / 2, top + high / 2
    if above:
        high = written + drawn + _GAP + 6
        first, middle = top + written + 4 + deep / 2, top + written / 2
    lanes = tuple(
        Lane(mark, point, first + step * number, _thickness(number, mark, point, plot))
        for number, (mark, point) in enumerate(entries)
    )
    return Row(words, middle, lanes), high


def _thickness(number: int, mark: Mark, point: Point, plot: Plot) -> float:
    """Slim within another bar, and where the last count of a group has overtaken an earlier one."""
    overtaken = plot.grouped and mark.meaning is Meaning.COUNTED and point is not mark.points[-1]
    return _SLIM if overtaken or (plot.nested and number) else _BAR


def least(sheet: Sheet, plot: Plot, say: Language) -> float:
    """The least height at which the rows can be read."""
    if words_above(plot, say) or sheet.heads:
        return sheet.height
    tightest = max(max(_LINE * len(row.words), _BAR * len(row.lanes)) + 2 for row in sheet.rows)
    return min(sheet.height, float(tightest * len(sheet.rows)))


def number(row: Row, lane: Lane, plot: Plot, say: Language) -> str:
    """The number beside a mark; a part is written with its whole, a long one on two lines."""
    written = _numbers([(one.mark, one.point) for one in row.lanes], plot, say)
    return written[0 if plot.nested else row.lanes.index(lane)]


def _numbers(entries: Sequence[tuple[Mark, Point]], plot: Plot, say: Language) -> list[str]:
    """The numbers of a row; marks within each other have one between them, as have two dots."""
    written = [values.words(point, plot.unit, say) for _, point in entries]
    if plot.nested and len(entries) > 1:
        if entries[0][0].shape is Shape.DOT:
            written = [say("{before} → {after}", before=written[0], after=written[1])]
        else:
            written = [say("{part} of {whole}", part=written[1], whole=written[0])]
    room = _NUMBER * plot.width
    broken = (even_lines(words, room, plot.letters, bold=True) for words in written)
    return ["<br>".join(f"<b>{line}</b>" for line in lines) for lines in broken]


def numbered(row: Row, *, nested: bool) -> Sequence[Lane]:
    """The lanes of a row that carry a number: of marks within each other the longest."""
    return [max(row.lanes, key=lambda lane: lane.end)] if nested else row.lanes


def long(words: str, plot: Plot) -> float:
    """Pixels the longest line of bold words takes."""
    plain = words.replace("<b>", "").replace("</b>", "")
    return max(pixels(line, plot.letters, bold=True) for line in plain.split("<br>"))


def reach(panels: Iterable[Panel], plot: Plot, say: Language) -> float:
    """How far the axis must go for the number beside every mark to have room."""
    width = plot.width - label_width(plot, say) - RIGHT
    ends = [0.0]
    for row in (row for panel in panels for row in lay_out(panel, plot, say).rows):
        for lane in numbered(row, nested=plot.nested):
            wide = long(number(row, lane, plot, say), plot)
            taken = min((wide + lane.shift + 2) / width, _MOST)
            ends.append(lane.end / (1 - taken))
    return max(ends) or 1.0
