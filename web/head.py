"""What the page of a figure tells other programs: its one address, its card, its oEmbed answers.

An editor pastes what stands in the browser's bar, so it must be known to content systems too.
"""

from functools import lru_cache
from urllib.parse import urlencode

from exports.addresses import Edition, Site
from exports.embedding import write_discovery_links, write_open_graph
from exports.html import fill_macro
from figures.core.chart import draw
from figures.core.view import View
from schemas import Tables
from snapshots.snapshot import find_open_choices


@lru_cache(maxsize=256)
def write_figure_head(view: View, tables: Tables, site: Site) -> str:
    """The elements for the head of the page on which readers explore a view."""
    chart, edition = draw(view, tables), Edition(site, view)
    address = make_canonical_address(view, tables, site)
    card, answers = (
        write_open_graph(chart, edition, address),
        write_discovery_links(chart, edition, address),
    )
    return fill_macro("document.html", "figure_head", chart.t, address, card, answers)


def make_canonical_address(view: View, tables: Tables, site: Site) -> str:
    """The one address of a view: what is left at its default is not said, so it stays the same."""
    silent = find_open_choices(view, tables)
    pairs = [(name, value) for name, value in view.list_parameters() if name not in silent]
    return f"{site.base}/{view.figure}?{urlencode(pairs, safe=',')}"
