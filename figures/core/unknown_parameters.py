"""What an address asks for and a figure does not offer: it is told, never passed over."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from figures.core.choice import Choice
from figures.core.figure import Figure
from figures.core.view import KNOWN_ON, View, read_query
from locales import Language
from schemas import Tables

_CODE: Final = re.compile(r"[A-Za-z0-9+_.-]{1,24}")
"""Only what looks like a code is repeated: a page never says what somebody else wrote."""


def not_understood(
    figure: Figure, tables: Tables, query: Mapping[str, str], say: Language
) -> tuple[str, ...]:
    """One sentence for each value that is not offered: which, and what is shown instead."""
    view = read_query(figure, tables, query)
    told = [
        _told(choice, codes, view, say)
        for choice in figure.choices
        if (codes := _strange(choice, tables, query.get(choice.name, "")))
    ]
    return (*told, *_strange_day(query.get(KNOWN_ON, ""), view.known_on, say))


def _strange(choice: Choice, tables: Tables, value: str) -> tuple[str, ...]:
    """The codes asked for that a choice does not offer."""
    offered = choice.options(tables)
    return tuple(code for code in value.split(",") if code and code not in offered)


def _told(choice: Choice, codes: tuple[str, ...], view: View, say: Language) -> str:
    question = say(choice.question)
    shown = say.list([choice.label(say, code) for code in view.chosen[choice.name]])
    if any(not _CODE.fullmatch(code) for code in codes):
        return say(
            "The address asks for something that “{question}” does not offer. Shown: {shown}.",
            question=question,
            shown=shown,
        )
    return say(
        "The address asks for “{codes}”, which “{question}” does not offer. Shown: {shown}.",
        codes=say.row(codes),
        question=question,
        shown=shown,
    )


def _strange_day(value: str, day: date | None, say: Language) -> Iterator[str]:
    if not value or day is not None:
        return
    if _CODE.fullmatch(value):
        yield say(
            "The address asks for the state known on “{value}”, which is no day such as "
            "2023-03-01. Shown: today's figures.",
            value=value,
        )
    else:
        yield say(
            "The address asks for the state known on a day that cannot be read; write it as "
            "2023-03-01. Shown: today's figures."
        )
