"""One state of the tables: a folder, or a revision that Git keeps."""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from locales import Language, later
from schemas import MODELS

_SHORT: Final = 10
_NEITHER: Final = later(
    "“{name}” is neither a folder nor a revision that Git knows here. Write a folder that holds "
    "the tables, or for example HEAD or main."
)
_NO_GIT: Final = later("Git is not installed, so only folders can be compared.")
_NO_TABLES: Final = later("“{name}” holds none of the tables. Write the folder they are in.")


class NoEdition(Exception):
    """Raised when there are no tables by a name; its words say what to write instead."""

    def __init__(self, message: str, name: str) -> None:
        self.message, self.name = message, name
        super().__init__(self.words(Language("en")))

    def words(self, t: Language) -> str:
        """What to write instead."""
        return t(self.message, name=self.name)


@dataclass(frozen=True)
class Edition:
    """The bytes of every table that is there, and the name by which they were asked for."""

    name: str
    contents: Mapping[str, bytes]


def edition(name: str, *places: Path) -> Edition:
    """The tables of a folder or a revision; `places` are the folders whose past Git may know.

    Raises NoEdition.
    """
    if name and Path(name).is_dir():
        found = _in_folder(Path(name))
    else:
        found = _in_git(name, [place for place in places if name and place.is_dir()])
    if not found.contents:
        raise NoEdition(_NO_TABLES, name)
    return found


def _in_folder(folder: Path) -> Edition:
    contents = {}
    for name, model in MODELS.items():
        path = folder / model.file_name()
        if path.is_file():
            contents[name] = path.read_bytes()
    return Edition(str(folder), contents)


def _in_git(revision: str, places: Iterable[Path]) -> Edition:
    """The tables of the first place whose past holds the revision."""
    asked = f"{revision}^{{commit}}"
    for place in places:
        commit = _git(place, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
        if commit:
            return _of_commit(revision, commit.decode().strip(), place)
    raise NoEdition(_NEITHER, revision)


def _of_commit(revision: str, commit: str, place: Path) -> Edition:
    """The tables of one commit, so that a branch that moves meanwhile mixes nothing."""
    contents = {}
    for name, model in MODELS.items():
        content = _git(place, "cat-file", "blob", f"{commit}:./{model.file_name()}")
        if content is not None:
            contents[name] = content
    named = revision if commit.startswith(revision) else f"{revision} ({commit[:_SHORT]})"
    return Edition(named, contents)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What Git says; None if it refuses. Raises NoEdition without Git."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - Git itself
    except FileNotFoundError:
        raise NoEdition(_NO_GIT, "") from None
    return done.stdout if done.returncode == 0 else None
