"""How a file is laid out: its separator, where its table begins, and which table it is."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from locales import later
from schemas.table import Table
from schemas.text import CsvRecords, split_csv
from upkeep.clean.header import likeness
from upkeep.clean.steps import Step

SEPARATORS: Final[Mapping[str, str]] = {
    ",": later("commas"), ";": later("semicolons"), "\t": later("tabs"), "|": later("bars"),
}  # fmt: skip
_LOOK: Final = 15
_HEAD: Final = 20_000
_ENOUGH: Final = 0.4
"""Share of a table's columns that a line must name to be taken for its header."""


@dataclass(frozen=True)
class Layout:
    """The cells of a file, the table it holds, and what was odd about its layout."""

    table: str
    split: CsvRecords
    separator: str
    symptoms: tuple[Step, ...]
    skipped: int = 0
    """Lines above the header; -1 where a header was put before the first line."""
    written: bytes = b""
    """The header that was put there."""


def laid_out(text: bytes, named: str, models: Mapping[str, type[Table]]) -> Layout | None:
    """The cells of UTF-8 text; `named` is the table its file name speaks of, or ''.

    None where no line of its head names the columns of any table.
    """
    text, symptoms = _unwrapped(text)
    head = _lines(text)
    best = max(
        (_Guess(_score(cells, model), name == named, name, separator, number)
         for number, line in enumerate(head)
         for separator in SEPARATORS
         for cells in (_cells(line, separator),)
         for name, model in models.items()),
        key=lambda guess: (guess.score, guess.is_named, -guess.number),
        default=None,
    )  # fmt: skip
    if best is None or best.score < _ENOUGH:
        return _headless(text, head, named, models, symptoms)
    skipped = sum(len(line) for line in head[: best.number])
    found = split_csv(text[skipped:], best.separator)
    symptoms += tuple(_above(line, number) for number, line in enumerate(head[: best.number], 1)
                      if line.strip())  # fmt: skip
    if best.separator != ",":
        details = (("separator", SEPARATORS[best.separator]),)
        symptoms += (Step("separator", None, details, best.number + 1),)
    return Layout(best.table, moved(found, best.number), best.separator, symptoms, best.number)


@dataclass(frozen=True)
class _Guess:
    score: float
    is_named: bool
    table: str
    separator: str
    number: int


def _lines(text: bytes) -> list[bytes]:
    """The first lines of a text, with their ends."""
    return re.findall(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", text[:_HEAD])[:_LOOK]


def _cells(line: bytes, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.decode(errors="replace")], delimiter=separator), [])
    except csv.Error:
        return []


def _score(cells: Sequence[str], model: type[Table]) -> float:
    if len(cells) < 2:
        return 0.0
    wanted = list(model.columns())
    return sum(likeness(cell, wanted) for cell in cells[:200]) / len(wanted)


def _above(line: bytes, number: int) -> Step:
    is_separator = re.fullmatch(rb"\"?sep=.\"?\s*", line, re.I) is not None
    return Step("separator_line" if is_separator else "preamble", line=number)


def moved(found: CsvRecords, lines: int) -> CsvRecords:
    """The same cells, counted from the top of the whole file."""
    if not lines:
        return found
    ragged = [(line + lines, row + lines, cells) for line, row, cells in found.ragged]
    broken = found.broken + lines if found.broken else 0
    return replace(
        found, header_line=found.header_line + lines,
        lines=[line + lines for line in found.lines], rows=[row + lines for row in found.rows],
        ragged=ragged, broken=broken,
    )  # fmt: skip


def _unwrapped(text: bytes) -> tuple[bytes, tuple[Step, ...]]:
    """A file whose every row was saved as one cell in quotation marks, unwrapped."""
    head = _lines(text)
    rows = [_cells(line, ",") for line in head if line.strip()]
    inside = [cells[0] for cells in rows if len(cells) == 1]
    wrapped = len(inside) == len(rows) and all(head[0].startswith(b'"') for _ in head[:1])
    if not rows or not wrapped or "," not in inside[0]:
        return text, ()
    reader = csv.reader(text.decode().splitlines())
    unwrapped = "\n".join(",".join(cells) for cells in reader)
    return unwrapped.encode(), (Step("rows_in_quotes", line=1),)


def _headless(
    text: bytes,
    head: Sequence[bytes],
    named: str,
    models: Mapping[str, type[Table]],
    symptoms: tuple[Step, ...],
) -> Layout | None:
    """A table that begins with its first fact, if its name says which one it is."""
    if named not in models or not head:
        return None
    wanted = list(models[named].columns())
    for separator in SEPARATORS:
        if len(_cells(head[0], separator)) == len(wanted):
            first = separator.join(wanted).encode() + b"\n"
            found = moved(split_csv(first + text, separator), -1)
            symptoms += (Step("header_missing", line=1),)
            return Layout(named, found, separator, symptoms, -1, first)
    return None
