"""What became of a row, in one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from locales import Translator
from schemas import CITING, FACTS, MODELS
from snapshots.revision import Row
from upkeep.diff.cell_words import NOTHING, cell_words, change_words, label, more_words
from upkeep.diff.publication import Publications
from upkeep.diff.row_change import Cell, Kind, RowChange
from upkeep.diff.subject import subject


@dataclass(frozen=True)
class RowWords:
    """Words for what became of rows, in one language."""

    say: Translator
    publications: Publications

    def line(self, change: RowChange, *, brief: bool = False) -> str:
        """The row, what it said and what it says; unless `brief`, by whom and in which edition."""
        what = self._what(change, brief=brief)
        told = self.say.row(part for part in self._parts(change, brief=brief) if part)
        return self.say.named(what, told) if told else what

    def _what(self, change: RowChange, *, brief: bool) -> str:
        if change.table == "sources":
            return self.publications.title(change.row)
        what = subject(change.table, change.row, self.say)
        if brief or not change.source_id:
            return what
        return f"{what}, {self.publications.publisher(change.source_id)}"

    def _parts(self, change: RowChange, *, brief: bool) -> Iterator[str]:
        edition = self.publications.edition(change.source_id)
        told = self.say.row(self._said(change))
        yield told if brief or not edition or change.table not in FACTS else f"{told}, {edition}"
        if change.instead is not None:
            yield self._instead(change, change.instead)
        for name in change.corrections:
            yield self.say("see correction {name}", name=name)

    def _said(self, change: RowChange) -> Iterator[str]:
        if change.kind is Kind.CHANGED:
            yield from self._changed(change)
        elif change.table in CITING:
            yield self._number(change.table, change.row)
        elif change.table == "corrections":
            yield self.say.data(change.row.get("reason", ""))

    def _changed(self, change: RowChange) -> Iterator[str]:
        """Every changed cell; the number itself needs no label."""
        main = MODELS[change.table].number_column()
        for cell in sorted(change.cells, key=lambda cell: cell.column != main):
            words = self._cell(change.table, cell)
            unlabelled = cell.column == main and change.table in FACTS
            yield words if unlabelled else self._labelled(change.table, cell.column, words)

    def _labelled(self, table: str, column: str, words: str) -> str:
        return self.say.named(label(table, column, self.say), words)

    def _cell(self, table: str, cell: Cell) -> str:
        return change_words(table, cell, self.say)

    def _number(self, table: str, row: Row) -> str:
        """A row's number; of a range its ends."""
        column = MODELS[table].number_column()
        number = cell_words(table, column, row.get(column, ""), self.say)
        low, high = (
            cell_words(table, name, row.get(name, ""), self.say) for name in ("low", "high")
        )
        if low == high == NOTHING:
            return number
        span = self.say("{low}–{high}", low=low, high=high)
        return span if number == NOTHING else f"{number} ({span})"

    def _instead(self, change: RowChange, other: Row) -> str:
        """What another edition says of the same fact, and how much more or less that was."""
        source = self.publications.words(other.get("source_id", ""))
        number = self._number(change.table, other)
        if change.kind is Kind.REMOVED:
            return self.say("now {number} ({source})", number=number, source=source)
        column = MODELS[change.table].number_column()
        cell = Cell(column, other.get(column, ""), change.row.get(column, ""))
        more = more_words(cell, self.say)
        number = f"{number}, {more}" if more else number
        return self.say("before {number} ({source})", number=number, source=source)
