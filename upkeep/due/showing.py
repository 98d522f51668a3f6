"""Which figures show what a publisher gave, in their first view or by one choice of the reader."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from figures import FIGURES
from figures.core.choice import ChosenCodes
from figures.core.figure import Figure
from schemas import Tables
from schemas.searches import shorten_publisher
from upkeep.due.series import Part, codes_of

_FEW: Final = 8
"""A choice of so many codes may lead to another series; one of more codes is of places or days."""

Shown = Mapping[tuple[str, Part], tuple[str, ...]]


@lru_cache(maxsize=2)
def shown(tables: Tables) -> Shown:
    """For each publisher and part, the figures that show rows of it, in the order of the house."""
    publishers = tables.sources.set_index("source_id")["publisher"].map(shorten_publisher)
    found: dict[tuple[str, Part], dict[str, None]] = defaultdict(dict)
    for figure in FIGURES.values():
        for chosen in _choices(figure, tables):
            selection = figure.select(tables, chosen, None)
            frames = {selection.table: selection.rows}
            if selection.rates is not None:
                frames["exchange_rates"] = selection.rates
            for table, rows in frames.items():
                names = rows["source_id"].map(publishers)
                for publisher, code in set(zip(names, codes_of(rows), strict=True)):
                    found[publisher, (table, code)][figure.id] = None
    return {key: tuple(figures) for key, figures in found.items()}


def _choices(figure: Figure, tables: Tables) -> Iterator[ChosenCodes]:
    """The first view of a figure, and those one choice away from it."""
    first = figure.choose({}, tables)
    yield first
    for choice in figure.choices:
        codes = choice.options(tables)
        if len(codes) <= _FEW:
            yield from ({**first, choice.name: (code,)} for code in codes)
