"""The last good data: read beside serving, and never taken away by a broken file."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from schemas.findings import Finding, InvalidData, make_finding
from schemas.losses import find_losses
from schemas.reading import DATA, TABLES, Tables, read_contents, read_files
from schemas.text import read_texts

_LOG: Final = logging.getLogger("dashboard.data")

Stamp = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class LoadResult:
    """What readers get, and what the maintainer has to fix before they get newer data.

    `contents` are the bytes of the tables that readers get, by the name of the table.
    """

    tables: Tables | None
    findings: tuple[Finding, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict)


class DataLoader:
    """Reads a folder whenever its files change; keeps the last good tables when they break.

    `read` gives the state of the moment and waits for nothing but the first reading. `watch` looks
    for changes in a thread of its own, so that all readers switch at once.
    """

    def __init__(
        self,
        folder: Path = DATA,
        report: Callable[[Sequence[Finding]], None] = lambda findings: None,
    ) -> None:
        self._folder = folder
        self._report = report
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._reading = LoadResult(None)
        self._followers: list[Callable[[Tables], None]] = []

    def subscribe(self, tell: Callable[[Tables], None]) -> None:
        """Have the tables told now and whenever they change, after readers get them.

        `tell` must not take long.
        """
        with self._lock:
            self._followers.append(tell)
            self._tell((tell,))

    def _tell(self, followers: Sequence[Callable[[Tables], None]]) -> None:
        """Whatever becomes of those who follow, the data go on being read."""
        tables = self._reading.tables
        if tables is None:
            return
        for tell in followers:
            try:
                tell(tables)
            except Exception:
                _LOG.exception("New tables could not be told to those who follow them.")

    def current(self) -> LoadResult:
        """The reading of the moment."""
        if self._stamp is None:
            self.refresh()
        return self._reading

    def refresh(self) -> None:
        """Read the files if they have changed; what goes wrong becomes a finding of the reading.

        A change counts as read only after it was read.
        """
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                before, reading = self._reading.tables, self._read()
                self._reading = reading
                self._stamp = stamp
                if reading.findings:
                    self._report(reading.findings)
                if reading.tables is not before:
                    self._tell(self._followers)

    def watch(self, seconds: float = 1.0) -> "DataLoader":
        """Look for changes every so many seconds for as long as the process lives; itself."""
        pause = threading.Event()

        def look_again() -> None:
            while not pause.wait(seconds):
                self.refresh()

        threading.Thread(target=look_again, name="data", daemon=True).start()
        return self

    def _look(self) -> Stamp:
        stamp: Stamp = {}
        for name, model in TABLES.items():
            with suppress(OSError):
                status = (self._folder / model.file_name()).stat()
                stamp[name] = (status.st_mtime_ns, status.st_size)
        return stamp

    def _read(self) -> LoadResult:
        try:
            contents = read_files(self._folder)
            tables = read_contents(contents)
            findings = find_losses(read_texts(self._reading.contents), read_texts(contents))
        except InvalidData as invalid:
            findings = list(invalid.findings)
        except Exception as error:
            # Whatever it is, readers keep the last good data and the log has the whole of it.
            _LOG.exception("The tables could not be read.")
            told = f"{type(error).__name__}: {error}"[:200]
            findings = [make_finding("unexpected", "", error=told)]
        if findings:
            return replace(self._reading, findings=tuple(findings))
        return LoadResult(tables, (), contents)
