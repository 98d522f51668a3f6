"""The light page of a figure: everything to read it in one small document, scripts optional."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from exports.addresses import Edition, name_saved
from exports.block import Action, Block
from exports.block import style as block_style
from exports.citations import citations
from exports.embedding import discovery
from exports.heading import heading
from exports.html import fill, part, policy, source_hash
from exports.image_files import Drawings
from exports.licences import licences
from exports.open_graph import open_graph
from exports.plotly_bundle import version
from exports.structured_data import structured_data
from exports.typeface import ROOTS, faces, typeface_head
from figures.core.chart import Chart
from figures.core.site_name import HOUSE

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
    """The one style sheet of the page: that of the block, and what a page of its own needs."""
    return f"{block_style()}\n{(_HERE / 'page.css').read_text(encoding='utf-8').strip()}"


def plotly_path() -> str:
    """Where a site keeps the library that makes a chart interactive, below its address."""
    return f"plotly/plotly-{version()}.min.js"


@cache
def page_policy() -> str:
    """The page's Content-Security-Policy: its own script and styles, its own house, nobody else."""
    styles = " ".join(source_hash(text) for text in (style(), *map(faces, ROOTS), _EMPTY))
    return policy(
        {
            "script-src": f"'self' {source_hash(script())}",
            "style-src": f"{styles} 'unsafe-hashes' {source_hash(_BOLD)}",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
        }
    )


def page(chart: Chart, edition: Edition, drawings: Drawings, remarks: Sequence[str] = ()) -> str:
    """The HTML document of a figure; `remarks` say what of its address was not understood."""
    say, today = chart.say, Edition(edition.site, chart.view.today)
    back = today.page if edition.frozen else today.path
    asks = {
        **({"status": edition.link("status.json")} if edition.frozen else {}),
        "plotly": f"{edition.root}{plotly_path()}",
        "wide": edition.link("wide.json"),
        "narrow": edition.link("narrow.json"),
    }
    return fill(
        "page.html",
        say,
        block=block_of(chart, edition),
        edition=edition,
        house=say(HOUSE),
        asks=asks,
        policy=page_policy(),
        told=open_graph(chart, edition) + discovery(chart, edition),
        structured=structured_data(chart, edition),
        typeface=typeface_head(edition.root, say.code),
        style=style(),
        script=script(),
        notices=part("figure.html", "notices", say, remarks, chart, back),
        drawings=drawings,
        forms={name: text for name, text in citations(chart, edition).items() if "\n" not in text},
        terms=[one.named(say) for one in licences(chart)],
    )


def block_of(chart: Chart, edition: Edition) -> Block:
    """The block of a figure alone; only a live one says when its source was last looked for."""
    say, fresh = chart.say, chart.freshness
    dates: tuple[str, ...] = ()
    if fresh is not None:
        dates = fresh.every_date(say) if edition.frozen else fresh.details(say)
    return Block(
        chart,
        title=heading(chart),
        fresh=fresh.dates(say) if fresh else "",
        dates=dates,
        files=tuple(
            Action(words, edition.link(name), name_saved(name, chart, edition))
            for name, words in DOWNLOADS.items()
        ),
        level=1,
    )
