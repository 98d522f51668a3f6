"""What got lost: a table that became much shorter is held back until somebody says why.

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


_SAME: Final = ("publisher", "published", "available")
_NAMED: Final = ("title", "url")


def find_renamed_sources(
    before: Mapping[str, TextTable], after: Mapping[str, TextTable]
) -> list[Finding]:
    """Every publication that has another name than before, where it stands now.

    It is the same one if its publisher and days are, and its title or its address.
    """
    columns = ["source_id", *_SAME, *_NAMED]
    was, now = (_find_rows(side, "sources", columns) for side in (before, after))
    names = [{row[0] for row in side} for side in (was, now)]
    gone = [row for row in was if row[0] not in names[1]]
    findings = []
    for line, row in zip(after["sources"].frame.index if now else (), now, strict=False):
        for old in gone if row[0] not in names[0] else ():
            ends = zip(row[-len(_NAMED) :], old[-len(_NAMED) :], strict=True)
            same = row[1 : 1 + len(_SAME)] == old[1 : 1 + len(_SAME)]
            if same and any(one and one == other for one, other in ends):
                place = ("sources.csv", int(line), "source_id", row[0])
                findings.append(make_finding("source_renamed", *place, before=old[0]))
                break
    return findings


def _find_rows(tables: Mapping[str, TextTable], name: str, columns: list[str]) -> Sequence[Row]:
    """These cells of every row of a table, in the order of the file; none without the columns."""
    if name not in tables or not set(columns) <= set(tables[name].frame.columns):
        return ()
    return list(tables[name].frame[columns].itertuples(index=False, name=None))
