"""How figures are described to editors and their systems: the embed panel, and oEmbed."""

from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from figures import FIGURES
from figures.asked import not_understood
from figures.chart import draw
from figures.view import View, read_query
from locales import later
from schemas import Tables
from snapshots.addresses import Edition
from snapshots.files import as_json
from snapshots.oembed import OEMBED_TYPES, as_xml, oembed
from snapshots.page_height import page_height
from snapshots.panel import panel, policy
from snapshots.store import StoreFailed
from snapshots.studio import Studio
from snapshots.web.answers import (
    EVERYBODY,
    NO_DATA,
    NO_FIGURE,
    SHORT,
    asked_language,
    kept,
    refusal,
)
from snapshots.web.live import asked_view

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
    document = panel(chart, edition, height, told, ready=live or _there(studio, edition))
    headers = {"Content-Security-Policy": policy(), "Cache-Control": "no-cache"}
    return HTMLResponse(document, headers=headers)


def _there(studio: Studio, edition: Edition) -> bool:
    """Whether an edition is whole in the store; what fails there is told when freezing."""
    try:
        return studio.whole(edition)
    except StoreFailed:
        return False


def _oembed(request: Request, studio: Studio) -> Response:
    """The answer of the standard: 404 for what is not ours, 501 for a form we do not speak."""
    say, tables, query = asked_language(request), studio.tables(), request.query_params
    form = query.get("format", "json")
    if form not in OEMBED_TYPES:
        return refusal(say(_NO_FORM), 501)
    if tables is None:
        return refusal(say(NO_DATA), 503, retry=60)
    try:
        sizes = {name: _pixels(query.get(name)) for name in ("maxwidth", "maxheight")}
    except ValueError:
        return refusal(say(_NO_SIZE), 400)
    edition = _edition(query.get("url", ""), studio, tables)
    if edition is None:
        return refusal(say(_NO_ADDRESS, url=query.get("url", "")[:200]), 404)
    chart = draw(edition.view, tables)
    answer = oembed(chart, edition, lambda width: page_height(chart, width), **sizes)
    content = as_json(answer) if form == "json" else as_xml(answer)
    return kept(request, content, OEMBED_TYPES[form], {**EVERYBODY, "Cache-Control": SHORT})


def _pixels(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ValueError(text)
    return int(text)


def _edition(address: str, studio: Studio, tables: Tables) -> Edition | None:
    """The edition an address of ours names: a snapshot, a live figure, or a page of the house."""
    parts = urlsplit(address)
    base = urlsplit(studio.site.base)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return None
    steps = parts.path.removeprefix(base.path).strip("/").split("/")
    match steps:
        case ["snapshots", figure, digest] | ["snapshots", figure, digest, "index.html"]:
            return _frozen(figure, digest, studio, tables)
        case ["figures", figure] | [figure] if figure in FIGURES:
            return Edition(studio.site, _view(figure, parts.query, tables))
        case _:
            return None


def _view(figure: str, query: str, tables: Tables) -> View:
    return read_query(FIGURES[figure], tables, dict(parse_qsl(query, keep_blank_values=True)))


def _frozen(figure: str, digest: str, studio: Studio, tables: Tables) -> Edition | None:
    """A snapshot of the store."""
    try:
        manifest = studio.store.manifest(figure, digest)
    except StoreFailed:
        return None
    if manifest is None or figure not in FIGURES:
        return None
    return Edition(studio.site, _view(figure, manifest["view"], tables), digest)
