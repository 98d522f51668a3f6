"""The HTML document around the pages: what it says before any script, and what it may load.

Which language and which version answer a bare address is decided here, and what the page of a
figure tells other programs, for an editor pastes what stands in the browser's bar. What a page says
to readers is written elsewhere.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode

import streamlit
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import Edition, Site, read_site, split_address
from exports.block import BLOCK_STYLE
from exports.embedding import write_discovery_links, write_open_graph
from exports.html import build_policy, fill_macro, hash_source, read_sources
from exports.structured_data import write_json_ld
from exports.typeface import TOP, write_typeface_head
from figures import FIGURES
from figures.core.chart import draw
from figures.core.site_name import SITE_NAME
from figures.core.view import LANGUAGE, View, read_query
from locales import LANGUAGES, Language, find_language, later, make_translator
from schemas import Tables
from snapshots.service import SnapshotService
from snapshots.snapshot import find_open_choices
from web.comparison import BESIDE, write_number_page
from web.directory import SitePage, list_pages
from web.light_pages import (
    LIGHT,
    VERSION,
    VERSIONS,
    LightPage,
    frame_content,
    write_light_page,
)
from web.numbers import PATH, write_number_json
from web.prepared_answers import AnswerCache, PreparedAnswer
from web.reader_language import COOKIE, find_request_language
from web.ready_drawings import ReadyDrawings
from web.robots_and_sitemap import write_not_found
from web.routes import NO_DATA
from web.search import PARAMETER, SEARCH, write_search
from web.site_blocks import find_today

_COMPANION = "/companion.js"
"""A script that says what Streamlit says only in its header, which these pages do not have."""
_YEAR = 365 * 24 * 3600
REMEMBERED = "page-version"
"""The cookie of the version a reader stays with; "version" itself is reserved by the standard."""
_BASE = "window.__streamlit = { BACKEND_BASE_URL: window.location.origin }"
"""Without it the browser first looks for the server below each page's path, and logs errors."""


_INDEX = (
    (Path(streamlit.__file__).parent / "static" / "index.html")
    .read_text(encoding="utf-8")
    .replace("<script>", f"<script>{_BASE}</script>\n    <script>", 1)
)
STYLE = "\n".join(
    [BLOCK_STYLE, read_sources(Path(__file__).parent, "style.css", "light.css", "companion.css")]
)
"""The style of every page, with the explorer and without."""
EXPLORER_POLICY = build_policy(
    {
        "default-src": "'self'",
        "script-src": " ".join(
            ["'self'", *map(hash_source, re.findall(r"<script>(.*?)</script>", _INDEX, re.DOTALL))]
        ),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        **dict.fromkeys(("base-uri", "form-action", "frame-ancestors"), "'self'"),
    }
)
"""The Content-Security-Policy: nothing but ourselves, and the one script of the document."""


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

    typeface, style = write_typeface_head(TOP, t.code), f"<style>{STYLE}</style>"
    head = write("head", title, t(place.about), told, address, LANGUAGES, typeface)
    if light:
        return write("light", f"{head}{style}", write("before"), content)
    html, late = _split_index()
    html = html.replace('<html lang="en">', f'<html lang="{t.code}">')
    html = html.replace("<title>Streamlit</title>", head)
    # Of equal rules the later wins: ours stands after those Streamlit puts into the head.
    first = f'{style}{write("before")}<div id="first" class="stHtml">{content}</div><div id="root">'
    html = html.replace('<div id="root">', first)
    after = f"{late}{write_companion_head(t)}{write('after')}"
    return html.replace("</body>", f"{after}</body>")


@lru_cache(maxsize=256)
def write_figure_head(view: View, tables: Tables, site: Site) -> str:
    """The elements for the head of the page on which readers explore a view."""
    chart, edition = draw(view, tables), Edition(site, view)
    address = make_canonical_address(view, tables, site)
    heads = (write(chart, edition, address) for write in (write_open_graph, write_discovery_links))
    dataset = write_json_ld(chart, edition)
    return fill_macro("document.html", "figure_head", chart.t, address, *heads, dataset)


def make_canonical_address(view: View, tables: Tables, site: Site) -> str:
    """The one address of a view: what is left at its default is not said, so it stays the same."""
    silent = find_open_choices(view, tables)
    pairs = [(name, value) for name, value in view.list_parameters() if name not in silent]
    return f"{site.base}/{view.figure}?{urlencode(pairs, safe=',')}"


@cache
def _split_index() -> tuple[str, str]:
    """Streamlit's document, and what it fetches, which waits until our content is there."""
    html = re.sub(r"<noscript>.*?</noscript>|<!--.*?-->", "", _INDEX, flags=re.DOTALL)
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
            key = (place.path, request.url.query, tables and tables.digest, find_today())
            asked = join_answers(request.query_params)
            return await answers.respond(request, key, partial(prepare, asked, tables))

        return Route(f"/{place.path}", answer)

    return [
        Route("/language/{value}", partial(switch, LANGUAGE, COOKIE, LANGUAGES)),
        Route("/version/{value}", partial(switch, VERSION, REMEMBERED, VERSIONS)),
        *make_plain_routes(studio, answers),
        make_companion_route(),
        *(serve(place) for place in list_pages()),
    ]


def make_plain_routes(studio: SnapshotService, answers: AnswerCache) -> list[Route]:
    """Pages that need no explorer: those of single numbers, also as JSON, and what was found."""
    html, headers = "text/html; charset=utf-8", {"Cache-Control": "public, max-age=60"}

    def prepare(path: str, query: Mapping[str, str], tables: Tables) -> PreparedAnswer:
        t, base = make_translator(query[LANGUAGE], tables), studio.site.base
        name = path.removeprefix(f"{PATH}/")
        try:
            if name.endswith(".json"):
                told = write_number_json(name.removesuffix(".json"), tables, t, base)
                return PreparedAnswer(told, "application/json", headers)
            if path == SEARCH.path:
                place, content = SEARCH, write_search(query.get(PARAMETER, ""), tables, t)
            else:
                place = SitePage(path, later("One number"), later("How one number is known."))
                content = write_number_page(name, query.get(BESIDE, ""), tables, t, base)
        except KeyError:
            return PreparedAnswer(write_not_found(t).encode(), html, code=404, keep=False)
        light = query.get(VERSION) == LIGHT
        framed = frame_content(content, path, tables, t, light=light)
        document = write_document(place, t, "", framed, light=True)
        return PreparedAnswer(document.encode(), html, headers)

    async def answer(request: Request) -> Response:
        if (bare := find_full_address(request)) is not None:
            return bare
        tables = studio.tables()
        if tables is None:
            words = find_language(request.query_params[LANGUAGE])(NO_DATA)
            return PlainTextResponse(words, 503, headers={"Retry-After": "60"})
        path, asked = request.url.path.strip("/"), join_answers(request.query_params)
        key = (path, request.url.query, tables.digest)
        return await answers.respond(request, key, partial(prepare, path, asked, tables))

    def find(request: Request) -> Response:
        """From the field of the explorer, whose HTML may not name a field as its language is."""
        asked = {LANGUAGE: request.path_params["code"], **request.query_params}
        return RedirectResponse(f"/{SEARCH.path}?{urlencode(asked)}", 303)

    return [
        Route(f"/{PATH}/{{names}}", answer),
        Route(f"/{SEARCH.path}", answer),
        Route(f"/{SEARCH.path}/{{code}}", find),
    ]


@cache
def _companion() -> bytes:
    return Path(__file__).with_name("companion.js").read_bytes()


def write_companion_head(t: Language) -> str:
    """What stands in the head of the document: the script with its words."""
    address = f"{_COMPANION}?{sha256(_companion()).hexdigest()[:12]}"
    return fill_macro("document.html", "companion", t, address)


def make_companion_route() -> Route:
    """The address of the script."""
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}

    def give(_: Request) -> Response:
        return Response(_companion(), media_type="text/javascript", headers=kept)

    return Route(_COMPANION, give)


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
