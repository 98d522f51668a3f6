"""Pictures of a chart, painted by one browser behind one lock."""

import atexit
import contextlib
import logging
import os
import re
import shutil
import subprocess
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from exports.browser_session import BrowserSession
from exports.svg.normalise import canonical
from figures.core.chart import Chart
from figures.plotly.export_layout import framed
from figures.plotly.layout import PICTURE, Layout

Format = Literal["png", "svg"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CALLERS: Final = 32
"""How many may wait for a picture at once."""
KEPT_BYTES: Final = 16_000_000
"""So much of the pictures painted lately is kept."""

_LOG: Final = logging.getLogger("dashboard.pictures")


class NoBrowser(RuntimeError):
    """Raised when there is no Chromium to paint with."""


class Busy(RuntimeError):
    """Raised when too many wait for a picture, or one has waited too long; try again later."""


class PaintingFailed(RuntimeError):
    """Raised when Chromium gave no picture; the next try starts a new one."""


def browser() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    named = os.environ.get("BROWSER_PATH")
    if named and shutil.which(named):
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def painted_by() -> str:
    """The browser that paints, with its version: 'Chromium 156.0.8078.79'; raises NoBrowser."""
    path = browser()
    if path is None:
        raise NoBrowser
    return _version(path)


@cache
def _version(path: str) -> str:
    told = subprocess.run(  # noqa: S603 - the browser we paint with
        [path, "--version"], capture_output=True, text=True, check=False, timeout=30
    ).stdout
    found = re.search(r"[A-Za-z][A-Za-z ]*[\d.]+", told)
    return found[0] if found else "unknown"


class Queue:
    """One at a time; at most `room` wait or work, each waits at most `patience` seconds."""

    def __init__(self, room: int, patience: float) -> None:
        self.lock = threading.Lock()
        self._room, self._patience = threading.BoundedSemaphore(room), patience

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """The lock, for those who found room to wait and did not wait too long; else Busy."""
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            if not self.lock.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self.lock.release()
        finally:
            self._room.release()


class Painter:
    """Paints one picture at a time: asked from several threads, Kaleido mixes pictures up.

    At most `callers` wait, each at most `patience` seconds. Pictures painted lately are kept, so
    that asking again costs nothing.
    """

    def __init__(
        self, timeout: float = 30, *, patience: float = 60, callers: int = CALLERS
    ) -> None:
        self._timeout = timeout
        self._queue = Queue(callers, patience)
        self._session: BrowserSession | None = None
        self._kept = RecentPictures()
        atexit.register(self.close)

    def paint(
        self, chart: Chart, form: Format, *, scale: float = 1, layout: Layout = PICTURE
    ) -> bytes:
        """The picture of a chart in a layout, `scale` times as large.

        Raises NoBrowser, Busy or PaintingFailed.
        """
        key = (chart.view, chart.digest, form, scale, layout)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        with self._queue.turn():
            kept = self._kept.get(key)
            if kept is not None:
                return kept
            picture = self._paint(chart, form, scale, layout)
            if form == "svg":
                picture = canonical(picture)
            self._kept.put(key, picture)
            return picture

    def _paint(self, chart: Chart, form: Format, scale: float, layout: Layout) -> bytes:
        path = browser()
        if path is None:
            raise NoBrowser
        figure = framed(chart, layout)
        width, height = figure.layout.width, figure.layout.height
        larger = scale * layout.width / width if form == "png" else 1
        options = {"format": form, "width": width, "height": height, "scale": larger}
        drawing = figure.to_plotly_json()
        began = time.monotonic()
        try:
            if self._session is not None:
                try:
                    return self._session.paint(drawing, options)
                except TimeoutError:
                    raise
                except Exception:
                    # One that has died is replaced without a word.
                    self._end_session()
            self._session = BrowserSession(path, self._timeout)
            return self._session.paint(drawing, options)
        except Exception as error:
            self._end_session()
            cause = " ".join(f"{type(error).__name__}: {error}".split())
            took = time.monotonic() - began
            _LOG.warning(
                "No picture (%s) of %s?%s after %.1f s: %s",
                form, chart.view.figure, chart.view.query(), took, cause,
            )  # fmt: skip
            raise PaintingFailed from error

    def _end_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._queue.lock:
            self._end_session()


class RecentPictures:
    """The pictures painted lately: so many bytes, and no more."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...]) -> bytes | None:
        """A picture, if it is still here."""
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
            return self._pictures.get(key)

    def put(self, key: tuple[object, ...], picture: bytes) -> None:
        """Keep a picture; the one asked for longest ago makes room."""
        with self._lock:
            self._pictures[key] = picture
            self._bytes += len(picture)
            while self._bytes > KEPT_BYTES:
                _, oldest = self._pictures.popitem(last=False)
                self._bytes -= len(oldest)
