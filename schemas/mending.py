"""Known errors of sources, mended as the tables are read — while the guard holds."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from schemas.cells import RawTable
from schemas.problems import Problem


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
    printed = {file: table.frame() for file, table in tables.items()}
    problems: list[Problem] = []
    spoken_of: dict[tuple[str, int], str] = {}
    for line, cells in zip(corrections.lines, corrections.rows, strict=True):
        correction = dict(zip(corrections.header, cells, strict=True))
        if not correction["row"] or correction["action"] == "excluded":
            continue
        file, column = correction["file"], correction["column"]
        found = _rows(printed.get(file), correction["row"])
        if found is None or (column and column not in printed[file]):
            target = "file" if file not in printed else "column"
            problems.append(
                Problem(corrections.file, line, target, correction[target], "correction_target")
            )
        elif len(found) != 1:
            details = (("found", str(len(found))),)
            problems.append(
                Problem(corrections.file, line, "row", correction["row"], "correction_row", details)
            )
        else:
            key = (file, found[0])
            spoken_of[key] = f"{spoken_of.get(key, '')} {correction['correction_id']}".strip()
            if correction["action"] == "override" and column:
                problems += _override(tables[file], found[0], correction, corrections, line)
    return Mending(tuple(problems), spoken_of)


def _rows(table: pd.DataFrame | None, key: str) -> list[int] | None:
    """Lines of the rows that fit a key such as 'source_id=x;outcome=killed'."""
    if table is None:
        return None
    fits = pd.Series(True, index=table.index)
    for part in key.split(";"):
        name, _, value = part.partition("=")
        if name.strip() not in table:
            return []
        fits &= table[name.strip()] == value.strip()
    return [int(line) for line in table.index[fits]]


def _override(
    table: RawTable, row: int, correction: Mapping[str, str], corrections: RawTable, line: int
) -> list[Problem]:
    cells = table.rows[table.lines.index(row)]
    position = table.header.index(correction["column"])
    if cells[position] != correction["printed"]:
        details = (("current", cells[position]), ("printed", correction["printed"]))
        name = correction["correction_id"]
        return [Problem(corrections.file, line, "correction_id", name, "correction_guard", details)]
    cells[position] = correction["corrected"]
    return []
