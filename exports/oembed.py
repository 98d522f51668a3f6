"""How a figure tells content systems to embed it: oEmbed 1.0, as JSON and as XML."""

import re
from collections.abc import Callable, Mapping
from html import escape
from math import ceil
from types import MappingProxyType
from typing import Any, Final
from xml.etree import ElementTree as ET

from exports.addresses import Edition
from exports.embedding import frame
from exports.heading import heading, on_one_line, sentences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.plotly.layout import CARD

OEMBED_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"json": "application/json", "xml": "text/xml; charset=utf-8"}
)
"""The forms of the answer, with their media types."""
WIDTH: Final = 720
"""How wide a figure is embedded by those who do not say."""
WIDEST: Final = 960
HOUR, YEAR = 3600, 365 * 24 * 3600

_SIZES: Final = re.compile(r'width="\d+" height="\d+"')
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def oembed(
    chart: Chart,
    edition: Edition,
    height_at: Callable[[int], int],
    maxwidth: int | None = None,
    maxheight: int | None = None,
) -> dict[str, object]:
    """The answer for an edition; `height_at` tells how high its page is at a width.

    It names no provider: some systems accept only providers they have in a list.
    """
    width = min(maxwidth or WIDTH, WIDEST)
    tall = height_at(width)
    height = min(tall, maxheight or tall)
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": on_one_line(heading(chart)),
        "author_name": chart.say(HOUSE),
        "author_url": edition.site.base,
        "cache_age": YEAR if edition.frozen else HOUR,
        "html": _fallback(chart, edition) + frame(chart, edition, width, height),
        "width": width,
        "height": height,
    }
    if CARD.width <= (maxwidth or CARD.width) and _card_height() <= (maxheight or _card_height()):
        answer |= {
            "thumbnail_url": edition.file("card.png"),
            "thumbnail_width": CARD.width,
            "thumbnail_height": _card_height(),
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
        near = [max((one for one in known if one <= width), default=0)]
        near += [min((one for one in known if one >= width), default=0)]
        tall = max(
            (known[one] for one in near if one in known),
            default=ceil(tall * max(answer["width"] / width, 1)),
        )
    height = min(tall, maxheight or tall)
    sizes = f'width="{width}" height="{height}"'
    given = {**answer, "html": _SIZES.sub(sizes, answer["html"]), "width": width, "height": height}
    if (maxwidth or CARD.width) < CARD.width or (maxheight or _card_height()) < _card_height():
        return {name: told for name, told in given.items() if not name.startswith("thumbnail")}
    return given


def _card_height() -> int:
    return CARD.height or 0


def _fallback(chart: Chart, edition: Edition) -> str:
    """The figure in words, for readers without frames: what, up to when, from whom, and a link.

    Without attributes and without paragraphs, since that is what cautious systems leave of it.
    """
    fresh = chart.freshness
    rest = sentences(chart.subtitle, fresh.dates(chart.say) if fresh else "", chart.note.text)
    title = escape(on_one_line(heading(chart)))
    return (
        f'<blockquote><a href="{escape(edition.page)}">{title}</a>. '
        f"{escape(on_one_line(rest))}</blockquote>"
    )


def as_xml(answer: Mapping[str, object]) -> bytes:
    """The same answer as XML."""
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = _NOT_IN_XML.sub("", str(value))
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n{text}'.encode()


def discovery(chart: Chart, edition: Edition, page: str = "") -> str:
    """The links in the head of a page by which content systems find the answers.

    A frozen page names the answer frozen beside it, which any server of plain files can give.
    `page` is the address described where it is not the edition's own.
    """
    title = escape(on_one_line(heading(chart)))
    site, address = edition.site, page or edition.page
    answers = (
        {"application/json": edition.file("oembed.json")}
        if edition.frozen
        else {
            "application/json": site.oembed(address, "json"),
            "text/xml": site.oembed(address, "xml"),
        }
    )
    return "".join(
        f'<link rel="alternate" type="{kind}+oembed" href="{escape(href)}" title="{title}">'
        for kind, href in answers.items()
    )
