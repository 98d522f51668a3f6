"""How a figure tells content systems to embed it: oEmbed 1.0, as JSON and as XML."""

import re
from collections.abc import Callable, Mapping
from math import ceil
from types import MappingProxyType
from typing import Any, Final

from exports.addresses import Edition
from exports.embedding import frame
from exports.heading import heading, on_one_line, sentences
from exports.html import fill, part
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.plotly.layout import CARD
from locales import language

OEMBED_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"json": "application/json", "xml": "text/xml; charset=utf-8"}
)
"""The forms of the answer, with their media types."""
WIDTH: Final = 720
"""How wide a figure is embedded by those who do not say."""
WIDEST: Final = 960
HOUR, YEAR = 3600, 365 * 24 * 3600
_SIZES: Final = re.compile(r'width="\d+" height="\d+"')


def oembed(
    chart: Chart,
    edition: Edition,
    height_at: Callable[[int], int],
    maxwidth: int | None = None,
    maxheight: int | None = None,
) -> dict[str, object]:
    """The answer for an edition; `height_at` tells how high its page is at a width.

    It names no provider: some systems accept only providers they have in a list. For readers
    without frames it begins with the figure in words, without attributes and paragraphs, since that
    is what cautious systems leave of it.
    """
    width = min(maxwidth or WIDTH, WIDEST)
    tall = height_at(width)
    height = min(tall, maxheight or tall)
    title, fresh = on_one_line(heading(chart)), chart.freshness
    rest = sentences(chart.subtitle, fresh.dates(chart.say) if fresh else "", chart.note.text)
    words = (edition.page, title, on_one_line(rest))
    fallback = part("embedding.html", "fallback", chart.say, *words)
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": chart.say(HOUSE),
        "author_url": edition.site.base,
        "cache_age": YEAR if edition.frozen else HOUR,
        "html": str(fallback + frame(chart, edition, width, height)),
        "width": width,
        "height": height,
    }
    if _has_room(maxwidth, maxheight):
        answer |= {
            "thumbnail_url": edition.file("card.png"),
            "thumbnail_width": CARD.width,
            "thumbnail_height": CARD.height,
        }
    return answer


def fitted(
    answer: Mapping[str, Any],
    heights: Mapping[str, int],
    maxwidth: int | None = None,
    maxheight: int | None = None,
) -> dict[str, Any]:
    """The answer a snapshot was frozen with, its frame fitted to other sizes.

    `heights` tells how tall its page is at which widths; one of before they were told is as much
    taller as it is narrower.
    """
    width = min(maxwidth or answer["width"], WIDEST)
    tall = answer["height"]
    if width != answer["width"]:
        known = {int(one): height for one, height in heights.items()}
        below = max((one for one in known if one <= width), default=0)
        above = min((one for one in known if one >= width), default=0)
        tall = max(
            (known[one] for one in (below, above) if one in known),
            default=ceil(tall * max(answer["width"] / width, 1)),
        )
    height = min(tall, maxheight or tall)
    sizes = f'width="{width}" height="{height}"'
    given = {**answer, "html": _SIZES.sub(sizes, answer["html"]), "width": width, "height": height}
    if _has_room(maxwidth, maxheight):
        return given
    return {name: value for name, value in given.items() if not name.startswith("thumbnail")}


def _has_room(maxwidth: int | None, maxheight: int | None) -> bool:
    """Whether the card is small enough to be the thumbnail of an answer."""
    wide, tall = CARD.width, CARD.height or 0
    return wide <= (maxwidth or wide) and tall <= (maxheight or tall)


def as_xml(answer: Mapping[str, object]) -> bytes:
    """The same answer as XML."""
    return fill("oembed.xml", language("en"), answer=answer).encode()


def discovery(chart: Chart, edition: Edition, page: str = "") -> str:
    """The links in the head of a page by which content systems find the answers.

    A frozen page names the answer frozen beside it, which any server of plain files can give.
    `page` is the address described where it is not the edition's own.
    """
    site, address = edition.site, page or edition.page
    if edition.frozen:
        answers = {"application/json": edition.file("oembed.json")}
    else:
        forms = {"application/json": "json", "text/xml": "xml"}
        answers = {kind: site.oembed(address, form) for kind, form in forms.items()}
    return str(part("head.html", "discovery", chart.say, on_one_line(heading(chart)), answers))
