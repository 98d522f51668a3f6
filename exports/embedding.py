"""What editors and their systems embed: codes to copy, oEmbed 1.0, and how a link looks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, Final

from markupsafe import Markup

from exports.addresses import Edition, Site
from exports.citations import collapse_lines, join_sentences, write_credit, write_heading
from exports.html import fill_json, fill_macro, fill_template
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import CARD
from locales import CONVENTIONS, find_language

NEWSLETTER: Final = 600
"""How wide mail programs show a newsletter, in pixels."""
LOCALES: Final = {code: one.locale for code, one in CONVENTIONS.items()}
"""Open Graph wants a language with a country."""


@dataclass(frozen=True)
class EmbedCodes:
    """Everything to paste, each ready as it is.

    `fitting` is the frame with a script of a few lines that keeps it as high as its page, where a
    content system lets scripts through. `address` is for systems that embed by oEmbed; `figure` is
    plain HTML without script or style, for newsletters; `alt` and `caption` are plain text.
    """

    iframe: str
    fitting: str
    address: str
    figure: str
    alt: str
    caption: str


def make_embed_codes(chart: Chart, edition: Edition, height_at: Callable[[int], int]) -> EmbedCodes:
    """The codes of an edition; `height_at` tells how high its page is at a width."""
    paper = lay_out(chart).layout
    caption = collapse_lines(
        join_sentences(write_heading(chart), chart.subtitle, write_credit(chart, edition))
    )
    picture, tall = edition.address_of("figure.png"), round(paper.height * NEWSLETTER / paper.width)
    shown = (edition.page, picture, chart.alt, NEWSLETTER, tall, caption)
    plain = str(write_fluid_frame(chart, edition, height_at))
    return EmbedCodes(
        iframe=plain,
        fitting=write_fitting_script(edition.site) + plain,
        address=edition.page,
        figure=str(fill_macro("embedding.html", "newsletter", chart.t, *shown)),
        alt=chart.alt,
        caption=caption,
    )


def write_frame(
    chart: Chart, edition: Edition, width: int | str, height: int, style: str = "max-width:100%"
) -> Markup:
    """The frame that shows a page within another; it needs no script, cookie or permission."""
    title = collapse_lines(write_heading(chart))
    return fill_macro("embedding.html", "frame", chart.t, edition.page, title, width, height, style)


COLUMNS: Final = (320, 430, 560, 640, 960)
"""Widths of the columns of articles, from the narrowest phone to a desk."""


def write_fluid_frame(chart: Chart, edition: Edition, height_at: Callable[[int], int]) -> Markup:
    """The frame as wide as its column, and as high as its page is at that width, without script.

    Where its style is taken away it is as high as on a phone or on a desk.
    """
    heights = [height_at(width) for width in COLUMNS]
    points = list(zip(COLUMNS, heights, strict=True))
    slopes = [0.0, *((b - a) / (wide - narrow) for (narrow, a), (wide, b) in pairwise(points))]
    # A straight line from width to width: at each it bends by so much.
    bends = zip(COLUMNS, (after - before for before, after in pairwise(slopes)), strict=False)
    parts = [f"{bend:.3f}*max(0px,100cqw - {width}px)" for width, bend in bends]
    style = f"height:calc({' + '.join((f'{heights[0]}px', *parts))})"
    frame = write_frame(chart, edition, "100%", max(heights[0], heights[-1]), style)
    return fill_macro("embedding.html", "column", chart.t, frame)


def write_fitting_script(site: Site) -> str:
    """The script that goes before a frame of a site."""
    return str(fill_macro("embedding.html", "fitting", find_language("en"), f"{site.base}/"))


OEMBED_TYPES: Final = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
"""The forms of the answer, with their media types."""
WIDTH: Final = 720
"""How wide a figure is embedded by those who do not say."""
WIDEST: Final = 960
_SIZES: Final = re.compile(r'width="\d+" height="\d+"')


def describe_for_oembed(
    chart: Chart,
    edition: Edition,
    height_at: Callable[[int], int],
    maxwidth: int | None = None,
    maxheight: int | None = None,
) -> dict[str, Any]:
    """The answer for an edition; `height_at` tells how high its page is at a width.

    It names no provider: some systems accept only providers they have in a list. For readers
    without frames it begins with the figure in words, without attributes and paragraphs, since that
    is what cautious systems leave of it.
    """
    width = min(maxwidth or WIDTH, WIDEST)
    tall = height_at(width)
    height = min(tall, maxheight or tall)
    title, fresh = collapse_lines(write_heading(chart)), chart.freshness
    rest = join_sentences(
        chart.subtitle, fresh.describe_dates(chart.t) if fresh else "", chart.note.text
    )
    words = (edition.page, title, collapse_lines(rest))
    fallback = fill_macro("embedding.html", "fallback", chart.t, *words)
    answer: dict[str, Any] = fill_json(
        "oembed.json",
        chart.t,
        title=title,
        house=chart.t(SITE_NAME),
        edition=edition,
        html=fallback + write_frame(chart, edition, width, height),
        width=width,
        height=height,
        card=CARD,
    )
    return _drop_thumbnail(answer, maxwidth, maxheight)


def fit_oembed(
    answer: Mapping[str, Any],
    heights: Mapping[str, int],
    maxwidth: int | None = None,
    maxheight: int | None = None,
) -> dict[str, Any]:
    """The answer of a snapshot fitted to other sizes; `heights` are those of its page by width."""
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
    return _drop_thumbnail(given, maxwidth, maxheight)


def _drop_thumbnail(
    answer: dict[str, Any], maxwidth: int | None, maxheight: int | None
) -> dict[str, Any]:
    """An answer without the card where that is too large to be its thumbnail."""
    wide, tall = CARD.width, CARD.height or 0
    if wide <= (maxwidth or wide) and tall <= (maxheight or tall):
        return answer
    return {name: value for name, value in answer.items() if not name.startswith("thumbnail")}


def write_oembed_xml(answer: Mapping[str, object]) -> bytes:
    """The same answer as XML."""
    return fill_template("oembed.xml", find_language("en"), answer=answer).encode()


def write_discovery_links(chart: Chart, edition: Edition, page: str = "") -> str:
    """The links in the head of a page by which content systems find the answers.

    A frozen page names the answer frozen beside it, which any server of plain files can give.
    `page` is the address described where it is not the edition's own.
    """
    site, address = edition.site, page or edition.page
    if edition.frozen:
        answers = {"application/json": edition.address_of("oembed.json")}
    else:
        forms = {"application/json": "json", "text/xml": "xml"}
        answers = {kind: site.oembed_address(address, form) for kind, form in forms.items()}
    return str(
        fill_macro("head.html", "discovery", chart.t, collapse_lines(write_heading(chart)), answers)
    )


def write_open_graph(chart: Chart, edition: Edition, page: str = "") -> str:
    """The tags for the head of a page; `page` is its address where it is not the edition's own."""
    said = (write_heading(chart), join_sentences(chart.subtitle, chart.note.text), chart.alt)
    title, about, alt = map(collapse_lines, said)
    house, address = chart.t(SITE_NAME), page or edition.page
    fresh = chart.freshness and chart.freshness.available.isoformat()
    values = (title, about or house, alt, house, address, edition, CARD, LOCALES, fresh)
    return str(fill_macro("head.html", "open_graph", chart.t, *values))
