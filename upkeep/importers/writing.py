"""Several files changed as one: old or new, never half, whenever the program is killed.

1. The new files are written beside the old ones and flushed to the disk.
2. A journal that names them is put in place. From here on the change counts as made.
3. Each old file is replaced, in the order given, with a pause between one and the next.
4. The journal is removed.

Killed before 2, the old files stand and the next `recovered` clears the rest away; killed after
2, `recovered` completes the change. The order is the caller's: `sources.csv` goes first, for a
source without figures harms nobody, while figures without their source are invalid. A reader who
opened the old sources has read the other tables long before the pause is over.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from locales import later
from upkeep.importers.refusal import Refused

try:
    import fcntl
except ImportError:  # Windows has none; there two imports at once are found by their old files.
    fcntl = None  # type: ignore[assignment]  # a module, or nothing in its place

JOURNAL: Final = ".import-journal.json"
SUFFIX: Final = ".importing"
PAUSE: Final = 0.5
"""Seconds between two files; reading a folder takes a tenth of that."""


def write(folder: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Replace the files of `new` in a folder, all or none, if they still are what `old` says.

    Raises Refused if somebody changed one of them meanwhile.
    """
    with _alone(folder):
        _recover(folder)
        entries = []
        for name, content in new.items():
            target = folder / name
            target = target.resolve() if target.is_symlink() else target
            if target.read_bytes() != old[name]:
                raise Refused(
                    later("{file} was changed meanwhile; run the import again."), file=name
                )
            beside = target.with_name(f".{name}.{secrets.token_hex(4)}{SUFFIX}")
            _flushed(beside, content)
            shutil.copymode(target, beside)
            entries.append(
                {
                    "target": _from(folder, target),
                    "beside": _from(folder, beside),
                    "old": _digest(old[name]),
                    "new": _digest(content),
                }
            )
        draft = folder / f".{secrets.token_hex(4)}{SUFFIX}"
        _flushed(draft, json.dumps(entries).encode())
        draft.replace(folder / JOURNAL)
        _settled(folder)
        _complete(folder)


def recovered(folder: Path) -> bool:
    """Complete or clear away what a killed import left in a folder; whether there was anything."""
    with _alone(folder):
        return _recover(folder)


def _recover(folder: Path) -> bool:
    if (folder / JOURNAL).exists():
        _complete(folder)
        return True
    leftovers = list(folder.glob(f".*{SUFFIX}"))
    for path in leftovers:
        path.unlink(missing_ok=True)
    return bool(leftovers)


def _complete(folder: Path) -> None:
    """Carry out the journal: replace what is not replaced yet, then forget it."""
    entries = json.loads((folder / JOURNAL).read_bytes())
    for number, entry in enumerate(entries):
        target, beside = folder / entry["target"], folder / entry["beside"]
        stands = _digest(target.read_bytes()) if target.exists() else ""
        if stands == entry["new"]:
            beside.unlink(missing_ok=True)
            continue
        if stands != entry["old"] or not beside.exists():
            raise Refused(
                later(
                    "{file} was changed after an import was interrupted. Put back the last good "
                    "copy, or delete {journal} to give the import up."
                ),
                file=target.name,
                journal=str(folder / JOURNAL),
            )
        if number:
            time.sleep(PAUSE)
        beside.replace(target)
        _settled(target.parent)
    (folder / JOURNAL).unlink()
    _settled(folder)


def _from(folder: Path, path: Path) -> str:
    """A path as the journal keeps it, so that a folder may be moved."""
    return path.name if path.parent == folder else str(path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _flushed(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settled(folder: Path) -> None:
    """See that the names in a folder are on the disk, where the system can say so."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second import out until the first is done."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
