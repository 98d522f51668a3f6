"""The papers a chart is laid out on: a picture, two cards, two bodies of a page."""

from dataclasses import dataclass
from typing import Final

_LARGER: Final = (2, 15 / 8, 5 / 3, 3 / 2, 5 / 4)


@dataclass(frozen=True)
class Paper:
    """Paper of a width and perhaps a height, in pixels.

    `scales` are how much larger than life a chart may be drawn on it, largest first. A `framed`
    one carries title, subtitle and source note; a body leaves them to the page round it.
    """

    name: str
    width: int
    height: int | None = None
    scales: tuple[float, ...] = (1,)
    framed: bool = True
    dark: bool = False


PICTURE: Final = Paper("picture", 960)
CARD: Final = Paper("card", 1200, 630, _LARGER)
SQUARE: Final = Paper("square", 1080, 1080, _LARGER)
WIDE: Final = Paper("wide", 640, framed=False)
NARROW: Final = Paper("narrow", 320, framed=False)
