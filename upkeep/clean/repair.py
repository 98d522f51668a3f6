"""A file after everything sure has been undone, and everything that was seen on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from locales import Language
from schemas.findings import Cause, Detail, Finding, Place, show_invisible
from schemas.text import TextTable
from upkeep.clean.causes import DAMAGE

MOST: int = 100_000
"""Findings of one kind in one column that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, row or column that a repair writes differently."""

    cause: Cause
    place: Place
    before: str
    after: str | None
    """What stands there now; None where a whole row or column was taken out."""

    def message(self, t: Language) -> str:
        """The change in words, without its file."""
        where = self.place.describe(t) or t("whole file")
        before = show_invisible(self.before)
        if self.after is None:
            return t("{where}: ‘{before}’ taken out", where=where, before=before)
        after = show_invisible(self.after)
        return t("{where}: ‘{before}’ → ‘{after}’", where=where, before=before, after=after)


@dataclass
class Repair:
    """One file: its table as far as it can be read, findings, and what a repaired copy changes."""

    file: str
    table: str = ""
    text: TextTable | None = None
    """The table in its declared columns; None where there is nothing to check."""
    rows: dict[int, int] = field(default_factory=dict)
    """For the line of every row of the table, its row in a spreadsheet."""
    positions: dict[str, int] = field(default_factory=dict)
    """For every name of a column, where it stands in the file, from 1."""
    missing: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unknown: list[tuple[str, list[str]]] = field(default_factory=list)
    """Columns that no model declares; a repaired copy keeps them."""
    ragged: list[tuple[int, list[str]]] = field(default_factory=list)
    """Rows that could not be fitted, with their lines; a repaired copy keeps them."""
    sure: bool = True
    """Whether a repaired copy may be written at all."""

    @property
    def read(self) -> TextTable:
        """The table, where it is known that there is one."""
        if self.text is None:
            raise ValueError(f"nothing could be read in {self.file}")
        return self.text

    def see(
        self,
        cause: str,
        place: Place | None = None,
        value: str = "",
        details: Sequence[tuple[str, Detail]] = (),
        instead: str | None = None,
    ) -> None:
        """Note a finding."""
        at = place or Place(self.file)
        self.findings.append(Finding(DAMAGE[cause], at, value, tuple(details), instead))

    def change(self, cause: str, place: Place, before: str, after: str | None) -> None:
        """Note what a repaired copy writes differently."""
        self.changes.append(Change(DAMAGE[cause], place, before, after))

    def line(self, line: int, row: int = 0) -> Place:
        """A whole line of the file."""
        return Place(self.file, line, row or line)

    def cell(self, line: int, name: str) -> Place:
        """A cell of the table, by the line of its row and the name of its column."""
        return Place(self.file, line, self.rows[line], self.positions.get(name, 0), name)
