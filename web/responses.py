"""Answers of the light pages: how long they may be kept, who may frame them, what is refused."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from exports.page import page_policy
from figures import FIGURES
from figures.core.view import View, read_query
from locales import LANGUAGES, Language, language, later
from schemas import Tables
from snapshots.errors import FAILURES, FilesLost, StoreFull, failure
from snapshots.service import Studio

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


class Refused(Exception):
    """Raised instead of an answer: what to say, with which code, when to try again."""

    def __init__(self, message: str, code: int, *, retry: int = 0, **values: object) -> None:
        super().__init__(message)
        self.message, self.code, self.retry, self.values = message, code, retry, values


Answer = Callable[[Request, Studio, Language], Response]


def endpoint(answer: Answer, studio: Studio) -> Callable[[Request], Response]:
    """The endpoint of a route; what is refused or fails is said in the language asked for."""

    def respond(request: Request) -> Response:
        say = language_of(request)
        try:
            return answer(request, studio, say)
        except Refused as refused:
            words, code, retry = say(refused.message, **refused.values), refused.code, refused.retry
        except FAILURES as error:
            codes = {FilesLost: 409, StoreFull: 507}
            words, code = failure(error, say), codes.get(type(error), 503)
            retry = 0 if code == 409 else 30
        headers = {**EVERYBODY, "Cache-Control": NEVER}
        return PlainTextResponse(
            words, code, headers=headers | ({"Retry-After": str(retry)} if retry else {})
        )

    return respond


def tables_of(studio: Studio) -> Tables:
    """The tables of the moment; raises Refused while there are none."""
    tables = studio.tables()
    if tables is None:
        raise Refused(NO_DATA, 503, retry=60)
    return tables


def view_of_address(request: Request, tables: Tables) -> View:
    """The view an address asks for; raises Refused without such a figure."""
    figure = FIGURES.get(request.path_params["figure"])
    if figure is None:
        raise Refused(NO_FIGURE, 404)
    return read_query(figure, tables, request.query_params)


def language_of(request: Request) -> Language:
    """The language an address asks for; English without one."""
    code = request.query_params.get("lang", "en")
    return language(code if code in LANGUAGES else "en")


def framed_anywhere() -> dict[str, str]:
    """Headers of a page that any article may frame."""
    return {**EVERYBODY, "Content-Security-Policy": f"{page_policy()}; frame-ancestors *"}


def kept(
    request: Request,
    content: bytes,
    media_type: str,
    cache: str = SHORT,
    more: Mapping[str, str] | None = None,
) -> Response:
    """Content for everybody that is sent only to those who do not have it yet."""
    tag = f'"{sha256(content).hexdigest()[:20]}"'
    headers = {**EVERYBODY, "Cache-Control": cache, **(more or {}), "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
