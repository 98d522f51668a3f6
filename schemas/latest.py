"""The last good data: a broken file never takes them away from readers."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from schemas.problems import InvalidData, Problem
from schemas.reading import DATA, MODELS, TABLES, Tables, read_contents, read_files

Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reading:
    """What readers get, and what the maintainer has to fix before they get newer data.

    `contents` are the bytes of the tables that readers get, by the name of the table.
    """

    tables: Tables | None
    problems: tuple[Problem, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)


class Latest:
    """Reads a folder whenever its files change; keeps the last good tables when they break."""

    def __init__(
        self,
        folder: Path = DATA,
        report: Callable[[Sequence[Problem]], None] = lambda problems: None,
    ) -> None:
        self._folder = folder
        self._report = report
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._reading = Reading(None)

    def read(self) -> Reading:
        """The reading of the moment; files that have not changed are not opened."""
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._reading = self._read()
            return self._reading

    def _look(self) -> Stamp:
        stamps = []
        for model in TABLES.values():
            try:
                status = (self._folder / model.file_name()).stat()
                stamps.append((status.st_mtime_ns, status.st_size))
            except OSError:
                stamps.append((0, -1))
        return tuple(stamps)

    def _read(self) -> Reading:
        try:
            contents = read_files(self._folder)
            tables = read_contents(tuple(contents[name] for name in MODELS))
        except InvalidData as invalid:
            self._report(invalid.problems)
            return replace(self._reading, problems=invalid.problems)
        return Reading(tables, (), contents)
