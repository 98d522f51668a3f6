"""One figure on a page: its block, with the questions and the chart that answers pointing."""

import re
from typing import Final

import streamlit as st

from exports.block import find_kinds
from exports.html import fill_macro
from figures.core.chart import Chart, draw
from figures.core.figure import Figure
from figures.core.view import KNOWN_ON, explain_unknown_parameters, make_view
from locales import Language
from pages.filters import ask_choices
from pages.reader import HALF, PAGE, find_chart_width, read_address, remove_parameter
from schemas import Tables
from web.site_blocks import find_today, make_explorer_block, write_notices

CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
    "showSendToCloud": False,
}
_SIGNS: Final = re.compile(r"([\\`*_\[\]$~<:#])")
"""What a label would take for markup."""


def show_figure(
    figure: Figure,
    tables: Tables,
    t: Language,
    *,
    prefix: str,
    whole: bool = False,
    half: bool = False,
    said: set[str] | None = None,
) -> None:
    """A figure that re-runs alone when its questions are answered anew.

    `prefix` names its answers in the address; `whole` shows the table uncut; `half` draws the
    chart for a place beside another. `said` are the caveats in sight further up the page, which
    are not repeated; those of this figure are added.
    """
    sight = frozenset(said or ())

    @st.fragment(key=f"fragment-{figure.id}-{t.code}")
    def block() -> Chart:
        with st.container(key=f"figure-{figure.id}", gap="small"):
            above = st.container(gap="small")
            view = ask_choices(figure, tables, t, prefix)
            chart = draw(view, tables)
            told = explain_unknown_parameters(figure, tables, read_address(prefix), t)
            state = "first" if view == make_view(figure, tables, {}, t.code) else "chosen"
            stands = make_explorer_block(
                chart, find_today(), whole=whole, tables=tables, said=sight
            )
            notices = write_notices(chart, tables, told, remove_parameter(prefix + KNOWN_ON))
            head = fill_macro("figure.html", "head", t, stands)
            above.html(fill_macro("explorer.html", "above", t, figure, state, notices, head))
            # What a chart is called where only its name is heard; what it says stands below.
            heard = t(
                "Chart: {name}. Described under “{place}”",
                name=t(figure.name),
                place=t("In words"),
            )
            st.plotly_chart(
                chart.draw_body(min(find_chart_width(), HALF if half else PAGE)),
                theme=None,
                key=f"chart-{figure.id}-{t.code}",
                config=CONFIG,
                alt=chart.alt if chart.plot.empty else heard,
            )
            # The page before the explorer holds all that is to be opened; it is not sent again.
            page = f"/{figure.id}?{chart.view.write_query()}"
            st.html(fill_macro("figure.html", "under", chart.t, stands, (), "", page))
            return chart

    chart = block()
    if said is not None:
        said.update(chart.first_caveats)


def show_closed(figure: Figure, tables: Tables, t: Language, said: set[str]) -> None:
    """How it is known and what was found; an address that answers its questions opens it.

    What nobody opens is not drawn. `said` are the caveats in sight further up the page.
    """
    above = frozenset(said)
    prefix = f"{figure.id}."

    @st.fragment(key=f"closed-{figure.id}-{t.code}")
    def row() -> None:
        chart = draw(make_view(figure, tables, {}, t.code), tables)
        with st.container(key=f"row-{figure.id}", gap=None):
            badges = fill_macro("figure.html", "badges", chart.t, find_kinds(chart.rows, chart.t))
            st.html(fill_macro("explorer.html", "anchor", t, figure.id, "anchor", badges))
            opened = st.expander(
                _SIGNS.sub(r"\\\1", chart.title),
                expanded=bool(read_address(prefix)),
                key=f"open-{figure.id}-{t.code}",
                on_change="rerun",
            )
            if opened.open:
                with opened:
                    show_figure(figure, tables, t, prefix=prefix, said=set(above))

    row()
