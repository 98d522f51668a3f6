"""Rows to add for the next edition: what never changes is filled in, the rest is left blank."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from schemas import MODELS, Tables
from upkeep.due.series import Part, Series, rows_of

_EDITIONS: Final = 3
"""So many editions back, what did not change is taken to stay."""
_OWN: Final = frozenset({"source_id", "published", "available", "accessed", "kind", "via"})
"""What every publication has for itself."""
_OF_ONE: Final = frozenset({"title", "url"})
"""Known to stay only where two editions agree."""
_FREE: Final = frozenset({"note", "conflicts_with", "package"})
"""What is said of a single figure."""


@dataclass(frozen=True)
class Draft:
    """A row for a table, with the columns that only the new publication can fill."""

    table: str
    series: str
    cells: tuple[str, ...]
    blanks: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the CSV."""
        return MODELS[self.table].file_name()

    @property
    def header(self) -> str:
        """The first line of the CSV."""
        return _line(list(MODELS[self.table].columns()))

    @property
    def line(self) -> str:
        """The row as it is to be added, blanks empty."""
        return _line(self.cells)


def source_draft(series: Series, today: date) -> Draft:
    """The row of sources.csv for the next edition."""
    recent = series.editions.tail(_EDITIONS)
    cells = []
    for name in MODELS["sources"].columns():
        alone = name in _OF_ONE and len(recent) < 2
        same = name not in _OWN and not alone and recent[name].nunique() == 1
        cells.append(str(recent[name].iloc[-1]) if same else "")
    columns = list(MODELS["sources"].columns())
    cells[columns.index("accessed")] = today.isoformat()
    blanks = [name for name, cell in zip(columns, cells, strict=True) if not cell and
              (name in _OWN or (recent[name] != "").any())]  # fmt: skip
    return Draft("sources", "", tuple(cells), tuple(blanks))


def row_drafts(series: Series, tables: Tables) -> tuple[Draft, ...]:
    """For each part of a series, the row for one more number."""
    recent = list(series.editions.tail(_EDITIONS)["source_id"])
    return tuple(_row_draft(part, rows_of(tables, part, recent)) for part in series.parts)


def _row_draft(part: Part, rows: pd.DataFrame) -> Draft:
    table, code = part
    cells, blanks = [], []
    for name in MODELS[table].columns():
        said = name in MODELS[table].columns_of_kind("text") and name not in {*_OWN, *_FREE}
        same = said and rows[name].nunique() == 1
        cells.append(str(rows[name].iloc[0]) if same else "")
        filled = rows[name].notna() & (rows[name] != "")
        if not cells[-1] and filled.any() and name not in _FREE:
            blanks.append(name)
    return Draft(table, code, tuple(cells), tuple(blanks))


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
