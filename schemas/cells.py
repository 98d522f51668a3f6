"""From text to typed cells: what can be read is read, what cannot is set aside and located."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from schemas.findings import Finding, declare_rule, make_finding
from schemas.table import Table, kind_of
from schemas.text import TextTable

WHOLE: Final = r"-?[0-9]{1,18}"
DECIMAL: Final = r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_YEARS: Final = (1900, 2100)
_SEPARATORS = re.compile(r"[\s\u00a0\u202f\u2009'’_]")

declare_rule(
    "whole_number", "Not a whole number", "write a whole number without spaces or separators"
)
declare_rule(
    "decimal_number", "Not a number", "write a number with a point for decimals and nothing else"
)
declare_rule("day", "Not a day", "write a date as year-month-day")
declare_rule(
    "day_far", "Another century", "this year cannot be right; write one between 1900 and 2100"
)


@dataclass(frozen=True)
class Cells:
    """Typed cells of one table, indexed by line, and which of them could not be read."""

    text: TextTable
    frame: pd.DataFrame
    """The columns of the file in their types; an empty text and an unread cell are missing."""
    unread: Mapping[str, frozenset[int]]
    """For each column, the lines of the cells that could not be read."""
    findings: tuple[Finding, ...]

    def is_unread(self, line: int, *columns: str) -> bool:
        """Whether one of these cells could not be read."""
        return any(line in self.unread.get(name, ()) for name in columns)


def parse(text: TextTable, model: type[Table]) -> Cells:
    """Read every cell by the kind of its column; an unreadable one is missing and a finding.

    Columns the model does not know stay text.
    """
    declared = model.columns()
    typed: dict[str, pd.Series] = {}
    unread: dict[str, frozenset[int]] = {}
    findings: list[Finding] = []
    for name, cells in text.frame.items():
        kind = kind_of(declared[name].dtype) if name in declared else "text"
        typed[str(name)], broken = _TYPES[kind](cells)
        if broken:
            unread[str(name)] = frozenset(broken)
            findings += [
                _report(text.file, line, str(name), str(cells[line]), rule)
                for line, rule in broken.items()
            ]
    frame = pd.DataFrame(typed, index=text.frame.index)
    return Cells(text, frame, unread, tuple(findings))


Typed = tuple[pd.Series, dict[int, str]]
"""A column in its type, and the rule that each unreadable cell breaks, by line."""


def _read_text(cells: pd.Series) -> Typed:
    empty = cells == ""
    return (cells.mask(empty) if empty.any() else cells), {}


def _read_each(cells: pd.Series, read: Callable[[str], object], dtype: str) -> Typed:
    """Each distinct text is read once; `read` gives the value, or the name of the rule broken."""
    codes, texts = pd.factorize(cells)
    found = [read(text) if text else None for text in texts]
    rules = {code: value for code, value in enumerate(found) if isinstance(value, str)}
    values = pd.Series([None if code in rules else value for code, value in enumerate(found)])
    typed = values.astype(dtype).take(codes).set_axis(cells.index)
    if not rules:
        return typed, {}
    lines = zip(cells.index, codes, strict=True)
    return typed, {int(line): rules[code] for line, code in lines if code in rules}


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as year-month-day."""
    try:
        return re.fullmatch(DAY, text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


FITS: Final[Mapping[str, Callable[[str], bool]]] = {
    "day": is_day,
    "whole_number": lambda text: re.fullmatch(WHOLE, text) is not None,
    "decimal_number": lambda text: re.fullmatch(DECIMAL, text) is not None,
}
"""Whether a text can be read as what a column of a kind holds."""


def _read_day(text: str) -> object:
    if re.fullmatch(DAY, text) and not _YEARS[0] <= int(text[:4]) <= _YEARS[1]:
        return "day_far"
    return date.fromisoformat(text) if is_day(text) else "day"


def _read_number(kind: str, read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: read(text) if FITS[kind](text) else kind


_TYPES: Final[Mapping[str, Callable[[pd.Series], Typed]]] = {
    "text": _read_text,
    "day": lambda cells: _read_each(cells, _read_day, "datetime64[ns]"),
    "whole_number": lambda cells: _read_each(cells, _read_number("whole_number", int), "Int64"),
    "decimal_number": lambda cells: _read_each(
        cells, _read_number("decimal_number", float), "float64"
    ),
}


def _report(file: str, line: int, column: str, text: str, rule: str) -> Finding:
    instead = (
        _suggest_number(text, rule) if rule in FITS and rule != "day" else _suggest_day(text)
    ) or None
    return replace(make_finding(rule, file, line, column, text), instead=instead)


def _suggest_number(text: str, kind: str) -> str:
    """The number surely meant, or ''; '1,286' might be 1.286 and stays open."""
    plain = _SEPARATORS.sub("", text)
    if plain.count(",") > 1:
        plain = re.sub(r"([0-9]),(?=[0-9]{3}([^0-9]|$))", r"\1", plain)
    return plain if plain != text and FITS[kind](plain) else ""


def _suggest_day(text: str) -> str:
    """The day surely meant by day.month.year with a day above 12, or ''."""
    found = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text.strip())
    if found and int(found[1]) > 12 >= int(found[2]):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return ""
