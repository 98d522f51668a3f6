"""HTML that stands with a chart, on every page: its sources, caveats, words and table.

Pure text in, text out.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from exports.html import marked
from figures.chart import Chart
from figures.provenance import Piece
from locales import Translator, later
from snapshots.heading import sentence

TODAY: Final = later("Show today's figures")
_HERE: Final = "\N{REPLACEMENT CHARACTER}"


def remarked(texts: Iterable[str]) -> str:
    """What must be known of the address before the chart, each in a line of its own."""
    return "".join(f'<p class="notice">{marked(text)}</p>' for text in texts)


def past(chart: Chart, today: str) -> str:
    """That a past state is shown, and the way to today's, at the address `today`."""
    if chart.scene.known_on is None:
        return ""
    edition = chart.scene.edition
    said = escape(sentence(edition[:1].upper() + edition[1:]))
    words = escape(chart.say(TODAY))
    return f'<p class="notice">{said} <a href="{escape(today)}" target="_self">{words}</a></p>'


def link(url: str, words: str) -> str:
    """A link that tells nobody where the reader came from; only words where there is no address."""
    if not url.startswith(("https://", "http://")):
        return marked(words)
    return f'<a href="{escape(url)}" rel="noopener noreferrer external">{marked(words)}</a>'


def named(name: str, html: str, say: Translator) -> str:
    """A name and the HTML that belongs to it, as the language writes it: 'a: b'."""
    return escape(say.named(name, _HERE)).replace(_HERE, html)


def read_in(found: Iterable[Piece]) -> str:
    """The name of the source that was read, its addresses as links."""
    return "".join(link(piece.url, piece.text) for piece in found)


def opened(label: str, content: str) -> str:
    """Content to be opened by its label; nothing if there is none."""
    return f"<details><summary>{marked(label)}</summary>{content}</details>" if content else ""


def listed(texts: Iterable[str]) -> str:
    """Texts as a list; nothing if there are none."""
    items = "".join(f"<li>{marked(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""
