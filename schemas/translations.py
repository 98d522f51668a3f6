"""`translations.csv`: the sentences of the other tables in French and Ukrainian."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schemas.table import Table, Text

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"fr": "french", "uk": "ukrainian"})
"""The column of each language."""


class Translations(Table):
    """One sentence of the other tables, and what it is in French and Ukrainian."""

    english: Text
    french: Text
    ukrainian: Text
