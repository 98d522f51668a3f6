"""The addresses of figures: live, frozen, described; what is kept how long, and what is refused."""

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from exports.addresses import Edition, split
from exports.block import name_saved
from exports.embedding import OEMBED_TYPES, as_xml, fitted, oembed
from exports.files import DESCRIBED, FILES, JSON, PAGE, as_json, make_file
from exports.image_files import drawings
from exports.page import page, page_height, page_policy
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import KNOWN_ON, LANGUAGE, View, not_understood, read_query
from locales import LANGUAGES, Language, language, later
from schemas import Tables
from snapshots.errors import FAILURES, FilesLost, StoreFull, failure
from snapshots.service import Earlier, Studio, earlier, status_in
from snapshots.store import OURS, StoreFailed
from web.panel import panel, panel_policy
from web.rate_limits import Limits, client

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
DOWNLOADS: Final = {
    "csv": "data.csv",
    "xlsx": "data.xlsx",
    "png": "figure@2x.png",
    "jpg": "figure.jpg",
    "svg": "figure.svg",
}
"""The short forms of an address, and the file each gives."""
_LOG: Final = logging.getLogger("dashboard.freezes")

_NOT_FROZEN: Final = later("There is no such snapshot.")
_NOT_OFFERED: Final = later(
    "This figure does not offer “{value}” for “{name}”. Open the figure and choose again."
)
_NO_CHOICE: Final = later(
    "This figure has no choice named “{name}”. It knows these: {known}. Nothing was frozen."
)
_TOLD: Final = 60
"""As much of what somebody wrote is repeated."""
_TOO_MANY: Final = later("Too many figures were frozen from here. Try again in a few minutes.")
_ELSEWHERE: Final = later("Figures are frozen from this site only.")
"""Other sites may show figures, but not make their readers freeze them."""
PREVIEW: Final = 640
_NO_FORM: Final = later("Only json and xml are spoken here.")
_NO_ADDRESS: Final = later("No figure or snapshot of this site has this address: {url}")
_NO_SIZE: Final = later("maxwidth and maxheight are whole numbers of pixels, such as 640.")


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


def live_routes(studio: Studio) -> list[Route]:
    """Routes of every figure as it is now."""
    give = endpoint(_give, studio)
    download = endpoint(partial(_give, download=True), studio)
    return [
        Route("/figures/{figure}.{form}", download, methods=["GET"]),
        Route("/figures/{figure}", give, methods=["GET"]),
        Route("/figures/{figure}/{name}", give, methods=["GET"]),
    ]


def _give(request: Request, studio: Studio, _say: Language, *, download: bool = False) -> Response:
    """A file of the edition; its page tells what of the address was not understood."""
    asked, tables = request.path_params, tables_of(studio)
    view = view_of_address(request, tables)
    name = DOWNLOADS.get(asked["form"], "") if download else asked.get("name", PAGE)
    if name not in FILES:
        raise Refused(NO_FIGURE, 404)
    chart, edition = draw(view, tables), Edition(studio.site, view)
    if name != PAGE:
        content, headers = make_file(name, chart, edition, studio.painter), {}
    elif "name" in asked:
        return RedirectResponse(edition.path, 301)
    else:
        told = not_understood(chart.figure, tables, request.query_params, chart.say)
        content = page(chart, edition, drawings(chart, studio.painter), told).encode()
        headers = framed_anywhere()
    if download:
        saved = name_saved(name, chart, edition)
        headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    return kept(request, content, FILES[name], more=headers)


def frozen_routes(studio: Studio, limits: Limits) -> list[Route]:
    """Routes that freeze views and give what was frozen."""
    here, freeze = "/snapshots/{figure}/{hash}", partial(_freeze, limits=limits)
    return [
        Route("/snapshots/{figure}", endpoint(freeze, studio), methods=["POST"]),
        Route(here, lambda request: RedirectResponse(f"{request.url.path}/", 301)),
        Route(f"{here}/", endpoint(_give_file, studio), methods=["GET"]),
        Route(f"{here}/status.json", endpoint(_give_status, studio), methods=["GET"]),
        Route(f"{here}/{{name}}", endpoint(_give_file, studio), methods=["GET"]),
    ]


def _freeze(request: Request, studio: Studio, say: Language, limits: Limits) -> Response:
    """Freeze the view of the address; asked by a script the answer is JSON, else the panel."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        _note(request.path_params["figure"], "asked for by another site")
        raise Refused(_ELSEWHERE, 403)
    tables = tables_of(studio)
    view = view_of_address(request, tables)
    _refuse_strange_choices(request, view, say)
    try:
        edition, new = _put(view, tables, studio, limits, client(request))
    except FAILURES as error:
        # What failed with a cause was noted where it happened.
        if error.__cause__ is None:
            _note(view.figure, f"{type(error).__name__} {error}".strip())
        raise
    if "application/json" in request.headers.get("accept", ""):
        answer = {"address": edition.page, "hash": edition.hash, "new": new}
        return JSONResponse(answer, 201 if new else 200, headers={"Cache-Control": NEVER})
    return RedirectResponse(f"/embed/{view.figure}?{view.query()}", 303)


def _refuse_strange_choices(request: Request, view: View, say: Language) -> None:
    known, shown = (*view.chosen, KNOWN_ON, LANGUAGE), dict(view.pairs())
    for name, value in request.query_params.multi_items():
        if name not in known:
            _note(view.figure, f"knows no {name[:_TOLD]!r}")
            raise Refused(_NO_CHOICE, 400, name=name[:_TOLD], known=say.row(known))
        if shown.get(name, "") != value:
            _note(view.figure, f"does not offer {value[:_TOLD]!r} for {name!r}")
            raise Refused(_NOT_OFFERED, 400, name=name, value=value[:_TOLD])


def _put(
    view: View, tables: Tables, studio: Studio, limits: Limits, who: str
) -> tuple[Edition, bool]:
    """The frozen edition and whether it is new, which then counts for whoever asked."""
    edition = studio.edition(view, tables)
    counted = not studio.whole(edition)
    if counted and not limits.allows(who):
        _note(f"{view.figure}/{edition.hash}", "too many from one client")
        raise Refused(_TOO_MANY, 429, retry=limits.wait)
    edition, new = studio.freeze(view, tables)
    if counted and not new:
        limits.give_back(who)
    return edition, new


def _note(what: str, why: str) -> None:
    """One line in the log for what was refused, and never who asked."""
    _LOG.warning("Not frozen: %s: %s", what[:120].encode("unicode_escape").decode(), why)


def _give_status(request: Request, studio: Studio, _say: Language) -> Response:
    """What has become of a snapshot; the page asks for it, so it is open to all and small."""
    asked, tables = request.path_params, tables_of(studio)
    status = status_in(studio.store, asked["figure"], asked["hash"], tables, studio.site)
    if status is None:
        raise Refused(_NOT_FROZEN, 404)
    return kept(request, status.as_json(), JSON)


def _give_file(request: Request, studio: Studio, _say: Language) -> Response:
    asked = request.path_params
    name = asked.get("name", PAGE)
    content = None if name in OURS else studio.store.read(asked["figure"], asked["hash"], name)
    if content is None:
        raise Refused(_NOT_FROZEN, 404)
    more = framed_anywhere() if name == PAGE else {}
    return kept(request, content, FILES.get(name, JSON), FOR_EVER, more)


def described_routes(studio: Studio) -> list[Route]:
    """Routes of the embed panel and of oEmbed."""
    return [
        Route("/embed/{figure}", endpoint(_give_panel, studio), methods=["GET"]),
        Route("/oembed", endpoint(_describe, studio), methods=["GET"]),
    ]


def _give_panel(request: Request, studio: Studio, _say: Language) -> Response:
    """The panel, also while the store does not answer: what fails there is told when freezing."""
    tables = tables_of(studio)
    view = view_of_address(request, tables)
    live = request.query_params.get("edition") == "live"
    edition = Edition(studio.site, view) if live else studio.edition(view, tables)
    chart = draw(view, tables)
    told = not_understood(chart.figure, tables, request.query_params, chart.say)
    ready, before = live, list[Earlier]()
    try:
        ready = live or studio.whole(edition)
        before = earlier(view, studio.store, tables, studio.site)
    except StoreFailed:
        pass
    document = panel(chart, edition, page_height(chart, PREVIEW), told, before, ready=ready)
    headers = {"Content-Security-Policy": panel_policy(), "Cache-Control": "no-cache"}
    return HTMLResponse(document, headers=headers)


def _describe(request: Request, studio: Studio, _say: Language) -> Response:
    """The answer of the standard: 404 for what is not ours, 501 for a form we do not speak."""
    query = request.query_params
    form = query.get("format", "json")
    if form not in OEMBED_TYPES:
        raise Refused(_NO_FORM, 501)
    sizes = {name: _pixels(query.get(name)) for name in ("maxwidth", "maxheight")}
    address = split(query.get("url", ""))
    answer = _answer(address, studio, sizes) if address else None
    if answer is None:
        raise Refused(_NO_ADDRESS, 404, url=query.get("url", "")[:200])
    content = as_json(answer) if form == "json" else as_xml(answer)
    return kept(request, content, OEMBED_TYPES[form])


def _pixels(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise Refused(_NO_SIZE, 400)
    return int(text)


def _answer(
    address: SplitResult, studio: Studio, sizes: Mapping[str, int | None]
) -> dict[str, Any] | None:
    """What a snapshot was frozen with, or what a figure is now; None for what is not ours."""
    base, store = urlsplit(studio.site.base), studio.store
    if (address.scheme, address.netloc) != (base.scheme, base.netloc):
        return None
    match address.path.removeprefix(base.path).strip("/").split("/"):
        case ["snapshots", figure, digest] | ["snapshots", figure, digest, "index.html"]:
            manifest = store.manifest(figure, digest)
            described = store.read(figure, digest, DESCRIBED)
            if manifest is None or described is None:
                return None
            return fitted(json.loads(described), manifest.get("heights", {}), **sizes)
        case ["figures", figure] | [figure] if figure in FIGURES:
            asked = dict(parse_qsl(address.query, keep_blank_values=True))
            tables = tables_of(studio)
            chart = draw(read_query(FIGURES[figure], tables, asked), tables)
            edition = Edition(studio.site, chart.view)
            return oembed(chart, edition, lambda width: page_height(chart, width), **sizes)
    return None
