"""Cells of foreign tables: numbers, days, places and donors as publishers write them, or a refusal.

Nothing is guessed: what can be read in two ways is not read.
"""

import calendar
import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Final

import pycountry

from locales import Language, later
from schemas import places
from schemas.cells import is_day
from upkeep.importers.declared import find_codes

MISSING: Final = frozenset(
    {"", ":", "-", "–", "—", "…", "..", "...", "n/a", "na", "n.a.", "null", "nan"}
)
"""What publishers write where they have no number; never zero."""

_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_GROUPED: Final = re.compile(r"-?\d{1,3}(,\d{3}){2,}(\.\d+)?")
_SINGLE_GROUP: Final = re.compile(r"-?\d{1,3},\d{3}")
_LONGEST: Final = 18
"""Digits before or after the point that a figure can have."""
_DAYS: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:$|[T ].*)"),
    re.compile(r"(?P<d>\d{1,2})\.? (?P<m>[A-Za-z]+) (?P<y>\d{4})"),
    re.compile(r"(?P<m>[A-Za-z]+) (?P<d>\d{1,2}),? (?P<y>\d{4})"),
    re.compile(r"(?P<d>1[3-9]|[23]\d)[./](?P<m>\d{1,2})[./](?P<y>\d{4})"),
)
"""Days that can be read in one way only: year first, the month in letters, or no month 13."""


class Refused(Exception):
    """Raised when a file cannot be taken in as it is; its words are said in any language."""

    def __init__(self, message: str, /, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)

    def said(self, t: Language) -> str:
        """The words in one language."""
        said = ((key, one.said(t) if isinstance(one, Refused) else one)
                for key, one in self.values.items())  # fmt: skip
        return t(self.message, **dict(said))


def refuse(text: str, line: int, column: str, problem: str, /, **values: object) -> Refused:
    """What is wrong with one cell, as “Line 4, iso: “ATL” is no country”."""
    return Refused(
        later("Line {line}, {column}: “{text}” {problem}."),
        line=line, column=column, text=clean(text), problem=Refused(problem, **values),
    )  # fmt: skip


def plain(text: str) -> str:
    """Text without capitals, odd spaces, byte-order marks and typographic quotes."""
    return clean(text).replace("’", "'").casefold()


def clean(text: str) -> str:
    """Text as written, its spaces put in order."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\ufeff", "").split())


def number(text: str, line: int, column: str) -> Decimal | None:
    """The number in a cell, None where there is none; raises Refused for what may be either."""
    if clean(text).casefold() in MISSING:
        return None
    written = clean(text).replace(" ", "").replace("'", "").replace("−", "-")
    if _GROUPED.fullmatch(written):
        written = written.replace(",", "")
    if _SINGLE_GROUP.fullmatch(written):
        raise refuse(text, line, column, later("can be read in two ways"))
    try:
        found = Decimal(written.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or (found and abs(found.adjusted()) > _LONGEST):
        raise refuse(text, line, column, later("is not a number"))
    return found


def people(text: str, line: int, column: str) -> int | None:
    """A number of people: whole, and not below zero; '1,234' can only be one thing here."""
    whole = clean(text).replace(" ", "")
    whole = whole.replace(",", "") if _SINGLE_GROUP.fullmatch(whole) else text
    found = number(whole, line, column)
    if found is not None and (found < 0 or found != found.to_integral_value()):
        raise refuse(text, line, column, later("is not a number of people"))
    return None if found is None else int(found)


def day(text: str, line: int, column: str) -> date:
    """The day in a cell: year first, or beyond doubt."""
    for found in filter(None, (form.fullmatch(clean(text)) for form in _DAYS)):
        named = _MONTHS.get(found["m"].casefold(), found["m"])
        written = f"{found['y']}-{named:0>2}-{int(found['d']):02}"
        if is_day(written):
            return date.fromisoformat(written)
    raise refuse(text, line, column, later("is not a day that can be read in one way only"))


def month(text: str) -> date | None:
    """The first day of the month a label names: 2026-06, 2026M06, June 2026; None for others."""
    written = clean(text)
    found = re.fullmatch(r"((?:19|20)\d{2})(?:-|-?M)(0[1-9]|1[0-2])", written, re.ASCII)
    if found:
        return date(int(found[1]), int(found[2]), 1)
    named = re.fullmatch(r"([A-Za-z]+)[ -]\(?((?:19|20)\d{2})\)?", written, re.ASCII)
    if named and named[1].casefold() in _MONTHS:
        return date(int(named[2]), _MONTHS[named[1].casefold()], 1)
    return None


def year(text: str, line: int, column: str) -> int:
    """The year in a cell, which spreadsheets like to turn into 2025.0."""
    found = re.fullmatch(r"((?:19|20)\d\d)(?:\.0+)?", clean(text), re.ASCII)
    if not found:
        raise refuse(text, line, column, later("is not a year"))
    return int(found[1])


def last_of_month(first: date) -> date:
    """The last day of the month of a day."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def written(value: Decimal) -> str:
    """A number as our tables write it: point, no exponent, no idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal) -> str:
    """An amount as our tables write it, to the cent."""
    return written(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0)


_POWERS: Final = (
    (9, re.compile(r"(?<![a-z])(billions?|bn|mrd)(?![a-z])")),
    (6, re.compile(r"(?<![a-z])(millions?|mio|mln|m)(?![a-z])")),
    (0, re.compile(r"(in )?(eur|usd|euros?|€|us\$|\$|dollars)")),
)


def power(unit: str) -> int | None:
    """The power of ten a unit of money names: 9 for “€ billion”, 0 for “EUR”; None for others."""
    words = plain(unit)
    for exponent, form in _POWERS:
        if form.search(words) if exponent else form.fullmatch(words):
            return exponent
    return None


_PLACES: Final = find_codes("places")
_DONORS: Final = find_codes("donors")
_GROUPS: Final = re.compile(r"\b(total|sum|average|cumm?ulative|eu members?|world|g7|other)\b")
_LABEL: Final = re.compile(r"([A-Za-z0-9_]{2,9}): .+")
_BRACKET: Final = re.compile(r"\s*[\(\[][^)\]]*[\)\]]\s*$|\s*\*+$")


@cache
def _countries() -> dict[str, str]:
    """ISO's codes of countries by every name and code it has for them."""
    kinds = ("name", "official_name", "common_name", "alpha_2", "alpha_3")
    return {
        plain(str(getattr(country, kind))): str(country.alpha_3)
        for country in pycountry.countries
        for kind in kinds
        if hasattr(country, kind)
    }


@cache
def place(text: str) -> str:
    """The code of a place, '' for an unknown one; codes, names, and “DE: Germany” are read."""
    labelled = _LABEL.fullmatch(text.strip())
    name = plain(labelled[1] if labelled else text)
    for candidate in (name, _BRACKET.sub("", name).strip()):
        found = _PLACES.get(candidate) or _countries().get(candidate)
        if found:
            return found
    return ""


def donor(text: str) -> str:
    """The code of a donor, '' for an unknown one."""
    found = _DONORS.get(plain(text)) or place(text)
    return found if places.is_donor(found) else ""


def is_group(text: str) -> bool:
    """Whether a label of a donor table is a sum or a group, whose parts stand in other rows."""
    return _GROUPS.search(plain(text)) is not None


def known_place(text: str, line: int, column: str) -> str:
    """The code of a place; raises Refused for an unknown one."""
    return known(place(text), text, line, column)


def known_donor(text: str, line: int, column: str) -> str:
    """The code of a donor; raises Refused for an unknown one."""
    return known(donor(text), text, line, column)


def known(code: str, text: str, line: int, column: str) -> str:
    """The code that was found for a place or donor; raises Refused where none was."""
    if not code:
        raise refuse(text, line, column, later("is no country or donor that is known"))
    return code
