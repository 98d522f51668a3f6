"""What was answered before, kept as bytes: asked again it costs neither a chart nor a page.

An answer is compressed once for each encoding and has an ETag of its own in each. What decides
which answer fits a request stands at the routes.
"""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Final

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response

KEPT_BYTES: Final = 64_000_000
"""So much of what was answered lately is kept."""
_SMALL: Final = 500
"""Bytes below which compressing saves no packet."""
_COMPRESSIBLE: Final = re.compile(r"text/|image/svg|application/(?:.+\+)?(?:json|xml|javascript)")
_QUICK, _BEST = 5, 11
"""How hard brotli works for the first who asks, and for those who come later."""
_BEST_FROM: Final = 3
"""What is asked for so often is worth seconds of a processor."""
_ENCODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "br": lambda content: brotli.compress(content, quality=_QUICK),
    "gzip": lambda content: gzip.compress(content, mtime=0),
}
"""The encodings offered, the better first."""
_later: Final = ThreadPoolExecutor(1, thread_name_prefix="brotli")


@dataclass
class PreparedAnswer:
    """Content with its headers, as it is sent to everybody who asks for the same."""

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int = 200
    keep: bool = True
    """Whether it may be sent again to those who ask later."""
    _packed: dict[str, bytes] = field(default_factory=dict)
    _asked: int = 0

    @cached_property
    def digest(self) -> str:
        """The hash of the content."""
        return sha256(self.content).hexdigest()[:20]

    @property
    def size(self) -> int:
        """The bytes it takes in memory."""
        return len(self.content) + sum(map(len, self._packed.values()))

    def respond(self, asked: Headers) -> Response:
        """The answer to a request; 304 without content for those who have it already."""
        self._asked += 1
        encoding = self._choose_encoding(asked.get("accept-encoding", ""))
        tag = f'"{self.digest}{encoding and "-"}{encoding}"'
        headers = {"Vary": "Accept-Encoding", **self.headers, "ETag": tag}
        if self.code == 200 and tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(
            self._pack(encoding), self.code, media_type=self.media_type, headers=headers
        )

    def _choose_encoding(self, accepted: str) -> str:
        if len(self.content) < _SMALL or not _COMPRESSIBLE.match(self.media_type):
            return ""
        known = re.findall(r"[\w-]+", accepted)
        return next((name for name in _ENCODINGS if name in known), "")

    def _pack(self, encoding: str) -> bytes:
        if not encoding:
            return self.content
        if encoding not in self._packed:
            self._packed[encoding] = _ENCODINGS[encoding](self.content)
        if encoding == "br" and self._asked == _BEST_FROM:
            _later.submit(self._pack_best)
        return self._packed[encoding]

    def _pack_best(self) -> None:
        window = min(max(len(self.content).bit_length(), 16), 24)
        self._packed["br"] = brotli.compress(self.content, quality=_BEST, lgwin=window)


class AnswerCache:
    """Prepared answers by what was asked for; the least lately asked for goes first."""

    def __init__(self, limit: int = KEPT_BYTES) -> None:
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Hashable, tuple[PreparedAnswer, int]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> PreparedAnswer | None:
        """What was answered to the same; None if it is not kept."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Hashable, answer: PreparedAnswer) -> None:
        """Keep an answer; the room of a compressed copy is counted with it."""
        room = 2 * answer.size
        with self._lock:
            _, held = self._kept.pop(key, (None, 0))
            self._size -= held
            if not answer.keep or room > self._limit:
                return
            self._kept[key] = answer, room
            self._size += room
            while self._size > self._limit:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed
