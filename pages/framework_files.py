"""The framework's own files as readers need them: compressed well, no typefaces, a small Plotly.

Streamlit's files are named by their content and kept for ever by browsers, so each is prepared
once. What our pages never show is left out: two typefaces of half a megabyte, and the nine tenths
of Plotly that draw maps, spheres and meshes. No file of ours belongs here.
"""

import gzip
import logging
import mimetypes
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from exports.renderer import SMALL_BUNDLE, find_plotly_js

_STATIC: Final = Path(streamlit.__file__).parent / "static"
_FILE: Final = re.compile(r"/static/(?:js|css)/[\w.-]+\.(?:js|css)")
_FACE: Final = re.compile(r"@font-face\{[^}]*\}")
_PLOTLY: Final = re.compile(
    r"(?<=\(\((?P<exports>\w),(?P<module>\w),(?P<own>\w)\)=>\{)"
    r"\(function\(\w,\w\)\{typeof (?P=module)==`object`&&(?P=module)\.exports\?"
    r".*return window\.Plotly=\w,\w\}\)(?=\}\)\))",
    re.DOTALL,
)
"""The whole of plotly.js within the chunk of the framework that draws charts."""
_QUICK, _BEST = 5, 11
"""How hard brotli works for the first who asks, and for all who come later."""

_LOG: Final = logging.getLogger("dashboard.pages")

Pack = Callable[[bytes], bytes]
_PACKERS: Final[Mapping[str, Pack]] = {
    "br": lambda content: brotli.compress(content, quality=_QUICK),
    "gzip": lambda content: gzip.compress(content, mtime=0),
}
"""The encodings offered, the better first."""
_packed: Final[dict[tuple[str, str], bytes]] = {}
"""Compressed files by path and encoding: as many as the framework has."""
_later: Final = ThreadPoolExecutor(1, thread_name_prefix="brotli")


def serve_framework_files(app: ASGIApp) -> ASGIApp:
    """Answers for the scripts and style sheets of the framework; addresses stay what they are."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if asked and _FILE.fullmatch(path) and (_STATIC / path.removeprefix("/")).is_file():
            response = _respond(path, Headers(scope=scope))
            await response(scope, receive, send)
            return
        await app(scope, receive, send)

    return answer


def _respond(path: str, asked: Headers) -> Response:
    accepted = re.findall(r"\w+", asked.get("accept-encoding", ""))
    encoding = next((name for name in _PACKERS if name in accepted), "")
    tag = f'"{_hash(path)}{encoding and "-"}{encoding}"'
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    media = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return Response(_read_packed(path, encoding), media_type=media, headers=headers)


@cache
def read_framework_file(path: str) -> bytes:
    """A file of the framework as readers get it."""
    text = (_STATIC / path.removeprefix("/")).read_text(encoding="utf-8")
    if path.endswith(".css"):
        return _FACE.sub("", text).encode()
    if "/PlotlyChart." in path:
        whole, small = text, find_plotly_js()
        if small.name == SMALL_BUNDLE:
            text = replace_plotly(whole, small.read_text(encoding="utf-8"))
        if text == whole:
            _LOG.warning("Pages load the whole plotly.js, half a megabyte more; see `make bundle`.")
    return text.encode()


def replace_plotly(chunk: str, small: str) -> str:
    """The chunk that draws charts with the small Plotly in it; as it was where none is found."""

    def put(found: re.Match[str]) -> str:
        return f"const module={found['module']};{small.strip().removesuffix(';')}"

    return _PLOTLY.sub(put, chunk, count=1)


@cache
def _hash(path: str) -> str:
    return sha256(read_framework_file(path)).hexdigest()[:20]


def _read_packed(path: str, encoding: str) -> bytes:
    if not encoding:
        return read_framework_file(path)
    if (path, encoding) not in _packed:
        _packed[path, encoding] = _PACKERS[encoding](read_framework_file(path))
        if encoding == "br":
            _later.submit(_pack_best, path)
    return _packed[path, encoding]


def _pack_best(path: str) -> None:
    """Compress a file as far as it goes, which takes seconds of a processor."""
    content = read_framework_file(path)
    _packed[path, "br"] = brotli.compress(content, quality=_BEST, lgwin=find_window(content))


def find_window(content: bytes) -> int:
    """The logarithm of a window that holds the content, within what browsers take."""
    return min(max(len(content).bit_length(), 16), 24)
