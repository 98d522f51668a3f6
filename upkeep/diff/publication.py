"""The publications rows were copied from, in words that tell them apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from locales import Translator
from snapshots.revision import Row
from upkeep.diff.cell_words import day_of, partial_day

Sources = Mapping[str, Row]
"""The rows of `sources.csv` by their names."""


@dataclass(frozen=True)
class Publications:
    """Every publication spoken of, in one language."""

    sources: Sources
    t: Translator

    @cached_property
    def _alike(self) -> Counter[tuple[str, str]]:
        """How many publications have one publisher and one day."""
        return Counter((self.publisher(name), self._day(name)) for name in self.sources)

    def publisher(self, name: str) -> str:
        """Who says it; the name of a source nobody described."""
        row = self.sources.get(name, {})
        return self.t.data(row.get("publisher", "")) or name

    def _day(self, name: str) -> str:
        row = self.sources.get(name, {})
        if row.get("published"):
            return partial_day(row["published"], self.t)
        day = day_of(row.get("available", ""))
        return "" if day is None else self.t.format_day(day)

    def edition(self, name: str) -> str:
        """Which one it is: 'edition of 13 August 2025'; with its name where there are two."""
        if not self._day(name):
            return ""
        words = self.t("edition of {day}", day=self._day(name))
        return f"{words} ({name})" if self._several(name) else words

    def _several(self, name: str) -> bool:
        return self._alike[self.publisher(name), self._day(name)] > 1

    def words(self, name: str) -> str:
        """Who said it and when it came out: 'OHCHR, 13 August 2025'."""
        parts = (self.publisher(name), self._day(name))
        words = ", ".join(part for part in parts if part)
        return f"{words} ({name})" if self._several(name) else words

    def title(self, row: Row) -> str:
        """A publication by all that names it, its own name last."""
        day = partial_day(row.get("published", ""), self.t)
        parts = (self.t.data(row.get("publisher", "")), row.get("title", ""), day)
        words = ", ".join(part for part in parts if part)
        return f"{words} ({row.get('source_id', '')})"
