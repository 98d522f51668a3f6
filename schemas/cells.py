"""From text to typed cells: what can be read is read, what cannot is set aside and located."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from schemas.problems import Problem
from schemas.table import Table


@dataclass(frozen=True)
class RawTable:
    """The text of a CSV: its cells as written, with the line each row begins on."""

    file: str
    header: list[str]
    lines: list[int]
    rows: list[list[str]]

    def frame(self) -> pd.DataFrame:
        """All cells as text, indexed by line."""
        return pd.DataFrame(self.rows, columns=self.header, index=self.lines, dtype=str)


def read_text(file: str, content: bytes, model: type[Table]) -> tuple[RawTable, list[Problem]]:
    """Split a CSV into cells; rows whose cells do not fit the header are set aside."""
    raw = RawTable(file, [], [], [])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        return raw, [Problem(file, line, "", "", "file_not_utf8")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    begins = 1
    try:
        for cells in reader:
            if not raw.header:
                raw.header.extend(cells)
                problems += _header_problems(file, cells, model)
            elif any(cells):
                if len(cells) == len(raw.header):
                    raw.lines.append(begins)
                    raw.rows.append(cells)
                else:
                    problems.append(_ragged(file, begins, len(cells), len(raw.header)))
            begins = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(file, begins, "", "", "file_unreadable"))
    if not raw.rows and not problems:
        problems.append(Problem(file, 0, "", "", "file_empty"))
    return raw, problems


def _ragged(file: str, line: int, found: int, wanted: int) -> Problem:
    details = (("found", str(found)), ("wanted", str(wanted)))
    return Problem(file, line, "", "", "row_ragged", details)


def _header_problems(file: str, header: Sequence[str], model: type[Table]) -> list[Problem]:
    declared = model.columns()
    problems = [
        Problem(file, 1, name, name, "column_missing") for name in declared if name not in header
    ]
    problems += [
        Problem(file, 1, name, name, "column_unknown")
        for name in dict.fromkeys(header)
        if name not in declared
    ]
    problems += [
        Problem(file, 1, name, name, "column_repeated")
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    return problems


_WHOLE = r"-?\d+"
_DECIMAL = r"-?\d+(?:\.\d+)?"
_SEPARATORS = re.compile(r"[\s\u00a0\u202f\u2009'’_]")


def _suggested_number(text: str, pattern: str) -> str:
    """The number surely meant, or ''; '1,286' might be 1.286 and stays open."""
    plain = _SEPARATORS.sub("", text)
    if plain.count(",") > 1:
        plain = re.sub(r"(\d),(?=\d{3}(\D|$))", r"\1", plain)
    return plain if plain != text and re.fullmatch(pattern, plain) else ""


def _suggested_day(text: str) -> str:
    """The day surely meant by day.month.year with a day above 12, or ''."""
    found = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text.strip())
    if found and int(found[1]) > 12 >= int(found[2]):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return ""


def kind_of(dtype: object) -> str:
    """The kind of a column: day, whole_number, decimal_number or text."""
    name = str(dtype).lower()
    if "datetime" in name:
        return "day"
    if "int" in name:
        return "whole_number"
    return "decimal_number" if "float" in name else "text"


def _typed(text: pd.Series, kind: str) -> tuple[pd.Series, pd.Series]:
    """The column in its type, and where a filled cell could not be read."""
    written = text != ""
    if kind == "day":
        shaped = text.where(text.str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
        days = pd.to_datetime(shaped, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")
        return days, written & days.isna()
    pattern = _WHOLE if kind == "whole_number" else _DECIMAL
    good = text.str.fullmatch(pattern) & (text.str.len() <= 18)
    numbers = pd.to_numeric(text.where(good))
    typed = numbers.astype("Int64") if kind == "whole_number" else numbers.astype("float64")
    return typed, written & ~good


@dataclass(frozen=True)
class Cells:
    """Typed cells of one table, and the (line, column) pairs that could not be read."""

    frame: pd.DataFrame
    unreadable: frozenset[tuple[int, str]]
    problems: tuple[Problem, ...]


def parse(raw: RawTable, model: type[Table]) -> Cells:
    """Read every cell by the kind of its column; an unreadable one is missing and a problem."""
    text = raw.frame()
    typed: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    for name, declared in model.columns().items():
        kind = kind_of(declared.dtype)
        if kind == "text":
            typed[name] = text[name]
            continue
        typed[name], bad = _typed(text[name], kind)
        for line, value in text.loc[bad, name].items():
            suggestion = _suggestion(str(value), kind)
            details = (("suggestion", f": {suggestion}" if suggestion else ""),)
            problems.append(Problem(raw.file, int(str(line)), name, str(value), kind, details))
    unreadable = frozenset((problem.line, problem.column) for problem in problems)
    return Cells(pd.DataFrame(typed, index=text.index), unreadable, tuple(problems))


def _suggestion(text: str, kind: str) -> str:
    if kind == "day":
        return _suggested_day(text)
    return _suggested_number(text, _WHOLE if kind == "whole_number" else _DECIMAL)
