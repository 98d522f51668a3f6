"""Records changes of the figures beside serving, so that no reader of a feed waits for that."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from schemas import Tables
from snapshots.history import record
from snapshots.store import Store, StoreFailed

SETTLED: Final = 20.0
"""Files are copied one after the other; what is seen for fewer seconds in between is no event."""
AGAIN: Final = 60.0
"""Seconds after which a store that failed is tried again."""
_REST: Final = 3
"""So many times as long as a figure took, readers have the machine to themselves."""

_LOG: Final = logging.getLogger("dashboard.feed")


class Recorder:
    """Records the latest tables in a thread of its own, one state after the other.

    Several processes may record into one store.
    """

    def __init__(
        self,
        store: Store,
        *,
        settled: float = SETTLED,
        again: float = AGAIN,
        write: Callable[..., object] = record,
    ) -> None:
        self._store = store
        self._settled, self._again = settled, again
        self._write = write
        self._lock = threading.Lock()
        self._waiting: Tables | None = None
        self._thread: threading.Thread | None = None

    def notice(self, tables: Tables) -> None:
        """Have tables recorded soon; returns at once. Of several that wait the last counts."""
        with self._lock:
            self._waiting = tables
            if self._thread is None:
                thread = threading.Thread(target=self._work, name="feed", daemon=True)
                thread.start()
                self._thread = thread

    def _work(self) -> None:
        """Until nothing waits any more; a store that fails is tried again with what waits then."""
        pause = self._settled
        while True:
            time.sleep(pause)
            with self._lock:
                tables, self._waiting = self._waiting, None
                if tables is None:
                    self._thread = None
                    return
            pause = self._settled
            try:
                self._store.sweep()
                self._write(tables, self._store, datetime.now(UTC), _resting())
            except StoreFailed:
                pause = self._again
                with self._lock:
                    self._waiting = self._waiting or tables
            except Exception:
                # Whatever it is, readers keep the feed that exists and the log has the whole of it.
                _LOG.exception("The changes of the figures could not be recorded.")


def _resting() -> Callable[[], None]:
    """A function that lets readers go first, in proportion to the work done since the last rest."""
    worked = time.thread_time()

    def rest() -> None:
        nonlocal worked
        time.sleep(_REST * (time.thread_time() - worked))
        worked = time.thread_time()

    return rest
