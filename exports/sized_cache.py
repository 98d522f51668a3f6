"""What was made lately, kept up to so many bytes; its makers decide what is worth keeping."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class SizedCache(Generic[Value]):
    """Values by what was asked for; the least lately asked for goes first."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Value | None:
        """What was kept under a key; None if there is nothing."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a value of so many bytes, unless it is larger than all the room."""
        with self._lock:
            _, held = self._kept.pop(key, (None, 0))
            self._size -= held
            if size > self._limit:
                return
            self._kept[key] = value, size
            self._size += size
            while self._size > self._limit:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed
