"""How a link to a figure looks in social networks and chats: Open Graph and Twitter tags."""

from typing import Final

from exports.addresses import Edition
from exports.heading import heading, on_one_line, sentences
from exports.html import part
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.plotly.layout import CARD

LOCALES: Final = {"en": "en_GB", "fr": "fr_FR", "uk": "uk_UA"}
"""Open Graph wants a language with a country."""


def open_graph(chart: Chart, edition: Edition, page: str = "") -> str:
    """The tags for the head of a page; `page` is its address where it is not the edition's own."""
    say = chart.say
    tags = [
        ("og:type", "article"),
        ("og:site_name", say(HOUSE)),
        ("og:title", heading(chart)),
        ("og:description", sentences(chart.subtitle, chart.note.text) or say(HOUSE)),
        ("og:url", page or edition.page),
        ("og:image", edition.file("card.png")),
        ("og:image:type", "image/png"),
        ("og:image:width", str(CARD.width)),
        ("og:image:height", str(CARD.height)),
        ("og:image:alt", chart.alt),
        ("og:locale", LOCALES[say.code]),
        *(("og:locale:alternate", LOCALES[code]) for code in LOCALES if code != say.code),
    ]
    if chart.freshness is not None:
        tags.append(("article:modified_time", chart.freshness.available.isoformat()))
    tags = [(name, on_one_line(text)) for name, text in tags]
    return str(part("head.html", "open_graph", say, tags))
