"""Sentences that claim a direction, chosen by the rows they speak of, so that none can be wrong."""

from collections.abc import Iterable

from figures.core.plot import Point
from figures.core.selection import NotAddable
from locales import Language


def by_change(before: float, after: float, *, higher: str, lower: str, same: str) -> str:
    """The one of three wordings that two numbers bear out."""
    if after > before:
        return higher
    return lower if after < before else same


def differences(pairs: Iterable[tuple[Point, Point]], say: Language) -> str:
    """How a later number of the same day differs from the earlier one, day by day."""
    return say.row(_difference(before, after, say) for before, after in pairs)


def _difference(before: Point, after: Point, say: Language) -> str:
    if before.y is None or after.y is None:
        raise NotAddable("a number that is not there cannot be compared")
    day = before.x if isinstance(before.x, str) else say.short_day(before.x)
    words = {"day": day, "number": say.number(abs(after.y - before.y))}
    return by_change(
        before.y,
        after.y,
        higher=say("{day}: {number} more", **words),
        lower=say("{day}: {number} fewer", **words),
        same=say("{day}: the same", **words),
    )
