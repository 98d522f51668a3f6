"""For those who are lost and for machines that look around: 404, robots.txt and the sitemap.

Streamlit answers every address with its application, as if each were a page.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from exports.addresses import site
from figures.core.site_name import HOUSE
from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language
from pages.directory import MENU, Place, all_places, figure_places
from pages.reader import wanted_language
from web.panel import style

_FRAMEWORK = "_stcore/|static/|media/|component/|favicon\\.png/?$|manifest\\.json/?$"
"""What Streamlit answers by itself."""


class _Lost(StringConvertor):
    """Every path that neither we nor Streamlit know."""

    regex = f"(?!{_FRAMEWORK}).*"


register_url_convertor("lost", _Lost())


def wayfinding_routes() -> list[Route]:
    """The routes that come after all others of ours."""
    return [
        Route("/robots.txt", _robots, methods=["GET"]),
        Route("/sitemap.xml", _sitemap, methods=["GET"]),
        Route("/favicon.ico", lambda request: RedirectResponse("/favicon.png", 301)),
        Route("/{path:lost}", _lost, methods=["GET"]),
    ]


def _lost(request: Request) -> Response:
    """The way to a page that was nearly named, else 404 with the way to every page."""
    path = request.path_params["path"]
    meant = path.strip("/").lower()
    if meant != path and meant in {place.path for place in all_places()}:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{quote(meant)}{query}", 308)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(not_found(wanted_language(request)), 404, headers=headers)


def not_found(say: Language) -> str:
    """The document for an address that is none; it names every page and never the address."""
    title = escape(say("There is no page at this address"))
    words = escape(say("Perhaps it was mistyped, or a link is broken. These are all the pages:"))
    languages = " ".join(
        f'<a href="/?{LANGUAGE}={code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in LANGUAGES.items()
    )
    topics = _links(MENU, say)
    figures = _links(figure_places(), say)
    return (
        f'<!DOCTYPE html>\n<html lang="{say.code}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{title} · {escape(say(HOUSE))}</title>'
        f"<style>{style()}</style></head>\n<body>\n<main>\n"
        f'<nav><a href="/?{LANGUAGE}={say.code}">{escape(say(HOUSE))}</a> {languages}</nav>\n'
        f"<h1>{title}</h1>\n<p>{words}</p>\n<ul>{topics}</ul>\n"
        f"<h2>{escape(say('Figures'))}</h2>\n<ul>{figures}</ul>\n</main>\n</body>\n</html>\n"
    )


def _links(places: Iterable[Place], say: Language) -> str:
    return "".join(
        f'<li><a href="/{place.path}?{LANGUAGE}={say.code}">{escape(say(place.name))}</a></li>'
        for place in places
    )


def _robots(_: Request) -> Response:
    """Everything may be read; panels and choices lead nowhere a search needs."""
    return PlainTextResponse(
        f"User-agent: *\nDisallow: /embed/\nDisallow: /_stcore/\n\n"
        f"Sitemap: {site().base}/sitemap.xml\n"
    )


def _sitemap(_: Request) -> Response:
    """Every page in every language."""
    urls = "".join(
        f"<url><loc>{escape(site().base)}/{place.path}?{LANGUAGE}={code}</loc></url>\n"
        for place in all_places()
        for code in LANGUAGES
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    return Response(content, media_type="application/xml")
