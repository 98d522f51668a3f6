"""How tall the page of a figure will be, before any browser has seen it."""

from math import ceil
from typing import Final

from figures.chart import Chart
from figures.framing import framed
from figures.house import HOUSE
from figures.layout import NARROW, WIDE
from figures.lettering import lines
from figures.tabulation import notes
from snapshots.heading import heading

EDGE: Final = 12
WIDEST: Final = 960 - 2 * EDGE
WIDE_FROM: Final = 600
"""From this width on the page shows the wide drawing; `page.css` says the same."""
_LARGEST: Final = {WIDE: 800, NARROW: 440}
_TEXT, _FOOT, _TITLE = (15, 22.5), (13, 19.5), (20, 26.0)
_OPENED: Final = 24


def page_height(chart: Chart, width: int) -> int:
    """The height of the page in pixels at a width; rather a line too tall than one too short.

    Frames in articles that hear the page's own message are fitted exactly; this serves the others.
    """
    room = min(width - 2 * EDGE, WIDEST)
    parts = (
        2 * EDGE,
        _lines(heading(chart), room, _TITLE, bold=True) + 2,
        _lines(chart.subtitle, room, _TEXT) + 4,
        16 + _drawing(chart, room, width),
        _source(chart, room),
        _TEXT[1] + 4,
        _caveats(chart, room),
        4 * _OPENED,
        _actions(chart, room),
        _lines(f"{chart.say(HOUSE)}{' ' * 40}", room, _FOOT),
        _FOOT[1] + 9,
    )
    return ceil(sum(parts))


def _lines(text: str, room: float, type_: tuple[int, float], *, bold: bool = False) -> float:
    size, tall = type_
    return len(lines(text, int(room), size, bold=bold)) * tall


def _drawing(chart: Chart, room: int, width: int) -> float:
    layout = WIDE if width >= WIDE_FROM else NARROW
    drawn = framed(chart, layout).layout
    return float(drawn.height / drawn.width * min(room, _LARGEST[layout]))


def _source(chart: Chart, room: int) -> float:
    say, cited = chart.say, chart.note.cited
    if not cited:
        return 0
    label = 6 + 10 * len(say("Source") if len(cited) == 1 else say("Sources"))
    beside = room - label if room - label >= 200 else room
    tall = sum(_lines(one.words(say), beside - 16, _TEXT) + 2 for one in cited)
    return tall + (0 if beside < room else _TEXT[1]) + 4


def _caveats(chart: Chart, room: int) -> float:
    if not chart.caveats:
        return 0
    more = chart.caveats[1:] or chart.further_caveats or notes(chart.scene)
    return 12 + _lines(chart.caveats[0], room, _TEXT) + (_OPENED if more else 0)


def _actions(chart: Chart, room: int) -> float:
    words = f"{chart.say('Make interactive')}      {chart.say('Download:')}  CSV   Excel   PNG   SVG"
    return 12 + 28 * len(lines(words, room - 40, _TEXT[0]))
