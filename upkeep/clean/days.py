"""Days and months as spreadsheets, languages and people write them, and the ISO form meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from babel.dates import get_month_names

from locales import LANGUAGES
from upkeep.clean.steps import Step, either

_MARK: Final = r"\s*[./\-–—‑\s]\s*"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})")
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{4}})")
_YEAR_SHORT: Final = re.compile(
    rf"\d{{1,2}}{_MARK}(\d{{1,2}}|[^\W\d]+){_MARK}\d{{2}}|[^\W\d]+{_MARK}\d{{2}}"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL: Final = re.compile(r"(\d{5})(?:[.,]0+)?")
_TIMED: Final = re.compile(
    r"(.*\d)[T\s]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?"
)
_MONTH: Final = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}})|(\d{{1,2}}){_MARK}(\d{{4}})")
_WORDS: Final = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th)?[.\s\-]+)?([^\W\d]+)\.?[\s\-]+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})(?:\s*(?:р|року|г)\.?)?"
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 55153
"""1 January 2000 and 31 December 2050, counted as spreadsheets count days."""


def repaired_day(text: str, kind: str) -> Iterator[Step]:
    """What separates a text from a day, a partial day or a month, step by step."""
    timed = _TIMED.fullmatch(text)
    if timed:
        midnight = not timed[2].strip("0:.") and timed[3] in (None, "Z", "+00:00")
        yield Step("date_time", timed[1] if midnight else None)
        if not midnight:
            return
        text = timed[1]
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return
    for form in (_serial, _days_of_month, _months, _in_words):
        step = form(text, kind)
        if step:
            yield step
            return


def _made(cause: str, year: str, month: str, day: str, kind: str) -> Step:
    """The ISO form of these numbers, if there is such a day and the column takes it."""
    try:
        meant = date(int(year), int(month), int(day))
    except ValueError:
        return Step("date_impossible")
    if kind == "month":
        return Step(cause, f"{meant:%Y-%m}" if meant.day == 1 else None)
    return Step(cause, meant.isoformat() if 1990 <= meant.year <= 2100 else None)


def _serial(text: str, kind: str) -> Step | None:
    found = _SERIAL.fullmatch(text)
    if found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        meant = date(1899, 12, 30) + timedelta(days=int(found[1]))
        return _made("date_number", f"{meant:%Y}", f"{meant:%m}", f"{meant:%d}", kind)
    return None


def _days_of_month(text: str, kind: str) -> Step | None:
    found = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        year, one, other = found.groups()
        if int(one) > 12 >= int(other):
            one, other = other, one
        return _made("date_order", year, one, other, kind)
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return Step("date_short") if _YEAR_SHORT.fullmatch(text) else None
    one, other, year = found.groups()
    first, second = int(one), int(other)
    if first > 12 >= second or first == second:
        return _made("date_order", year, other, one, kind)
    if second > 12 >= first:
        return _made("date_order", year, one, other, kind)
    if first > 12 or not first or not second:
        return Step("date_impossible")
    return either(
        "date_ambiguous", f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
    )


def _months(text: str, kind: str) -> Step | None:
    found = _MONTH.fullmatch(text)
    if not found or kind == "day":
        return None
    year, month = found[1] or found[4], int(found[2] or found[3])
    return Step("date_order", f"{year}-{month:02}") if 1 <= month <= 12 else Step("date_impossible")


@cache
def _month_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                found = get_month_names(width, context, language)
                names |= {name.lower().rstrip("."): number for number, name in found.items()}
    return names


def _in_words(text: str, kind: str) -> Step | None:
    found = _WORDS.fullmatch(text)
    month = _month_names().get(found[2].lower()) if found else None
    if not found or not month:
        return None
    day, year = found[1] or found[3], found[4]
    if day:
        return _made("date_words", year, str(month), day, kind)
    return Step("date_words", None if kind == "day" else f"{year}-{month:02}")
