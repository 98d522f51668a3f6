"""A figure drawn: its rows, its plot, its source note, its words and its table."""

import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pandas as pd
import plotly.graph_objects as go

from figures import FIGURES
from figures.core import description, values
from figures.core.choice import crossed
from figures.core.citation import Note, cite
from figures.core.figure import Figure, Scene
from figures.core.freshness import Freshness, Key, Search, freshness, searches
from figures.core.plot import Mark, Plot, Point
from figures.core.selection import only
from figures.core.statements import fitting
from figures.core.tabulation import Tabulation, as_of, place, source, status, tabulate
from figures.core.view import View
from figures.plotly import rendering
from figures.plotly.canvas import Canvas
from locales import Translator, translator
from schemas import MODELS, Tables
from schemas.table import Table

_MAIN = 2


@dataclass(frozen=True, eq=False)
class Chart:
    """Everything a reader gets with a figure; the same view of the same data is the same chart."""

    figure: Figure
    view: View
    scene: Scene
    plot: Plot
    title: str
    subtitle: str
    note: Note
    searches: Mapping[Key, Search]
    digest: str

    @property
    def say(self) -> Translator:
        """The language of the chart."""
        return self.scene.say

    @property
    def model(self) -> type[Table]:
        """The model of the table its rows come from."""
        return MODELS[self.scene.table]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows shown, each with its source."""
        return only(self.scene.rows, self.plot.rows)

    @cached_property
    def alt(self) -> str:
        """One line that says what the chart shows."""
        return description.one_line(self.title, self.plot, self.say)

    @cached_property
    def summary(self) -> tuple[str, ...]:
        """The text alternative: extremes, latest, change, uncertainty."""
        return description.summary(self.plot, self.scene)

    @cached_property
    def table(self) -> Tabulation:
        """The numbers drawn, as a table of words."""
        return tabulate(self.plot, self.scene)

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """What the figure does not tell, and what must be known of its two main kinds of source."""
        told = [
            self.say(one) if isinstance(one, str) else "" if self.plot.empty else one(self.scene)
            for one in self.figure.caveats
        ]
        return tuple(dict.fromkeys([*filter(None, told), *self._of_sources[:_MAIN]]))

    @cached_property
    def first_caveats(self) -> tuple[str, ...]:
        """What must be said even where there is little room: the figure's own first caveat.

        And where verified counts are shown, that they are no totals, as their publisher says.
        """
        rows = self.rows
        verified = rows[rows["status"] == "verified"] if "status" in rows else rows[:0]
        said = self.note.caveats(Counter(verified["source_id"]))
        return tuple(dict.fromkeys([*self.caveats[:1], *map(self.say.data, said[:1])]))

    @cached_property
    def further_caveats(self) -> tuple[str, ...]:
        """What must be known of its other sources."""
        return tuple(text for text in self._of_sources if text not in self.caveats)

    @cached_property
    def _of_sources(self) -> list[str]:
        rows = dict.fromkeys(self.note.source_ids, 0) | Counter(self.rows["source_id"])
        return [self.say.data(text) for text in self.note.caveats(rows)]

    @cached_property
    def freshness(self) -> Freshness | None:
        """How fresh the rows are."""
        past = self.view.known_on is not None
        return freshness(self.rows, self.scene.sources, self.searches, past=past)

    @cached_property
    def plotly(self) -> go.Figure:
        """The chart as the page shows it, its source note drawn in."""
        return rendering.render(self.plot, self.note.text, self.say, self.hover)

    def canvas(self, width: int, height: int | None = None) -> Canvas:
        """All that is drawn of the chart alone, exactly so wide and about so tall."""
        plot = replace(self.plot, width=width)
        return rendering.compose(plot, None, self.say, self.hover, height=height)

    def body(self, width: int, height: int | None = None) -> go.Figure:
        """The chart alone, exactly so wide and about so tall; its words stand round it."""
        return self.canvas(width, height).figure()

    def hover(self, mark: Mark, point: Point) -> str:
        """What a reader sees at one point: number, bound, status, as-of date, publication."""
        if not point.rows:
            return mark.name
        say, scene, day = self.say, self.scene, as_of(point, self.scene)
        number = values.words(point, self.plot.unit, say, full=True)
        lines = [
            f"<b>{place(point, self.plot.grain, say)}</b> · {mark.name}",
            f"<b>{number}</b> · {status(point, scene)}",
            say("as of {day}", day=day) if day else "",
            source(point, scene),
        ]
        return "<br>".join(_wrapped(line) for line in lines if line)


def scene_of(view: View, tables: Tables) -> Scene:
    """What the figure of a view selects, and what it may look at while it is drawn."""
    selection = FIGURES[view.figure].select(tables, view.chosen, view.known_on)
    return Scene(
        selection.table,
        selection.rows,
        view.chosen,
        translator(view.language, tables),
        pd.DataFrame(columns=["source_id"]) if selection.rates is None else selection.rates,
        tables.sources.set_index("source_id", drop=False),
        tables.corrections.set_index("correction_id"),
        view.known_on,
        selection.among,
    )


@lru_cache(maxsize=512)
def draw(view: View, tables: Tables) -> Chart:
    """The chart of a view: the figure selects rows, draws them, and the rows are cited."""
    figure, scene = FIGURES[view.figure], scene_of(view, tables)
    say = scene.say
    plot = replace(figure.draw(scene), nothing=crossed(view.chosen, say))
    shown = only(scene.rows, plot.rows)
    note = cite([*shown["source_id"], *scene.rates["source_id"].unique()], scene.sources, say)
    title, subtitle = say(figure.name), ""
    if not plot.empty:
        title = title_of(scene, figure)
        subtitle = scene.dated(say.opening(figure.subtitle(scene)))
    note = replace(note, text=scene.dated(note.text, " · "))
    known = searches(tables)
    return Chart(figure, view, scene, plot, title, subtitle, note, known, tables.digest)


def title_of(scene: Scene, figure: Figure) -> str:
    """The title of what is shown, in the form that fits."""
    say = scene.say
    return say.opening(fitting(figure.title(scene), say(figure.name)))


@lru_cache(maxsize=4096)
def _wrapped(words: str) -> str:
    """Words in as few lines as Plotly has room for, about equally long: it does not wrap itself."""
    width = 48
    lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    balanced = lines
    while len(balanced) == len(lines) > 1 and max(map(len, balanced)) <= width:
        lines, width = balanced, max(map(len, balanced)) - 1
        balanced = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(lines) or words
