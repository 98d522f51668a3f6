"""How tall the page of a figure will be, before any browser has seen it."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from figures.chart import Chart
from figures.citation import Cited
from figures.framing import framed
from figures.house import HOUSE
from figures.layout import NARROW, WIDE
from figures.lettering import lines
from figures.tabulation import notes
from locales import Translator
from snapshots.heading import heading
from snapshots.markup import PUBLISHERS, TODAY

EDGE: Final = 12
WIDEST: Final = 960 - 2 * EDGE
WIDE_FROM: Final = 616
"""From this width on the page shows the wide drawing; `page.css` says the same."""
SMALL_BELOW: Final = 480
"""Below this width letters are smaller."""
_LARGEST: Final = {WIDE: 800, NARROW: 440}
_OPENED: Final = 24
_FOOT: Final = (13, 1.5)


@dataclass(frozen=True)
class _Column:
    """Room for words, and their size."""

    room: int
    size: int
    leading: float
    title: int

    def words(self, text: str) -> float:
        """The height of words of the usual size."""
        return self.of(text, self.size, self.leading)

    def of(self, text: str, size: int, leading: float, *, bold: bool = False) -> float:
        """The height of words of a size."""
        return len(lines(text, self.room, size, bold=bold)) * size * leading


def page_height(chart: Chart, width: int) -> int:
    """The height of the page in pixels at a width; rather a line too tall than one too short.

    Frames in articles that hear the page's own message are fitted exactly; this serves the others.
    """
    room = min(width - 2 * EDGE, WIDEST)
    column = _Column(room, 14, 1.45, 18) if width < SMALL_BELOW else _Column(room, 15, 1.5, 20)
    house = f"{chart.say(HOUSE)}{' ' + 'x' * 48}"
    parts = (
        2 * EDGE,
        _past(chart, column),
        column.of(heading(chart), column.title, 1.3, bold=True) + 2,
        column.words(chart.subtitle) + 4,
        16 + _drawing(chart, room, width),
        _source(chart, column),
        _dates(chart, column),
        _caveats(chart, column),
        3 * _OPENED,
        _actions(chart, column),
        column.of(house, *_FOOT) + 9,
    )
    return ceil(sum(parts))


def _past(chart: Chart, column: _Column) -> float:
    """The line that says which past state is shown."""
    if chart.view.known_on is None:
        return 0
    words = f"{chart.scene.edition}. {chart.say(TODAY)}"
    return 24 + replace(column, room=column.room - 24).words(words)


def _drawing(chart: Chart, room: int, width: int) -> float:
    layout = WIDE if width >= WIDE_FROM else NARROW
    drawn = framed(chart, layout).layout
    return float(drawn.height / drawn.width * min(room, _LARGEST[layout]))


def _source(chart: Chart, column: _Column) -> float:
    say, cited = chart.say, chart.note.cited
    if not cited:
        return 0
    words = replace(column, room=column.room - 110 if column.size == 15 else column.room - 16)
    folded = len(cited) > PUBLISHERS + 1
    shown = cited[:PUBLISHERS] if folded else cited
    told = (" ".join((one.words(say), f"({_read_in(one, say)})")) for one in shown)
    tall = sum(max(_OPENED, words.words(text)) for text in told) + _OPENED * folded
    return tall + 4 + (0 if column.size == 15 else column.size * column.leading)


def _read_in(cited: Cited, say: Translator) -> str:
    """What stands behind a publisher of the source that was read."""
    if len(cited.publications) > 1:
        return cited.consulted(say)
    return f"{cited.consulted(say)}: {cited.publications[0].via}"


def _dates(chart: Chart, column: _Column) -> float:
    """The line on freshness, as a live page has it; a frozen one has less."""
    return column.words(chart.freshness.words(chart.say)) + 4 if chart.freshness else 0


def _caveats(chart: Chart, column: _Column) -> float:
    first = chart.first_caveats
    others = {*chart.caveats, *chart.further_caveats, *notes(chart.scene)} - set(first)
    return sum(12 + column.words(text) for text in first) + (_OPENED if others else 0)


def _actions(chart: Chart, column: _Column) -> float:
    words = (
        f"{chart.say('Make interactive')}      {chart.say('Download:')}  CSV   Excel   PNG   SVG"
    )
    return 12 + 28 * len(lines(words, column.room - 40, column.size))
