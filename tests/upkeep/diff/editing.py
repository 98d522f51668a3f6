"""The frozen tables with a few bytes of them changed, and small ones in a folder."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from locales import find_language
from schemas import MODELS, Tables, read_contents
from tests.frozen import FROZEN
from tests.small_tables import SMALL, Rows, small_with, written
from upkeep.diff.report import Report, compare_rows, compare_states
from upkeep.diff.states import State

CONTENTS: Mapping[str, bytes] = {name: (FROZEN / f"{name}.csv").read_bytes() for name in MODELS}
NAMES = ("sources", "displacement", "civilian_deaths", "exchange_rates", "corrections")
"""All tables but the large one."""


def tables_with(**changed: bytes) -> Tables:
    """The frozen tables, some of their files changed."""
    return read_contents({**CONTENTS, **changed})


def swapped(table: str, old: str, new: str) -> bytes:
    """The bytes of a table with a text in it changed once; the text must stand there once."""
    content = CONTENTS[table].decode()
    assert content.count(old) == 1, content.count(old)
    return content.replace(old, new).encode()


def rows_of(**changed: bytes) -> Report:
    """What differs in the rows after files were changed, valid or not."""
    before = {name: CONTENTS[name] for name in changed} | {"sources": CONTENTS["sources"]}
    return compare_rows(State("HEAD", before), State("data", {**before, **changed}))


def compared(before: Mapping[str, bytes], after: Mapping[str, bytes], code: str = "en") -> Report:
    """What differs between two states."""
    return compare_states(State("HEAD", before), State("data", after), find_language(code))


def lines_of(report: Report, code: str = "en") -> list[str]:
    """Every row change in words."""
    words = report.words(find_language(code))
    return [words.line(change) for change in report.rows]


def cells_of(table: str) -> list[list[str]]:
    """The lines of a table, the first with its names."""
    return list(csv.reader(io.StringIO(CONTENTS[table].decode(), newline="")))


def as_csv(lines: list[list[str]], *, quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> bytes:
    """Lines as the bytes of a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator=end).writerows(lines)  # type: ignore[arg-type]
    return text.getvalue().encode()


def put(folder: Path, **changed: Rows) -> Path:
    """The small tables in a folder, some with other rows."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = small_with(**{name: written(name, rows) for name, rows in changed.items()})
    for name, content in contents.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder


def deaths(*values: str) -> Rows:
    """As many counts of victims as values; all of other months."""
    row = SMALL["civilian_deaths"][0]
    months = [("2025-07-01", "2025-07-31"), ("2025-06-01", "2025-06-30")]
    return [
        {**row, "period_start": first, "period_end": last, "value": value}
        for (first, last), value in zip(months, values, strict=False)
    ]
