"""Every page of the house: its address, its name and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from figures import FIGURES
from figures.core.figure import Topic
from figures.core.site_name import HOUSE_IN_BRIEF
from locales import later


@dataclass(frozen=True)
class Place:
    """A page: its path, the name in the menu, and one sentence about it."""

    path: str
    name: str
    about: str


OVERVIEW: Final = Place("", later("Overview"), HOUSE_IN_BRIEF)
SOURCES: Final = Place(
    "sources-and-method",
    later("Sources and method"),
    later("Every publication the figures come from, and what verified, estimate and claim mean."),
)
CHECK: Final = Place(
    "check-a-file",
    later("Check a file"),
    later("For those who keep the data: what is wrong with a table, and what it would change."),
)

TOPIC_PLACES: Final[dict[Topic, Place]] = {
    Topic.DISPLACEMENT: Place(
        "displacement",
        later("Displacement"),
        later("People who fled abroad or inside Ukraine, who returned, and who need help."),
    ),
    Topic.DEATHS: Place(
        "civilian-deaths",
        later("Civilian deaths"),
        later(
            "Civilians killed and injured: what was verified, what is estimated, what is claimed."
        ),
    ),
    Topic.AID: Place(
        "aid",
        later("Aid"),
        later("Money and weapons for Ukraine: what was promised, set aside, required and funded."),
    ),
}

MENU: Final[Sequence[Place]] = (OVERVIEW, *TOPIC_PLACES.values(), SOURCES)
"""The pages of the menu, in order."""


def figure_place(figure_id: str) -> Place:
    """The page of one figure; its path is the figure's id."""
    figure = FIGURES[figure_id]
    return Place(figure_id, figure.name, figure.name)


def figure_places() -> tuple[Place, ...]:
    """The pages of single figures."""
    return tuple(figure_place(figure_id) for figure_id in FIGURES)


def all_places() -> tuple[Place, ...]:
    """Every page: those of the menu, the one that checks files, then one for each figure."""
    return (*MENU, CHECK, *figure_places())
