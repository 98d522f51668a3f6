"""The name of every number: twelve signs made of what a row is about and of its edition.

A number keeps its name as long as its row keeps its key. What stands at its address is written
elsewhere.
"""

from hashlib import sha256
from typing import Final

import pandas as pd

from schemas import MODELS

LENGTH: Final = 12


def name_rows(rows: pd.DataFrame, table: str) -> list[str]:
    """The names of some rows of a table, in their order."""
    keys = (_spell(rows[column]) for column in MODELS[table].key_columns())
    return [
        sha256("\x1f".join((table, *key)).encode()).hexdigest()[:LENGTH]
        for key in zip(*keys, strict=True)
    ]


def _spell(cells: pd.Series) -> list[str]:
    """Cells of a key as they stand in the file."""
    if pd.api.types.is_datetime64_any_dtype(cells):
        cells = cells.dt.strftime("%Y-%m-%d")
    return [str(cell) for cell in cells.astype(object).where(cells.notna(), "")]
