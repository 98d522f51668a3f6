"""The light page of a figure: everything to read it in one small document, scripts optional."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from html import unescape
from math import ceil
from pathlib import Path
from typing import Final

from exports.addresses import USUAL, Edition, Look, Site
from exports.block import BLOCK_STYLE, Block, BlockLink, name_download
from exports.citations import find_licences, make_citations_in_words, write_heading
from exports.embedding import write_discovery_links, write_open_graph
from exports.html import build_policy, fill_macro, fill_template, hash_source, read_sources
from exports.image_files import Drawings
from exports.renderer import read_plotly_version
from exports.structured_data import write_json_ld
from exports.typeface import ROOTS, write_font_faces, write_typeface_head
from figures.core.chart import Chart
from figures.core.site_name import SITE_NAME
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import NARROW, WIDE, Paper
from figures.plotly.text_metrics import break_lines, measure

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
EDGE: Final = 12
WIDEST: Final = 960 - 2 * EDGE
WIDE_FROM: Final = 616
"""From this width on the page shows the wide drawing and one row of words to open."""
_FRAME_WIDE_FROM: Final = 550
"""A page that fills a frame shows the wide drawing sooner: the narrow one would be too small."""
SMALL_BELOW: Final = 480
"""Below this width letters are smaller."""
TOUCHED: Final = 44
"""How tall what a finger meets is."""


SCRIPT: Final = read_sources(_HERE, "sender.js", "page.js") + "\n"
"""The one script of the page: it tells its height, asks for news, and opens the chart."""
STYLE: Final = f"{BLOCK_STYLE}\n{read_sources(_HERE, 'page.css')}"
"""The one style sheet of the page: that of the block, and what a page of its own needs."""
FRAME_SCRIPT: Final = f"{SCRIPT}{read_sources(_HERE, 'frame.js')}\n"
FRAME_STYLE: Final = f"{STYLE}\n{read_sources(_HERE, 'frame.css')}"
"""The same for every look but the usual one."""

_POLICY: Final = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')


@cache
def _write_policy(script: str, style: str) -> str:
    """The Content-Security-Policy: its own script and styles, its own house, nobody else."""
    styles = [hash_source(text) for text in (style, *map(write_font_faces, ROOTS), _EMPTY)]
    return build_policy(
        {
            "script-src": f"'self' {hash_source(script)}",
            "style-src": f"{' '.join(styles)} 'unsafe-hashes' {hash_source(_BOLD)}",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
        }
    )


def read_policy(page: bytes) -> str:
    """The Content-Security-Policy a page brings along, whatever program wrote it."""
    found = _POLICY.search(page)
    return unescape(found[1].decode()) if found else build_policy({})


def find_plotly_path() -> str:
    """Where a site keeps the library that makes a chart interactive, below its address."""
    return f"plotly/plotly-{read_plotly_version()}.min.js"


def make_page(
    chart: Chart, edition: Edition, drawings: Drawings, remarks: Sequence[str] = ()
) -> str:
    """The HTML document of a figure; `remarks` say what of its address was not understood."""
    t, today = chart.t, Edition(edition.site, chart.view.today, look=edition.look)
    back = today.page if edition.frozen else today.path
    asks = {
        **({"status": edition.link_to("status.json")} if edition.frozen else {}),
        "plotly": f"{edition.root}{find_plotly_path()}",
        "wide": edition.link_to("wide.json"),
        "narrow": edition.link_to("narrow.json"),
    }
    cut = edition.look.form != USUAL.form
    script, style = FRAME_SCRIPT if cut else SCRIPT, FRAME_STYLE if edition.look.unusual else STYLE
    return fill_template(
        "page.html",
        t,
        state="cut long" if cut and _is_too_long(chart, edition.look) else "cut" if cut else "",
        cut=cut,
        canonical=(edition if edition.frozen else replace(edition, look=USUAL)).page,
        block=make_block(chart, edition),
        edition=edition,
        house=t(SITE_NAME),
        asks=asks,
        policy=_write_policy(script, style),
        told=write_open_graph(chart, edition) + write_discovery_links(chart, edition),
        structured=write_json_ld(chart, edition),
        typeface=write_typeface_head(edition.root, t.code),
        style=style,
        script=script,
        notices=fill_macro("figure.html", "notices", t, remarks, chart, back),
        drawings=drawings,
        forms=make_citations_in_words(chart, edition),
        terms=[one.named(t) for one in find_licences(chart)],
    )


def make_block(chart: Chart, edition: Edition) -> Block:
    """The block of a figure alone; only a live one says when its source was last looked for."""
    t, fresh = chart.t, chart.freshness
    dates: tuple[str, ...] = ()
    if fresh is not None:
        dates = fresh.describe_all_dates(t) if edition.frozen else fresh.describe_series(t)
    return Block(
        chart,
        title=write_heading(chart),
        dates=dates,
        files=tuple(
            BlockLink(words, edition.link_to(name), name_download(name, chart, edition))
            for name, words in DOWNLOADS.items()
        ),
        level=1,
    )


@dataclass(frozen=True)
class _Column:
    """Room for words, and the size of a letter that all sizes are shares of."""

    room: float
    rem: int
    leading: float

    def words(
        self,
        text: str,
        share: float = 1,
        leading: float = 0,
        *,
        bold: bool = False,
        most: int | None = None,
    ) -> float:
        """The height of words of a size, in lines so far apart, of which at most so many."""
        size = self.rem * share
        lines = break_lines(text, self.room, size, bold=bold)[:most]
        return len(lines) * size * (leading or self.leading)

    def at_most(self, share: float, less: float = 0) -> "_Column":
        """A column no wider than so many letters, and some pixels less."""
        return replace(self, room=min(self.room, share * self.rem) - less)


TALLEST: Final = 990
"""No frame of an article is higher: WordPress cuts those of 1,000 pixels."""
_SHRUNK: Final = 0.12
"""By as much a drawing may be smaller than the page would like."""
_DENSE: Final = 1.03
"""By as much more words may fit a line than is sure: in a frame too much room is as bad as too
little."""
_SCROLLED: Final = 24
"""So many letters high a table is before it scrolls."""


def estimate_height(chart: Chart, width: int, look: Look = USUAL) -> int:
    """The height of the page at a width, in pixels; rather a line too tall than one too short.

    In every form but the whole the page fills its frame, so that a line more or less does no harm.
    """
    tall = _estimate(chart, width, look)
    return tall if look.form == USUAL.form else min(TALLEST, tall)


def _is_too_long(chart: Chart, look: Look) -> bool:
    """Whether on a phone only the first rows of a drawing are shown, rather than all too small."""
    narrowest = 320
    drawn = _shape(chart, NARROW) * (narrowest - 2 * EDGE)
    return _estimate(chart, narrowest, look) - TALLEST > _SHRUNK * drawn


def _estimate(chart: Chart, width: int, look: Look) -> int:
    room = min(width - 2 * EDGE, WIDEST)
    column = _Column(room, 14, 1.45) if width < SMALL_BELOW else _Column(room, 15, 1.5)
    block, small, cut = _block(chart), width < WIDE_FROM, look.form != USUAL.form
    if cut:
        column = replace(column, room=_DENSE * room)
    height: float = 2 * EDGE
    if look.title == "yes" or look.form == "number":
        height += _head(block, column, look, 3 if small else 2)
    if chart.view.known_on is not None:
        today = chart.t("Show today's figures")
        words = f"{chart.scene.edition}. {today}"
        height += 24 + replace(column, room=room - 24).words(words)
    narrow = width < (_FRAME_WIDE_FROM if cut else WIDE_FROM)
    layout, largest = (NARROW, 380 if cut else 440) if narrow else (WIDE, 800)
    if look.form == "table":
        rows = len(block.rows) + 1
        height += 16 + min(_SCROLLED * column.rem, rows * (column.leading + 0.6) * column.rem)
    elif look.form != "number":
        height += 16 + _shape(chart, layout) * min(room, largest)
    if block.cited:
        words = " ".join(_source_line(block))
        height += 0.5 * column.rem + column.words(words, 0.92, 1.4, most=2 if cut else None)
    if cut:
        if look.form not in ("chart", "table"):
            caveats = replace(column, room=column.room - 0.7 * column.rem - 3)
            height += sum(
                0.45 * column.rem + caveats.words(text, 0.95, 1.45, most=3)
                for text in block.first[:1]
            )
        return ceil(height - EDGE + 11 + (40 if small else 24))
    caveats = column.at_most(50, 0.7 * column.rem + 3)
    height += sum(0.45 * column.rem + caveats.words(text, 0.95, 1.45) for text in block.first)
    height += _opened(block, column, in_one_row=width >= WIDE_FROM)
    return ceil(height + column.words(f"{chart.t(SITE_NAME)}{' ' + 'x' * 48}", 0.87) + 9)


# A page is measured at many widths, at which neither its words nor its drawings change.
@lru_cache(maxsize=8)
def _block(chart: Chart) -> Block:
    return make_block(chart, Edition(Site(""), chart.view))


@lru_cache(maxsize=8)
def _shape(chart: Chart, layout: Paper) -> float:
    """The height of the drawing as a share of its width."""
    drawn = lay_out(chart, layout).layout
    return float(drawn.height / drawn.width)


def _head(block: Block, column: _Column, look: Look, most: int) -> float:
    """The badges, the title and the line below it; in a frame so many lines of each."""
    badges = "".join(f"{kind.word}xxxx" for kind in block.kinds)
    tall = len(break_lines(badges, column.room, 0.82 * column.rem, bold=True))
    whole = look.form == USUAL.form
    own, lines = (column.at_most(50), None) if whole else (column, most)
    share, leading = (1.8, 1.2) if look.form == "number" else (1.35, 1.25)
    below = block.chart.subtitle
    return (
        tall * (1.6 * column.rem + 4) * bool(block.kinds)
        + own.words(block.title, share, leading, bold=True, most=lines and lines + 2)
        + (own.words(below, most=lines) + 0.3 * column.rem if below else 0)
    )


def _source_line(block: Block) -> Iterable[str]:
    """The words that say who said it and how recent that is."""
    t = block.chart.t
    yield block.label
    if len(block.cited) == 1:
        (one,) = block.cited
        yield one.describe(t)
        yield one.describe_access(t)
        yield one.publications[0].via if len(one.publications) == 1 else ""
    else:
        yield "; ".join(t.data(one.publisher) for one in block.cited[:4])
        yield t.count("and {n} more", "and {n} more", len(block.cited) - 4)
    yield f"· {block.fresh}"


def _opened(block: Block, column: _Column, *, in_one_row: bool) -> float:
    """What can be opened and taken along: in one or two rows, or each as tall as a finger."""
    t, size = block.chart.t, 0.92 * column.rem
    tabs = [t("Sources"), t("Table"), t("In words"), t("Cite, licence")]
    tabs += [t("Limits")] if block.limits else []
    files = "   ".join(DOWNLOADS.values())
    actions = f"{t('Make interactive')}       {t('Download')}   {files}"
    around = 0.7 * column.rem + 1 + 4
    if not in_one_row:
        taken = len(break_lines(actions, column.room, size))
        return around + len(tabs) * (TOUCHED + 1) + taken * TOUCHED
    wide = sum(measure(f"{tab} 000", size) + 2.7 * column.rem for tab in tabs)
    rows = 1 if wide + measure(actions, size) <= column.room else 2
    return around + rows * (0.92 * 1.4 + 1) * column.rem
