"""How a value is written, with its bound and its range, and which words the values bear out.

Which title fits stands here too; what a chart says as a whole is in `description`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from figures.core.plot import Point
from figures.core.selection import NotAddable
from locales import Language, later
from locales.language import MILLION

UNITS: Final = ("people", "pieces")
"""Units that are counted; every other one is a currency."""

AT_A_GLANCE: Final = 90
"""So many letters a title has at most, if any of its forms allows it."""
AT_MOST: Final = 110
"""So many it has where what a reader chose has a long name."""

_BOUNDED: Final = {
    "approximate": later("about {number}"),
    "minimum": later("at least {number}"),
    "maximum": later("at most {number}"),
    "conjecture": later("could be {number}"),
}


def format_full(value: float, unit: str, t: Language) -> str:
    """A number with its unit, in full: 17,257 or EUR 500,000,000."""
    number = t.format_number(value)
    return number if unit in UNITS else t.format_priced(number, unit)


def format_short(value: float, unit: str, t: Language) -> str:
    """A number short enough for a label: people in full, money in millions or billions."""
    return t.format_number(value) if unit in UNITS else t.format_money(value, unit)


def format_headline(point: Point, t: Language, *, before_noun: bool = False) -> str:
    """A point's people as a title tells them, with their bound: '17,257', 'about 5.3 million'."""
    return _bounded(point, partial(t.format_headline_number, before_noun=before_noun), t)


def find_agreeing(point: Point) -> int:
    """The number that the word for these people agrees with; after 'about' it is that of many."""
    number = point.y or point.high or 0
    return MILLION if point.bound == "approximate" or number >= MILLION else round(number)


def format_point(point: Point, unit: str, t: Language, *, full: bool = False) -> str:
    """A point's number with its bound: '17,257', 'about 3,550,000', '26,848 (22,214–39,582)'."""
    return _bounded(point, partial(format_full if full else format_short, unit=unit, t=t), t)


def _bounded(point: Point, write: Callable[[float], str], t: Language) -> str:
    if point.low is not None and point.high is not None:
        span = t("{low}–{high}", low=write(point.low), high=write(point.high))
        return span if point.y is None else f"{write(point.y)} ({span})"
    if point.y is None:
        return t("not found")
    number = write(point.y)
    return t(_BOUNDED[point.bound], number=number) if point.bound in _BOUNDED else number


def choose_fitting(forms: str | Sequence[str], name: str) -> str:
    """Of the forms of a title, from full to short, the first that fits; else the figure's name."""
    offered = (forms,) if isinstance(forms, str) else forms
    for form in offered:
        if len(form) <= AT_A_GLANCE:
            return form
    shortest = min(offered, key=len)
    return shortest if len(shortest) <= AT_MOST else name


def choose_by_change(before: float, after: float, *, higher: str, lower: str, same: str) -> str:
    """The one of three wordings that two numbers bear out."""
    if after > before:
        return higher
    return lower if after < before else same


def describe_differences(pairs: Iterable[tuple[Point, Point]], t: Language) -> str:
    """How a later number of the same day differs from the earlier one, day by day."""
    told = []
    for before, after in pairs:
        if before.y is None or after.y is None:
            raise NotAddable("a number that is not there cannot be compared")
        day = before.x if isinstance(before.x, str) else t.format_short_day(before.x)
        words = {"day": day, "number": t.format_number(abs(after.y - before.y))}
        sentence = choose_by_change(
            before.y,
            after.y,
            higher=t("{day}: {number} more", **words),
            lower=t("{day}: {number} fewer", **words),
            same=t("{day}: the same", **words),
        )
        told.append(sentence)
    return t.join_items(told)
