"""How a value is written: its bound and its range are part of the number."""

from collections.abc import Callable
from typing import Final

from figures.core.plot import Point
from locales import Language, later
from locales.language import MILLION

UNITS: Final = ("people", "pieces")
"""Units that are counted; every other one is a currency."""


_BOUNDED: Final = {
    "approximate": later("about {number}"),
    "minimum": later("at least {number}"),
    "maximum": later("at most {number}"),
    "conjecture": later("could be {number}"),
}


def plain(value: float, unit: str, say: Language) -> str:
    """A number with its unit, in full: 17,257 or EUR 500,000,000."""
    return say.number(value) if unit in UNITS else say.priced(say.number(value), unit)


def short(value: float, unit: str, say: Language) -> str:
    """A number short enough for a label: people in full, money in millions or billions."""
    return say.number(value) if unit in UNITS else say.money(value, unit)


def headline(point: Point, say: Language, *, before_noun: bool = False) -> str:
    """A point's people as a title tells them, with their bound: '17,257', 'about 5.3 million'."""
    return _bounded(point, lambda value: say.headline(value, before_noun=before_noun), say)


def agreeing(point: Point) -> int:
    """The number that the word for these people agrees with; after 'about' it is that of many."""
    number = point.y or point.high or 0
    return MILLION if point.bound == "approximate" or number >= MILLION else round(number)


def words(point: Point, unit: str, say: Language, *, full: bool = False) -> str:
    """A point's number with its bound: '17,257', 'about 3,550,000', '26,848 (22,214–39,582)'."""
    write = plain if full else short
    return _bounded(point, lambda value: write(value, unit, say), say)


def _bounded(point: Point, write: Callable[[float], str], say: Language) -> str:
    if point.low is not None and point.high is not None:
        span = say("{low}–{high}", low=write(point.low), high=write(point.high))
        return span if point.y is None else f"{write(point.y)} ({span})"
    if point.y is None:
        return say("not found")
    number = write(point.y)
    return say(_BOUNDED[point.bound], number=number) if point.bound in _BOUNDED else number
