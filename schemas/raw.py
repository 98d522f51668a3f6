"""A CSV as written: for each column its distinct texts, and which of them stands in each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes: TypeAlias = npt.NDArray[np.int32]
Flagged: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int64]
Objects: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True)
class RawColumn:
    """One column: every text that stands in it, and for each row the position of its text.

    What is asked of a column is asked of its texts once, however many rows repeat them.
    """

    texts: pd.Series
    codes: Codes

    @cached_property
    def written(self) -> Objects:
        """The texts for reading one by one."""
        texts: Objects = self.texts.to_numpy(object)
        return texts

    def rows(self, chosen: Flagged) -> Numbers:
        """The rows whose text is among the chosen ones."""
        return np.flatnonzero(chosen[self.codes]) if chosen.any() else np.empty(0, np.int64)

    def says(self, text: str) -> Flagged:
        """For every row, whether exactly this text stands there."""
        same = (self.texts == text).to_numpy(bool)
        return same[self.codes] if same.any() else np.zeros(len(self.codes), bool)

    def cell(self, row: int) -> str:
        """The text of one row."""
        return str(self.written[self.codes[row]])

    def cells(self, rows: Numbers) -> list[str]:
        """The texts of some rows."""
        return list(self.texts.take(self.codes[rows]))

    def series(self) -> pd.Series:
        """The text of every row."""
        return self.texts.take(self.codes).reset_index(drop=True)

    def rewritten(self, texts: Mapping[int, str]) -> "RawColumn":
        """The column with some of its texts replaced wherever they stand."""
        if not texts:
            return self
        written = self.written.copy()
        written[list(texts)] = list(texts.values())
        return replace(self, texts=pd.Series(written, dtype="str"))

    def with_cell(self, row: int, text: str) -> "RawColumn":
        """The column with one cell replaced."""
        codes = self.codes.copy()
        codes[row] = len(self.texts)
        return RawColumn(pd.Series([*self.texts, text], dtype="str"), codes)

    def without(self, rows: Flagged) -> "RawColumn":
        """The column without some of its rows."""
        return replace(self, codes=self.codes[~rows])


def empty_column(rows: int) -> RawColumn:
    """A column in which nothing is written."""
    return RawColumn(pd.Series([""], dtype="str"), np.zeros(rows, np.int32))


@dataclass
class RawTable:
    """The text of a CSV: its columns as written, with the line each row begins on."""

    file: str
    header: list[str] = field(default_factory=list)
    lines: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    columns: list[RawColumn] = field(default_factory=list)

    def column(self, name: str) -> RawColumn:
        """The column of that name."""
        return self.columns[self.header.index(name)]

    def put(self, name: str, column: RawColumn) -> None:
        """Set another column in the place of the one of that name."""
        self.columns[self.header.index(name)] = column

    def copy(self) -> "RawTable":
        """The same table, whose columns can be replaced without changing this one's."""
        return replace(self, header=list(self.header), columns=list(self.columns))


class Coder:
    """Takes the cells of one column as they are read, and keeps each distinct text once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._parts: list[Codes] = []

    def add(self, cells: Sequence[str]) -> None:
        """Take the next cells of the column."""
        texts = np.empty(len(cells), object)
        texts[:] = cells
        local, distinct = pd.factorize(texts)
        known = self._known
        codes = [known.setdefault(text, len(known)) for text in distinct]
        self._parts.append(np.array(codes, np.int32)[local])

    def column(self) -> RawColumn:
        """The column that has been read."""
        codes = np.concatenate(self._parts) if self._parts else np.empty(0, np.int32)
        return RawColumn(pd.Series(list(self._known), dtype="str"), codes)
