"""A figure, declared once: what it selects, what it shows, and what it says about itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import pandas as pd

from figures.core.choice import Choice, ChosenCodes
from figures.core.plot import Plot
from locales import Translator, join_texts
from schemas import FACT_TABLES, MODELS, NUMBER_TABLES, Tables


class Topic(StrEnum):
    """The page a figure stands on."""

    DISPLACEMENT = "displacement"
    DEATHS = "civilian-deaths"
    AID = "aid"
    HEADLINES = "headlines"


TOPIC_NAMES: Mapping[Topic, str] = {
    Topic.DISPLACEMENT: "Displacement",
    Topic.DEATHS: "Civilian deaths",
    Topic.AID: "Aid",
    Topic.HEADLINES: "Headline numbers",
}
"""The name of every topic."""

TABLES_BY_TOPIC: Mapping[Topic, frozenset[str]] = {
    topic: frozenset(name for name in NUMBER_TABLES if MODELS[name].topic() == topic)
    for topic in Topic
} | {Topic.HEADLINES: frozenset(FACT_TABLES)}
"""The tables the figures of a topic select from and take their choices from."""


@dataclass(frozen=True)
class FigureRows:
    """The rows a figure shows: of its own table, and the exchange rates used, if any.

    `among` says of how many they are the largest, where the rest is left out.
    """

    table: str
    rows: pd.DataFrame
    rates: pd.DataFrame | None = None
    among: int = 0


@dataclass(frozen=True)
class DrawContext:
    """All a figure may look at while it is drawn: its rows, the choices, the language.

    `table` is where the rows come from. `sources` and `corrections` are whole tables, by the names
    of their rows.
    """

    table: str
    rows: pd.DataFrame
    chosen: ChosenCodes
    t: Translator
    rates: pd.DataFrame
    sources: pd.DataFrame
    corrections: pd.DataFrame
    known_on: date | None = None
    among: int = 0

    def add_edition(self, text: str, between: str = ", ") -> str:
        """A text of what is shown; of a past state it says that it is one."""
        if self.known_on is None or not text or self.edition in text:
            return text
        return join_texts(between, (text, self.edition))

    @property
    def edition(self) -> str:
        """Which editions of the publications are shown: the latest, or those known on a day."""
        if self.known_on is None:
            return self.t("latest edition")
        return self.t("as known on {day}", day=self.t.format_day(self.known_on))

    def find_code(self, name: str) -> str:
        """The single code chosen for a choice; '' if there is none."""
        return (self.chosen.get(name) or ("",))[0]

    @property
    def days(self) -> dict[str, str]:
        """The first and the last day the rows cover, in words."""
        by_day = "date" in self.rows
        first, last = ("date", "date") if by_day else ("period_start", "period_end")
        ends = {"first": self.rows[first].min(), "last": self.rows[last].max()}
        return {name: self.t.format_day(day) for name, day in ends.items()}

    @cached_property
    def records(self) -> dict[int, dict[str, Any]]:
        """The rows by their lines, each by its column names."""
        return self.rows.to_dict("index")  # type: ignore[no-any-return]

    @cached_property
    def _publications(self) -> dict[str, str]:
        t, shown = self.t, self.sources.loc[self.rows["source_id"].unique()]
        told = zip(shown.index, shown["publisher"], shown["published"], strict=True)
        return {
            name: join_texts(", ", filter(None, (t.data(who), when and t.format_partial_day(when))))
            for name, who, when in told
        }

    def name_publication(self, source_id: str) -> str:
        """Who said it and when it came out: 'OHCHR, 13 August 2025'."""
        return self._publications[source_id]

    def name_publisher(self, line: int) -> str:
        """Who said the row in this line."""
        return self.t.data(self.sources.at[self.rows.at[line, "source_id"], "publisher"])


Words = str | Mapping[str, "Words"] | Callable[[DrawContext], str]
"""What is said of a figure: a message, one for each code chosen, or words made from the rows."""

Select = Callable[[Tables, ChosenCodes, date | None], FigureRows]

Place = Callable[[DrawContext], str]

PLACES: dict[str, Place] = {
    "first": lambda scene: scene.days["first"],
    "last": lambda scene: scene.days["last"],
    "day": lambda scene: scene.days["last"],
    "span": lambda scene: scene.t("{first} to {last}", **scene.days),
    "edition": lambda scene: scene.edition,
}
"""What any subtitle may name in braces: the days the rows cover, and which editions are shown."""


@dataclass(frozen=True)
class Figure:
    """One figure of the house.

    `id` is a public address and never changes. `name` is what menus call it. `title` is its
    message, in one form or in several from full to short; `subtitle` says what, where, when and in
    which unit, `caveats` what it does not tell; `places` are those their messages may name besides.
    `select` picks rows and never aggregates; `draw` may.
    """

    id: str
    topic: Topic
    name: str
    title: Callable[[DrawContext], str | tuple[str, ...]]
    subtitle: Words
    caveats: Sequence[Words]
    select: Select
    draw: Callable[[DrawContext], Plot]
    choices: tuple[Choice, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)

    def choose(self, asked: Mapping[str, Sequence[str]], tables: Tables) -> ChosenCodes:
        """Every choice answered: what was asked for where it is offered, else the default."""
        return {
            choice.name: choice.keep_valid(asked.get(choice.name), tables)
            for choice in self.choices
        }

    def say(self, words: Words, scene: DrawContext) -> str:
        """What is said of the figure, in words; '' where nothing is about what was chosen."""
        if callable(words):
            return words(scene)
        if not isinstance(words, str):
            chosen = {code for codes in scene.chosen.values() for code in codes}
            return self.say(next((words[code] for code in words if code in chosen), ""), scene)
        places = (PLACES | self.places).items()
        return scene.t(
            words, **{name: find(scene) for name, find in places if f"{{{name}}}" in words}
        )
