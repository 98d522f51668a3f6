"""What a reader looks at, spelled in the address: figure, choices, language, as-known-on day."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from figures.core.choice import ChosenCodes
from figures.core.figure import Figure
from locales import LANGUAGES, Language, later
from schemas import Tables

LANGUAGE = "lang"
KNOWN_ON = "known-on"
_CODE: Final = re.compile(r"[A-Za-z0-9+_.-]{1,24}")
"""Only what looks like a code is repeated: a page never says what somebody else wrote."""


@dataclass(frozen=True)
class View:
    """A figure as one reader sees it; the same view of the same data is always the same chart."""

    figure: str
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    language: str
    known_on: date | None = None

    @property
    def chosen(self) -> ChosenCodes:
        """The choices by name."""
        return dict(self.choices)

    def list_parameters(self) -> tuple[tuple[str, str], ...]:
        """The view as names and values of an address, every value written out, in codes."""
        pairs = [(name, ",".join(codes)) for name, codes in self.choices]
        if self.known_on is not None:
            pairs.append((KNOWN_ON, self.known_on.isoformat()))
        return (*pairs, (LANGUAGE, self.language))

    @property
    def today(self) -> "View":
        """The same view as it is known now."""
        return replace(self, known_on=None)

    def write_query(self) -> str:
        """The view as the query of an address."""
        return urlencode(self.list_parameters(), safe=",")


def make_view(
    figure: Figure,
    tables: Tables,
    asked: Mapping[str, Sequence[str]],
    language: str = "en",
    known_on: date | None = None,
) -> View:
    """The view that answers what was asked, as far as the figure offers it."""
    chosen = figure.choose(asked, tables)
    return View(figure.id, tuple(chosen.items()), language, known_on)


def read_query(figure: Figure, tables: Tables, query: Mapping[str, str]) -> View:
    """The view an address asks for; what it does not say, or says wrongly, is the default."""
    names = [choice.name for choice in figure.choices if choice.name in query]
    asked = {name: [code for code in query[name].split(",") if code] for name in names}
    language, day = query.get(LANGUAGE, "en"), None
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(query.get(KNOWN_ON, ""))
    return make_view(figure, tables, asked, language if language in LANGUAGES else "en", day)


def explain_unknown_parameters(
    figure: Figure, tables: Tables, query: Mapping[str, str], t: Language
) -> tuple[str, ...]:
    """One sentence for each value that is not offered: which, and what is shown instead."""
    view, told = read_query(figure, tables, query), []
    for choice in figure.choices:
        offered = {"", *choice.options(tables)}
        codes = [code for code in query.get(choice.name, "").split(",") if code not in offered]
        if codes:
            form = later(
                "The address asks for “{codes}”, which “{question}” does not offer. Shown: {shown}."
            )
            if not all(map(_CODE.fullmatch, codes)):
                form = later(
                    "The address asks for something that “{question}” does not offer. "
                    "Shown: {shown}."
                )
            shown = t.join_words([choice.label(t, code) for code in view.chosen[choice.name]])
            question, listed = t(choice.question), t.join_items(codes)
            told.append(t(form, codes=listed, question=question, shown=shown))
    day = query.get(KNOWN_ON, "")
    if day and view.known_on is None:
        form = later(
            "The address asks for the state known on “{value}”, which is no day such as "
            "2023-03-01. Shown: today's figures."
        )
        if not _CODE.fullmatch(day):
            form = later(
                "The address asks for the state known on a day that cannot be read; write it as "
                "2023-03-01. Shown: today's figures."
            )
        told.append(t(form, value=day))
    return tuple(told)
