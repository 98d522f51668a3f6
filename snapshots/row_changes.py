"""What differs between two sets of rows: those added, those gone, and those that say otherwise."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from schemas import MODELS

Row = Mapping[str, str]


@dataclass(frozen=True)
class Changed:
    """One cell that says otherwise than before; `row` is the row as it was."""

    row: Row
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What has become of some rows; nothing of the order they stood in."""

    table: str
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def read_rows(content: bytes) -> pd.DataFrame:
    """The rows of a `data.csv`, every cell as the text it is written in."""
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    header = next(lines, [])
    return pd.DataFrame([cells for cells in lines if cells], columns=header, dtype=str)


def compare_rows(old: pd.DataFrame, new: pd.DataFrame, table: str) -> Change:
    """What has become of the old rows, fact by fact; all cells are text, as `data.csv` has them.

    A row is known by the key of its table. Only columns both sets have are compared, so that a
    column the house adds later is no change; nor are remarks, or what is told of a source.
    """
    model = MODELS[table]
    both = [name for name in model.columns() if name in old and name in new]
    key = [name for name in model.key_columns() if name in both]
    said = [name for name in both if name not in key and name not in model.columns_that("remark")]
    before, after = _by_key(old, key, said), _by_key(new, key, said)
    added: list[Row] = []
    removed: list[Row] = []
    changed: list[Changed] = []
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
    return Change(table, tuple(added), tuple(removed), tuple(changed))


def fact(row: Row, table: str) -> tuple[str, ...]:
    """What a row is about, whoever says it and in whichever edition."""
    return tuple(row.get(name, "") for name in MODELS[table].fact_columns())


def _by_key(
    rows: pd.DataFrame, key: Sequence[str], said: Sequence[str]
) -> dict[tuple[str, ...], list[Row]]:
    """The rows under each key, in the order of what they say."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in sorted(records(rows), key=lambda row: [row[name] for name in said]):
        found.setdefault(tuple(row[name] for name in key), []).append(row)
    return found


def records(rows: pd.DataFrame) -> Iterator[Row]:
    """The rows one by one, each by its column names."""
    names = [str(name) for name in rows.columns]
    for cells in rows.itertuples(index=False, name=None):
        yield dict(zip(names, cells, strict=True))


def _cells(was: Row, now: Row, said: Sequence[str]) -> list[Changed]:
    return [
        Changed(was, name, was[name], now[name]) for name in said if not same(was[name], now[name])
    ]


def same(one: str, other: str) -> bool:
    """Whether two cells say the same; 286 and 286.0 do."""
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False
