"""Known errors of sources, mended as the tables are read — while the guard holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from schemas.findings import Finding, declare_rule, make_finding
from schemas.text import TextTable

declare_rule(
    "correction_target",
    "Correction of no table",
    "no such table or column; write for example civilian_deaths.csv",
)
declare_rule(
    "correction_row",
    "Correction of no row",
    "{found} rows fit this key; write one that fits exactly one row",
)
declare_rule(
    "correction_guard",
    "Correction to be removed",
    "the cell now says “{current}”, not “{printed}”; if the source has corrected its error, "
    "remove this correction",
)


@dataclass(frozen=True)
class Mending:
    """What the corrections did: tables by file, findings, and who speaks of each row."""

    tables: Mapping[str, TextTable]
    findings: tuple[Finding, ...]
    spoken_of: Mapping[tuple[str, int], str]
    """(file, line) → correction_id, joined by spaces where there are several."""


def mend(tables: Mapping[str, TextTable], corrections: TextTable) -> Mending:
    """Apply every override to the text of its table, and find the rows of the others.

    Keys are looked up in the text as printed, before any override, so that several corrections
    of one row do not hide each other.
    """
    mended = {file: TextTable(file, table.frame.copy()) for file, table in tables.items()}
    findings: list[Finding] = []
    spoken_of: dict[tuple[str, int], str] = {}
    for at, correction in corrections.rows.items():
        if not correction["row"] or correction["action"] == "excluded":
            continue

        def blame(rule: str, column: str, at: int = at, **details: str) -> Finding:
            value = corrections.rows[at][column]
            return make_finding(rule, corrections.file, at, column, value, **details)

        found: int | Finding | None = _find_row(tables, correction, blame)
        if isinstance(found, int):
            table = mended[correction["file"]]
            named = {*spoken_of.get((table.file, found), "").split(), correction["correction_id"]}
            spoken_of[table.file, found] = " ".join(sorted(named))
            found = _override(table, found, correction, blame)
        if found is not None:
            findings.append(found)
    return Mending(mended, tuple(findings), spoken_of)


Blame = Callable[..., Finding]
"""Says which rule a correction breaks in which of its columns."""


def _find_row(
    tables: Mapping[str, TextTable], correction: Mapping[str, str], blame: Blame
) -> int | Finding:
    """The line of the one row a correction speaks of, or why there is none."""
    file, column = correction["file"], correction["column"]
    if file not in tables:
        return blame("correction_target", "file")
    if column and column not in tables[file].columns:
        return blame("correction_target", "column")
    found = lines_of(tables[file], correction["row"])
    return found[0] if len(found) == 1 else blame("correction_row", "row", found=str(len(found)))


def _override(
    table: TextTable, line: int, correction: Mapping[str, str], blame: Blame
) -> Finding | None:
    """Write the right text into its cell, while the cell still says what was printed."""
    column, printed = correction["column"], correction["printed"]
    if correction["action"] != "override" or not column:
        return None
    current = str(table.frame.at[line, column])
    if current != printed:
        return blame("correction_guard", "correction_id", current=current, printed=printed)
    table.frame.at[line, column] = correction["corrected"]
    return None


def lines_of(table: TextTable, key: str) -> list[int]:
    """The lines of the rows that fit a key such as 'source_id=x;outcome=killed'."""
    fits: Iterable[int] = range(len(table.frame))
    for part in key.split(";"):
        name, _, value = (written.strip() for written in part.partition("="))
        if name not in table.columns:
            return []
        cells = table.columns[name]
        fits = [at for at in fits if cells[at] == value]
    lines = table.frame.index
    return [int(lines[at]) for at in fits]
