"""One browser and the thread it is driven from."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final

import kaleido
from choreographer.browsers.chromium import Chromium

from exports.plotly_bundle import plotly_js
from exports.typeface import CONFIGURATION

_SCRIPT: Final = Path(__file__).parent / "browser_session.js"
_FAREWELL: Final = 10
"""Seconds a browser gets to end by itself."""


class LetteredChromium(Chromium):
    """A Chromium that knows the typeface of the house, whatever its machine has."""

    def get_env(self) -> MutableMapping[str, str]:
        """The environment it is started in."""
        return {**super().get_env(), "FONTCONFIG_FILE": str(CONFIGURATION)}


class BrowserSession:
    """A running browser that paints Plotly figures.

    Kaleido's own server waits for ever when its browser does not start; this one does not.
    """

    def __init__(self, path: str, timeout: float) -> None:
        self._timeout = timeout
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()
        try:
            pages = kaleido.PageGenerator(
                mathjax=False, plotly=plotly_js().as_uri(), others=[_SCRIPT.as_uri()]
            )
            self._kaleido = kaleido.Kaleido(
                path=path, timeout=timeout, page_generator=pages, browser_cls=LetteredChromium
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
        picture: bytes = self._wait_for(painting, self._timeout)
        return picture

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
