"""One state of the tables: a folder, or a revision that Git keeps; and which of them is before."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from locales import Language, later
from schemas import DATA, TABLES, find_data_folder
from schemas.reading import read_files

_SHORT: Final = 10
_NEITHER: Final = later(
    "“{name}” is neither a folder nor a revision that Git knows here. Write a folder that holds "
    "the tables, or for example HEAD or main."
)
_NO_GIT: Final = later("Git is not installed, so only folders can be compared.")
_NO_TABLES: Final = later("“{name}” holds none of the tables. Write the folder they are in.")


class NoState(Exception):
    """Raised when there are no tables, or none that can be read; its words say what to do."""

    def __init__(self, message: str, **values: str) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))

    def words(self, t: Language) -> str:
        """What to write instead."""
        return t(self.message, **self.values)


@dataclass(frozen=True)
class State:
    """The bytes of every table that is there, and the name by which it is told."""

    name: str
    contents: Mapping[str, bytes]


def find_state(name: str, *places: Path) -> State:
    """The tables of a folder or a revision; `places` are the folders whose past Git may know.

    Raises NoState.
    """
    if name and Path(name).is_dir():
        found = State(name, read_files(Path(name)))
    else:
        found = _in_git(name, [place for place in places if place.is_dir()])
    if not found.contents:
        raise NoState(_NO_TABLES, name=name)
    return found


def find_before(*folders: Path) -> State | None:
    """What tables of these folders are told against, or None where nothing was before.

    The last commit of the folder, if Git keeps it; else the tables that readers see; else, if they
    are the same ones, those that came with the program.
    """
    for folder in folders:
        try:
            return find_state("HEAD", folder)
        except NoState:
            continue
    asked = {folder.resolve() for folder in folders}
    for published in (find_data_folder(), DATA):
        if published.resolve() not in asked and (contents := read_files(published)):
            return State(shorten_path(published), contents)
    return None


def shorten_path(path: Path) -> str:
    """A path as it is called from here, where it lies below."""
    full = path.resolve()
    return os.path.relpath(full) if full.is_relative_to(Path.cwd()) else str(full)


def _in_git(revision: str, places: Iterable[Path]) -> State:
    """The tables of the first place whose past holds the revision."""
    asked = f"{revision}^{{commit}}"
    for place in places:
        found = _git(place, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        if found:
            # Of one commit, so that a branch that moves meanwhile mixes nothing.
            commit = found.decode().strip()
            named = revision if commit.startswith(revision) else f"{revision} ({commit[:_SHORT]})"
            texts = ((name, _git(place, "cat-file", "blob", f"{commit}:./{model.file_name()}"))
                     for name, model in TABLES.items())  # fmt: skip
            return State(named, {name: text for name, text in texts if text is not None})
    raise NoState(_NEITHER, name=revision)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What Git says; None if it refuses. Raises NoState without Git."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - Git itself
    except FileNotFoundError:
        raise NoState(_NO_GIT) from None
    return done.stdout if done.returncode == 0 else None
