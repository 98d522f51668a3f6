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
from figures.core.choice import explain_crossed_months
from figures.core.citation import SourceNote, cite
from figures.core.figure import DrawContext, Figure
from figures.core.freshness import Freshness, Key, SeriesSearch, find_searches, measure_freshness
from figures.core.plot import Mark, Plot, Point
from figures.core.selection import narrow, select_lines
from figures.core.values import choose_fitting
from figures.core.view import View
from figures.plotly.canvas import Canvas
from figures.plotly.rendering import compose
from locales import Translator, make_translator
from schemas import MODELS, Tables
from schemas.table import Table

_MAIN = 2


@dataclass(frozen=True, eq=False)
class Chart:
    """Everything a reader gets with a figure; the same view of the same data is the same chart."""

    figure: Figure
    view: View
    scene: DrawContext
    plot: Plot
    title: str
    subtitle: str
    note: SourceNote
    searches: Mapping[Key, SeriesSearch]
    digest: str

    @property
    def t(self) -> Translator:
        """The language of the chart."""
        return self.scene.t

    @property
    def model(self) -> type[Table]:
        """The model of the table its rows come from."""
        return MODELS[self.scene.table]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows shown, each with its source."""
        return select_lines(self.scene.rows, self.plot.rows)

    @cached_property
    def alt(self) -> str:
        """One line that says what the chart shows."""
        return description.describe_in_one_line(self.title, self.plot, self.t)

    @cached_property
    def summary(self) -> tuple[str, ...]:
        """The text alternative: extremes, latest, change, uncertainty."""
        return description.summarize(self.plot, self.scene)

    @cached_property
    def table(self) -> description.ChartTable:
        """The numbers drawn, as a table of words."""
        return description.tabulate(self.plot, self.scene)

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """What the figure does not tell, and what must be known of its two main kinds of source."""
        told = [
            self.figure.say(one, self.scene)
            for one in self.figure.caveats
            if isinstance(one, str) or not self.plot.empty
        ]
        return tuple(dict.fromkeys([*filter(None, told), *self._of_sources[:_MAIN]]))

    @cached_property
    def first_caveats(self) -> tuple[str, ...]:
        """What must be said even where there is little room: the figure's own first caveat.

        And where verified counts are shown, that they are no totals, as their publisher says.
        """
        verified = narrow(self.rows, status="verified") if "status" in self.rows else self.rows[:0]
        said = self.note.collect_caveats(Counter(verified["source_id"]))
        return tuple(dict.fromkeys([*self.caveats[:1], *map(self.t.data, said[:1])]))

    @cached_property
    def further_caveats(self) -> tuple[str, ...]:
        """What must be known of its other sources."""
        return tuple(text for text in self._of_sources if text not in self.caveats)

    @cached_property
    def _of_sources(self) -> list[str]:
        rows = dict.fromkeys(self.note.source_ids, 0) | Counter(self.rows["source_id"])
        return [self.t.data(text) for text in self.note.collect_caveats(rows)]

    @cached_property
    def freshness(self) -> Freshness | None:
        """How fresh the rows are."""
        past = self.view.known_on is not None
        return measure_freshness(self.rows, self.scene.sources, self.searches, past=past)

    @cached_property
    def plotly(self) -> go.Figure:
        """The chart as the page shows it, its source note drawn in."""
        return compose(self.plot, self.note.text, self.t, self.describe_point).make_figure()

    def compose(self, width: int, height: int | None = None) -> Canvas:
        """All that is drawn of the chart alone, exactly so wide and about so tall."""
        plot = replace(self.plot, width=width)
        return compose(plot, None, self.t, self.describe_point, height=height)

    def draw_body(self, width: int, height: int | None = None) -> go.Figure:
        """The chart alone, exactly so wide and about so tall; its words stand round it."""
        return self.compose(width, height).make_figure()

    def describe_point(self, mark: Mark, point: Point) -> str:
        """What a reader sees at one point: number, bound, status, as-of date, publication."""
        if not point.rows:
            return mark.name
        t, scene, day = self.t, self.scene, description.describe_as_of(point, self.scene)
        number = values.format_point(point, self.plot.unit, t, full=True)
        lines = [
            f"<b>{description.describe_place(point, self.plot.grain, t)}</b> · {mark.name}",
            f"<b>{number}</b> · {description.describe_status(point, scene)}",
            t("as of {day}", day=day) if day else "",
            description.describe_source(point, scene),
        ]
        return "<br>".join(_wrapped(line) for line in lines if line)


def make_context(view: View, tables: Tables) -> DrawContext:
    """What the figure of a view selects, and what it may look at while it is drawn."""
    selection = FIGURES[view.figure].select(tables, view.chosen, view.known_on)
    return DrawContext(
        selection.table,
        selection.rows,
        view.chosen,
        make_translator(view.language, tables),
        pd.DataFrame(columns=["source_id"]) if selection.rates is None else selection.rates,
        tables.sources.set_index("source_id", drop=False),
        tables.corrections.set_index("correction_id"),
        view.known_on,
        selection.among,
    )


@lru_cache(maxsize=512)
def draw(view: View, tables: Tables) -> Chart:
    """The chart of a view: the figure selects rows, draws them, and the rows are cited."""
    figure, scene = FIGURES[view.figure], make_context(view, tables)
    t = scene.t
    plot = replace(figure.draw(scene), nothing=explain_crossed_months(view.chosen, t))
    shown = select_lines(scene.rows, plot.rows)
    note = cite([*shown["source_id"], *scene.rates["source_id"].unique()], scene.sources, t)
    note = replace(note, text=scene.add_edition(note.text, " · "))
    title, subtitle = t(figure.name), ""
    if not plot.empty:
        title = choose_title(scene, figure)
        subtitle = scene.add_edition(t.capitalize(figure.say(figure.subtitle, scene)))
    searches = find_searches(tables)
    return Chart(figure, view, scene, plot, title, subtitle, note, searches, tables.digest)


def choose_title(scene: DrawContext, figure: Figure) -> str:
    """The title of what is shown, in the form that fits."""
    return scene.t.capitalize(choose_fitting(figure.title(scene), scene.t(figure.name)))


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
