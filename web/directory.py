"""Every page of the house: its address, its name and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from figures import FIGURES
from figures.core.figure import Topic
from figures.core.site_name import SITE_SUMMARY
from locales import later


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

MENU: Final[Sequence[SitePage]] = (OVERVIEW, *TOPIC_PAGES.values(), SOURCES)
"""The pages of the menu, in order."""


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
