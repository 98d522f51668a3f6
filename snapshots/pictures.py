"""Pictures of a chart, painted by one browser behind one lock."""

import os
import shutil
import threading
from typing import Final, Literal

import kaleido

from figures.chart import Chart
from figures.framing import framed

Format = Literal["png", "svg"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDTH: Final = 960


class NoBrowser(RuntimeError):
    """Raised when there is no Chromium to paint with."""


def browser() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    named = os.environ.get("BROWSER_PATH")
    if named and shutil.which(named):
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


class Painter:
    """Paints one picture at a time: asked from several threads, Kaleido mixes pictures up."""

    def __init__(self, timeout: float = 30) -> None:
        self._lock = threading.Lock()
        self._timeout = timeout
        self._open = False

    def paint(self, chart: Chart, form: Format, *, scale: float = 1) -> bytes:
        """The picture of a chart with its title and its source note; raises NoBrowser."""
        figure = framed(chart)
        options = {
            "format": form,
            "width": WIDTH,
            "height": figure.layout.height,
            "scale": scale,
        }
        with self._lock:
            self._start()
            try:
                picture: bytes = kaleido.calc_fig_sync(figure.to_plotly_json(), opts=options)
            except Exception:
                self._stop()
                raise
        return picture

    def _start(self) -> None:
        if self._open:
            return
        path = browser()
        if path is None:
            raise NoBrowser
        kaleido.start_sync_server(
            path=path, timeout=self._timeout, page_generator=kaleido.PageGenerator(mathjax=False)
        )
        self._open = True

    def _stop(self) -> None:
        kaleido.stop_sync_server(silence_warnings=True)
        self._open = False

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            self._stop()
