"""One language: its words, and how it writes numbers, days, money and places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from types import MappingProxyType
from typing import Final

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from locales.catalogue import translations
from locales.mixed import filled, joined
from schemas import places

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "English", "fr": "Français", "uk": "Українська"}
)
"""Code and own name of every language."""


def later(message: str) -> str:
    """Mark a message that is declared here and translated where it is said."""
    return message


MILLION: Final = 1_000_000
"""From so many on a title rounds."""

_CURRENCIES: Final = (later("EUR"), later("USD"))
"""The currencies that have a sign or a name of their own; others keep their code."""


@dataclass(frozen=True)
class Language:
    """Everything that is said or written differently in another language."""

    code: str

    def __call__(self, message: str, **values: object) -> str:
        """The message in this language, with its places filled in."""
        translated = translations(self.code).gettext(message) if message else ""
        return filled(translated, values) if values else translated

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """A message that counts: `{n}` is written in it, and its nouns agree with it."""
        translated = translations(self.code).ngettext(one, many, n)
        return filled(translated, {"n": self.number(n), **values})

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        return Locale.parse("en_GB" if self.code == "en" else self.code)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number, grouped as the language groups it, with a fixed number of decimals."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def headline(self, value: float, *, before_noun: bool = False) -> str:
        """A count as a title says it: in full below a million, else to three digits.

        Before the noun it counts, a French million takes a preposition.
        """
        if abs(value) < MILLION:
            return self.number(value)
        digits = Decimal(str(value)) / MILLION
        digits = digits.quantize(Decimal(10) ** (digits.adjusted() - 2), ROUND_HALF_UP)
        number = str(format_decimal(digits, format="#,##0.##", locale=self.locale))
        text = self.count("{number} million", "{number} million", int(digits), number=number)
        return f"{text} de" if before_noun and self.code == "fr" else text

    def percent(self, share: float) -> str:
        """A share such as 0.461 as whole percent."""
        return self("{number}%", number=self.number(share * 100))

    def money(self, amount: float, currency: str) -> str:
        """An amount in billions or millions, short enough to read aloud: EUR 358.4 bn."""
        return self.priced(self.scaled(amount), currency)

    def priced(self, number: str, currency: str) -> str:
        """A written number with its currency: EUR 500,000,000, 500 000 000 €."""
        return self("{currency} {number}", currency=self(currency), number=number)

    def scaled(self, amount: float) -> str:
        """A large number in billions or millions, to one decimal at most: 358.4 bn, 500 m."""
        if abs(amount) >= 1e9:
            return self("{number} bn", number=self._short(amount / 1e9))
        if abs(amount) >= 1e6:
            return self("{number} m", number=self._short(amount / 1e6))
        return self.number(amount)

    def _short(self, value: float) -> str:
        return str(format_decimal(value, format="#,##0.#", locale=self.locale))

    def day(self, value: date | pd.Timestamp) -> str:
        """A day in words: 31 August 2026."""
        form = "d MMMM y" if self.code != "uk" else "d MMMM y 'р'."
        return self._bound(self._first(str(format_date(value, form, locale=self.locale))))

    def short_day(self, value: date | pd.Timestamp) -> str:
        """A day in few letters, for axes and tables: 31 Aug 2026."""
        return self._bound(self._first(str(format_skeleton("yMMMd", value, locale=self.locale))))

    def _first(self, day: str) -> str:
        """In French the first of a month is an ordinal."""
        return f"1er{day[1:]}" if self.code == "fr" and day.startswith("1 ") else day

    def month(self, value: date | pd.Timestamp) -> str:
        """A month in words: August 2026."""
        return self._bound(str(format_skeleton("yMMMM", value, locale=self.locale)))

    def _bound(self, date: str) -> str:
        """French and Ukrainian break no line within a date but before the year of a day."""
        if self.code == "en":
            return date
        first, *rest = date.replace(" р.", "\u00a0р.").split(" ")
        head = "\u00a0".join((first, *rest[:1]))
        return " ".join((head, *rest[1:]))

    def partial_day(self, text: str) -> str:
        """A day, month or year as precise as it is known: '2025-08' is August 2025."""
        if len(text) == 4:
            return text
        day = pd.Timestamp(text)
        return self.month(day) if len(text) == 7 else self.day(day)

    def place(self, code: str) -> str:
        """The name of a country, oblast, rayon or group of places."""
        for names in (places.OBLASTS, places.RAYONS, places.GROUPS):
            if code in names:
                return self(names[code])
        alpha_2 = places.alpha_2(code)
        return str(self.locale.territories.get(alpha_2, code))

    def opening(self, text: str) -> str:
        """Words as a title or a label begins, with a capital letter."""
        return joined("", (text[:1].upper(), text[1:])) if text[:1].islower() else text

    def donor(self, code: str) -> str:
        """The name of a donor, of a group of donors, or of several joined by '+'."""
        names = [
            self(places.DONOR_GROUPS[part]) if part in places.DONOR_GROUPS else self.place(part)
            for part in code.split("+")
        ]
        return self.list(names)

    def row(self, items: Iterable[str]) -> str:
        """Several items one after the other: 'a; b; c'."""
        return joined(self("; "), items)

    def named(self, name: str, text: str) -> str:
        """A name and what belongs to it: 'a: b'."""
        return self("{name}: {text}", name=name, text=text)

    def list(self, items: list[str]) -> str:
        """Several words as one: 'a, b and c'."""
        if len(items) < 2:
            return joined("", items)
        head, last = joined(", ", items[:-1]), items[-1]
        return self("{head} and {last}", head=head, last=last)


@cache
def language(code: str) -> Language:
    """The language of a code; English for any other."""
    return Language(code if code in LANGUAGES else "en")
