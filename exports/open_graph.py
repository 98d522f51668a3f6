"""How a link to a figure looks in social networks and chats: Open Graph and Twitter tags."""

from collections.abc import Iterator
from html import escape
from typing import Final

from exports.addresses import Edition
from exports.heading import heading, on_one_line, sentences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.plotly.layout import CARD
from locales import CONVENTIONS

LOCALES: Final = {code: one.locale for code, one in CONVENTIONS.items()}
"""Open Graph wants a language with a country."""


def open_graph(chart: Chart, edition: Edition, page: str = "") -> str:
    """The tags for the head of a figure's page.

    `page` is its address where it is not the edition's own.
    """
    tags = [
        f'<meta property="{name}" content="{_said(text)}">'
        for name, text in _tags(chart, edition, page or edition.page)
    ]
    return "".join([*tags, '<meta name="twitter:card" content="summary_large_image">'])


def _said(words: str) -> str:
    return escape(on_one_line(words))


def _tags(chart: Chart, edition: Edition, page: str) -> Iterator[tuple[str, str]]:
    say = chart.say
    yield "og:type", "article"
    yield "og:site_name", say(HOUSE)
    yield "og:title", heading(chart)
    yield "og:description", sentences(chart.subtitle, chart.note.text) or say(HOUSE)
    yield "og:url", page
    yield "og:image", edition.file("card.png")
    yield "og:image:type", "image/png"
    yield "og:image:width", str(CARD.width)
    yield "og:image:height", str(CARD.height)
    yield "og:image:alt", chart.alt
    yield "og:locale", LOCALES[say.code]
    for code, locale in LOCALES.items():
        if code != say.code:
            yield "og:locale:alternate", locale
    if chart.freshness is not None:
        yield "article:modified_time", chart.freshness.available.isoformat()
