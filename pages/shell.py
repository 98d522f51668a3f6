"""The HTML document around the pages: its language, title, description, and strict headers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode

import streamlit
from brotli_asgi import BrotliMiddleware
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.addresses import site, split
from exports.html import policy, source_hash
from exports.typeface import TOP, typeface_head
from figures import FIGURES
from figures.core.site_name import HOUSE
from figures.core.view import LANGUAGE, read_query
from locales import LANGUAGES, Language
from pages import companion
from pages.directory import Place, all_places, figure_places
from pages.framework_style import NoOtherTypeface
from pages.head import head
from pages.reader import COOKIE, wanted_language
from pages.uploads import Room
from schemas import Tables

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_YEAR = 365 * 24 * 3600
_BASE = "window.__streamlit = { BACKEND_BASE_URL: window.location.origin }"
"""Without it the browser first looks for the server below each page's path, and logs errors."""


@cache
def _index() -> str:
    html = _INDEX.read_text(encoding="utf-8")
    return html.replace("<script>", f"<script>{_BASE}</script>\n    <script>", 1)


@cache
def page_policy() -> str:
    """The Content-Security-Policy: nothing but ourselves, and the one script of the document."""
    scripts = re.findall(r"<script>(.*?)</script>", _index(), re.DOTALL)
    return policy(
        {
            "default-src": "'self'",
            "script-src": f"'self' {' '.join(map(source_hash, scripts))}",
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "connect-src": "'self'",
            "worker-src": "'self' blob:",
            "object-src": "'none'",
            "base-uri": "'self'",
            "form-action": "'self'",
            "frame-ancestors": "'self'",
        }
    )


def document(place: Place, say: Language, told: str = "") -> str:
    """Streamlit's document with our language, title, description and words without JavaScript.

    `told` is what the page of a figure tells other programs; without it the place is described.
    """
    title = escape(say(HOUSE) if not place.path else f"{say(place.name)} · {say(HOUSE)}")
    about = escape(say(place.about))
    place_told = (
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{about}">'
        '<meta property="og:type" content="website">'
    )
    heading = (
        f"<title>{title}</title>"
        f'<meta name="description" content="{about}">'
        f"{told or place_told}{typeface_head(TOP, say.code)}{companion.head(say)}"
    )
    links = "".join(
        f'<li><a href="/figures/{other.path}?{LANGUAGE}={say.code}">'
        f"{escape(say(other.name))}</a></li>"
        for other in figure_places()
    )
    instead = say("These pages need JavaScript. The figures do not; here is every one of them.")
    without = (
        f"<noscript><h1>{title}</h1><p>{about}</p>"
        f"<p>{escape(instead)}</p>"
        f"<ul>{links}</ul></noscript>"
    )
    html = _index().replace('<html lang="en">', f'<html lang="{say.code}">')
    html = re.sub(r"<title>.*?</title>", lambda _: heading, html, flags=re.DOTALL)
    html = re.sub(r"<noscript>.*?</noscript>", lambda _: without, html, flags=re.DOTALL)
    html = html.replace('<div id="root">', f'{companion.aside(say)}<div id="root">')
    html = html.replace("</body>", f"{companion.end()}</body>")
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*/>', "", html)
    return re.sub(r'<link rel="service-desc"[^>]*/>', "", html)


def page_routes(tables: Callable[[], Tables | None]) -> list[Route]:
    """A route for every page, so that each is served in its language, and one to switch it."""

    def told(place: Place, request: Request, say: Language) -> str:
        known, figure = tables(), FIGURES.get(place.path)
        if known is None or figure is None:
            return ""
        view = read_query(figure, known, request.query_params)
        return head(replace(view, language=say.code), known, site())

    def serve(place: Place) -> Route:
        def answer(request: Request) -> Response:
            headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
            say = wanted_language(request)
            return HTMLResponse(document(place, say, told(place, request, say)), headers=headers)

        return Route(f"/{place.path}", answer, methods=["GET"])

    return [
        Route("/language/{code}", switch_language, methods=["GET"]),
        companion.companion_route(),
        *(serve(place) for place in all_places()),
    ]


def switch_language(request: Request) -> Response:
    """Remember a language and go back to the same view in it."""
    code = request.path_params["code"]
    if code not in LANGUAGES:
        return RedirectResponse("/", 303)
    came_from = split(request.headers.get("referer", ""))
    if came_from is None or came_from.netloc != request.headers.get("host"):
        came_from = SplitResult("", "", "/", "", "")
    path = came_from.path if came_from.path.startswith("/") else "/"
    query = [
        pair for pair in parse_qsl(came_from.query, keep_blank_values=True) if pair[0] != LANGUAGE
    ]
    target = f"/{path.lstrip('/')}?{urlencode([*query, (LANGUAGE, code)], safe=',')}"
    response = RedirectResponse(target, 303)
    response.set_cookie(COOKIE, code, max_age=_YEAR, samesite="lax", httponly=True)
    return response


class StrictHeaders:
    """Adds headers that keep the browser to ourselves."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the headers of the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", page_policy())
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, complete)


def middleware() -> Sequence[Middleware]:
    """Strict headers, no more uploads than are checked, compressed answers, one typeface."""
    return (
        Middleware(StrictHeaders),
        Middleware(Room),
        Middleware(BrotliMiddleware, quality=5, minimum_size=500),
        Middleware(NoOtherTypeface),
    )
