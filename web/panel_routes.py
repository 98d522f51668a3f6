"""How figures are described to editors and their systems: the embed panel, and oEmbed."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from exports.addresses import Edition, split
from exports.files import DESCRIBED, as_json
from exports.oembed import OEMBED_TYPES, as_xml, fitted, oembed
from exports.page_height import page_height
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import View, not_understood, read_query
from locales import later
from schemas import Tables
from snapshots.errors import failure
from snapshots.service import Earlier, Studio, earlier
from snapshots.store import Store, StoreFailed
from web.figure_routes import asked_view
from web.panel import panel, policy
from web.responses import EVERYBODY, NO_DATA, NO_FIGURE, SHORT, asked_language, kept, refusal

PREVIEW: Final = 640
_NO_FORM: Final = later("Only json and xml are spoken here.")
_NO_ADDRESS: Final = later("No figure or snapshot of this site has this address: {url}")
_NO_SIZE: Final = later("maxwidth and maxheight are whole numbers of pixels, such as 640.")


def described_routes(studio: Studio) -> list[Route]:
    """Routes of the embed panel and of oEmbed."""

    def embed(request: Request) -> Response:
        return _panel(request, studio)

    def describe(request: Request) -> Response:
        return _oembed(request, studio)

    return [
        Route("/embed/{figure}", embed, methods=["GET"]),
        Route("/oembed", describe, methods=["GET"]),
    ]


def _panel(request: Request, studio: Studio) -> Response:
    say, tables = asked_language(request), studio.tables()
    if tables is None:
        return refusal(say(NO_DATA), 503, retry=60)
    view = asked_view(request, tables)
    if view is None:
        return refusal(say(NO_FIGURE), 404)
    live = request.query_params.get("edition") == "live"
    edition = Edition(studio.site, view) if live else studio.edition(view, tables)
    chart = draw(view, tables)
    height = page_height(chart, PREVIEW)
    told = not_understood(chart.figure, tables, request.query_params, chart.say)
    ready = live or _there(studio, edition)
    document = panel(chart, edition, height, told, _earlier(studio, view, tables), ready=ready)
    headers = {"Content-Security-Policy": policy(), "Cache-Control": "no-cache"}
    return HTMLResponse(document, headers=headers)


def _there(studio: Studio, edition: Edition) -> bool:
    """Whether an edition is whole in the store; what fails there is told when freezing."""
    try:
        return studio.whole(edition)
    except StoreFailed:
        return False


def _earlier(studio: Studio, view: View, tables: Tables) -> list[Earlier]:
    """The snapshots of a view so far; none while the store does not answer."""
    try:
        return earlier(view, studio.store, tables, studio.site)
    except StoreFailed:
        return []


def _oembed(request: Request, studio: Studio) -> Response:
    """The answer of the standard: 404 for what is not ours, 501 for a form we do not speak."""
    say, tables, query = asked_language(request), studio.tables(), request.query_params
    form = query.get("format", "json")
    if form not in OEMBED_TYPES:
        return refusal(say(_NO_FORM), 501)
    try:
        sizes = {name: _pixels(query.get(name)) for name in ("maxwidth", "maxheight")}
    except ValueError:
        return refusal(say(_NO_SIZE), 400)
    address = split(query.get("url", ""))
    try:
        match _steps(address, studio):
            case ["snapshots", figure, digest] | ["snapshots", figure, digest, "index.html"]:
                answer = _frozen(studio.store, figure, digest, sizes)
            case ["figures", figure] | [figure] if figure in FIGURES:
                if tables is None:
                    return refusal(say(NO_DATA), 503, retry=60)
                asked = address.query if address else ""
                answer = _live(figure, asked, studio, tables, sizes)
            case _:
                answer = None
    except StoreFailed as error:
        return refusal(failure(error, say), 503, retry=30)
    if answer is None:
        return refusal(say(_NO_ADDRESS, url=query.get("url", "")[:200]), 404)
    content = as_json(answer) if form == "json" else as_xml(answer)
    return kept(request, content, OEMBED_TYPES[form], {**EVERYBODY, "Cache-Control": SHORT})


def _pixels(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ValueError(text)
    return int(text)


def _steps(address: SplitResult | None, studio: Studio) -> list[str]:
    """The path of an address of ours, step by step; nothing of anybody else's."""
    base = urlsplit(studio.site.base)
    if address is None or (address.scheme, address.netloc) != (base.scheme, base.netloc):
        return []
    return address.path.removeprefix(base.path).strip("/").split("/")


def _live(
    figure: str, query: str, studio: Studio, tables: Tables, sizes: Mapping[str, int | None]
) -> dict[str, Any]:
    """What the present state of a figure is, by its page or its light page."""
    asked = dict(parse_qsl(query, keep_blank_values=True))
    chart = draw(read_query(FIGURES[figure], tables, asked), tables)
    edition = Edition(studio.site, chart.view)
    return oembed(chart, edition, lambda width: page_height(chart, width), **sizes)


def _frozen(
    store: Store, figure: str, digest: str, sizes: Mapping[str, int | None]
) -> dict[str, Any] | None:
    """What a snapshot was frozen with, whatever the tables say today; None without one."""
    manifest = store.manifest(figure, digest)
    described = store.read(figure, digest, DESCRIBED)
    if manifest is None or described is None:
        return None
    return fitted(json.loads(described), manifest.get("heights", {}), **sizes)
