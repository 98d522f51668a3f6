"""`translations.csv`: the sentences of the other tables in French and Ukrainian."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schemas.table import Table, Text, declare_column

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"fr": "french", "uk": "ukrainian"})
"""The column of each language."""


class Translations(Table):
    """One sentence of the other tables, and what it is in French and Ukrainian."""

    english: Text = declare_column(
        "English",
        "The sentence, letter for letter as it stands in publisher, caveat, licence, note, "
        "cluster, reason or provider of another table.",
    )
    french: Text = declare_column(
        "French",
        "The same in French; empty as long as nobody has translated it. Readers then see the "
        "English, marked as such.",
        optional=True,
    )
    ukrainian: Text = declare_column(
        "Ukrainian",
        "The same in Ukrainian; empty as long as nobody has translated it.",
        optional=True,
    )

    class Config:
        name = "translations"
        unique = ["english"]
