"""What an editor copies: the frame, the address to paste, the picture with its caption."""

import json
from dataclasses import dataclass
from html import escape
from typing import Final

from exports.addresses import Edition, Site
from exports.citations import credit
from exports.heading import heading, on_one_line, sentences
from figures.core.chart import Chart
from figures.plotly.export_layout import framed

_FITTING: Final = (
    '<script>addEventListener("message",function(e){{'
    'if(e.data&&e.data.type==="embed-size"&&e.data.height>0)'
    'document.querySelectorAll("iframe").forEach(function(f){{'
    "if(f.contentWindow===e.source&&f.src.indexOf({site})===0)"
    'f.style.height=Math.min(e.data.height,20000)+"px"}})}})</script>\n'
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
    plain = frame(chart, edition, "100%", height)
    return Codes(
        iframe=plain,
        fitting=fitting(edition.site) + plain,
        address=edition.page,
        figure=_figure(chart, edition),
        alt=chart.alt,
        caption=_caption(chart, edition),
    )


def frame(chart: Chart, edition: Edition, width: int | str, height: int) -> str:
    """The frame that shows a page within another; it needs no script, cookie or permission."""
    title = escape(on_one_line(heading(chart)))
    return (
        f'<iframe src="{escape(edition.page)}" title="{title}" width="{width}" height="{height}" '
        'loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def fitting(site: Site) -> str:
    """The script that goes before a frame of a site."""
    return _FITTING.format(site=json.dumps(f"{site.base}/").replace("<", "\\u003c"))


def _caption(chart: Chart, edition: Edition) -> str:
    return on_one_line(sentences(heading(chart), chart.subtitle, credit(chart, edition)))


def _figure(chart: Chart, edition: Edition) -> str:
    paper = framed(chart).layout
    height = round(paper.height * NEWSLETTER / paper.width)
    words = escape(chart.say("Figure with its data and sources"))
    return (
        f'<figure>\n<img src="{escape(edition.file("figure.png"))}" alt="{escape(chart.alt)}" '
        f'width="{NEWSLETTER}" height="{height}">\n'
        f"<figcaption>{escape(_caption(chart, edition))} "
        f'<a href="{escape(edition.page)}">{words}</a></figcaption>\n</figure>'
    )
