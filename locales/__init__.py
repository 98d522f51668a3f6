"""The three languages of the house: catalogues, and how each writes numbers, days and money."""

from locales.language import (
    CONVENTIONS,
    LANGUAGES,
    Language,
    Translator,
    language,
    later,
    translator,
    translator_of,
)
from locales.mixed import Mixed, joined

__all__ = [
    "CONVENTIONS",
    "LANGUAGES",
    "Language",
    "Mixed",
    "Translator",
    "joined",
    "language",
    "later",
    "translator",
    "translator_of",
]
