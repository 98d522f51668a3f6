"""Streamlit's style sheet without the typefaces it brings: pages have one of their own.

Streamlit fetches its text before it hears of ours, and its icons by script, whether they are seen
or not: half a megabyte that nobody reads.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_STATIC: Final = Path(streamlit.__file__).parent / "static"
_PATH: Final = re.compile(r"/static/css/index\.[\w-]+\.css")
_FACE: Final = re.compile(r"@font-face\{[^}]*\}")
_KEPT: Final = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def framework_style(path: str) -> str:
    """The style sheet Streamlit has under a path, without its typefaces."""
    return _FACE.sub("", (_STATIC / path.removeprefix("/")).read_text(encoding="utf-8"))


class NoOtherTypeface:
    """Answers for Streamlit's style sheet, whose address stays what it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the style sheet; pass every other request on."""
        path = str(scope.get("path", ""))
        known = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if known and _PATH.fullmatch(path) and (_STATIC / path.removeprefix("/")).is_file():
            answer = Response(framework_style(path), media_type="text/css", headers=_KEPT)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
