"""The tables as text, in whatever state they are: cells as written, corrections applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas import MODELS, Tables
from schemas.reading import mend_texts
from schemas.text import TextTable, read_text
from snapshots.change import read_rows

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
    text = frame[list(header)].to_csv(
        index=False, lineterminator="\n", float_format="%.15g", date_format="%Y-%m-%d"
    )
    rows = read_rows(text.encode())
    told = frame["correction"] if "correction" in frame else [""] * len(frame)
    return Written(header, tuple(rows.itertuples(index=False, name=None)), tuple(told))


def written_as_found(contents: Mapping[str, bytes]) -> dict[str, Written]:
    """The text of files that may be broken; those that cannot be read at all are left out."""
    found: dict[str, tuple[TextTable, bool]] = {}
    for name, content in contents.items():
        text, findings = read_text(MODELS[name].file_name(), content)
        if len(text.frame.columns):
            found[name] = text, not any(finding.cause.name in _CUT for finding in findings)
    mending = mend_texts({name: text for name, (text, _) in found.items()})
    return {
        name: Written(
            tuple(text.frame.columns),
            tuple(mending.tables[text.file].frame.itertuples(index=False, name=None)),
            tuple(mending.spoken_of.get((text.file, line), "") for line in text.frame.index),
            whole,
        )
        for name, (text, whole) in found.items()
    }
