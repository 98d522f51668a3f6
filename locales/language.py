"""One language: its words, and how it writes numbers, days, money and places.

Words are read from message catalogues in their text form; English is the source and needs none.
"""

import gettext
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from locales.mixed import PartlyTranslated, fill_places, join_texts
from schemas import Tables, places
from schemas.translations import LANGUAGES as COLUMNS

FOLDER: Final = Path(__file__).resolve().parent
DOMAIN: Final = "messages"


@dataclass(frozen=True)
class Conventions:
    """What is asked of a language that Babel does not know, or that others call otherwise.

    `english_name` is as BibLaTeX and the columns of `translations.csv` have it, `locale` with a
    country, as Open Graph wants it. `million` is what a million takes before the noun it counts.
    """

    name: str
    english_name: str
    locale: str
    day: str = "d MMMM y"
    first_day: str = "1"
    million: str = ""
    breaks_dates: bool = False


CONVENTIONS: Final[Mapping[str, Conventions]] = {
    "en": Conventions("English", "english", "en_GB", breaks_dates=True),
    "fr": Conventions("Français", "french", "fr_FR", first_day="1er", million=" de"),
    "uk": Conventions("Українська", "ukrainian", "uk_UA", day="d MMMM y 'р'."),
}
"""Every language by its code; a new one is added here."""

LANGUAGES: Final[Mapping[str, str]] = {code: one.name for code, one in CONVENTIONS.items()}
"""Code and own name of every language."""

MILLION: Final = 1_000_000
"""From so many on a title rounds."""


def later(message: str) -> str:
    """Mark a message that is declared here and translated where it is said."""
    return message


_PLACES: Final = {**places.OBLASTS, **places.RAYONS, **places.GROUPS}
_CURRENCIES: Final = (later("EUR"), later("USD"))
"""The currencies that have a sign or a name of their own; others keep their code."""


@cache
def load_catalogue(code: str) -> gettext.NullTranslations:
    """The catalogue of a language, e.g. 'fr'; an empty one for English."""
    path = FOLDER / code / f"{DOMAIN}.po"
    if code == "en" or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True)
class Language:
    """Everything that is said or written differently in another language."""

    code: str

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with its places filled in."""
        translated = load_catalogue(self.code).gettext(message) if message else ""
        return fill_places(translated, values) if values else translated

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A message that counts: `{n}` is written in it, and its nouns agree with it."""
        translated = load_catalogue(self.code).ngettext(one, many, n)
        return fill_places(translated, {"n": self.format_number(n), **values})

    @property
    def conventions(self) -> Conventions:
        """How the language writes, and what others call it."""
        return CONVENTIONS[self.code]

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        return Locale.parse(self.conventions.locale)

    def format_number(self, value: float, decimals: int = 0) -> str:
        """A number, grouped as the language groups it, with a fixed number of decimals."""
        return self._decimal(value, "#,##0" + ("." + "0" * decimals if decimals else ""))

    def _decimal(self, value: float | Decimal, form: str) -> str:
        return str(format_decimal(value, format=form, locale=self.locale))

    def format_headline_number(self, value: float, *, before_noun: bool = False) -> str:
        """A count as a title says it: in full below a million, else to three digits."""
        if abs(value) < MILLION:
            return self.format_number(value)
        digits = Decimal(str(value)) / MILLION
        digits = digits.quantize(Decimal(10) ** (digits.adjusted() - 2), ROUND_HALF_UP)
        number = self._decimal(digits, "#,##0.##")
        text = self.count("{number} million", "{number} million", int(digits), number=number)
        return text + self.conventions.million if before_noun else text

    def format_percent(self, share: float) -> str:
        """A share such as 0.461 as whole percent."""
        return self("{number}%", number=self.format_number(share * 100))

    def format_money(self, amount: float, currency: str) -> str:
        """An amount in billions or millions, short enough to read aloud: EUR 358.4 bn."""
        number = self.format_number(amount)
        if abs(amount) >= 1e9:
            number = self("{number} bn", number=self._decimal(amount / 1e9, "#,##0.#"))
        elif abs(amount) >= 1e6:
            number = self("{number} m", number=self._decimal(amount / 1e6, "#,##0.#"))
        return self.format_priced(number, currency)

    def format_priced(self, number: str, currency: str) -> str:
        """A written number with its currency: EUR 500,000,000, 500 000 000 €."""
        return self("{currency} {number}", currency=self(currency), number=number)

    def format_day(self, value: date | pd.Timestamp) -> str:
        """A day in words: 31 August 2026."""
        return self._date(str(format_date(value, self.conventions.day, locale=self.locale)))

    def format_short_day(self, value: date | pd.Timestamp) -> str:
        """A day in few letters, for axes and tables: 31 Aug 2026."""
        return self._date(str(format_skeleton("yMMMd", value, locale=self.locale)))

    def format_month(self, value: date | pd.Timestamp) -> str:
        """A month in words: August 2026."""
        return self._date(str(format_skeleton("yMMMM", value, locale=self.locale)))

    def _date(self, words: str) -> str:
        """A date; no line breaks within it but, in some languages, before the year of a day."""
        first, *rest = words.replace(" р.", "\u00a0р.").split(" ")
        if first == "1":
            first = self.conventions.first_day
        if self.conventions.breaks_dates:
            return " ".join((first, *rest))
        return " ".join(("\u00a0".join((first, *rest[:1])), *rest[1:]))

    def format_partial_day(self, text: str) -> str:
        """A day, month or year as precise as it is known: '2025-08' is August 2025."""
        if len(text) == 4:
            return text
        day = pd.Timestamp(text)
        return self.format_month(day) if len(text) == 7 else self.format_day(day)

    def name_place(self, code: str) -> str:
        """The name of a country, oblast, rayon or group of places."""
        if name := _PLACES.get(code):
            return self(name)
        return str(self.locale.territories.get(places.find_alpha_2(code), code))

    def capitalize(self, text: str) -> str:
        """Words as a title or a label begins, with a capital letter."""
        return join_texts("", (text[:1].upper(), text[1:])) if text[:1].islower() else text

    def name_donor(self, code: str) -> str:
        """The name of a donor, of a group of donors, or of several joined by '+'."""
        groups, donors = places.DONOR_GROUPS, code.split("+")
        names = (self(groups[one]) if one in groups else self.name_place(one) for one in donors)
        return self.join_words(list(names))

    def join_items(self, items: Iterable[str]) -> str:
        """Several items one after the other: 'a; b; c'."""
        return join_texts(self("; "), items)

    def label(self, name: str, text: str) -> str:
        """A name and what belongs to it: 'a: b'."""
        return self("{name}: {text}", name=name, text=text)

    def join_words(self, items: list[str]) -> str:
        """Several words as one: 'a, b and c'."""
        if len(items) < 2:
            return join_texts("", items)
        head, last = join_texts(", ", items[:-1]), items[-1]
        return self("{head} and {last}", head=head, last=last)


@cache
def find_language(code: str) -> Language:
    """The language of a code; English for any other."""
    return Language(code if code in LANGUAGES else "en")


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
        if not text or self.code not in COLUMNS:
            return text
        return self.translations.get(text) or PartlyTranslated(text)


@lru_cache(maxsize=12)
def make_translator(code: str, tables: Tables) -> Translator:
    """A language with the translations of some tables."""
    return read_translator(code, tables.translations.to_dict("records"))


def read_translator(code: str, rows: Iterable[Mapping[str, str]]) -> Translator:
    """A language with the translations that stand in rows of `translations.csv`."""
    column = find_language(code).conventions.english_name
    return Translator(code, {row.get("english", ""): row.get(column, "") for row in rows})
