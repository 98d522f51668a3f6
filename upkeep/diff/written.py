"""The tables as text, in whatever state they are: cells as written, corrections applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas import MODELS, Tables
from schemas.cells import read_text
from schemas.mending import mend
from schemas.raw import RawTable
from snapshots.change import read_rows

_CUT: Final = {"row_ragged", "file_unreadable"}


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
    found: dict[str, tuple[RawTable, bool]] = {}
    for name, content in contents.items():
        raw, problems = read_text(MODELS[name].file_name(), content, MODELS[name])
        if raw.header:
            found[name] = raw, not any(problem.rule in _CUT for problem in problems)
    told = _mended({name: raw for name, (raw, _) in found.items()})
    return {
        name: Written(
            tuple(raw.header),
            _rows(raw),
            tuple(told.get((raw.file, line), "") for line in raw.lines),
            whole,
        )
        for name, (raw, whole) in found.items()
    }


def _rows(raw: RawTable) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, row by row."""
    columns = [list(column.series()) for column in raw.columns]
    return tuple(zip(*columns, strict=True))


def _mended(found: Mapping[str, RawTable]) -> Mapping[tuple[str, int], str]:
    """Apply the corrections in place, as far as they can be read; the rows they speak of."""
    clear = {name: raw for name, raw in found.items() if len(set(raw.header)) == len(raw.header)}
    corrections = clear.get("corrections")
    if corrections is None or not set(MODELS["corrections"].columns()) <= set(corrections.header):
        return {}
    return mend({raw.file: raw for raw in clear.values()}, corrections).spoken_of
