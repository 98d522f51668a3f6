"""What an address asks for and a figure does not offer: it is told, never passed over."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

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
    return (*_codes(figure, tables, query, view, say), *_day(query.get(KNOWN_ON, ""), view, say))


def _codes(
    figure: Figure, tables: Tables, query: Mapping[str, str], view: View, say: Language
) -> Iterator[str]:
    for choice in figure.choices:
        offered = choice.options(tables)
        asked = filter(None, query.get(choice.name, "").split(","))
        codes = [code for code in asked if code not in offered]
        shown = say.list([choice.label(say, code) for code in view.chosen[choice.name]])
        told = {"question": say(choice.question), "shown": shown}
        if any(not _CODE.fullmatch(code) for code in codes):
            yield say(
                "The address asks for something that “{question}” does not offer. Shown: {shown}.",
                **told,
            )
        elif codes:
            yield say(
                "The address asks for “{codes}”, which “{question}” does not offer. "
                "Shown: {shown}.",
                codes=say.row(codes),
                **told,
            )


def _day(value: str, view: View, say: Language) -> Iterator[str]:
    if not value or view.known_on is not None:
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
