"""The addresses of figures: live, frozen, described; what is kept how long, and what is refused."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
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

from exports.addresses import LOOKS, Edition, Look, read_look, split_address
from exports.block import name_download
from exports.embedding import OEMBED_TYPES, describe_for_oembed, fit_oembed, write_oembed_xml
from exports.files import FILES, JSON, OEMBED, PAGE, make_file, write_json
from exports.image_files import make_drawings
from exports.page import estimate_height, make_page, read_policy
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import KNOWN_ON, LANGUAGE, View, explain_unknown_parameters, read_query
from locales import LANGUAGES, Language, find_language, later
from schemas import Tables
from snapshots.errors import FAILURES, FilesLost, StoreFull, describe_failure
from snapshots.service import EarlierSnapshot, SnapshotService, find_earlier, read_status
from snapshots.store import UNHASHED, StoreFailed
from web.panel import IN_ARTICLES, PANEL_POLICY, find_panel, make_panel
from web.prepared_answers import AnswerCache, PreparedAnswer
from web.rate_limits import RateLimits, identify_client

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
_NO_FORM: Final = later("Only json and xml are spoken here.")
_NO_ADDRESS: Final = later("No figure or snapshot of this site has this address: {url}")
_NO_SIZE: Final = later("maxwidth and maxheight are whole numbers of pixels, such as 640.")


class RequestRefused(Exception):
    """Raised instead of an answer: what to say, with which code, when to try again."""

    def __init__(self, message: str, code: int, *, retry: int = 0, **values: object) -> None:
        super().__init__(message)
        self.message, self.code, self.retry, self.values = message, code, retry, values


Answer = Response | PreparedAnswer


def make_endpoint(
    answer: Callable[[Request, SnapshotService, Language], Answer],
    studio: SnapshotService,
    answers: AnswerCache | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a route; what is refused or fails is said in the language asked for.

    With `answers` what was asked before of the same tables on the same day is answered at once,
    also while every thread is busy.
    """
    kept = answers or AnswerCache(0)

    async def respond(request: Request) -> Response:
        tables = studio.tables() if answers else None
        state = tables and tables.digest, datetime.now(UTC).date()
        key = (request.url.path, request.url.query, *state)
        return await kept.respond(request, key, partial(give, request))

    def give(request: Request) -> Answer:
        t = read_language(request)
        try:
            return answer(request, studio, t)
        except RequestRefused as refused:
            words, code, retry = t(refused.message, **refused.values), refused.code, refused.retry
        except FAILURES as error:
            codes = {FilesLost: 409, StoreFull: 507}
            words, code = describe_failure(error, t), codes.get(type(error), 503)
            retry = 0 if code == 409 else 30
        headers = {**EVERYBODY, "Cache-Control": NEVER}
        return PlainTextResponse(
            words, code, headers=headers | ({"Retry-After": str(retry)} if retry else {})
        )

    return respond


def require_tables(studio: SnapshotService) -> Tables:
    """The tables of the moment; raises Refused while there are none."""
    tables = studio.tables()
    if tables is None:
        raise RequestRefused(NO_DATA, 503, retry=60)
    return tables


def read_view(request: Request, tables: Tables) -> View:
    """The view an address asks for; raises Refused without such a figure."""
    figure = FIGURES.get(request.path_params["figure"])
    if figure is None:
        raise RequestRefused(NO_FIGURE, 404)
    return read_query(figure, tables, request.query_params)


def read_language(request: Request) -> Language:
    """The language an address asks for; English without one."""
    code = request.query_params.get("lang", "en")
    return find_language(code if code in LANGUAGES else "en")


def write_framing_headers(page: bytes) -> dict[str, str]:
    """Headers of a page that any article may frame; what it may load is what it says itself."""
    return {**EVERYBODY, "Content-Security-Policy": f"{read_policy(page)}; frame-ancestors *"}


def prepare_answer(
    content: bytes, media_type: str, cache: str = SHORT, more: Mapping[str, str] | None = None
) -> PreparedAnswer:
    """Content for everybody that is sent only to those who do not have it yet."""
    headers = {**EVERYBODY, "Cache-Control": cache, **(more or {})}
    return PreparedAnswer(content, media_type, headers)


def make_live_routes(studio: SnapshotService, answers: AnswerCache) -> list[Route]:
    """Routes of every figure as it is now."""
    give = make_endpoint(_give, studio, answers)
    download = make_endpoint(partial(_give, download=True), studio, answers)
    return [
        Route("/figures/{figure}.{form}", download),
        Route("/figures/{figure}", give),
        Route("/figures/{figure}/{name}", give),
    ]


def _give(
    request: Request, studio: SnapshotService, _t: Language, *, download: bool = False
) -> Answer:
    """A file of the edition; its page tells what of the address was not understood."""
    asked, tables = request.path_params, require_tables(studio)
    view = read_view(request, tables)
    name = DOWNLOADS.get(asked["form"], "") if download else asked.get("name", PAGE)
    if name not in FILES:
        raise RequestRefused(NO_FIGURE, 404)
    chart = draw(view, tables)
    edition = Edition(studio.site, view, look=read_look(request.query_params))
    if name != PAGE:
        content, headers = make_file(name, chart, edition, studio.painter), {}
    elif "name" in asked:
        return RedirectResponse(edition.path, 301)
    else:
        told = explain_unknown_parameters(chart.figure, tables, request.query_params, chart.t)
        content = make_page(chart, edition, make_drawings(chart, studio.painter), told).encode()
        headers = write_framing_headers(content)
    if download:
        saved = name_download(name, chart, edition)
        headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    return prepare_answer(content, FILES[name], more=headers)


def make_snapshot_routes(studio: SnapshotService, limits: RateLimits) -> list[Route]:
    """Routes that freeze views and give what was frozen."""
    here, freeze = "/snapshots/{figure}/{hash}", partial(_freeze, limits=limits)
    return [
        Route("/snapshots/{figure}", make_endpoint(freeze, studio), methods=["POST"]),
        Route(here, lambda request: RedirectResponse(f"{request.url.path}/", 301)),
        Route(f"{here}/", make_endpoint(_give_file, studio)),
        Route(f"{here}/status.json", make_endpoint(_give_status, studio)),
        Route(f"{here}/{{name}}", make_endpoint(_give_file, studio)),
    ]


def _freeze(request: Request, studio: SnapshotService, t: Language, limits: RateLimits) -> Response:
    """Freeze the view of the address; asked by a script the answer is JSON, else the panel."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        _note(request.path_params["figure"], "asked for by another site")
        raise RequestRefused(_ELSEWHERE, 403)
    tables = require_tables(studio)
    view = read_view(request, tables)
    _refuse_strange_choices(request, view, t)
    look = read_look(request.query_params)
    try:
        edition, new = _put(view, look, tables, studio, limits, identify_client(request))
    except FAILURES as error:
        # What failed with a cause was noted where it happened.
        if error.__cause__ is None:
            _note(view.figure, f"{type(error).__name__} {error}".strip())
        raise
    if "application/json" in request.headers.get("accept", ""):
        answer = {"address": edition.page, "hash": edition.hash, "new": new}
        return JSONResponse(answer, 201 if new else 200, headers={"Cache-Control": NEVER})
    return RedirectResponse(find_panel(view, look), 303)


def _refuse_strange_choices(request: Request, view: View, t: Language) -> None:
    known = (*view.chosen, KNOWN_ON, LANGUAGE, *LOOKS)
    asked = request.query_params.items()
    looks = {name: value for name, value in asked if value in LOOKS.get(name, ())}
    shown = {**dict(view.list_parameters()), **looks}
    for name, value in request.query_params.multi_items():
        if name not in known:
            _note(view.figure, f"knows no {name[:_TOLD]!r}")
            raise RequestRefused(_NO_CHOICE, 400, name=name[:_TOLD], known=t.join_items(known))
        if shown.get(name, "") != value:
            _note(view.figure, f"does not offer {value[:_TOLD]!r} for {name!r}")
            raise RequestRefused(_NOT_OFFERED, 400, name=name, value=value[:_TOLD])


def _put(
    view: View, look: Look, tables: Tables, studio: SnapshotService, limits: RateLimits, who: str
) -> tuple[Edition, bool]:
    """The frozen edition and whether it is new, which then counts for whoever asked."""
    edition = studio.edition_of(view, tables, look)
    counted = not studio.is_whole(edition)
    if counted and not limits.allows(who):
        _note(f"{view.figure}/{edition.hash}", "too many from one client")
        raise RequestRefused(_TOO_MANY, 429, retry=limits.wait)
    edition, new = studio.freeze(view, tables, look)
    if counted and not new:
        limits.give_back(who)
    return edition, new


def _note(what: str, why: str) -> None:
    """One line in the log for what was refused, and never who asked."""
    _LOG.warning("Not frozen: %s: %s", what[:120].encode("unicode_escape").decode(), why)


def _give_status(request: Request, studio: SnapshotService, _t: Language) -> Answer:
    """What has become of a snapshot; the page asks for it, so it is open to all and small."""
    asked, tables = request.path_params, require_tables(studio)
    status = read_status(studio.store, asked["figure"], asked["hash"], tables, studio.site)
    if status is None:
        raise RequestRefused(_NOT_FROZEN, 404)
    return prepare_answer(status.as_json(), JSON)


def _give_file(request: Request, studio: SnapshotService, _t: Language) -> Answer:
    asked = request.path_params
    name = asked.get("name", PAGE)
    content = None if name in UNHASHED else studio.store.read(asked["figure"], asked["hash"], name)
    if content is None:
        raise RequestRefused(_NOT_FROZEN, 404)
    more = write_framing_headers(content) if name == PAGE else {}
    return prepare_answer(content, FILES.get(name, JSON), FOR_EVER, more)


def make_panel_routes(studio: SnapshotService) -> list[Route]:
    """Routes of the embed panel and of oEmbed."""
    return [
        Route("/embed/{figure}", make_endpoint(_give_panel, studio)),
        Route("/oembed", make_endpoint(_describe, studio)),
    ]


def _give_panel(request: Request, studio: SnapshotService, _t: Language) -> Response:
    """The panel, also while the store does not answer: what fails there is told when freezing."""
    tables = require_tables(studio)
    view = read_view(request, tables)
    live = request.query_params.get("edition") == "live"
    look = read_look(request.query_params, IN_ARTICLES)
    edition = Edition(studio.site, view, look=look)
    if not live:
        edition = studio.edition_of(view, tables, look)
    chart = draw(view, tables)
    told = explain_unknown_parameters(chart.figure, tables, request.query_params, chart.t)
    ready, before = live, list[EarlierSnapshot]()
    try:
        ready = live or studio.is_whole(edition)
        before = find_earlier(view, studio.store, tables, studio.site)
    except StoreFailed:
        pass
    document = make_panel(chart, edition, told, before, ready=ready)
    headers = {"Content-Security-Policy": PANEL_POLICY, "Cache-Control": "no-cache"}
    return HTMLResponse(document, headers=headers)


def _describe(request: Request, studio: SnapshotService, _t: Language) -> PreparedAnswer:
    """The answer of the standard: 404 for what is not ours, 501 for a form we do not speak."""
    query = request.query_params
    form = query.get("format", "json")
    if form not in OEMBED_TYPES:
        raise RequestRefused(_NO_FORM, 501)
    sizes = {name: _pixels(query.get(name)) for name in ("maxwidth", "maxheight")}
    address = split_address(query.get("url", ""))
    answer = _answer(address, studio, sizes) if address else None
    if answer is None:
        raise RequestRefused(_NO_ADDRESS, 404, url=query.get("url", "")[:200])
    content = write_json(answer) if form == "json" else write_oembed_xml(answer)
    return prepare_answer(content, OEMBED_TYPES[form])


def _pixels(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise RequestRefused(_NO_SIZE, 400)
    return int(text)


def _answer(
    address: SplitResult, studio: SnapshotService, sizes: Mapping[str, int | None]
) -> dict[str, Any] | None:
    """What a snapshot was frozen with, or what a figure is now; None for what is not ours."""
    base, store = urlsplit(studio.site.base), studio.store
    if (address.scheme, address.netloc) != (base.scheme, base.netloc):
        return None
    match address.path.removeprefix(base.path).strip("/").split("/"):
        case ["snapshots", figure, digest] | ["snapshots", figure, digest, "index.html"]:
            manifest = store.manifest(figure, digest)
            described = store.read(figure, digest, OEMBED)
            if manifest is None or described is None:
                return None
            return fit_oembed(json.loads(described), manifest.get("heights", {}), **sizes)
        case ["figures", figure] | [figure] if figure in FIGURES:
            asked = dict(parse_qsl(address.query, keep_blank_values=True))
            tables = require_tables(studio)
            chart = draw(read_query(FIGURES[figure], tables, asked), tables)
            edition = Edition(studio.site, chart.view, look=read_look(asked))
            height_at = partial(estimate_height, chart, look=edition.look)
            return describe_for_oembed(chart, edition, height_at, **sizes)
    return None
