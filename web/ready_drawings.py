"""Drawings for pages that must not wait for a painter: there at once, or painted for the next."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from exports.image_files import Drawings, make_drawings
from exports.renderer import Renderer
from exports.sized_cache import SizedCache
from figures.core.chart import Chart
from figures.core.view import View
from snapshots.errors import FAILURES

KEPT_BYTES: Final = 16_000_000
"""So much of what was drawn lately is kept."""
WAITING: Final = 200
"""So many charts wait to be painted; those beyond are asked for again by their next reader."""
_LOG: Final = logging.getLogger("dashboard.pictures")

Key = tuple[View, str]


class ReadyDrawings:
    """The two drawings of charts, by view and state of the tables; painted beside serving."""

    def __init__(self, painter: Renderer) -> None:
        self._painter = painter
        self._kept: SizedCache[Drawings] = SizedCache(KEPT_BYTES)
        self._waiting: set[Key] = set()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="drawings")

    def find(self, chart: Chart) -> Drawings | None:
        """The drawings of a chart; None while they are not painted, which this has done soon."""
        key = (chart.view, chart.digest)
        if drawings := self._kept.find(key):
            return drawings
        with self._lock:
            if key in self._waiting or len(self._waiting) >= WAITING:
                return None
            self._waiting.add(key)
        self._worker.submit(self._paint, key, chart)
        return None

    def _paint(self, key: Key, chart: Chart) -> None:
        try:
            drawings = make_drawings(chart, self._painter)
        except FAILURES:
            return
        except Exception:
            _LOG.exception("A page goes without the drawing of %s.", chart.view.figure)
            return
        finally:
            with self._lock:
                self._waiting.discard(key)
        self._kept.keep(key, drawings, len(drawings.wide) + len(drawings.narrow))
