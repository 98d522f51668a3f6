"""The tables as text, in whatever state they are: cells as written, corrections applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exports.row_files import format_rows
from schemas import MODELS, Tables, read_as_written
from snapshots.revision import read_rows

_CUT: Final = {"row_ragged", "file_quotes"}


@dataclass(frozen=True)
class Written:
    """The text of one table, row by row; of each row the corrections that speak of it.

    `whole` says whether every row of the file could be read.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    corrections: tuple[str, ...]
    whole: bool = True


def written(tables: Tables) -> dict[str, Written]:
    """Valid tables as text, each number and day in one form only."""
    return {name: _of_table(tables, name) for name in MODELS}


def _of_table(tables: Tables, name: str) -> Written:
    frame = getattr(tables, name)
    header = tuple(MODELS[name].columns())
    rows = read_rows(format_rows(frame[list(header)]).encode())
    told = frame["correction"] if "correction" in frame else [""] * len(frame)
    return Written(header, tuple(rows.itertuples(index=False, name=None)), tuple(told))


def written_as_found(contents: Mapping[str, bytes]) -> dict[str, Written]:
    """The text of files that may be broken; those that cannot be read at all are left out."""
    found = read_as_written(contents)
    cut = {each.place.file for each in found.findings if each.cause.name in _CUT}
    return {
        name: Written(
            tuple(text.frame.columns),
            tuple(found.corrected_text(name).frame.itertuples(index=False, name=None)),
            tuple(found.corrections_of(name)),
            text.file not in cut,
        )
        for name, text in found.texts.items()
        if len(text.frame.columns)
    }
