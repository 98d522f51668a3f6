"""Answers of the light pages: how long they may be kept, who may frame and fetch them."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from exports.page import policy
from locales import LANGUAGES, Language, language, later

FOR_EVER: Final = "public, max-age=31536000, immutable"
SHORT: Final = "public, max-age=60"
NEVER: Final = "no-store"

EVERYBODY: Final[Mapping[str, str]] = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Frames in a sandbox have no origin of their own, so what they fetch must be open to all."""

NO_FIGURE: Final = later("There is no such figure.")
NO_DATA: Final = later("The data cannot be read at the moment. Try again in a minute.")


def refusal(words: str, code: int, *, retry: int = 0) -> Response:
    """A plain answer that says what to do."""
    headers = {**EVERYBODY, "Cache-Control": NEVER}
    if retry:
        headers["Retry-After"] = str(retry)
    return PlainTextResponse(words, code, headers=headers)


def framed_anywhere() -> dict[str, str]:
    """Headers of a page that any article may frame."""
    return {**EVERYBODY, "Content-Security-Policy": f"{policy()}; frame-ancestors *"}


def kept(request: Request, content: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
    """Content that is sent only to those who do not have it yet."""
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    headers = {**headers, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def asked_language(request: Request) -> Language:
    """The language an address asks for; English without one."""
    code = request.query_params.get("lang", "en")
    return language(code if code in LANGUAGES else "en")
