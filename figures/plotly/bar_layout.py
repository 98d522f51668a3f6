"""Rows that lie down: where their words, their marks and their numbers stand, in pixels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from figures.core import values
from figures.core.palette import Meaning
from figures.core.plot import Mark, Panel, Plot, Point
from figures.plotly.canvas import EDGE
from figures.plotly.text_metrics import even_lines, longest
from locales import Language

_LINE, _BAR, _GAP, _ROW, _WIDE_ROW = 16, 16, 12, 30, 34
_HEAD, _AFTER = 30, 10
_ASIDE, RIGHT = 12, 16
_INDENT, _SAMPLE = 5, 34
_BESIDE, _LEAST, _NUMBER, _BOTH = 0.5, 0.25, 0.6, 0.725
"""Shares of the width: for words beside bars, most and least; for numbers; for the two together."""
_LONGEST, _MOST = 400, 0.75

Entries = list[tuple[Mark, Point]]


@dataclass(frozen=True)
class Lane:
    """One number of a row: its mark, the line it is drawn on, and what is written at its end."""

    mark: Mark
    point: Point
    middle: float
    thick: float
    number: Sequence[str]

    @property
    def end(self) -> float:
        """Where the drawing ends and the number begins."""
        return max(self.point.y or 0, self.point.high or 0)

    @property
    def shift(self) -> int:
        """Pixels between the end of the drawing and its number."""
        if self.unknown:
            return 10
        if self.mark.meaning is not Meaning.SAID or self.point.y is None:
            return 6
        return 24 if self.point.bound == "minimum" else 12

    @property
    def unknown(self) -> bool:
        """Whether no figure was found."""
        return self.point.y is None and self.point.low is None


@dataclass(frozen=True)
class Row:
    """Words and the lanes they name; `middle` is the middle of the words."""

    words: Sequence[str]
    middle: float
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Head:
    """The name of a mark over its rows."""

    mark: Mark
    words: Sequence[str]
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


@dataclass(frozen=True, eq=False)
class BarLayout:
    """How the rows of a plot are laid out in one language."""

    plot: Plot
    say: Language

    @cached_property
    def _beside(self) -> tuple[float, list[list[str]]]:
        """Pixels that the numbers leave to words beside bars, and the words broken to fit."""
        plot = self.plot
        points = [point for mark in plot.marks for point in mark.points]
        written = self._numbers(points[:2] if plot.nested else points)
        numbers = max((self._long(words) for words in written), default=0)
        left = max(_BOTH * plot.width - numbers, _LEAST * plot.width)
        room = min(left, _BESIDE * plot.width, _LONGEST)
        places = dict.fromkeys(str(point.x) for point in points)
        return room, [even_lines(place, room, plot.letters) for place in places]

    @cached_property
    def words_above(self) -> bool:
        """Whether words stand above their bars, as beside them a phone has no room for both."""
        room, beside = self._beside
        most = 3 if self.plot.wide else 2
        return max(map(len, beside)) > most or self._longest_beside > room

    @cached_property
    def label_width(self) -> int:
        """Pixels the words left of the bars take."""
        return 8 if self.words_above else _ASIDE + round(self._longest_beside)

    @property
    def words_from(self) -> int:
        """Pixels from the line at zero to where words begin: at the very left, or beside it."""
        return _INDENT if self.words_above else EDGE - self.label_width

    @property
    def _longest_beside(self) -> float:
        return max(longest(lines, self.plot.letters) for lines in self._beside[1])

    def lay_out(self, panel: Panel) -> Sheet:
        """Every row of a panel, in groups under the names of their marks if the plot wants them."""
        plot, above = self.plot, self.words_above
        room = plot.width - 2 * _ASIDE if above else self._beside[0]
        rows: list[Row] = []
        heads: list[Head] = []
        down = 0.0
        for head, entries in _entries(panel, grouped=plot.grouped):
            if head is not None:
                down += _AFTER if rows else 0
                aside = plot.width if above else self.label_width
                named = even_lines(head.name, aside - _SAMPLE, plot.letters, bold=True)
                tall = _HEAD + _LINE * (len(named) - 1)
                heads.append(Head(head, named, down, down + tall / 2))
                down += tall
            row, high = self._row(
                even_lines(str(entries[0][1].x), room, plot.letters), entries, down
            )
            rows.append(row)
            down += high
        return Sheet(tuple(rows), tuple(heads), down)

    def _row(self, words: Sequence[str], entries: Entries, top: float) -> tuple[Row, float]:
        """A row that begins so far below the top, and how high it is."""
        nested, written = self.plot.nested, _LINE * len(words)
        numbers = self._numbers([point for _, point in entries])
        deep = max(_BAR, *(_LINE * len(lines) for lines in numbers))
        step = 0 if nested else deep + 4
        drawn = deep + step * (len(entries) - 1)
        high = max(drawn + _GAP, _WIDE_ROW if self.plot.wide else _ROW, written + 10)
        first, middle = top + (high - drawn + deep) / 2, top + high / 2
        if self.words_above:
            high = written + drawn + _GAP + 6
            first, middle = top + written + 4 + deep / 2, top + written / 2
        lanes = tuple(
            Lane(
                mark,
                point,
                first + step * place,
                _BAR - 8 if nested and place else _BAR,
                numbers[0 if nested else place],
            )
            for place, (mark, point) in enumerate(entries)
        )
        return Row(words, middle, lanes), high

    def _numbers(self, points: Sequence[Point]) -> list[list[str]]:
        """The numbers of a row in lines; marks within each other have one between them."""
        plot, say = self.plot, self.say
        written = [values.words(point, plot.unit, say) for point in points]
        if plot.nested and len(points) > 1:
            written = [say("{part} of {whole}", part=written[1], whole=written[0])]
        return [
            even_lines(words, _NUMBER * plot.width, plot.letters, bold=True) for words in written
        ]

    def _long(self, number: Sequence[str]) -> float:
        return longest(number, self.plot.letters, bold=True)

    def written_from(self, lane: Lane, pixel: float) -> tuple[float, float]:
        """Between which numbers of the axis a lane's own is written; a `pixel` is so much on it."""
        start = lane.end + (lane.shift - 2) * pixel
        return start, start + self._long(lane.number) * pixel

    def least(self, sheet: Sheet) -> float:
        """The least height at which the rows can be read."""
        if self.words_above or sheet.heads:
            return sheet.height
        tightest = max(max(_LINE * len(row.words), _BAR * len(row.lanes)) + 2 for row in sheet.rows)
        return min(sheet.height, float(tightest * len(sheet.rows)))

    def numbered(self, row: Row) -> Sequence[Lane]:
        """The lanes of a row that carry a number: of marks within each other the longest."""
        return [max(row.lanes, key=lambda lane: lane.end)] if self.plot.nested else row.lanes

    def reach(self, sheets: Iterable[Sheet]) -> float:
        """How far the axis must go for the number beside every mark to have room."""
        width = self.plot.width - self.label_width - RIGHT
        ends = [0.0]
        for lane in (lane for one in sheets for row in one.rows for lane in self.numbered(row)):
            taken = min((self._long(lane.number) + lane.shift + 2) / width, _MOST)
            ends.append(lane.end / (1 - taken))
        return max(ends) or 1.0


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
