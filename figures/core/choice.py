"""What a reader may choose about a figure, in codes; the words come with the language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pandas as pd

from locales import Language
from schemas import Tables

ChosenCodes = Mapping[str, tuple[str, ...]]
"""For each choice, the codes chosen."""


@dataclass(frozen=True)
class Choice:
    """One question to the reader: the codes offered, and their words.

    `many` allows several codes, or none; all are chosen at first. Of one it is the first, or the
    `last`. `words` are those of a closed vocabulary.
    """

    name: str
    question: str
    options: Callable[[Tables], Sequence[str]]
    label: Callable[[Language, str], str]
    last: bool = False
    many: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The same tables offer the same: what is asked for every chart is found once."""
        object.__setattr__(self, "options", lru_cache(maxsize=4)(self.options))

    def default(self, tables: Tables) -> tuple[str, ...]:
        """The codes chosen at first."""
        offered = tuple(self.options(tables))
        return offered if self.many else offered[-1:] if self.last else offered[:1]

    def keep_valid(self, codes: Sequence[str] | None, tables: Tables) -> tuple[str, ...]:
        """The codes that are really offered; the default when nothing valid was asked for."""
        if codes is None:
            return self.default(tables)
        offered = self.options(tables)
        known = tuple(dict.fromkeys(code for code in codes if code in offered))
        if self.many:
            return known if known or not codes else self.default(tables)
        return known[:1] or self.default(tables)


def make_choice(
    name: str, question: str, words: Mapping[str, str], *, many: bool = False
) -> Choice:
    """A choice of one code of a closed vocabulary, or of several."""
    codes = tuple(words)
    return Choice(
        name, question, lambda _: codes, lambda t, code: t(words[code]), many=many, words=words
    )


def make_month_choices(days: Callable[[Tables], pd.Series]) -> tuple[Choice, Choice]:
    """The pair of choices 'from' and 'to' over the months in which a figure has data."""

    def offered(tables: Tables) -> list[str]:
        column = days(tables).dropna()
        months = pd.period_range(column.min(), column.max(), freq="M") if len(column) else ()
        return [str(month) for month in months]

    return Choice("from", "From", offered, _month), Choice("to", "To", offered, _month, last=True)


def _month(t: Language, code: str) -> str:
    return t.format_month(pd.Timestamp(code))


def find_period(chosen: ChosenCodes) -> tuple[date | None, date | None]:
    """The first and last day of the months chosen by 'from' and 'to'."""
    start, end = chosen.get("from", ()), chosen.get("to", ())
    first = pd.Period(start[0], freq="M").start_time.date() if start else None
    last = pd.Period(end[0], freq="M").end_time.date() if end else None
    return first, last


def explain_crossed_months(chosen: ChosenCodes, t: Language) -> str:
    """What is said where the first month chosen lies after the last; else nothing."""
    start, end = chosen.get("from", ()), chosen.get("to", ())
    if not start or not end or start[0] <= end[0]:
        return ""
    return t(
        "“From” lies after “To”: {start} is later than {end}. Choose an earlier month in “From”.",
        start=_month(t, start[0]),
        end=_month(t, end[0]),
    )
