"""Cells in words: numbers, days and codes as a language writes them, and how much they changed."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from locales import Language
from schemas import MODELS
from upkeep.diff.row_change import Cell, is_number, number_of

NOTHING: Final = "–"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_PLACES: Final = ("location", "country", "donor")
_NAMES: Final = ("currency", "source_id", "conflicts_with", "published", "file")
_MOST_DECIMALS: Final = 6
_MANIFOLD: Final = 3


def day_of(text: str) -> date | None:
    """The day a cell writes; None where it is empty or cannot be read."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def month_of(text: str) -> date | None:
    """The first day of the month a cell writes; None where it is empty or cannot be read."""
    return day_of(f"{text}-01") if _MONTH.fullmatch(text) else None


def partial_day(text: str, t: Language) -> str:
    """A day, month or year as precise as a cell writes it; other text as it is."""
    if len(text) == 4 or day_of(text) or month_of(text):
        return t.format_partial_day(text)
    return text


def codes_of(table: str, column: str) -> Mapping[str, str]:
    """The words of every code a column may hold; none for a column without codes."""
    codes: Mapping[str, str] = _declared(table, column, "codes") or {}
    return codes


def _declared(table: str, column: str, fact: str) -> Any:
    """What is declared of a column; None of one nobody declared."""
    declared = MODELS[table].columns().get(column)
    return None if declared is None else declared.metadata[fact]


def cell_words(table: str, column: str, text: str, t: Language) -> str:
    """A cell as readers know it; what cannot be read stands between quotation marks."""
    if not text:
        return NOTHING
    if is_number(table, column):
        number = number_of(text)
        return f"“{text}”" if number is None else plain(number, t, decimals(text))
    if (kind := _declared(table, column, "code_list")) in _PLACES:
        return t.name_donor(text) if kind == "donor" else t.name_place(text)
    return _day_words(text, t) or _code_words(table, column, text, t)


def _day_words(text: str, t: Language) -> str:
    day, month = day_of(text), month_of(text)
    if day is None:
        return "" if month is None else t.format_month(month)
    return t.format_day(day)


def _code_words(table: str, column: str, text: str, t: Language) -> str:
    codes = codes_of(table, column)
    if text in codes:
        return t(codes[text])
    return text if column in _NAMES else f"“{text}”"


def label(table: str, column: str, t: Language) -> str:
    """The words maintainers know a column by; its own name where nobody declared it."""
    declared = MODELS[table].columns().get(column)
    return t(declared.title) if declared is not None else column


def decimals(*texts: str) -> int:
    """As many decimals as any of the numbers is written with."""
    return min(_MOST_DECIMALS, max(len(text.partition(".")[2]) for text in texts))


def plain(number: Decimal, t: Language, places: int) -> str:
    """A number with its true minus sign."""
    sign = "−" if number < 0 else ""
    return sign + t.format_number(float(abs(number)), places)


def signed(number: Decimal, t: Language, places: int = 0) -> str:
    """A number that says that it is a difference: +23, −3."""
    return f"+{t.format_number(float(number), places)}" if number > 0 else plain(number, t, places)


def share(relative: Decimal, t: Language) -> str:
    """How large a difference is beside the number before: +0.5%, −12%, × 10."""
    factor = 1 + relative
    if factor >= _MANIFOLD:
        return f"×\u00a0{_few(factor, t)}"
    if 0 < factor <= Decimal(1) / _MANIFOLD:
        return f"÷\u00a0{_few(1 / factor, t)}"
    percent = relative * 100
    places = 0 if abs(percent) >= 10 else 1 if abs(percent) >= Decimal("0.1") else 3
    return t("{number}%", number=signed(percent, t, places))


def _few(factor: Decimal, t: Language) -> str:
    return t.format_number(float(factor), 0 if factor >= 10 or factor == int(factor) else 1)


def change_words(table: str, cell: Cell, t: Language) -> str:
    """A cell then and now, and how much that is: 4,289 → 4,312, +23 (+0.5%)."""
    before = cell_words(table, cell.column, cell.before, t)
    after = cell_words(table, cell.column, cell.after, t)
    words = t("{before} → {after}", before=before, after=after)
    more = more_words(cell, t) if is_number(table, cell.column) else ""
    return f"{words}, {more}" if more else words


def more_words(cell: Cell, t: Language) -> str:
    """How much a number grew: +23 (+0.5%); nothing where it did not, or was or is none."""
    if not cell.difference:
        return ""
    more = signed(cell.difference, t, decimals(cell.before, cell.after))
    return more if cell.relative is None else f"{more} ({share(cell.relative, t)})"
