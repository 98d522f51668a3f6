"""What has become of numbers somebody shows: current, newer ones out, or corrected, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from exports.row_files import format_rows, harmless
from locales import Translator
from schemas import MODELS, Tables
from snapshots.correction_reason import Reason
from snapshots.row_changes import Change, Changed, Row, compare_rows, fact, read_rows, records, same


class State(StrEnum):
    """What a reader of old numbers must know of them."""

    CURRENT = "current"
    NEWER = "newer"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Verdict:
    """What became of some rows, since when as far as the data tell, and why."""

    state: State
    change: Change
    since: date | None = None
    reasons: tuple[Reason, ...] = ()

    def reason(self, say: Translator) -> str:
        """Why, in words; of several reasons the first, and how many more there are."""
        if not self.reasons:
            return ""
        first, more = self.reasons[0].words(say), len(self.reasons) - 1
        if not more:
            return first
        return say.count("{first}; {n} more change", "{first}; {n} more changes", more, first=first)


def judge(old: pd.DataFrame, new: pd.DataFrame, table: str, tables: Tables) -> Verdict:
    """What became of old rows of a table: `new` are those the same view shows now.

    All are as `data.csv` has them.

    Rows are corrected when the tables say something else under the same key, or hold them no
    longer; a later edition of a fact, under another source, only makes them older.
    """
    if old.equals(new):
        return Verdict(State.CURRENT, Change(table))
    shown = compare_rows(old, new, table)
    found = list(_corrected(old, shown, tables))
    if found:
        days = [day for _, day in found if day is not None]
        reasons = {
            reason.because or str(number): reason for number, (reason, _) in enumerate(found)
        }
        return Verdict(State.CORRECTED, shown, max(days, default=None), tuple(reasons.values()))
    if shown:
        return Verdict(State.NEWER, shown, newest(shown.added, tables))
    return Verdict(State.CURRENT, shown)


def newest(rows: Iterable[Row], tables: Tables) -> date | None:
    """The day the last of the sources of some rows came out; None without rows."""
    named = {row["source_id"] for row in rows}
    days = tables.sources.loc[tables.sources["source_id"].isin(named), "available"]
    return None if days.empty else days.max().date()


def _corrected(
    old: pd.DataFrame, shown: Change, tables: Tables
) -> Iterator[tuple[Reason, date | None]]:
    """Every reason why an old row is wrong, with the day the error was reported, if it was."""
    kept = compare_rows(old, _still_there(old, shown.table, tables), shown.table)
    for cell in kept.changed:
        correction = _correction(cell.row, cell, kept.table, tables)
        yield (Reason(cell=cell), None) if correction is None else correction
    superseded = {fact(row, shown.table) for row in shown.added}
    for row in kept.removed:
        correction = _correction(row, None, kept.table, tables)
        if correction is not None:
            yield correction
        elif fact(row, shown.table) not in superseded:
            yield Reason(gone=row), None


def _still_there(old: pd.DataFrame, table: str, tables: Tables) -> pd.DataFrame:
    """The present rows of the sources of old rows, written as `data.csv` writes them."""
    rows: pd.DataFrame = getattr(tables, table)
    rows = rows[rows["source_id"].isin(set(old.get("source_id", ())))].copy()
    for name in rows.select_dtypes(exclude=["number", "datetime"]):
        rows[name] = rows[name].map(harmless)
    return read_rows(format_rows(rows).encode())


def _correction(
    row: Row, cell: Changed | None, table: str, tables: Tables
) -> tuple[Reason, date | None] | None:
    """The correction that speaks of an old row, or of one cell of it, and did not when frozen."""
    corrections = tables.corrections
    told = row.get("correction", "").split()
    for one in records(corrections[corrections["file"] == MODELS[table].file_name()]):
        if one["correction_id"] not in told and _speaks_of(one, row, cell):
            day = date.fromisoformat(one["reported_on"]) if one["reported_on"] else None
            return Reason(because=one["reason"]), day
    return None


def _speaks_of(correction: Row, row: Row, cell: Changed | None) -> bool:
    """Of a row by its key; of one that was left out without a key, by the number printed."""
    column = correction["column"]
    if cell is not None and column not in ("", cell.column):
        return False
    if correction["row"]:
        pairs = (part.partition("=") for part in correction["row"].split(";"))
        return all(row.get(name.strip()) == value.strip() for name, _, value in pairs)
    left_out = cell is None and correction["action"] == "excluded" and column in row
    return left_out and same(row[column], correction["printed"])
