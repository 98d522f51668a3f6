"""Many views of every figure: its default, empty choices, and others drawn by lot."""

import os
import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from figures import Figure
from figures.core.view import View, make_view
from schemas import Tables

MANY = "VIEWS" in os.environ
"""Whether many views are looked at, as in the longer run."""
COUNT = {"en": 12, "fr": 3, "uk": 3} if MANY else {"en": 5, "fr": 2, "uk": 2}
"""How many views of a figure: what is chosen matters in one language, the words in all."""
One = TypeVar("One")
KNOWN_ON = (None, None, None, date(2022, 3, 15), date(2022, 9, 1), date(2024, 1, 1))


def some(things: Sequence[One], figure_id: str, count: int = 1) -> Sequence[One]:
    """So many of these things, by the lot of a figure; in the longer run all of them.

    What holds for every figure alike need not be tried on each in every way.
    """
    lot = random.Random(figure_id)  # noqa: S311 - chance, not secrecy
    return things if MANY else lot.sample(things, min(count, len(things)))


def views(figure: Figure, tables: Tables, *languages: str) -> Iterator[View]:
    """Views of a figure in these languages, the same ones on every run."""
    lot = random.Random(figure.id)  # noqa: S311 - chance, not secrecy
    nothing: dict[str, list[str]] = {choice.name: [] for choice in figure.choices if choice.many}
    for language in languages:
        yield make_view(figure, tables, {}, language)
        yield make_view(figure, tables, nothing, language)
        for _ in range(COUNT[language] - 2):
            asked = {}
            for choice in figure.choices:
                options = list(choice.options(tables))
                size = lot.randint(0, len(options)) if choice.many else 1
                asked[choice.name] = lot.sample(options, min(size, len(options)))
            yield make_view(figure, tables, asked, language, lot.choice(KNOWN_ON))
