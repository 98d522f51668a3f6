"""Pictures of a chart, painted by one browser behind one lock."""

import asyncio
import atexit
import contextlib
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import kaleido
import plotly
import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium
from plotly.offline import get_plotlyjs_version

from exports.sized_cache import SizedCache
from exports.svg import normalise
from exports.typeface import FONTCONFIG
from figures.core.chart import Chart
from figures.core.palette import DARK
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import PICTURE, Paper

PLOTLY_SETTING: Final = "DASHBOARD_PLOTLY_JS"
"""Environment variable that names the small bundle."""
SMALL_BUNDLE: Final = "plotly-basic.min.js"
Format = Literal["png", "svg"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CALLERS: Final = 32
"""How many may wait for a picture at once."""
KEPT_BYTES: Final = 16_000_000
"""So much of the pictures painted lately is kept."""
_SCRIPT: Final = Path(__file__).parent / "browser_session.js"
_FAREWELL: Final = 10
"""Seconds a browser gets to end by itself."""
_LOG: Final = logging.getLogger("dashboard.pictures")


class WrongBundle(RuntimeError):
    """Raised when the bundle named in the settings is missing or of another version."""


def find_plotly_js() -> Path:
    """The script to paint with, the small one a third faster; raises WrongBundle by its setting."""
    if named := os.environ.get(PLOTLY_SETTING):
        path = Path(named).resolve()
        if not path.is_file():
            raise WrongBundle(
                f"{PLOTLY_SETTING} names {path}, which is no file; unset it or name {SMALL_BUNDLE}."
            )
        if read_bundle_version(path) != read_plotly_version():
            raise WrongBundle(
                f"{path} is plotly.js {read_bundle_version(path) or 'of no known version'}; "
                f"name the bundle of {read_plotly_version()}, or unset {PLOTLY_SETTING}."
            )
        return path
    found = Path(sys.prefix) / "share" / "dashboard" / SMALL_BUNDLE
    if found.is_file() and read_bundle_version(found) == read_plotly_version():
        return found
    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@cache
def read_plotly_version() -> str:
    """The version of plotly.js that belongs to the installed Plotly: 4.1.1."""
    return str(get_plotlyjs_version())


def read_bundle_version(script: Path) -> str:
    """The version a bundle says it is, in its first lines; '' where it says none."""
    with script.open("rb") as file:
        head = file.read(400)
    found = re.search(rb"\bv(\d+\.\d+\.\d+)", head) if b"plotly.js" in head else None
    return found[1].decode() if found else ""


class NoBrowser(RuntimeError):
    """Raised when there is no Chromium to paint with."""


class Busy(RuntimeError):
    """Raised when too many wait, or one has waited too long; try again later."""


class RenderingFailed(RuntimeError):
    """Raised when Chromium gave no picture; the next try starts a new one."""


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    named = os.environ.get("BROWSER_PATH")
    if named and shutil.which(named):
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def name_browser() -> str:
    """The browser that paints, with its version: 'Chromium 156.0.8078.79'; raises NoBrowser."""
    path = find_browser()
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


def darken(figure: go.Figure) -> Any:
    """The figure for dark paper: ink and paper of the night, marks as they are by day."""
    written = str(figure.to_json())
    for day, night in DARK.items():
        written = written.replace(f'"{day}"', f'"{night}"')
    return json.loads(written)


class Queue:
    """One at a time; at most `room` wait or work, each waits at most `patience` seconds."""

    def __init__(self, room: int, patience: float) -> None:
        self.lock = threading.Lock()
        self._room, self._patience = threading.BoundedSemaphore(room), patience

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """The lock, for those who found room to wait and did not wait too long; raises Busy."""
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


class Renderer:
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
        self._kept: SizedCache[bytes] = SizedCache(KEPT_BYTES)
        atexit.register(self.close)

    def paint(
        self, chart: Chart, form: Format, *, scale: float = 1, layout: Paper = PICTURE
    ) -> bytes:
        """The picture, `scale` times as large; raises NoBrowser, Busy or RenderingFailed."""
        key = (chart.view, chart.digest, form, scale, layout)
        if picture := self._kept.find(key):
            return picture
        with self._queue.turn():
            if picture := self._kept.find(key):
                return picture
            painted = self._paint(chart, form, scale, layout)
            picture = normalise(painted) if form == "svg" else painted
            self._kept.keep(key, picture, len(picture))
            return picture

    def _paint(self, chart: Chart, form: Format, scale: float, layout: Paper) -> bytes:
        path = find_browser()
        if path is None:
            raise NoBrowser
        figure = lay_out(chart, layout)
        width, height = figure.layout.width, figure.layout.height
        larger = scale * layout.width / width if form == "png" else 1
        options = {"format": form, "width": width, "height": height, "scale": larger}
        drawing = darken(figure) if layout.dark else figure.to_plotly_json()
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
                form, chart.view.figure, chart.view.write_query(), took, cause,
            )  # fmt: skip
            raise RenderingFailed from error

    def _end_session(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._queue.lock:
            self._end_session()


class ChromiumWithTypeface(Chromium):
    """A Chromium that knows the typeface of the house, whatever its machine has."""

    def get_env(self) -> MutableMapping[str, str]:
        """The environment it is started in."""
        return {**super().get_env(), "FONTCONFIG_FILE": str(FONTCONFIG)}


class BrowserSession:
    """A running browser that paints Plotly figures, and the thread it is driven from.

    Kaleido's own server waits for ever when its browser does not start; this one does not.
    """

    def __init__(self, path: str, timeout: float) -> None:
        self._timeout = timeout
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()
        try:
            pages = kaleido.PageGenerator(
                mathjax=False, plotly=find_plotly_js().as_uri(), others=[_SCRIPT.as_uri()]
            )
            self._kaleido = kaleido.Kaleido(
                path=path, timeout=timeout, page_generator=pages, browser_cls=ChromiumWithTypeface
            )
            self._wait_for(self._kaleido.__aenter__(), timeout)
        except BaseException:
            self._stop()
            raise

    def _drive(self) -> None:
        self._loop.run_forever()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        if left:
            self._loop.run_until_complete(asyncio.wait(left, timeout=self._timeout))
        self._loop.close()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(self._timeout)

    def _wait_for(self, action: Any, seconds: float) -> Any:
        return asyncio.run_coroutine_threadsafe(action, self._loop).result(seconds)

    def paint(self, figure: dict[str, Any], options: dict[str, object]) -> bytes:
        """The picture of a Plotly figure; raises what Kaleido raises, or TimeoutError."""
        painting = self._kaleido.calc_fig(figure, opts=options)
        return bytes(self._wait_for(painting, self._timeout))

    def close(self) -> None:
        """End the browser with all its processes, and its thread; who does not answer is killed."""
        with contextlib.suppress(Exception):
            farewell = min(self._timeout, _FAREWELL)
            self._wait_for(self._kaleido.__aexit__(None, None, None), farewell)
        started = getattr(self._kaleido, "subprocess", None)
        if started is not None and started.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(started.pid, signal.SIGKILL)
                started.wait(_FAREWELL)
        self._stop()
