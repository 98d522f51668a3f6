"""Dropped files as they would be published: as our tables are written, everything sure repaired."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas import TABLES
from upkeep.damage.repair import Repair
from upkeep.files import as_house_writes
from upkeep.trial.patch import patch

FOLDER: Final = "data"
"""Where the tables lie for those who apply a patch."""
_ACTS: Final = re.compile(r"[=@\t\r]|[+-](?![\d.,\s%]*$)")
"""How a cell begins that a spreadsheet would take for a formula."""


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


def copies(repairs: Sequence[Repair]) -> tuple[dict[str, Copy], dict[str, str], list[str]]:
    """The copy of each table, files that only repeat a table, and files that were not sure.

    A file that repeats a table comes with the file that is taken instead of it.
    """
    found: dict[str, Copy] = {}
    repeated: dict[str, str] = {}
    unsure: list[str] = []
    for made in repairs:
        content = as_house_writes(made)
        if content is None:
            unsure.append(made.file)
        elif made.table in found:
            repeated[made.file] = found[made.table].dropped
        else:
            found[made.table] = Copy(made.table, made.file, content)
    return found, repeated, unsure


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
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    number = sum(_ACTS.match(cell) is not None for row in rows for cell in row)
    if not number:
        return content, 0
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(
        [f"'{cell}" if _ACTS.match(cell) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode(), number
