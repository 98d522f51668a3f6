"""One cell: everything that is wrong with it, in the order in which it can be undone."""

import re
from collections.abc import Iterator
from typing import Final

from upkeep.clean.columns import Column
from upkeep.clean.days import repaired_day
from upkeep.clean.numbers import repaired_number
from upkeep.clean.steps import Step
from upkeep.clean.words import repaired_code, repaired_letters, repaired_signs

_TEXTS: Final = ("text", "verbatim")
_SUSPECT: Final = (
    r"^\s|\s$|^[=@#\u00a0\u202f\u2009]|^[+-][A-Za-z]|[\u00a0\u202f\u2009]$|\?\?\?|"
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]|"
    r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[\u00c2-\u00c5\u00d0\u00d1\u00e2]|"
    r"[РС][\u0400-\u040f\u0450-\u045f\u00a0-\u00bf\u2013-\u2122]"
)
_SHORTEST: Final = 18
"""Marks for 'missing' are no longer than this."""


def is_suspect(text: str, column: Column) -> bool:
    """Whether a text needs a closer look; a quick sieve that lets no damage through."""
    if not text or column.kind == "verbatim":
        return False
    if column.kind == "text":
        return len(text) <= _SHORTEST or re.search(_SUSPECT, text) is not None
    return not column.fits(text)


def repair_steps(text: str, column: Column, *, comma_is_decimal: bool = False) -> list[Step]:
    """Everything that is wrong with a cell; each step starts where the last sure one ended."""
    steps: list[Step] = []
    for stage in ("signs", "letters", "meaning"):
        for step in _stage(stage, text, column, comma_is_decimal=comma_is_decimal):
            steps.append(step)
            if step.text is not None:
                text = step.text
        if steps and steps[-1].text is None and steps[-1].cause != "letters_lost":
            break
        if not text:
            break
    return steps


def _stage(stage: str, text: str, column: Column, *, comma_is_decimal: bool) -> Iterator[Step]:
    if stage == "signs":
        yield from repaired_signs(text, column)
    elif stage == "letters":
        yield from repaired_letters(text, column)
    elif column.kind not in _TEXTS and not column.fits(text):
        if column.kind in ("whole_number", "decimal_number"):
            whole = column.kind == "whole_number"
            yield from repaired_number(text, whole=whole, comma_is_decimal=comma_is_decimal)
        elif column.kind == "code":
            yield from repaired_code(text, column)
        else:
            yield from repaired_day(text, column.kind)
