"""The three languages of the house: catalogues, and how each writes numbers, days and money."""

from locales.language import LANGUAGES, Language, language, later

__all__ = ["LANGUAGES", "Language", "language", "later"]
