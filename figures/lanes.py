"""Where horizontal bars and their words lie: side by side, or the words above the bars."""

from collections.abc import Sequence

from figures import values
from figures.lettering import even_lines, pixels
from figures.plot import Panel, Plot, Point, Shape
from locales import Language

_LINE, _BAR, _LEAST_BAR, _GAP, _EDGES = 16, 24, 14, 14, 24
_BESIDE, _LEAST, _NUMBER, _BOTH = 0.5, 0.25, 0.6, 0.725
"""Shares of the width: for words beside bars, most and least; for numbers; for the two together."""
_LONGEST = 400


def words_above(plot: Plot, say: Language) -> bool:
    """Whether words stand above their bars, because beside them a phone has no room for both."""
    points = [point for mark in plot.marks for point in mark.points]
    if not plot.horizontal or plot.stacked or not points:
        return False
    if any(mark.shape is not Shape.BAR for mark in plot.marks):
        return False
    room = _room_beside(plot, say)
    beside = [even_lines(str(point.x), room) for point in points]
    longest = max(pixels(line) for lines in beside for line in lines)
    return max(map(len, beside)) > 2 or longest > room


def _room_beside(plot: Plot, say: Language) -> float:
    """Pixels for words beside bars: what the numbers leave them."""
    points = [point for mark in plot.marks for point in mark.points]
    numbers = max((pixels(values.words(point, plot.unit, say)) for point in points), default=0)
    left = max(_BOTH * plot.width - numbers, _LEAST * plot.width)
    return min(left, _BESIDE * plot.width, _LONGEST)


def number(point: Point, plot: Plot, say: Language) -> str:
    """The number beside a bar; a long range stands on a line of its own."""
    return "<br>".join(even_lines(values.words(point, plot.unit, say), _NUMBER * plot.width))


def labels(points: Sequence[Point], plot: Plot, say: Language) -> list[str]:
    """The words of every row, broken into lines; above their bars, all rest on the bar."""
    if not words_above(plot, say):
        room = _room_beside(plot, say)
        return ["<br>".join(even_lines(str(point.x), room)) for point in points]
    broken = ["<br>".join(even_lines(str(point.x), plot.width - _EDGES)) for point in points]
    most = max((words.count("<br>") for words in broken), default=0)
    return ["&nbsp;<br>" * (most - words.count("<br>")) + words for words in broken]


def row_height(panel: Panel, plot: Plot, say: Language, bars: int) -> int:
    """Pixels one row needs for its words and its bars."""
    lines = _lines(panel, plot, say)
    if words_above(plot, say):
        return _LINE * lines + _BAR * bars + _GAP
    return max(_BAR * bars + (6 if bars == 1 else 0), _LINE * lines + 8)


def least_row_height(panel: Panel, plot: Plot, say: Language, bars: int) -> int:
    """Pixels one row needs at the very least where words stand beside their bars."""
    return max(_LEAST_BAR * bars, _LINE * _lines(panel, plot, say)) + 2


def lane(panel: Panel, plot: Plot, say: Language, bars: int, number: int) -> dict[str, float]:
    """Where in its row a bar lies, if not in the middle: offset and width, as shares of a row."""
    if not words_above(plot, say):
        return {}
    height = row_height(panel, plot, say, bars)
    top = _LINE * _lines(panel, plot, say) + _GAP / 2
    return {"offset": (top + _BAR * number) / height - 0.5, "width": (_BAR - 3) / height}


def label_axis(panel: Panel, plot: Plot, say: Language, bars: int) -> dict[str, object]:
    """Settings of an axis whose words stand above their bars; none where they stand beside."""
    if not words_above(plot, say):
        return {}
    middle = row_height(panel, plot, say, bars) / 2
    lines = _lines(panel, plot, say)
    up = middle - _LINE * lines - _GAP / 2 + (_LINE / 2 + 2) * (lines - 1) + 1
    return {
        "ticklabelposition": "inside top",
        "ticklabelshift": round(up),
        "ticklabeloverflow": "allow",
        "ticks": "",
        "showline": False,
    }


def _lines(panel: Panel, plot: Plot, say: Language) -> int:
    points = [point for mark in panel.marks for point in mark.points]
    return max((words.count("<br>") + 1 for words in labels(points, plot, say)), default=1)


def side_by_side(panel: Panel) -> int:
    """How many bars a place has room for: 1 unless two marks have a bar at the same place."""
    seen: set[object] = set()
    marks = [mark for mark in panel.marks if mark.shape is Shape.BAR]
    for mark in marks:
        places = {point.x for point in mark.points}
        if seen & places:
            return len(marks)
        seen |= places
    return 1
