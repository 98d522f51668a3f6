"""What became of a row, in one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from locales import Translator
from schemas import FACT_TABLES, MODELS, NUMBER_TABLES
from snapshots.revision import Row
from upkeep.diff.cell_words import NOTHING, cell_words, change_words, label, more_words
from upkeep.diff.publication import Publications
from upkeep.diff.row_change import Cell, Kind, RowChange
from upkeep.diff.subject import subject


@dataclass(frozen=True)
class RowWords:
    """Words for what became of rows, in one language."""

    t: Translator
    publications: Publications

    def line(self, change: RowChange, *, brief: bool = False) -> str:
        """The row, what it said and what it says; unless `brief`, by whom and in which edition."""
        what = self._what(change, brief=brief)
        told = self.t.join_items(part for part in self._parts(change, brief=brief) if part)
        return self.t.label(what, told) if told else what

    def _what(self, change: RowChange, *, brief: bool) -> str:
        if change.table == "sources":
            return self.publications.title(change.row)
        what = subject(change.table, change.row, self.t)
        if brief or not change.source_id:
            return what
        return f"{what}, {self.publications.publisher(change.source_id)}"

    def _parts(self, change: RowChange, *, brief: bool) -> Iterator[str]:
        edition = self.publications.edition(change.source_id)
        told = self.t.join_items(self._said(change))
        yield (
            told
            if brief or not edition or change.table not in FACT_TABLES
            else f"{told}, {edition}"
        )
        if change.instead is not None:
            yield self._instead(change, change.instead)
        for name in change.corrections:
            yield self.t("see correction {name}", name=name)

    def _said(self, change: RowChange) -> Iterator[str]:
        if change.kind is Kind.CHANGED:
            yield from self._changed(change)
        elif change.table in NUMBER_TABLES:
            yield self._number(change.table, change.row)
        elif change.table == "corrections":
            yield self.t.data(change.row.get("reason", ""))

    def _changed(self, change: RowChange) -> Iterator[str]:
        """Every changed cell; the number itself needs no label."""
        main = MODELS[change.table].number_column()
        for cell in sorted(change.cells, key=lambda cell: cell.column != main):
            words = self._cell(change.table, cell)
            unlabelled = cell.column == main and change.table in FACT_TABLES
            yield words if unlabelled else self._labelled(change.table, cell.column, words)

    def _labelled(self, table: str, column: str, words: str) -> str:
        return self.t.label(label(table, column, self.t), words)

    def _cell(self, table: str, cell: Cell) -> str:
        return change_words(table, cell, self.t)

    def _number(self, table: str, row: Row) -> str:
        """A row's number; of a range its ends."""
        column = MODELS[table].number_column()
        number = cell_words(table, column, row.get(column, ""), self.t)
        low, high = (cell_words(table, name, row.get(name, ""), self.t) for name in ("low", "high"))
        if low == high == NOTHING:
            return number
        span = self.t("{low}–{high}", low=low, high=high)
        return span if number == NOTHING else f"{number} ({span})"

    def _instead(self, change: RowChange, other: Row) -> str:
        """What another edition says of the same fact, and how much more or less that was."""
        source = self.publications.words(other.get("source_id", ""))
        number = self._number(change.table, other)
        if change.kind is Kind.REMOVED:
            return self.t("now {number} ({source})", number=number, source=source)
        column = MODELS[change.table].number_column()
        cell = Cell(column, other.get(column, ""), change.row.get(column, ""))
        more = more_words(cell, self.t)
        number = f"{number}, {more}" if more else number
        return self.t("before {number} ({source})", number=number, source=source)
