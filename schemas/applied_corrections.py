"""Known errors of sources, mended as the tables are read — while the guard holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.findings import Finding, make_finding
from schemas.text import TextTable


@dataclass(frozen=True)
class AppliedCorrections:
    """What the corrections did: tables by file, findings, and who speaks of each row."""

    tables: Mapping[str, TextTable]
    findings: tuple[Finding, ...]
    spoken_of: Mapping[tuple[str, int], str]
    """(file, line) → correction_id, joined by spaces where there are several."""


class _Blamed(Exception):
    """Which rule a correction breaks, in which of its columns, with details."""

    def __init__(self, rule: str, column: str, **details: str) -> None:
        self.rule, self.column, self.details = rule, column, details


def apply_corrections(tables: Iterable[TextTable], corrections: TextTable) -> AppliedCorrections:
    """Apply every override to the text of its table, and find the rows of the others.

    Keys are looked up in the text as printed, before any override, so that several corrections
    of one row do not hide each other.
    """
    printed = {table.file: table for table in tables}
    mended = {file: TextTable(file, table.frame.copy()) for file, table in printed.items()}
    findings: list[Finding] = []
    spoken_of: dict[tuple[str, int], set[str]] = defaultdict(set)
    for at, correction in corrections.rows.items():
        if not correction["row"] or correction["action"] == "excluded":
            continue
        file = correction["file"]
        try:
            line = _find_row(printed, correction)
            spoken_of[file, line].add(correction["correction_id"])
            _override(mended[file], line, correction)
        except _Blamed as one:
            value = correction[one.column]
            findings.append(
                make_finding(one.rule, corrections.file, at, one.column, value, **one.details)
            )
    names = {row: " ".join(sorted(named)) for row, named in spoken_of.items()}
    return AppliedCorrections(mended, tuple(findings), names)


def _find_row(tables: Mapping[str, TextTable], correction: Mapping[str, str]) -> int:
    """The line of the one row a correction speaks of."""
    file, column = correction["file"], correction["column"]
    if file not in tables:
        raise _Blamed("correction_target", "file")
    if column and column not in tables[file].columns:
        raise _Blamed("correction_target", "column")
    found = find_lines(tables[file], correction["row"])
    if len(found) != 1:
        raise _Blamed("correction_row", "row", found=str(len(found)))
    return found[0]


def _override(table: TextTable, line: int, correction: Mapping[str, str]) -> None:
    """Write the right text into its cell, while the cell still says what was printed."""
    column, printed = correction["column"], correction["printed"]
    if correction["action"] == "override" and column:
        current = str(table.frame.at[line, column])
        if current != printed:
            raise _Blamed("correction_guard", "correction_id", current=current, printed=printed)
        table.frame.at[line, column] = correction["corrected"]


def find_lines(table: TextTable, key: str) -> list[int]:
    """The lines of the rows that fit a key such as 'source_id=x;outcome=killed'."""
    fits: Iterable[int] = range(len(table.frame))
    for part in key.split(";"):
        name, _, value = (written.strip() for written in part.partition("="))
        if name not in table.columns:
            return []
        cells = table.columns[name]
        fits = [at for at in fits if cells[at] == value]
    return [int(table.frame.index[at]) for at in fits]
