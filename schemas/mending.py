"""Known errors of sources, mended as the tables are read — while the guard holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from schemas.problems import Problem
from schemas.raw import Numbers, RawTable


@dataclass(frozen=True)
class Mending:
    """What the corrections did: problems met, and the correction that speaks of each row."""

    problems: tuple[Problem, ...]
    spoken_of: Mapping[tuple[str, int], str]
    """(file, line) → correction_id, joined by spaces where there are several."""


def mend(tables: Mapping[str, RawTable], corrections: RawTable) -> Mending:
    """Apply every override to the text of its table, in place, and find the rows of the others.

    Keys are looked up in the text as printed, before any override, so that several corrections
    of one row do not hide each other.
    """
    printed = {file: table.copy() for file, table in tables.items()}
    problems: list[Problem] = []
    spoken_of: dict[tuple[str, int], str] = {}
    for number, line in enumerate(map(int, corrections.lines)):
        correction = {name: corrections.column(name).cell(number) for name in corrections.header}
        if not correction["row"] or correction["action"] == "excluded":
            continue
        file, column = correction["file"], correction["column"]
        if file not in printed or (column and column not in printed[file].header):
            target = "file" if file not in printed else "column"
            problems.append(
                Problem(corrections.file, line, target, correction[target], "correction_target")
            )
            continue
        found = rows_of(printed[file], correction["row"])
        if len(found) != 1:
            details = (("found", str(len(found))),)
            problems.append(
                Problem(corrections.file, line, "row", correction["row"], "correction_row", details)
            )
            continue
        key = (file, int(printed[file].lines[found[0]]))
        spoken_of[key] = f"{spoken_of.get(key, '')} {correction['correction_id']}".strip()
        if correction["action"] == "override" and column:
            problems += _override(tables[file], int(found[0]), correction, corrections, line)
    return Mending(tuple(problems), spoken_of)


def rows_of(table: RawTable, key: str) -> Numbers:
    """Positions of the rows that fit a key such as 'source_id=x;outcome=killed'."""
    fits = np.arange(len(table.lines))
    for part in key.split(";"):
        name, _, value = part.partition("=")
        if name.strip() not in table.header:
            return np.empty(0, np.int64)
        column = table.column(name.strip())
        same = (column.texts == value.strip()).to_numpy(bool)
        fits = fits[same[column.codes[fits]]]
    return fits


def _override(
    table: RawTable, row: int, correction: Mapping[str, str], corrections: RawTable, line: int
) -> list[Problem]:
    column = table.column(correction["column"])
    current = column.cell(row)
    if current != correction["printed"]:
        details = (("current", current), ("printed", correction["printed"]))
        name = correction["correction_id"]
        return [Problem(corrections.file, line, "correction_id", name, "correction_guard", details)]
    table.put(correction["column"], column.with_cell(row, correction["corrected"]))
    return []
