"""Pictures of a chart, painted by one browser behind one lock."""

import asyncio
import atexit
import contextlib
import os
import shutil
import threading
from collections import OrderedDict
from typing import Any, Final, Literal

import kaleido

from figures.chart import Chart
from figures.framing import framed
from snapshots.canonical import canonical

Format = Literal["png", "svg"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDTH: Final = 960
KEPT: Final = 64


class NoBrowser(RuntimeError):
    """Raised when there is no Chromium to paint with."""


class PaintingFailed(RuntimeError):
    """Raised when Chromium gave no picture; the next try starts a new one."""


def browser() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    named = os.environ.get("BROWSER_PATH")
    if named and shutil.which(named):
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class Painter:
    """Paints one picture at a time: asked from several threads, Kaleido mixes pictures up.

    Pictures painted lately are kept, so that asking again costs nothing.
    """

    def __init__(self, timeout: float = 30) -> None:
        self._lock = threading.Lock()
        self._timeout = timeout
        self._easel: _Easel | None = None
        self._painted: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        atexit.register(self.close)

    def paint(self, chart: Chart, form: Format, *, scale: float = 1) -> bytes:
        """The picture of a chart with its title and its source note.

        Raises NoBrowser or PaintingFailed.
        """
        key = (chart.view, chart.digest, form, scale)
        with self._lock:
            if key not in self._painted:
                picture = self._paint(chart, form, scale)
                self._painted[key] = canonical(picture) if form == "svg" else picture
                if len(self._painted) > KEPT:
                    self._painted.popitem(last=False)
            self._painted.move_to_end(key)
            return self._painted[key]

    def _paint(self, chart: Chart, form: Format, scale: float) -> bytes:
        path = browser()
        if path is None:
            raise NoBrowser
        figure = framed(chart)
        options = {"format": form, "width": WIDTH, "height": figure.layout.height, "scale": scale}
        drawing = figure.to_plotly_json()
        if self._easel is not None:
            # A browser that has died since the last picture is replaced without a word.
            with contextlib.suppress(Exception):
                return self._easel.picture(drawing, options)
            self._put_away()
        try:
            self._easel = _Easel(path, self._timeout)
            return self._easel.picture(drawing, options)
        except Exception as error:
            self._put_away()
            raise PaintingFailed from error

    def _put_away(self) -> None:
        if self._easel is not None:
            self._easel.close()
            self._easel = None

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            self._put_away()


class _Easel:
    """One browser and the thread it is driven from.

    Kaleido's own server waits for ever when its browser does not start; this one does not.
    """

    def __init__(self, path: str, timeout: float) -> None:
        self._timeout = timeout
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()
        pages = kaleido.PageGenerator(mathjax=False)
        self._kaleido = kaleido.Kaleido(path=path, timeout=timeout, page_generator=pages)
        try:
            self._wait_for(self._kaleido.__aenter__())
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

    def picture(self, figure: dict[str, Any], options: dict[str, object]) -> bytes:
        """The picture of a Plotly figure; raises what Kaleido raises, or TimeoutError."""
        picture: bytes = self._wait_for(self._kaleido.calc_fig(figure, opts=options))
        return picture

    def _wait_for(self, action: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(action, self._loop).result(self._timeout)

    def close(self) -> None:
        """End the browser and its thread."""
        with contextlib.suppress(Exception):
            self._wait_for(self._kaleido.__aexit__(None, None, None))
        self._stop()
