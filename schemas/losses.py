"""Rows that got lost: a table that became much shorter is held back until somebody says why.

A file cut at the end of a row is a valid CSV; only beside the state before can one see it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from schemas.findings import Finding, make_finding
from schemas.reading import MODELS
from schemas.removed_rows import RemovedRows
from schemas.text import TextTable

_SHARE: Final = 0.05

Row = tuple[str, ...]


def find_losses(before: Mapping[str, TextTable], after: Mapping[str, TextTable]) -> list[Finding]:
    """Every table that lost more than 5 % of its rows, or its last rows, and is not released.

    Both sides are tables by name. One row may go without a word. A line of `removed_rows.csv`
    that was not there before releases exactly as many rows as it says.
    """
    releases = list(RemovedRows.columns())
    declared = {*_find_rows(after, "removed_rows", releases)}
    declared -= {*_find_rows(before, "removed_rows", releases)}
    released = {(file, rows) for file, rows, *told in declared if file and rows and all(told)}
    findings = []
    for name, model in MODELS.items():
        if name not in before or name not in after:
            continue
        # What makes each row unique, as far as its columns are there.
        was, now = (
            _find_rows(side, name, [key for key in model.key_columns() if key in side[name].frame])
            for side in (before, after)
        )
        removed, file = len(was) - len(now), model.file_name()
        if removed <= 1 or (file, str(removed)) in released:
            continue
        if removed > _SHARE * len(was) or not set(was[-2:]) & set(now):
            details = {"removed": str(removed), "before": str(len(was)), "file": file}
            findings.append(make_finding("rows_lost", file, **details))
    return findings


def _find_rows(tables: Mapping[str, TextTable], name: str, columns: list[str]) -> Sequence[Row]:
    """These cells of every row of a table, in the order of the file; none without the columns."""
    if name not in tables or not set(columns) <= set(tables[name].frame.columns):
        return ()
    return list(tables[name].frame[columns].itertuples(index=False, name=None))
