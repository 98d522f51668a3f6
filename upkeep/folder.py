"""The door to the disk: which files to check, how large they may be, and repaired copies."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from locales import later
from schemas import MODELS, TABLES, find_data_folder
from schemas.findings import Finding, Place
from snapshots.blob_store import write_atomically
from upkeep.check import Given
from upkeep.clean.repair import DAMAGE, Repair, table_named
from upkeep.diff.states import NoState, State, find_before, find_state, shorten_path

LIMIT: Final = 256_000_000
"""Bytes a file may have; a table of a million rows has less than half of it."""

FIXED: Final = ".fixed.csv"


@dataclass(frozen=True)
class Opened:
    """Files that were read, tables to read them beside, and files that were not opened."""

    given: tuple[Given, ...]
    beside: dict[str, bytes]
    before: State
    """The tables as they were; see `find_before`."""
    refused: tuple[Finding, ...]


def open_files(paths: Sequence[Path], against: str = "", *, limit: int = LIMIT) -> Opened:
    """Read files and the tables of folders; without any, the tables of the data folder.

    `against` names the state before: a folder or a revision of Git. Raises NoState.
    """
    chosen: list[Path] = []
    refused: list[Finding] = []
    for path in paths or (Path(shorten_path(find_data_folder())),):
        if path.is_dir():
            chosen += sorted(each for each in path.glob("*.csv") if not each.name.endswith(FIXED))
            refused += _find_absent(path)
        elif path.exists():
            chosen.append(path)
        else:
            raise NoState(later("There is no file or folder “{path}”."), path=str(path))
    given: list[Given] = []
    for path in dict.fromkeys(chosen):
        if not path.is_file():
            raise NoState(later("“{path}” is no file."), path=str(path))
        if (size := path.stat().st_size) > limit:
            details = (("size", max(size // 1_000_000, 1)), ("limit", limit // 1_000_000))
            refused.append(Finding(DAMAGE["file_too_large"], Place(str(path)), "", details))
            continue
        try:
            given.append(Given(str(path), path.read_bytes(), whole=_is_in_its_place(path)))
        except OSError as error:
            told = {"path": str(path), "reason": error.strerror or str(error)}
            raise NoState(later("“{path}” cannot be read: {reason}."), **told) from error
    folders = [*dict.fromkeys(path.parent for path in chosen)]
    before = find_state(against, *folders, find_data_folder()) if against else find_before(*folders)
    return Opened(
        tuple(given), _read_beside(chosen, folders), before or State("", {}), tuple(refused)
    )


def _is_in_its_place(path: Path) -> bool:
    """Whether a file is the table of its folder, under the table's name beside other tables."""
    return path.stem in TABLES and (path.parent / TABLES["sources"].file_name()).exists()


def _find_absent(folder: Path) -> Iterator[Finding]:
    """Tables a folder should hold and does not; a folder without any is no data folder."""
    files = [model.file_name() for model in MODELS.values()]
    there = {path.name for path in folder.iterdir()}
    if not there & set(files):
        raise NoState(later("There are no tables in the folder “{path}”."), path=str(folder))
    for name in files:
        if name not in there:
            yield Finding(DAMAGE["file_missing"], Place(str(folder / name)))


def _read_beside(chosen: Iterable[Path], folders: Iterable[Path]) -> dict[str, bytes]:
    """The other tables of the first file's folder, else those that readers see."""
    told = {table_named(path.name) for path in chosen}
    beside: dict[str, bytes] = {}
    for folder in (*folders, find_data_folder()):
        for table in TABLES.keys() - told - beside.keys():
            path = folder / TABLES[table].file_name()
            if path.is_file() and path.stat().st_size <= LIMIT:
                beside[table] = path.read_bytes()
    return {table: beside[table] for table in TABLES if table in beside}


def format_repaired(made: Repair) -> bytes | None:
    """The repaired file as UTF-8 CSV; None where there is nothing sure to change."""
    return format_table(made) if made.changes else None


def format_table(made: Repair) -> bytes | None:
    """What could be read of a file, as our tables are written; None where that is not sure."""
    if made.text is None or not made.sure:
        return None
    frame = made.text.frame
    columns = [(name, frame[name]) for name in frame.columns if name in made.positions]
    columns += made.unknown
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(name for name, _ in columns)
    left = sorted(made.ragged, key=lambda row: row[0])
    cells = zip(*(column for _, column in columns), strict=True)
    for line, row in zip(frame.index, cells, strict=True):
        while left and left[0][0] < line:
            writer.writerow(left.pop(0)[1])
        writer.writerow(row)
    writer.writerows(row for _, row in left)
    return text.getvalue().encode()


def write_repaired(made: Repair) -> Path | None:
    """Write the repaired copy beside the original, all or nothing; its path."""
    content = format_repaired(made)
    if content is None:
        return None
    original = Path(made.file)
    target = original.with_name(original.name.removesuffix(".csv") + FIXED)
    write_atomically(target, content)
    return target
