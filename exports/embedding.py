"""What an editor copies: the frame, the address to paste, the picture with its caption."""

import json
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from exports.addresses import Edition, Site
from exports.citations import credit
from exports.heading import heading, on_one_line, sentences
from exports.html import part
from figures.core.chart import Chart
from figures.plotly.export_layout import framed
from locales import language

_FITTING: Final = (
    'addEventListener("message",function(e){{'
    'if(e.data&&e.data.type==="embed-size"&&e.data.height>0)'
    'document.querySelectorAll("iframe").forEach(function(f){{'
    "if(f.contentWindow===e.source&&f.src.indexOf({site})===0)"
    'f.style.height=Math.min(e.data.height,20000)+"px"}})}})'
)
"""Gives each frame of ours, and no other, the height that its page tells.

It stands before the frame, so that nothing is told too early, and is old JavaScript, since content
systems check what is pasted. Several of them in one article do no harm.
"""
NEWSLETTER: Final = 600
"""How wide mail programs show a newsletter, in pixels."""


@dataclass(frozen=True)
class Codes:
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


def codes(chart: Chart, edition: Edition, height: int) -> Codes:
    """The codes of an edition whose page is so many pixels high."""
    paper = framed(chart).layout
    caption = on_one_line(sentences(heading(chart), chart.subtitle, credit(chart, edition)))
    picture, tall = edition.file("figure.png"), round(paper.height * NEWSLETTER / paper.width)
    shown = (edition.page, picture, chart.alt, NEWSLETTER, tall, caption)
    plain = str(frame(chart, edition, "100%", height))
    return Codes(
        iframe=plain,
        fitting=fitting(edition.site) + plain,
        address=edition.page,
        figure=str(part("embedding.html", "newsletter", chart.say, *shown)),
        alt=chart.alt,
        caption=caption,
    )


def frame(chart: Chart, edition: Edition, width: int | str, height: int) -> Markup:
    """The frame that shows a page within another; it needs no script, cookie or permission."""
    title = on_one_line(heading(chart))
    return part("embedding.html", "frame", chart.say, edition.page, title, width, height)


def fitting(site: Site) -> str:
    """The script that goes before a frame of a site."""
    script = _FITTING.format(site=json.dumps(f"{site.base}/").replace("<", "\\u003c"))
    return str(part("embedding.html", "fitting", language("en"), Markup(script)))  # noqa: S704 - ours
