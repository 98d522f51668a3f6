"""What has become of rows somebody shows: what differs, whether it was corrected, and why."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from exports.row_files import disarm_formulas, format_rows
from locales import Language, Translator
from schemas import FACT_TABLES, MODELS, Tables

Row = Mapping[str, str]


@dataclass(frozen=True)
class CellChange:
    """One cell that says otherwise than before; `row` is the row as it was."""

    row: Row
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChanges:
    """What has become of some rows; nothing of the order they stood in."""

    table: str
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[CellChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rows have come, gone and changed."""
        rows = {tuple(cell.row.items()) for cell in self.changed}
        return len(self.added), len(self.removed), len(rows)


def describe_counts(added: int, removed: int, changed: int, t: Language) -> str:
    """How many rows have come, gone and changed; '' if none."""
    counts = (
        t.count("{n} row added", "{n} rows added", added) if added else "",
        t.count("{n} row removed", "{n} rows removed", removed) if removed else "",
        t.count("{n} row changed", "{n} rows changed", changed) if changed else "",
    )
    return t.join_items(filter(None, counts))


def read_rows(content: bytes) -> pd.DataFrame:
    """The rows of a `data.csv`, every cell as the text it is written in."""
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    header = next(lines, [])
    return pd.DataFrame([cells for cells in lines if cells], columns=header, dtype=str)


def compare_rows(old: pd.DataFrame, new: pd.DataFrame, table: str) -> RowChanges:
    """What has become of the old rows, fact by fact; all cells are text, as `data.csv` has them.

    A row is known by the key of its table. Only columns both sets have are compared, so that a
    column the house adds later is no change; nor are remarks, or what is told of a source.
    """
    model = MODELS[table]
    both = [name for name in model.columns() if name in old and name in new]
    key = [name for name in model.key_columns() if name in both]
    said = [name for name in both if name not in key and name not in model.columns_marked("remark")]
    before, after = _by_key(old, key, said), _by_key(new, key, said)
    added: list[Row] = []
    removed: list[Row] = []
    changed: list[CellChange] = []
    for one in sorted(before.keys() | after.keys()):
        was, now = [], list(after.get(one, ()))
        for row in before.get(one, ()):
            equal = next((other for other in now if not _cells(row, other, said)), None)
            if equal is None:
                was.append(row)
            else:
                now.remove(equal)
        if len(was) == len(now) == 1:
            changed += _cells(was[0], now[0], said)
        else:
            removed += was
            added += now
    return RowChanges(table, tuple(added), tuple(removed), tuple(changed))


def fact_of(row: Row, table: str) -> tuple[str, ...]:
    """What a row is about, whoever says it and in whichever edition."""
    return tuple(row.get(name, "") for name in MODELS[table].fact_columns())


def _by_key(
    rows: pd.DataFrame, key: Sequence[str], said: Sequence[str]
) -> dict[tuple[str, ...], list[Row]]:
    """The rows under each key, in the order of what they say."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(iterate_rows(rows), key=lambda row: [row[name] for name in said]):
        found.setdefault(tuple(row[name] for name in key), []).append(row)
    return found


def iterate_rows(rows: pd.DataFrame) -> Iterator[Row]:
    """The rows one by one, each by its column names."""
    names = [str(name) for name in rows.columns]
    for cells in rows.itertuples(index=False, name=None):
        yield dict(zip(names, cells, strict=True))


def _cells(was: Row, now: Row, said: Sequence[str]) -> list[CellChange]:
    return [
        CellChange(was, name, was[name], now[name])
        for name in said
        if not is_same(was[name], now[name])
    ]


def is_same(one: str, other: str) -> bool:
    """Whether two cells say the same; 286 and 286.0 do."""
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False


class RevisionState(StrEnum):
    """What a reader of old numbers must know of them."""

    CURRENT = "current"
    NEWER = "newer"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CorrectionReason:
    """Why a number is not what it was: a correction's words, a cell then and now, or a row gone."""

    because: str = ""
    cell: CellChange | None = None
    gone: Row | None = None

    def words(self, t: Translator) -> str:
        """The reason in words, such as 'OHCHR, Ukraine, July 2025: 286 → 268'."""
        if self.because:
            return t.data(self.because)
        if self.cell is None:
            return t("{what}: no longer in the data", what=_what(self.gone or {}, t))
        return t(
            "{what}: {before} → {after}",
            what=_what(self.cell.row, t),
            before=_value(self.cell.column, self.cell.before, t),
            after=_value(self.cell.column, self.cell.after, t),
        )


@dataclass(frozen=True)
class Revision:
    """What became of some rows, since when as far as the data tell, and why."""

    state: RevisionState
    change: RowChanges
    since: date | None = None
    reasons: tuple[CorrectionReason, ...] = ()

    def reason(self, t: Translator) -> str:
        """Why, in words; of several reasons the first, and how many more there are."""
        if not self.reasons:
            return ""
        first, more = self.reasons[0].words(t), len(self.reasons) - 1
        if not more:
            return first
        return t.count("{first}; {n} more change", "{first}; {n} more changes", more, first=first)


def compare_with_current(
    old: pd.DataFrame, new: pd.DataFrame, table: str, tables: Tables
) -> Revision:
    """What became of old rows of a table: `new` are those the same view shows now.

    All are as `data.csv` has them. Rows are corrected when the tables say something else under the
    same key, or hold them no longer. Only numbers that came out later, or that stand in the place
    of others, make them older: a figure that has since begun to show more rows does not.
    """
    if old.equals(new):
        return Revision(RevisionState.CURRENT, RowChanges(table))
    shown = compare_rows(old, new, table)
    if found := list(_corrected(old, shown, tables)):
        days = [day for _, day in found if day is not None]
        reasons = {
            reason.because or str(number): reason for number, (reason, _) in enumerate(found)
        }
        return Revision(
            RevisionState.CORRECTED, shown, max(days, default=None), tuple(reasons.values())
        )
    if not shown:
        return Revision(RevisionState.CURRENT, shown)
    came_out = tables.sources.set_index("source_id")["available"]
    replaced = {fact_of(row, table) for row in shown.removed}
    newest = came_out.reindex(old["source_id"].unique()).max()
    news = [
        came_out.get(row["source_id"])
        for row in shown.added
        if fact_of(row, table) in replaced or came_out.get(row["source_id"]) > newest
    ]
    if not news:
        return Revision(RevisionState.CURRENT, shown)
    return Revision(RevisionState.NEWER, shown, max(news).date())


def _corrected(
    old: pd.DataFrame, shown: RowChanges, tables: Tables
) -> Iterator[tuple[CorrectionReason, date | None]]:
    """Every reason why an old row is wrong, with the day the error was reported, if it was."""
    present: pd.DataFrame = getattr(tables, shown.table)
    present = present[present["source_id"].isin(set(old.get("source_id", ())))].copy()
    for name in present.select_dtypes(exclude=["number", "datetime"]):
        present[name] = present[name].map(disarm_formulas)
    still_there = read_rows(format_rows(present).encode())
    kept = compare_rows(old, still_there, shown.table)
    for cell in kept.changed:
        yield _correction(cell.row, cell, kept.table, tables) or (CorrectionReason(cell=cell), None)
    superseded = {fact_of(row, shown.table) for row in shown.added}
    for row in kept.removed:
        correction = _correction(row, None, kept.table, tables)
        if correction is not None:
            yield correction
        elif fact_of(row, shown.table) not in superseded:
            yield CorrectionReason(gone=row), None


def _correction(
    row: Row, cell: CellChange | None, table: str, tables: Tables
) -> tuple[CorrectionReason, date | None] | None:
    """The correction that speaks of an old row, or of one cell of it, and did not when frozen."""
    corrections = tables.corrections
    told = row.get("correction", "").split()
    for one in iterate_rows(corrections[corrections["file"] == MODELS[table].file_name()]):
        if one["correction_id"] not in told and _speaks_of(one, row, cell):
            day = date.fromisoformat(one["reported_on"]) if one["reported_on"] else None
            return CorrectionReason(because=one["reason"]), day
    return None


def _speaks_of(correction: Row, row: Row, cell: CellChange | None) -> bool:
    """Of a row by its key; of one that was left out without a key, by the number printed."""
    column = correction["column"]
    if cell is not None and column not in ("", cell.column):
        return False
    if correction["row"]:
        pairs = (part.partition("=") for part in correction["row"].split(";"))
        return all(row.get(name.strip()) == value.strip() for name, _, value in pairs)
    left_out = cell is None and correction["action"] == "excluded" and column in row
    return left_out and is_same(row[column], correction["printed"])


def _what(row: Row, t: Translator) -> str:
    """Who said it, of what place, of which time."""
    time = ""
    if row.get("date"):
        time = t.format_day(pd.Timestamp(row["date"]))
    elif row.get("period_start") and row.get("period_end"):
        start, end = pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])
        whole = end == start.to_period("M").end_time.normalize()
        time = t.format_month(start) if whole else t.format_day(end)
    parts: Iterable[str] = (
        t.data(row.get("source_publisher", "")) or row.get("source_id", ""),
        t.name_place(row["location"]) if row.get("location") else "",
        t.name_donor(row["donor"]) if row.get("donor") else "",
        time,
    )
    return ", ".join(filter(None, parts))


def _value(column: str, text: str, t: Translator) -> str:
    """A cell as readers know it: a number as their language writes it, a code by its words."""
    if not text:
        return "–"
    model = next((MODELS[name] for name in FACT_TABLES if column in MODELS[name].columns()), None)
    if model is not None and column in model.number_columns():
        number = float(text)
        return t.format_number(number, 0 if number.is_integer() else 2)
    codes: Mapping[str, str] = model.columns()[column].metadata["codes"] if model else {}
    return t(codes.get(text, text))
