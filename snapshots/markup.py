"""HTML that stands with a chart, on every page: its sources, caveats, words and table.

Pure text in, text out.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from exports.html import marked
from figures.chart import Chart
from figures.citation import UNSEEN, Cited, Publication
from figures.provenance import Piece
from figures.tabulation import Tabulation
from locales import Translator, joined, later
from schemas import codes
from snapshots.heading import sentence

TODAY: Final = later("Show today's figures")
_HERE: Final = "\N{REPLACEMENT CHARACTER}"
PUBLISHERS: Final = 4
"""So many publishers are named in sight in an article, which has little room."""


def source_note(chart: Chart, most: int | None = None) -> str:
    """The source note as text, every publication linked.

    With `most`, so many publishers stand in sight, the others are to be opened.
    """
    cited = chart.note.cited
    if not cited:
        return ""
    say = chart.say
    label = marked(chart.scene.dated(say("Source") if len(cited) == 1 else say("Sources")))
    shown = len(cited) if most is None or len(cited) <= most + 1 else most
    items = "".join(f"<li>{_cited(one, say)}</li>" for one in cited[:shown])
    rest = "".join(f"<li>{_cited(one, say)}</li>" for one in cited[shown:])
    if rest:
        words = say.count("{n} more publisher", "{n} more publishers", len(cited) - shown)
        items += f"<li>{opened(words, f'<ul>{rest}</ul>')}</li>"
    return f'<div class="source"><p class="label">{label}</p><ul>{items}</ul></div>'


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


def _cited(cited: Cited, say: Translator) -> str:
    """A publisher with its publications: two links for each that was read elsewhere."""
    words, consulted = cited.words(say), cited.consulted(say)
    if len(cited.publications) == 1:
        (only,) = cited.publications
        names = read_in(only.read_in)
        return link(only.original, words) + _aside(named(consulted, names, say) if names else "")
    links = "".join(
        f"<li>{link(one.original, one.name(say))}{_aside(*_details(one, say))}</li>"
        for one in reversed(cited.publications)
    )
    label = joined(" ", (words, f"({consulted})")) if consulted else words
    return opened(label, f"<ul>{links}</ul>")


def _details(publication: Publication, say: Translator) -> Iterator[str]:
    """When it came out, and in which source it was read, or that nobody has seen it."""
    if publication.published:
        yield escape(say.partial_day(publication.published))
    names = read_in(publication.read_in)
    if names:
        yield f"{escape(say('via'))} {names}"
    if publication.kind == UNSEEN:
        yield escape(say(codes.SOURCE_KIND[UNSEEN]))


def _aside(*parts: str) -> str:
    told = " · ".join(part for part in parts if part)
    return f' <span class="quiet">{told}</span>' if told else ""


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


def caveats(chart: Chart, notes: Iterable[str] = ()) -> str:
    """What the figure does not tell, and the remarks on single rows."""
    own = listed(chart.caveats)
    if not own:
        return ""
    title = escape(chart.say("What this does not tell you"))
    more = opened(chart.say("About the other sources"), listed(chart.further_caveats))
    more += opened(chart.say("Notes on individual figures"), listed(notes))
    return f'<div class="caveats"><p class="label">{title}</p>{own}{more}</div>'


def in_words(chart: Chart) -> str:
    """The text alternative, to be opened."""
    sentences = "".join(f"<p>{marked(text)}</p>" for text in (chart.alt, *chart.summary))
    return opened(chart.say("Chart described"), sentences)


def table(caption: str, shown: Tabulation, rows: Iterable[tuple[str, ...]], label: str) -> str:
    """Rows of words as a table that scrolls by itself."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in shown.header)
    body = "".join(
        "<tr>" + "".join(f"<td>{marked(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><caption>{marked(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
