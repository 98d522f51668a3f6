"""From text to typed cells: what can be read is read, what cannot is set aside and located."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from schemas.problems import Problem
from schemas.raw import Codes, Flagged, Numbers, Objects, RawTable
from schemas.splitting import MOST_COLUMNS, split
from schemas.table import Table


def read_text(file: str, content: bytes, model: type[Table]) -> tuple[RawTable, list[Problem]]:
    """Split a CSV into cells; rows whose cells do not fit the header are set aside."""
    try:
        content.isascii() or content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        return RawTable(file), [Problem(file, line, "", "", "file_not_utf8")]
    found = split(content)
    problems = _header_problems(file, found.header, model) if found.header else []
    problems += [
        _ragged(file, line, len(cells), len(found.header)) for line, _, cells in found.ragged
    ]
    if found.broken:
        problems.append(Problem(file, found.broken, "", "", "file_unreadable"))
    if not len(found.lines) and not problems:
        problems.append(Problem(file, 0, "", "", "file_empty"))
    return RawTable(file, found.header, found.lines, found.columns), problems


def _ragged(file: str, line: int, found: int, wanted: int) -> Problem:
    details = (("found", str(found)), ("wanted", str(wanted)))
    return Problem(file, line, "", "", "row_ragged", details)


def _header_problems(file: str, header: Sequence[str], model: type[Table]) -> list[Problem]:
    declared = model.columns()
    present = list(dict.fromkeys(header[:MOST_COLUMNS]))
    problems = [
        Problem(file, 1, name, name, "column_missing") for name in declared if name not in header
    ]
    problems += [
        Problem(file, 1, name, name, "column_unknown") for name in present if name not in declared
    ]
    problems += [
        Problem(file, 1, name, name, "column_repeated")
        for name in present
        if header.count(name) > 1
    ]
    return problems


WHOLE = r"-?\d+"
DECIMAL = r"-?\d+(?:\.\d+)?"
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


def _typed(text: pd.Series, kind: str) -> tuple[pd.Series, Flagged]:
    """Texts in the type of their column, and which of them could not be read."""
    if kind == "text":
        return text, np.zeros(len(text), bool)
    written = text != ""
    if kind == "day":
        shaped = text.where(text.str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
        days = pd.to_datetime(shaped, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")
        return days, (written & days.isna()).to_numpy(bool)
    pattern = WHOLE if kind == "whole_number" else DECIMAL
    good = text.str.fullmatch(pattern) & (text.str.len() <= 18)
    numbers = pd.to_numeric(text.where(good))
    typed = numbers.astype("Int64") if kind == "whole_number" else numbers.astype("float64")
    return typed, (written & ~good).to_numpy(bool)


@dataclass(frozen=True)
class TypedColumn:
    """One column in its type: distinct values, and which of them stands in each row."""

    values: pd.Series
    codes: Codes
    unreadable: Flagged
    """For each distinct value, whether its text could not be read."""

    @cached_property
    def _plain(self) -> Objects:
        plain: Objects = self.values.to_numpy(object)
        return plain

    def rows(self, chosen: Flagged) -> Numbers:
        """The rows whose value is among the chosen ones."""
        return np.flatnonzero(chosen[self.codes]) if chosen.any() else np.empty(0, np.int64)

    def lost(self) -> Flagged:
        """For every row, whether its cell could not be read."""
        return self.unreadable[self.codes]

    def at(self, row: int) -> object:
        """The value of one row."""
        return self._plain[self.codes[row]]

    def series(self) -> pd.Series:
        """The value of every row."""
        return self.values.take(self.codes).reset_index(drop=True)

    def sameness(self) -> Codes:
        """A number for every row: the same where the values are the same."""
        same, _ = pd.factorize(self.values, use_na_sentinel=False)
        numbers: Codes = same.astype(np.int32)[self.codes]
        return numbers

    def compact(self) -> pd.Series:
        """The value of every row in little room: texts kept once, numbers as floats."""
        if isinstance(self.values.dtype, pd.StringDtype):
            texts, same = np.unique(self.values.to_numpy(object).astype(str), return_inverse=True)
            codes = same.astype(np.int32)[self.codes]
            return pd.Series(pd.Categorical.from_codes(codes, pd.Index(texts, dtype="str")))
        days = pd.api.types.is_datetime64_any_dtype(self.values.dtype)
        values = self.values if days else self.values.astype("float64")
        return values.take(self.codes).reset_index(drop=True)


@dataclass(frozen=True)
class Cells:
    """Typed cells of one table, the line of each row, and the cells that could not be read."""

    file: str
    lines: Numbers
    columns: Mapping[str, TypedColumn]
    problems: tuple[Problem, ...]

    def frame(self, names: Iterable[str] | None = None) -> pd.DataFrame:
        """Rows in their types, indexed by line."""
        chosen = self.columns if names is None else names
        made = pd.DataFrame({name: self.columns[name].series() for name in chosen})
        return made.set_index(pd.Index(self.lines))

    def lost(self, names: Iterable[str]) -> Flagged:
        """For every row, whether a cell of these columns could not be read."""
        lost = np.zeros(len(self.lines), bool)
        for name in names:
            if self.columns[name].unreadable.any():
                lost |= self.columns[name].lost()
        return lost


def parse(raw: RawTable, model: type[Table]) -> Cells:
    """Read every cell by the kind of its column; an unreadable one is missing and a problem."""
    typed: dict[str, TypedColumn] = {}
    problems: list[Problem] = []
    for name, declared in model.columns().items():
        kind = kind_of(declared.dtype)
        column = raw.column(name)
        values, bad = _typed(column.texts, kind)
        typed[name] = TypedColumn(values, column.codes, bad)
        problems += _unreadable(raw, name, kind, bad)
    return Cells(raw.file, raw.lines, typed, tuple(problems))


def _unreadable(raw: RawTable, name: str, kind: str, bad: Flagged) -> Iterator[Problem]:
    column = raw.column(name)
    details = {
        int(code): (str(column.written[code]), suggestion(str(column.written[code]), kind))
        for code in np.flatnonzero(bad)
    }
    for row in column.rows(bad):
        text, instead = details[int(column.codes[row])]
        said = (("suggestion", f": {instead}" if instead else ""),)
        yield Problem(raw.file, int(raw.lines[row]), name, text, kind, said)


def suggestion(text: str, kind: str) -> str:
    """What was surely meant by a text that is no day or number, or ''."""
    if kind == "day":
        return _suggested_day(text)
    return _suggested_number(text, WHOLE if kind == "whole_number" else DECIMAL)
