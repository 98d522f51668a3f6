"""The framework's own files as readers need them: compressed well, no typefaces, a small Plotly.

Streamlit's files are named by their content and kept for ever by browsers, so each is prepared
once. What our pages never show is left out: two typefaces of half a megabyte, and the nine tenths
of Plotly that draw maps, spheres and meshes. No file of ours belongs here.
"""

import logging
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from exports.renderer import SMALL_BUNDLE, find_plotly_js
from web.prepared_answers import PreparedAnswer

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
_LOG: Final = logging.getLogger("dashboard.pages")


def serve_framework_files(app: ASGIApp) -> ASGIApp:
    """Answers for the scripts and style sheets of the framework; addresses stay what they are."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if asked and _FILE.fullmatch(path) and (_STATIC / path.removeprefix("/")).is_file():
            response = _prepare(path).respond(Headers(scope=scope))
            await response(scope, receive, send)
            return
        await app(scope, receive, send)

    return answer


@cache
def _prepare(path: str) -> PreparedAnswer:
    media = mimetypes.guess_type(path)[0] or "application/octet-stream"
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return PreparedAnswer(read_framework_file(path), media, kept)


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
