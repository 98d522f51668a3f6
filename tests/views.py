"""Many views of every figure: its default, empty choices, and others drawn by lot."""

import random
from collections.abc import Iterator
from datetime import date
from functools import cache

from figures import FIGURES, Figure
from figures.view import View, view_of
from locales import LANGUAGES
from schemas import Tables

COUNT = 24
KNOWN_ON = (None, None, None, date(2022, 3, 15), date(2022, 9, 1), date(2024, 1, 1))


def views(figure: Figure, tables: Tables) -> Iterator[View]:
    """At least twenty views, the same ones on every run; languages take turns."""
    lot = random.Random(figure.id)  # noqa: S311 - chance, not secrecy
    languages = list(LANGUAGES)
    for language in languages:
        yield view_of(figure, tables, {}, language)
    nothing: dict[str, list[str]] = {choice.name: [] for choice in figure.choices if choice.many}
    yield view_of(figure, tables, nothing)
    for number in range(COUNT - 4):
        asked = {}
        for choice in figure.choices:
            options = list(choice.options(tables))
            size = lot.randint(0, len(options)) if choice.many else 1
            asked[choice.name] = lot.sample(options, min(size, len(options)))
        yield view_of(figure, tables, asked, languages[number % 3], lot.choice(KNOWN_ON))


@cache
def all_views(tables: Tables) -> tuple[View, ...]:
    """The views of every figure."""
    return tuple(view for figure in FIGURES.values() for view in views(figure, tables))
