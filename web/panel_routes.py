"""How figures are described to editors and their systems: the embed panel, and oEmbed."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from exports.addresses import Edition, split
from exports.embedding import OEMBED_TYPES, as_xml, fitted, oembed
from exports.files import DESCRIBED, as_json
from exports.page_height import page_height
from figures import FIGURES
from figures.core.chart import draw
from figures.core.unknown_parameters import not_understood
from figures.core.view import read_query
from locales import Language, later
from snapshots.service import Earlier, Studio, earlier
from snapshots.store import StoreFailed
from web.panel import panel, panel_policy
from web.responses import Refused, endpoint, kept, tables_of, view_of_address

PREVIEW: Final = 640
_NO_FORM: Final = later("Only json and xml are spoken here.")
_NO_ADDRESS: Final = later("No figure or snapshot of this site has this address: {url}")
_NO_SIZE: Final = later("maxwidth and maxheight are whole numbers of pixels, such as 640.")


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
