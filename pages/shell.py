"""The HTML document around the pages: what it says before any script, and what it may load.

Which language and which version answer a bare address is decided here; what a page says is not.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import read_site, split_address
from exports.block import read_style as block_style
from exports.html import build_policy, fill_macro, hash_source
from exports.typeface import TOP, write_typeface_head
from figures import FIGURES
from figures.core.site_name import SITE_NAME
from figures.core.view import LANGUAGE, read_query
from locales import LANGUAGES, Language, find_language
from pages import companion
from schemas import Tables
from snapshots.service import SnapshotService
from web.directory import SitePage, list_pages
from web.head import write_figure_head
from web.light_pages import LIGHT, VERSION, VERSIONS, LightPage, write_light_page
from web.prepared_answers import AnswerCache, PreparedAnswer
from web.reader_language import COOKIE, find_request_language
from web.ready_drawings import ReadyDrawings
from web.site_blocks import find_today

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_YEAR = 365 * 24 * 3600
REMEMBERED = "page-version"
"""The cookie of the version a reader stays with; "version" itself is reserved by the standard."""
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


@cache
def read_style() -> str:
    """The style of every page, with the explorer and without."""
    here = Path(__file__).parent
    names = ("style.css", "light.css", "companion.css")
    parts = [(here / name).read_text(encoding="utf-8").strip() for name in names]
    return "\n".join([block_style(), *parts])


def write_document(
    place: SitePage, t: Language, told: str = "", content: str = "", *, light: bool = False
) -> str:
    """The document of a page: what it says, and unless it is `light` the explorer behind it.

    `told` is what the page of a figure tells other programs; without it the place is described.
    """
    title = t(SITE_NAME) if not place.path else f"{t(place.name)} · {t(SITE_NAME)}"
    address = f"{read_site().base}/{place.path}?{LANGUAGE}="

    def write(macro: str, *values: Any) -> str:
        return fill_macro("document.html", macro, t, *values).strip()

    typeface, style = write_typeface_head(TOP, t.code), f"<style>{read_style()}</style>"
    head = write("head", title, t(place.about), told, address, LANGUAGES, typeface)
    if light:
        return write("light", f"{head}{style}", write("before"), content)
    html, late = _split_index()
    html = html.replace('<html lang="en">', f'<html lang="{t.code}">')
    html = html.replace("<title>Streamlit</title>", head)
    # Of equal rules the later wins: ours stands after those Streamlit puts into the head.
    first = f'{style}{write("before")}<div id="first" class="stHtml">{content}</div><div id="root">'
    html = html.replace('<div id="root">', first)
    after = f"{late}{companion.write_companion_head(t)}{write('after')}"
    return html.replace("</body>", f"{after}</body>")


@cache
def _split_index() -> tuple[str, str]:
    """Streamlit's document, and what it fetches, which waits until our content is there."""
    html = re.sub(r"<noscript>.*?</noscript>|<!--.*?-->", "", _index(), flags=re.DOTALL)
    html = re.sub(r'<link\s+rel="(?:preload|service-desc)"[^>]*/>', "", html)
    fetched = re.compile(
        r'<script type="module"[^>]*></script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>'
    )
    return fetched.sub("", html), "".join(fetched.findall(html))


def make_page_routes(studio: SnapshotService) -> list[Route]:
    """A route for every page, so that each is served in its language, and one to switch it."""
    answers, drawings = AnswerCache(), ReadyDrawings(studio.painter)

    def serve(place: SitePage) -> Route:
        def prepare(query: Mapping[str, str], tables: Tables | None) -> PreparedAnswer:
            t, told, content, complete = find_language(query[LANGUAGE]), "", "", True
            if tables is not None:
                page = LightPage(query, tables, t, drawings)
                content = write_light_page(place, page)
                complete = page.complete
                if figure := FIGURES.get(place.path):
                    told = write_figure_head(read_query(figure, tables, query), tables, studio.site)
            light = query.get(VERSION) == LIGHT
            document = write_document(place, t, told, content, light=light)
            headers = {"Cache-Control": "public, max-age=60", "Accept-CH": "Save-Data, ECT"}
            keep = complete and tables is not None
            return PreparedAnswer(document.encode(), "text/html; charset=utf-8", headers, keep=keep)

        async def answer(request: Request) -> Response:
            if (bare := find_full_address(request)) is not None:
                return bare
            tables = studio.tables()
            state = tables.digest if tables else "", find_today()
            key = (place.path, request.url.query, *state)
            if (kept := answers.find(key)) is not None:
                return kept.respond(request.headers)

            def give() -> Response:
                prepared = prepare(join_answers(request.query_params), tables)
                answers.keep(key, prepared)
                return prepared.respond(request.headers)

            return await run_in_threadpool(give)

        return Route(f"/{place.path}", answer, methods=["GET"])

    return [
        Route("/language/{value}", partial(switch, LANGUAGE, COOKIE, LANGUAGES), methods=["GET"]),
        Route("/version/{value}", partial(switch, VERSION, REMEMBERED, VERSIONS), methods=["GET"]),
        companion.make_companion_route(),
        *(serve(place) for place in list_pages()),
    ]


def find_full_address(request: Request) -> Response | None:
    """The way to the whole address of a page: its language, and one value for each choice.

    None where the address says all that decides what is answered. Only here cookies and what a
    browser says of itself count.
    """
    query, asked = request.query_params, join_answers(request.query_params)
    if query.get(LANGUAGE) in LANGUAGES and len(asked) == len(query.multi_items()):
        return None
    asked[LANGUAGE] = find_request_language(request).code
    if not query.get(LANGUAGE) and VERSION not in asked and wants_light(request):
        asked[VERSION] = LIGHT
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language, Cookie, Save-Data, ECT"}
    target = f"/{request.url.path.lstrip('/')}?{urlencode(asked, safe=',')}"
    return RedirectResponse(target, 302, headers=headers)


def join_answers(query: QueryParams) -> dict[str, str]:
    """The parameters of an address; several answers to one question are one value, as in a link."""
    asked: dict[str, list[str]] = {}
    for name, value in query.multi_items():
        asked.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in asked.items()}


def wants_light(request: Request) -> bool:
    """Whether a reader stayed with the light version, or has a line that carries no other."""
    chosen = request.cookies.get(REMEMBERED)
    slow = request.headers.get("ect", "") in ("slow-2g", "2g")
    return chosen == LIGHT or (not chosen and (slow or request.headers.get("save-data") == "on"))


def switch(name: str, cookie: str, offered: Collection[str], request: Request) -> Response:
    """Remember a language or a version, and go back to the same view in it."""
    value = request.path_params["value"]
    if value not in offered:
        return RedirectResponse("/", 303)
    came_from = split_address(request.headers.get("referer", ""))
    if came_from is None or came_from.netloc != request.headers.get("host"):
        came_from = SplitResult("", "", "/", "", "")
    path = came_from.path if came_from.path.startswith("/") else "/"
    pairs = parse_qsl(came_from.query, keep_blank_values=True)
    query = [*(pair for pair in pairs if pair[0] != name), (name, value)]
    target = f"/{path.lstrip('/')}?{urlencode(query, safe=',')}"
    response = RedirectResponse(target, 303)
    response.set_cookie(cookie, value, max_age=_YEAR, samesite="lax", httponly=True)
    return response
