"""Every page of the house: its address, its name and what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from figures import FIGURES
from figures.core.figure import Topic
from figures.core.site_name import SITE_SUMMARY
from figures.core.view import LANGUAGE
from locales import Language, later

Question = tuple[str, Sequence[tuple[str, ...]]]
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

TOPIC_PAGES: Final[dict[Topic, SitePage]] = {
    Topic.DISPLACEMENT: SitePage(
        "displacement",
        later("Displacement"),
        later("People who fled abroad or inside Ukraine, who returned, and who need help."),
    ),
    Topic.DEATHS: SitePage(
        "civilian-deaths",
        later("Civilian deaths"),
        later(
            "Civilians killed and injured: what was verified, what is estimated, what is claimed."
        ),
    ),
    Topic.AID: SitePage(
        "aid",
        later("Aid"),
        later("Money and weapons for Ukraine: what was promised, set aside, required and funded."),
    ),
}

QUESTIONS: Final[Mapping[Topic, Sequence[Question]]] = {
    Topic.DISPLACEMENT: (
        (
            later("How many had to flee?"),
            (
                ("displaced-people",),
                ("refugees", "internally-displaced"),
                ("displaced-13-million",),
                ("refugee-series-revised",),
            ),
        ),
        (later("Where did they go?"), (("refugees-by-country", "temporary-protection"),)),
        (later("Who came back, who needs help?"), (("people-in-need",), ("returnees",))),
    ),
    Topic.DEATHS: (
        (
            later("How many were killed?"),
            (("civilian-toll-compared",), ("civilians-killed-total", "civilians-killed-by-year")),
        ),
        (
            later("When and where were they killed?"),
            (
                ("civilians-killed-by-month",),
                ("civilian-casualties-by-month", "months-revised"),
                ("mariupol-toll-compared",),
                ("kyiv-28-august-2025",),
            ),
        ),
        (
            later("Who was killed, and by which weapons?"),
            (("children-women-men", "weapons"),),
        ),
    ),
    Topic.AID: (
        (
            later("How much was promised, how much set aside?"),
            (
                ("aid-by-month",),
                ("aid-by-donor", "aid-by-type"),
                ("commitments-and-allocations", "aid-by-release"),
            ),
        ),
        (
            later("How much air defence?"),
            (("air-defence-2025",), ("air-defence-by-donor",)),
        ),
        (
            later("What do people need, and who pays for it?"),
            (("humanitarian-appeals", "appeal-by-cluster"), ("reconstruction-needs",)),
        ),
    ),
}
"""The questions of a topic, each with rows of one wide figure or of two narrow ones."""

LEADING_FIGURES: Final = {
    Topic.DISPLACEMENT: "displaced-people",
    Topic.DEATHS: "civilians-killed-by-month",
    Topic.AID: "aid-by-month",
}
"""The figure that stands for each topic."""

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
