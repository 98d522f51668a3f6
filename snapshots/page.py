"""The light page of a figure: everything to read it in one small document, scripts optional."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from exports.html import marked
from exports.typeface import ROOTS, faces, typeface_head
from figures.chart import Chart
from figures.house import HOUSE
from figures.tabulation import notes
from snapshots.addresses import Edition
from snapshots.bundle import version
from snapshots.citations import citations
from snapshots.heading import heading
from snapshots.licences import licences
from snapshots.markup import (
    PUBLISHERS,
    in_words,
    listed,
    opened,
    past,
    remarked,
    source_note,
    table,
)
from snapshots.oembed import discovery
from snapshots.open_graph import open_graph
from snapshots.painting import Drawings
from snapshots.saved_names import name_saved
from snapshots.structured_data import structured_data

_HERE: Final = Path(__file__).parent
_EMPTY: Final = ""
"""Plotly fills an empty style sheet by script."""
_BOLD: Final = "font-weight:bold"
"""And writes this one style into the page, for bold words."""
DOWNLOADS: Final = {
    "data.csv": "CSV",
    "data.xlsx": "Excel",
    "figure@2x.png": "PNG",
    "figure.svg": "SVG",
}


@cache
def script() -> str:
    """The one script of the page: it tells its height, asks for news, and opens the chart."""
    return "".join(
        (_HERE / name).read_text(encoding="utf-8").strip() + "\n"
        for name in ("sender.js", "page.js")
    )


@cache
def style() -> str:
    """The one style sheet of the page."""
    return (_HERE / "page.css").read_text(encoding="utf-8").strip()


def plotly_path() -> str:
    """Where a site keeps the library that makes a chart interactive, below its address."""
    return f"plotly/plotly-{version()}.min.js"


@cache
def policy() -> str:
    """The page's Content-Security-Policy: its own script and styles, its own house, nobody else."""
    styles = " ".join(source_hash(text) for text in (style(), *map(faces, ROOTS), _EMPTY))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {source_hash(script())}",
            f"style-src {styles} 'unsafe-hashes' {source_hash(_BOLD)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def source_hash(text: str) -> str:
    """An inline script or style as a Content-Security-Policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page(chart: Chart, edition: Edition, drawings: Drawings, remarks: Sequence[str] = ()) -> str:
    """The HTML document of a figure, frozen or live; the same bytes for the same arguments.

    `remarks` are said above the chart: what of its address was not understood.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{chart.say.code}" id="{chart.figure.id}"{_news(edition)}>\n'
        f"<head>{_head(chart, edition)}</head>\n"
        f"<body>\n<main>\n{_message(chart, edition, remarks)}{_drawn(drawings)}"
        f"{_known(chart, edition)}{_taken_away(chart, edition)}</main>\n"
        f"<script>{script()}</script>\n</body>\n</html>\n"
    )


def _news(edition: Edition) -> str:
    """Where the page's script finds more: news, the library, the chart."""
    news = f' data-status="{edition.link("status.json")}"' if edition.frozen else ""
    wide, narrow = (escape(edition.link(name)) for name in ("wide.json", "narrow.json"))
    library = f"{edition.root}{plotly_path()}"
    return f'{news} data-plotly="{library}" data-wide="{wide}" data-narrow="{narrow}"'


def _head(chart: Chart, edition: Edition) -> str:
    title = f"{heading(chart)} · {chart.say(HOUSE)}"
    return (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
        f"<title>{escape(title)}</title>"
        f'<meta name="description" content="{escape(chart.alt)}">'
        f'<link rel="canonical" href="{escape(edition.page)}">'
        f"{open_graph(chart, edition)}{discovery(chart, edition)}"
        f'<script type="application/ld+json">{structured_data(chart, edition)}</script>'
        f'<base target="_blank">{typeface_head(edition.root, chart.say.code)}'
        f"<style>{style()}</style>"
    )


def _message(chart: Chart, edition: Edition, remarks: Sequence[str]) -> str:
    today = Edition(edition.site, chart.view.today)
    return (
        f"{remarked(remarks)}{past(chart, today.page if edition.frozen else today.path)}"
        f"<h1>{marked(heading(chart))}</h1>\n"
        f'<p class="subtitle">{marked(chart.subtitle)}</p>\n'
        '<p id="status" role="status" hidden></p>\n'
    )


def _drawn(drawings: Drawings) -> str:
    return (
        f'<div id="chart" class="chart"><div class="wide">{drawings.wide}</div>'
        f'<div class="narrow">{drawings.narrow}</div></div>\n'
    )


def _known(chart: Chart, edition: Edition) -> str:
    """Who said it and when, what it does not tell, and the same in words and as a table.

    When it was last looked for stands only on a live page: a frozen one tells frozen things.
    """
    shown, say = chart.table, chart.say
    dates = ""
    if chart.freshness is not None:
        told = chart.freshness.dates(say) if edition.frozen else chart.freshness.words(say)
        dates = f'<p class="fresh">{marked(told)}</p>\n'
    return (
        f"{source_note(chart, PUBLISHERS)}\n{dates}{_limits(chart)}\n{in_words(chart)}\n"
        + opened(say("Table"), table(chart.title, shown, shown.rows, say("Table")))
        + "\n"
    )


def _limits(chart: Chart) -> str:
    """What the figure does not tell: the first caveats in sight, the others to be opened."""
    first = chart.first_caveats
    others = dict.fromkeys((*chart.caveats, *chart.further_caveats, *notes(chart.scene)))
    more = listed(text for text in others if text not in first)
    sight = "".join(f'<p class="caveat">{marked(text)}</p>' for text in first)
    return sight + opened(chart.say("What else this does not tell you"), more)


def _taken_away(chart: Chart, edition: Edition) -> str:
    say = chart.say
    links = " ".join(
        f'<a href="{escape(edition.link(name))}" '
        f'download="{name_saved(name, chart, edition)}">{words}</a>'
        for name, words in DOWNLOADS.items()
    )
    failed = escape(say("The interactive chart could not be loaded. Everything else is here."))
    return (
        f"{opened(say('Cite, licence'), _cited(chart, edition))}\n"
        f'<p class="actions"><button id="explore" type="button" hidden data-failed="{failed}">'
        f"{escape(say('Make interactive'))}</button>"
        f"<span>{escape(say('Download:'))}</span> {links}</p>\n"
        f"<footer>{_edition(chart, edition)}</footer>\n"
    )


def _cited(chart: Chart, edition: Edition) -> str:
    """How to cite the figure, and on which terms its publishers let their numbers be used."""
    forms = "".join(
        f'<p><span class="label">{escape(name)}</span><br>{escape(text)}</p>'
        for name, text in citations(chart, edition).items()
        if "\n" not in text
    )
    terms = [
        chart.say.named(
            chart.say.row(map(chart.say.data, one.publishers)), chart.say.data(one.words)
        )
        for one in licences(chart)
    ]
    label = escape(chart.say("Licence of the data"))
    return f'{forms}<p class="label">{label}</p>{listed(terms)}'


def _edition(chart: Chart, edition: Edition) -> str:
    say = chart.say
    home = f'<a href="{escape(edition.home)}" rel="noopener">{escape(say(HOUSE))}</a>'
    if edition.frozen:
        words = say("Frozen figure {hash}: it never changes.", hash=edition.hash)
    else:
        words = say("Live figure: it changes with the data.")
    return f"{home} · {escape(words)}"
