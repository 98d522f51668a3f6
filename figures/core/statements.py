"""Titles that fit, and sentences that claim a direction, chosen by the rows they speak of."""

from collections.abc import Iterable, Sequence
from typing import Final

from figures.core.plot import Point
from figures.core.selection import NotAddable
from locales import Language

AT_A_GLANCE: Final = 90
"""So many letters a title has at most, if any of its forms allows it."""
AT_MOST: Final = 110
"""So many it has where what a reader chose has a long name."""


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
