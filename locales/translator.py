"""The words of the tables in the reader's language, as the tables themselves translate them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from locales.language import Language, language
from locales.mixed import Mixed
from schemas import Tables
from schemas.translations import LANGUAGES


@dataclass(frozen=True, eq=False)
class Translator(Language):
    """A language that knows the words of some tables besides those of the program.

    Called, it says words of the program; `data` says words of the tables.
    """

    translations: Mapping[str, str] = field(repr=False)

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def data(self, text: str) -> str:
        """Words of the tables in this language, or as they stand, marked as English.

        Nothing is filled in: braces in them are their author's own.
        """
        if not text or self.code not in LANGUAGES:
            return text
        return self.translations.get(text) or Mixed(text)


@lru_cache(maxsize=12)
def translator(code: str, tables: Tables) -> Translator:
    """A language with the translations of some tables."""
    return translator_of(code, tables.translations.to_dict("records"))


def translator_of(code: str, rows: Iterable[Mapping[str, str]]) -> Translator:
    """A language with the translations that stand in rows of `translations.csv`."""
    column = language(code).conventions.english_name
    return Translator(code, {row.get("english", ""): row.get(column, "") for row in rows})
