"""The HTML document around the pages: its language, title, description, and what it may load."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import read_site, split_address
from exports.html import build_policy, fill_macro, hash_source
from exports.typeface import TOP, write_typeface_head
from figures import FIGURES
from figures.core.site_name import SITE_NAME
from figures.core.view import LANGUAGE, read_query
from locales import LANGUAGES, Language
from pages import companion
from schemas import Tables
from web.directory import SitePage, list_figure_pages, list_pages
from web.head import write_figure_head
from web.reader_language import COOKIE, find_request_language

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
    return build_policy(
        {
            "default-src": "'self'",
            "script-src": f"'self' {' '.join(map(hash_source, scripts))}",
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


def write_document(place: SitePage, t: Language, told: str = "") -> str:
    """Streamlit's document with our language, title, description and words without JavaScript.

    `told` is what the page of a figure tells other programs; without it the place is described.
    """
    title = t(SITE_NAME) if not place.path else f"{t(place.name)} · {t(SITE_NAME)}"
    about = t(place.about)

    def write(macro: str, *values: Any) -> str:
        return fill_macro("document.html", macro, t, *values).strip()

    head = write(
        "head",
        title,
        about,
        told,
        write_typeface_head(TOP, t.code),
        companion.write_companion_head(t),
    )
    without = write("without_script", title, about, list_figure_pages())
    html = _index().replace('<html lang="en">', f'<html lang="{t.code}">')
    html = re.sub(r"<title>.*?</title>", lambda _: head, html, flags=re.DOTALL)
    html = re.sub(r"<noscript>.*?</noscript>", lambda _: without, html, flags=re.DOTALL)
    html = html.replace('<div id="root">', f'{write("before")}<div id="root">')
    html = html.replace("</body>", f"{write('after')}</body>")
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*/>', "", html)
    return re.sub(r'<link rel="service-desc"[^>]*/>', "", html)


def make_page_routes(tables: Callable[[], Tables | None]) -> list[Route]:
    """A route for every page, so that each is served in its language, and one to switch it."""

    def serve(place: SitePage) -> Route:
        def answer(request: Request) -> Response:
            t, told = find_request_language(request), ""
            known, figure = tables(), FIGURES.get(place.path)
            if known is not None and figure is not None:
                view = read_query(figure, known, request.query_params)
                told = write_figure_head(replace(view, language=t.code), known, read_site())
            headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
            return HTMLResponse(write_document(place, t, told), headers=headers)

        return Route(f"/{place.path}", answer, methods=["GET"])

    return [
        Route("/language/{code}", switch_language, methods=["GET"]),
        companion.make_companion_route(),
        *(serve(place) for place in list_pages()),
    ]


def switch_language(request: Request) -> Response:
    """Remember a language and go back to the same view in it."""
    code = request.path_params["code"]
    if code not in LANGUAGES:
        return RedirectResponse("/", 303)
    came_from = split_address(request.headers.get("referer", ""))
    if came_from is None or came_from.netloc != request.headers.get("host"):
        came_from = SplitResult("", "", "/", "", "")
    path = came_from.path if came_from.path.startswith("/") else "/"
    pairs = parse_qsl(came_from.query, keep_blank_values=True)
    query = [*(pair for pair in pairs if pair[0] != LANGUAGE), (LANGUAGE, code)]
    target = f"/{path.lstrip('/')}?{urlencode(query, safe=',')}"
    response = RedirectResponse(target, 303)
    response.set_cookie(COOKIE, code, max_age=_YEAR, samesite="lax", httponly=True)
    return response
