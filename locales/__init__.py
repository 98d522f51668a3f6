"""The three languages of the house: catalogues, and how each writes numbers, days and money."""

from locales.language import (
    CONVENTIONS,
    LANGUAGES,
    Language,
    Translator,
    find_language,
    later,
    make_translator,
    read_translator,
)
from locales.mixed import PartlyTranslated, join_texts
