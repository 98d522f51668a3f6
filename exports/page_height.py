"""How tall the page of a figure will be, before any browser has seen it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Final

from exports.addresses import Edition, Site
from exports.block import Block
from exports.page import DOWNLOADS, block_of
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.plotly.export_layout import framed
from figures.plotly.layout import NARROW, WIDE, Layout
from figures.plotly.text_metrics import lines, pixels
from locales import Translator

EDGE: Final = 12
WIDEST: Final = 960 - 2 * EDGE
WIDE_FROM: Final = 616
"""From this width on the page shows the wide drawing and one row of words to open; the style sheets
say the same."""
SMALL_BELOW: Final = 480
"""Below this width letters are smaller."""
TOUCHED: Final = 44
"""How tall what a finger meets is."""
_LARGEST: Final = {WIDE: 800, NARROW: 440}
_NOWHERE: Final = Site("")


@dataclass(frozen=True)
class _Column:
    """Room for words, and the size of a letter that all sizes are shares of."""

    room: float
    rem: int
    leading: float

    def words(
        self, text: str, share: float = 1, leading: float = 0, *, bold: bool = False
    ) -> float:
        """The height of words of a size, in lines so far apart."""
        size = self.rem * share
        drawn = lines(text, self.room, size, bold=bold)
        return len(drawn) * size * (leading or self.leading)

    def at_most(self, share: float, less: float = 0) -> "_Column":
        """A column no wider than so many letters, and some pixels less."""
        return replace(self, room=min(self.room, share * self.rem) - less)


def page_height(chart: Chart, width: int) -> int:
    """The height of the page in pixels at a width; rather a line too tall than one too short.

    Frames in articles that hear the page's own message are fitted exactly; this serves the others.
    """
    room = min(width - 2 * EDGE, WIDEST)
    column = _Column(room, 14, 1.45) if width < SMALL_BELOW else _Column(room, 15, 1.5)
    block = _block(chart)
    parts = (
        2 * EDGE,
        _past(chart, column),
        _head(block, column),
        16 + _drawing(chart, room, width),
        _source(block, column),
        _caveats(block, column),
        _row(block, column) if width >= WIDE_FROM else _stack(block, column),
        column.words(f"{chart.say(HOUSE)}{' ' + 'x' * 48}", 0.87) + 9,
    )
    return ceil(sum(parts))


# A page is measured at many widths, at which neither its words nor its drawings change.
@lru_cache(maxsize=8)
def _block(chart: Chart) -> Block:
    return block_of(chart, Edition(_NOWHERE, chart.view))


@lru_cache(maxsize=8)
def _shape(chart: Chart, layout: Layout) -> float:
    """The height of the drawing as a share of its width."""
    drawn = framed(chart, layout).layout
    return float(drawn.height / drawn.width)


def _past(chart: Chart, column: _Column) -> float:
    """The line that says which past state is shown."""
    if chart.view.known_on is None:
        return 0
    today = chart.say("Show today's figures")
    words = f"{chart.scene.edition}. {today}"
    return 24 + replace(column, room=column.room - 24).words(words)


def _head(block: Block, column: _Column) -> float:
    """The badges, the title and the line below it."""
    badges = "".join(f"{kind.word}xxxx" for kind in block.kinds)
    tall = len(lines(badges, column.room, 0.82 * column.rem, bold=True))
    own = column.at_most(50)
    return (
        tall * (1.6 * column.rem + 4) * bool(block.kinds)
        + own.words(block.title, 1.35, 1.25, bold=True)
        + (own.words(block.chart.subtitle) + 0.3 * column.rem if block.chart.subtitle else 0)
    )


def _drawing(chart: Chart, room: int, width: int) -> float:
    layout = WIDE if width >= WIDE_FROM else NARROW
    return _shape(chart, layout) * min(room, _LARGEST[layout])


def _source(block: Block, column: _Column) -> float:
    """Who said it and how recent that is, in one line of text."""
    if not block.cited:
        return 0
    return 0.5 * column.rem + column.words(" ".join(_named(block, block.chart.say)), 0.92, 1.4)


def _named(block: Block, say: Translator) -> Iterable[str]:
    """The words of the source line."""
    yield block.label
    if len(block.cited) == 1:
        (one,) = block.cited
        yield one.words(say)
        yield one.consulted(say)
        yield one.publications[0].via if len(one.publications) == 1 else ""
    else:
        yield "; ".join(say.data(one.publisher) for one in block.cited[:4])
        yield say.count("and {n} more", "and {n} more", len(block.cited) - 4)
    yield f"· {block.fresh}"


def _caveats(block: Block, column: _Column) -> float:
    own = column.at_most(50, 0.7 * column.rem + 3)
    return sum(0.45 * column.rem + own.words(text, 0.95, 1.45) for text in block.first)


def _tabs(block: Block) -> list[str]:
    """What can be opened, as it stands there."""
    say = block.chart.say
    tabs = [say("Sources"), say("Table"), say("In words"), say("Cite, licence")]
    return [*([say("Limits")] if block.limits else []), *tabs]


def _actions(block: Block) -> str:
    """What can be taken along, in one line."""
    say = block.chart.say
    return f"{say('Make interactive')}       {say('Download')}   {'   '.join(DOWNLOADS.values())}"


def _row(block: Block, column: _Column) -> float:
    """One row of words to open, and what can be taken along beside or below it."""
    size = 0.92 * column.rem
    tabs = sum(pixels(f"{tab} 000", size) + 2.7 * column.rem for tab in _tabs(block))
    rows = 1 if tabs + pixels(_actions(block), size) <= column.room else 2
    return 0.7 * column.rem + 1 + rows * (0.92 * 1.4 + 1) * column.rem + 4


def _stack(block: Block, column: _Column) -> float:
    """A row for each, wide enough for a finger."""
    taken = len(lines(_actions(block), column.room, 0.92 * column.rem))
    return 0.7 * column.rem + 1 + len(_tabs(block)) * (TOUCHED + 1) + taken * TOUCHED + 4
