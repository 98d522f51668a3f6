"""From text to typed cells: what can be read is read, what cannot is set aside and located."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import pandas as pd

from schemas.findings import Finding, make_finding
from schemas.table import Table, find_kind
from schemas.text import TextTable

WHOLE: Final = r"-?[0-9]{1,18}"
DECIMAL: Final = r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?"
DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SEPARATORS = re.compile(r"[\s\u00a0\u202f\u2009'’_]")


@dataclass(frozen=True)
class TypedTable:
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


def parse_cells(text: TextTable, model: type[Table]) -> TypedTable:
    """Read every cell by the kind of its column; an unreadable one is missing and a finding.

    Columns the model does not know stay text.
    """
    declared = model.columns()
    typed: dict[str, pd.Series] = {}
    unread: dict[str, frozenset[int]] = {}
    findings: list[Finding] = []
    for name, cells in text.frame.items():
        kind = find_kind(declared[name].dtype) if name in declared else "text"
        typed[name], broken = _read_column(cells, kind)
        if broken:
            unread[name] = frozenset(broken)
        for line, rule in broken.items():
            found = make_finding(rule, text.file, line, name, cells[line])
            findings.append(replace(found, instead=_suggest(cells[line], kind)))
    frame = pd.DataFrame(typed, index=text.frame.index)
    return TypedTable(text, frame, unread, tuple(findings))


Typed = tuple[pd.Series, dict[int, str]]
"""A column in its type, and the rule that each unreadable cell breaks, by line."""


def _read_column(cells: pd.Series, kind: str) -> Typed:
    """The cells of a column as what it holds; each distinct text is read once."""
    if kind == "text":
        empty = cells == ""
        return (cells.mask(empty) if empty.any() else cells), {}
    codes, texts = pd.factorize(cells)
    values: list[object] = []
    rules: dict[int, str] = {}
    for code, text in enumerate(texts):
        rule = _broken_rule(text, kind) if text else ""
        if rule:
            rules[code] = rule
        values.append(None if rule or not text else _VALUES[kind](text))
    typed = pd.Series(values, dtype="object").astype(_DTYPES[kind])
    lines = zip(cells.index, codes, strict=True) if rules else ()
    broken = {int(line): rules[code] for line, code in lines if code in rules}
    return typed.take(codes).set_axis(cells.index), broken


def _broken_rule(text: str, kind: str) -> str:
    """The rule that a text breaks which is to be read as a kind; '' if it can be read."""
    if kind == "day" and re.fullmatch(DAY, text) and not 1900 <= int(text[:4]) <= 2100:
        return "day_far"
    return "" if IS_READABLE[kind](text) else kind


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as year-month-day."""
    try:
        return re.fullmatch(DAY, text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


IS_READABLE: Final[Mapping[str, Callable[[str], bool]]] = {
    "day": is_day,
    "whole_number": lambda text: re.fullmatch(WHOLE, text) is not None,
    "decimal_number": lambda text: re.fullmatch(DECIMAL, text) is not None,
}
"""Whether a text can be read as what a column of a kind holds."""

_VALUES: Final[Mapping[str, Callable[[str], object]]] = {
    "day": date.fromisoformat,
    "whole_number": int,
    "decimal_number": float,
}
_DTYPES: Final = {"day": "datetime64[ns]", "whole_number": "Int64", "decimal_number": "float64"}


def _suggest(text: str, kind: str) -> str | None:
    """What was surely meant by a text of another form; '1,286' might be 1.286 and stays open."""
    if kind == "day":
        found = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text.strip())
        if found and int(found[1]) > 12 >= int(found[2]):
            return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        return None
    plain = _SEPARATORS.sub("", text)
    if plain.count(",") > 1:
        plain = re.sub(r"([0-9]),(?=[0-9]{3}([^0-9]|$))", r"\1", plain)
    return plain if plain != text and IS_READABLE[kind](plain) else None
