"""The block a figure stands in, wherever it is read: what `figure.html` has to know of a chart.

The same block is on the pages of the explorer, on the light pages and in frozen ones; they differ
in what can be done there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from exports.kinds import Kind, kinds
from exports.spreadsheet_table import Spread, spread
from figures.core.chart import Chart
from figures.core.citation import Cited
from figures.core.tabulation import notes

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Action:
    """A link that takes something along: its words, where it leads, and the name of the file."""

    words: str
    href: str
    saved: str = ""


@dataclass(frozen=True)
class Known:
    """What a figure said as known on an earlier day, and where that is shown."""

    day: str
    href: str
    title: str


@dataclass(frozen=True)
class Block:
    """A chart with what a place offers beside it.

    `fresh` is said of its dates in the source line, `late` where newer figures probably exist;
    `dates` is all that is known of when its series are published. `last` cuts the table to so many
    rows. `level` is that of its heading. `said` is what stands on the page already.
    """

    chart: Chart
    title: str
    fresh: str = ""
    late: str = ""
    dates: tuple[str, ...] = ()
    files: tuple[Action, ...] = ()
    actions: tuple[Action, ...] = ()
    known: tuple[Known, ...] = ()
    level: int = 2
    last: int | None = None
    said: frozenset[str] = frozenset()

    @cached_property
    def name(self) -> str:
        """The name of the figure, for those who hear its links alone."""
        return self.chart.say(self.chart.figure.name)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """How its numbers are known."""
        return kinds(self.chart)

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Who said it, those of most rows first."""
        return self.chart.note.cited

    @property
    def label(self) -> str:
        """What stands before who said it; of a past state that it is one."""
        say = self.chart.say
        return self.chart.scene.dated(say("Source") if len(self.cited) == 1 else say("Sources"))

    @property
    def first(self) -> tuple[str, ...]:
        """What must be said in sight, once on a page."""
        return tuple(text for text in self.chart.first_caveats if text not in self.said)

    @cached_property
    def limits(self) -> Mapping[str, list[str]]:
        """What else the figure does not tell, by what it is about; nothing is said twice."""
        say, told = self.chart.say, set(self.first)
        parts = {
            say("What else this does not tell you"): self.chart.caveats,
            say("About the other sources"): self.chart.further_caveats,
            say("Notes on individual figures"): notes(self.chart.scene),
        }
        kept = {}
        for title, texts in parts.items():
            kept[title] = [text for text in dict.fromkeys(texts) if text not in told]
            told |= set(texts)
        return {title: texts for title, texts in kept.items() if texts}

    @cached_property
    def table(self) -> Spread:
        """Its numbers as a table."""
        return spread(self.chart)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the table that stand here."""
        return self.table.rows[-self.last if self.last else 0 :]


@cache
def colours() -> str:
    """The colours of the house as a style sheet."""
    return (_HERE / "colours.css").read_text(encoding="utf-8").strip()


@cache
def style() -> str:
    """The look of the block, with the colours of the house."""
    return f"{colours()}\n{(_HERE / 'figure.css').read_text(encoding='utf-8').strip()}"
