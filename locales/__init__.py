"""The three languages of the house: catalogues, and how each writes numbers, days and money."""

from locales.language import CONVENTIONS, LANGUAGES, Language, language, later
from locales.mixed import Mixed, joined
from locales.translator import Translator, translator, translator_of

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
