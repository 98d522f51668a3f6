"""Cells of foreign tables: numbers, days and months as publishers write them, never guessed."""

import calendar
import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from locales import later
from upkeep.importers.refusal import Refused

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
_CENTS: Final = Decimal("0.01")


def plain(text: str) -> str:
    """Text without capitals, odd spaces, byte-order marks and typographic quotes."""
    text = unicodedata.normalize("NFKC", text).replace("\ufeff", "").replace("’", "'")
    return " ".join(text.split()).casefold()


def clean(text: str) -> str:
    """Text as written, its spaces put in order."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\ufeff", "").split())


def number(text: str, line: int, column: str) -> Decimal | None:
    """The number in a cell, None where there is none; raises Refused for what may be either."""
    written = clean(text)
    if written.casefold() in MISSING:
        return None
    shut = written.replace(" ", "").replace("'", "").replace("−", "-")
    if _GROUPED.fullmatch(shut):
        shut = shut.replace(",", "")
    if _SINGLE_GROUP.fullmatch(shut):
        raise Refused(
            later("Line {line}, {column}: “{text}” can be read in two ways."),
            line=line, column=column, text=written,
        )  # fmt: skip
    if re.fullmatch(r"-?\d+,\d+", shut):
        shut = shut.replace(",", ".")
    try:
        found = Decimal(shut)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or (found and abs(found.adjusted()) > _LONGEST):
        raise Refused(
            later("Line {line}, {column}: “{text}” is not a number."),
            line=line, column=column, text=written,
        )  # fmt: skip
    return found


def people(text: str, line: int, column: str) -> int | None:
    """A number of people: whole, and not below zero; '1,234' can only be one thing here."""
    written = clean(text).replace(" ", "")
    if _SINGLE_GROUP.fullmatch(written):
        written = written.replace(",", "")
    found = number(written, line, column)
    if found is None:
        return None
    if found < 0 or found != found.to_integral_value():
        raise Refused(
            later("Line {line}, {column}: “{text}” is not a number of people."),
            line=line, column=column, text=clean(text),
        )  # fmt: skip
    return int(found)


def day(text: str, line: int, column: str) -> date:
    """The day in a cell: year first, or beyond doubt."""
    written = clean(text)
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T ])", written)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        named = re.fullmatch(r"(\d{1,2})\.? (\w+) (\d{4})", written) or re.fullmatch(
            r"(?P<b>\w+) (?P<a>\d{1,2}),? (?P<c>\d{4})", written
        )
        if named:
            parts = named.groupdict() or {"a": named[1], "b": named[2], "c": named[3]}
            return date(int(parts["c"]), _MONTHS[parts["b"].casefold()], int(parts["a"]))
        turned = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", written)
        if turned and int(turned[1]) > 12:
            return date(int(turned[3]), int(turned[2]), int(turned[1]))
    except (KeyError, ValueError):
        pass
    raise Refused(
        later("Line {line}, {column}: “{text}” is not a day that can be read in one way only."),
        line=line, column=column, text=written,
    )  # fmt: skip


def month(text: str) -> date | None:
    """The first day of the month a label names: 2026-06, 2026M06, June 2026; None for others."""
    written = clean(text)
    found = re.fullmatch(r"((?:19|20)\d{2})-?M?(0[1-9]|1[0-2])", written)
    if found and ("-" in written or "M" in written):
        return date(int(found[1]), int(found[2]), 1)
    named = re.fullmatch(r"([A-Za-z]+)[ -]\(?((?:19|20)\d{2})\)?", written)
    if named and named[1].casefold() in _MONTHS:
        return date(int(named[2]), _MONTHS[named[1].casefold()], 1)
    return None


def year(text: str, line: int, column: str) -> int:
    """The year in a cell, which spreadsheets like to turn into 2025.0."""
    found = re.fullmatch(r"(\d{4})(?:\.0+)?", clean(text))
    if not found or not 1900 <= int(found[1]) <= 2100:
        raise Refused(
            later("Line {line}, {column}: “{text}” is not a year."),
            line=line, column=column, text=clean(text),
        )  # fmt: skip
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
    return written(value.quantize(_CENTS, rounding=ROUND_HALF_UP) + 0)
