"""Every page of the house: its address, its name and what it is about; of topics by a table.

What is written on a page is not here.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from figures import FIGURES
from figures.core.figure import TOPIC_NAMES, Topic
from figures.core.site_name import SITE_SUMMARY
from figures.core.view import LANGUAGE
from locales import Language, later

Question = tuple[str, Sequence[Sequence[str]]]
"""A question, and rows of one wide figure or of two narrow ones that answer it."""


@dataclass(frozen=True)
class SitePage:
    """A page: its path, the name in the menu, and one sentence about it."""

    path: str
    name: str
    about: str


OVERVIEW: Final = SitePage("", later("Overview"), SITE_SUMMARY)
SOURCES: Final = SitePage(
    "sources-and-method",
    later("Sources and method"),
    later("Every publication the figures come from, and what verified, estimate and claim mean."),
)
CHECK: Final = SitePage(
    "check-a-file",
    later("Check a file"),
    later("For those who keep the data: what is wrong with a table, and what it would change."),
)

_TOPICS: Final = {
    Topic(name): told
    for name, told in tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    ).items()
}
TOPIC_PAGES: Final[dict[Topic, SitePage]] = {
    topic: SitePage(topic.value, TOPIC_NAMES[topic], told["about"])
    for topic, told in _TOPICS.items()
}
QUESTIONS: Final[Mapping[Topic, Sequence[Question]]] = {
    topic: tuple((one["question"], one["rows"]) for one in told["questions"])
    for topic, told in _TOPICS.items()
}
"""The questions of a topic, each with rows of one wide figure or of two narrow ones."""
LEADING_FIGURES: Final = {topic: str(told["leading"]) for topic, told in _TOPICS.items()}
"""The figure that stands for each topic."""
HEADLINES: Final = [(topic, told["headline"], told["numbers"]) for topic, told in _TOPICS.items()]
"""The three questions of the site, each with its two headline numbers."""

MENU: Final[Sequence[SitePage]] = (OVERVIEW, *TOPIC_PAGES.values(), SOURCES)
"""The pages of the menu, in order."""


def link_to_page(path: str, t: Language) -> str:
    """The address of a page in a language."""
    return f"/{path}?{LANGUAGE}={t.code}"


def make_figure_page(figure_id: str) -> SitePage:
    """The page of one figure; its path is the figure's id."""
    figure = FIGURES[figure_id]
    return SitePage(figure_id, figure.name, figure.name)


def list_figure_pages() -> tuple[SitePage, ...]:
    """The pages of single figures."""
    return tuple(make_figure_page(figure_id) for figure_id in FIGURES)


def list_pages() -> tuple[SitePage, ...]:
    """Every page: those of the menu, the one that checks files, then one for each figure."""
    return (*MENU, CHECK, *list_figure_pages())
