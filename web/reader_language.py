"""The language of a reader: that of the address, of earlier choices, or of the browser."""

from starlette.requests import Request

from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language, find_language

COOKIE = "language"


def choose_language(asked: str | None, cookie: str | None, accepted: str | None) -> str:
    """The language code: of the address, else remembered, else what the browser prefers."""
    for code in (asked, cookie):
        if code in LANGUAGES:
            return str(code)
    for part in (accepted or "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


def find_request_language(request: Request) -> Language:
    """The language in which to answer a request for a document."""
    return find_language(
        choose_language(
            request.query_params.get(LANGUAGE),
            request.cookies.get(COOKIE),
            request.headers.get("accept-language"),
        )
    )
