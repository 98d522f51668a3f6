"""Titles one grasps at a glance, whatever the language and the names in them."""

from collections.abc import Mapping, Sequence
from typing import Final

from locales import Language

AT_A_GLANCE: Final = 90
"""So many letters a title has at most, if any of its forms allows it."""
AT_MOST: Final = 110
"""So many it has where what a reader chose has a long name."""


def word(say: Language, values: Mapping[str, object], *forms: str) -> tuple[str, ...]:
    """The forms of a title in words, from full to short, with their places filled in."""
    return tuple(say(form, **values) for form in forms)


def fitting(forms: str | Sequence[str], name: str) -> str:
    """Of the forms of a title, from full to short, the first that fits; else the figure's name."""
    offered = (forms,) if isinstance(forms, str) else forms
    for form in offered:
        if len(form) <= AT_A_GLANCE:
            return form
    shortest = min(offered, key=len)
    return shortest if len(shortest) <= AT_MOST else name
