"""For those who are lost and for machines that look around: 404, robots.txt and the sitemap.

Streamlit answers every address with its application, as if each were a page.
"""

from urllib.parse import quote

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import read_site
from exports.html import fill_template
from exports.typeface import TOP, write_typeface_head
from figures.core.site_name import SITE_NAME
from locales import LANGUAGES, Language, find_language
from web.directory import MENU, list_figure_pages, list_pages
from web.panel import PANEL_STYLE
from web.reader_language import find_request_language

_FRAMEWORK = "_stcore/|static/|media/|component/|favicon\\.png/?$|manifest\\.json/?$"
"""What Streamlit answers by itself."""


class _Lost(StringConvertor):
    """Every path that neither we nor Streamlit know."""

    regex = f"(?!{_FRAMEWORK}).*"


register_url_convertor("lost", _Lost())


def make_wayfinding_routes() -> list[Route]:
    """The routes that come after all others of ours."""
    return [
        Route("/robots.txt", _robots),
        Route("/sitemap.xml", _sitemap),
        Route("/favicon.ico", lambda request: RedirectResponse("/favicon.png", 301)),
        Route("/{path:lost}", _lost),
    ]


def _lost(request: Request) -> Response:
    """The way to a page that was nearly named, else 404 with the way to every page."""
    path = request.path_params["path"]
    meant = path.strip("/").lower()
    if meant != path and meant in {place.path for place in list_pages()}:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{quote(meant)}{query}", 308)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(write_not_found(find_request_language(request)), 404, headers=headers)


def write_not_found(t: Language) -> str:
    """The document for an address that is none; it names every page and never the address."""
    return fill_template(
        "not_found.html",
        t,
        house=t(SITE_NAME),
        typeface=write_typeface_head(TOP, t.code),
        style=PANEL_STYLE,
        languages=LANGUAGES,
        menu=MENU,
        figures=list_figure_pages(),
    )


def _robots(_: Request) -> Response:
    """Everything may be read; panels and choices lead nowhere a search needs."""
    return PlainTextResponse(
        f"User-agent: *\nDisallow: /embed/\nDisallow: /_stcore/\n\n"
        f"Sitemap: {read_site().base}/sitemap.xml\n"
    )


def _sitemap(_: Request) -> Response:
    """Every page in every language."""
    values = {"base": read_site().base, "places": list_pages(), "languages": LANGUAGES}
    content = fill_template("sitemap.xml", find_language("en"), **values)
    return Response(content, media_type="application/xml")
