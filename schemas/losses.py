"""Rows that got lost: a table that became much shorter is held back until somebody says why.

A file cut at the end of a row is a valid CSV; only beside the state before can one see it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from schemas.findings import Finding, make_finding
from schemas.reading import MODELS
from schemas.removed_rows import RemovedRows
from schemas.table import Table
from schemas.text import TextTable

RELEASES: Final = "removed_rows"
_SHARE: Final = 0.05
_SINGLE: Final = 1


Row = tuple[str, ...]


def find_losses(before: Mapping[str, TextTable], after: Mapping[str, TextTable]) -> list[Finding]:
    """Every table that lost more than 5 % of its rows, or its last rows, and is not released.

    Both sides are tables by name. One row may go without a word. A line of `removed_rows.csv`
    that was not there before releases exactly as many rows as it says.
    """
    declared = _read_releases(after) - _read_releases(before)
    released = {(file, rows) for file, rows, *_ in declared}
    findings = []
    for name, model in MODELS.items():
        if name not in before or name not in after:
            continue
        was, now = (_find_keys(model, side[name]) for side in (before, after))
        removed, file = len(was) - len(now), model.file_name()
        if removed <= _SINGLE or (file, str(removed)) in released:
            continue
        if removed > _SHARE * len(was) or not set(was[-_SINGLE - 1 :]) & set(now):
            details = {"removed": str(removed), "before": str(len(was)), "file": file}
            findings.append(make_finding("rows_lost", file, **details))
    return findings


def _find_keys(model: type[Table], table: TextTable) -> Sequence[Row]:
    """What makes each row unique, in the order of the file, as far as its columns are there."""
    names = [name for name in model.key_columns() if name in table.frame]
    return list(table.frame[names].itertuples(index=False, name=None))


def _read_releases(tables: Mapping[str, TextTable]) -> set[Row]:
    """File, rows, day and reason of every removal that was declared."""
    wanted = list(RemovedRows.columns())
    if RELEASES not in tables or not set(wanted) <= set(tables[RELEASES].frame.columns):
        return set()
    rows = tables[RELEASES].frame[wanted].itertuples(index=False, name=None)
    return {row for row in rows if all(row)}
