"""Dropped files as they would be published: as our tables are written, everything sure repaired."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exports.row_files import acts_as_formula
from schemas import TABLES
from upkeep.clean.repair import Repair
from upkeep.folder import format_table
from upkeep.sandbox.patch import patch

FOLDER: Final = "data"
"""Where the tables lie for those who apply a patch."""
_NUMBER: Final = re.compile(r"[+-][\d.,\s%]*")


@dataclass(frozen=True)
class Copy:
    """One table as it would be published, and the name of the file it was dropped as."""

    table: str
    dropped: str
    content: bytes

    @property
    def name(self) -> str:
        """The name of its file in the data folder."""
        return TABLES[self.table].file_name()


def copies(
    repairs: Sequence[Repair], present: Mapping[str, bytes]
) -> tuple[dict[str, Copy], dict[str, str], list[str]]:
    """The copy of each table, files that only repeat a table, and files that were not sure.

    A file that repeats a table comes with the file that is taken instead of it.
    """
    found: dict[str, Copy] = {}
    repeated: dict[str, str] = {}
    unsure: list[str] = []
    for made in repairs:
        content = _copied(made, present)
        if content is None:
            unsure.append(made.file)
        elif made.table in found:
            repeated[made.file] = found[made.table].dropped
        else:
            found[made.table] = Copy(made.table, made.file, content)
    return found, repeated, unsure


def _copied(made: Repair, present: Mapping[str, bytes]) -> bytes | None:
    """A file as it would be published; None where that is not sure, or a cell is a whole book."""
    content = format_table(made)
    try:
        return content and _spelled(made.table, content, present.get(made.table, b""))
    except csv.Error:
        return None


def _spelled(table: str, content: bytes, present: bytes) -> bytes:
    """The same rows, spelled as in the present data: spreadsheets lose the last zero of 7.450."""
    rows, known = _rows(content), _rows(present)
    decimals = TABLES[table].columns_of_kind("decimal_number")
    if not decimals or not rows or rows[:1] != known[:1]:
        return content
    places = [rows[0].index(name) for name in decimals if name in rows[0]]
    spelled = {_short(row, places): row for row in known}
    return _text(spelled.get(_short(row, places), row) for row in rows)


def _short(row: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    """A row without the last zeros of its decimals."""
    cells = list(row)
    for at in places:
        if at < len(cells) and "." in cells[at]:
            cells[at] = cells[at].rstrip("0").rstrip(".")
    return tuple(cells)


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _text(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def patch_of(made: Mapping[str, Copy], present: Mapping[str, bytes]) -> bytes:
    """What makes the copies of the present data; empty if nothing differs."""
    return b"".join(
        patch(f"{FOLDER}/{made[table].name}", present.get(table), made[table].content)
        for table in TABLES
        if table in made
    )


def harmless(content: bytes) -> tuple[bytes, int]:
    """A CSV that may be opened in a spreadsheet: cells that would act begin with an apostrophe.

    Also how many there are; without any, the bytes stay as they are.
    """
    rows = _rows(content)
    number = sum(_acts(cell) for row in rows for cell in row)
    if not number:
        return content, 0
    calm = ([f"'{cell}" if _acts(cell) else cell for cell in row] for row in rows)
    return _text(calm), number


def _acts(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula, and it is no plain number."""
    return acts_as_formula(cell) and not _NUMBER.fullmatch(cell)
