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
from upkeep.diff.states import State, find_before, find_state, shorten_path

LIMIT: Final = 256_000_000
"""Bytes a file may have; a table of a million rows has less than half of it."""

FIXED: Final = ".fixed.csv"


class NotChecked(Exception):
    """Raised when a check could not run at all; says why and what to do."""

    def __init__(self, message: str, **values: str) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))


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

    `against` names the state before: a folder or a revision of Git. Raises NotChecked and NoState.
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
            raise NotChecked(later("There is no file or folder “{path}”."), path=str(path))
    given: list[Given] = []
    for path in dict.fromkeys(chosen):
        if not path.is_file():
            raise NotChecked(later("“{path}” is no file."), path=str(path))
        size = path.stat().st_size
        if size > limit:
            details = (("size", max(size // 1_000_000, 1)), ("limit", limit // 1_000_000))
            refused.append(Finding(DAMAGE["file_too_large"], Place(str(path)), "", details))
        else:
            given.append(Given(str(path), _read(path), whole=_is_in_its_place(path)))
    folders = [*dict.fromkeys(path.parent for path in chosen)]
    if against:
        before = find_state(against, *folders, find_data_folder())
    else:
        before = find_before(*folders) or State("", {})
    return Opened(tuple(given), _read_beside(chosen), before, tuple(refused))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotChecked(
            later("“{path}” cannot be read: {reason}."), path=str(path), reason=reason
        ) from error


def _is_in_its_place(path: Path) -> bool:
    """Whether a file is the table of its folder, under the table's name beside other tables."""
    return path.stem in TABLES and (path.parent / TABLES["sources"].file_name()).exists()


def _find_absent(folder: Path) -> Iterator[Finding]:
    """Tables a folder should hold and does not; a folder without any is no data folder."""
    files = [model.file_name() for model in MODELS.values()]
    there = {path.name for path in folder.iterdir()}
    if not there & set(files):
        raise NotChecked(later("There are no tables in the folder “{path}”."), path=str(folder))
    for name in files:
        if name not in there:
            yield Finding(DAMAGE["file_missing"], Place(str(folder / name)))


def _read_beside(chosen: Iterable[Path]) -> dict[str, bytes]:
    """The other tables of the first file's folder, else those that readers see."""
    chosen = list(chosen)
    told = {table_named(path.name) for path in chosen}
    beside: dict[str, bytes] = {}
    for folder in (*dict.fromkeys(path.parent for path in chosen), find_data_folder()):
        for table, model in TABLES.items():
            path = folder / model.file_name()
            missing = table not in told and table not in beside
            if missing and path.is_file() and path.stat().st_size <= LIMIT:
                beside[table] = path.read_bytes()
    return beside


def format_repaired(made: Repair) -> bytes | None:
    """The repaired file as UTF-8 CSV; None where there is nothing sure to change."""
    return format_table(made) if made.changes else None


def format_table(made: Repair) -> bytes | None:
    """What could be read of a file, as our tables are written; None where that is not sure."""
    if made.text is None or not made.sure:
        return None
    frame = made.text.frame
    names = [name for name in frame.columns if name in made.positions]
    columns = [list(frame[name]) for name in names]
    names += [name for name, _ in made.unknown]
    columns += [column for _, column in made.unknown]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    left = sorted(made.ragged, key=lambda row: row[0])
    for line, row in zip(frame.index, zip(*columns, strict=True), strict=True):
        while left and left[0][0] < line:
            writer.writerow(left.pop(0)[1])
        writer.writerow(row)
    writer.writerows(cells for _, cells in left)
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
