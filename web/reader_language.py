"""The language of a reader: that of the address, of earlier choices, or of the browser."""

from starlette.requests import Request

from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language, language

COOKIE = "language"


def preferred(asked: str | None, cookie: str | None, accepted: str | None) -> str:
    """The language code: of the address, else remembered, else what the browser prefers."""
    for code in (asked, cookie):
        if code in LANGUAGES:
            return str(code)
    for part in (accepted or "").split(","):
        code = part.split(";")[0].strip()[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


def wanted_language(request: Request) -> Language:
    """The language in which to answer a request for a document."""
    return language(
        preferred(
            request.query_params.get(LANGUAGE),
            request.cookies.get(COOKIE),
            request.headers.get("accept-language"),
        )
    )
