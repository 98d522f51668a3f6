"""One figure on a page: its block, with the questions and the chart that answers pointing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import streamlit as st

from exports.block import Action, Block, Known, kinds
from exports.html import part
from figures.core.chart import Chart, draw
from figures.core.figure import Figure
from figures.core.view import KNOWN_ON, not_understood, view_of
from locales import Language
from pages.filters import ask
from pages.reader import HALF, PAGE, address, paper, without
from schemas import Tables

CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
    "showSendToCloud": False,
}
FORMS: Final = {"csv": "CSV", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}
SHORT_TABLE: Final = 40
_FIRST_YEAR: Final = 2022
_SIGNS: Final = re.compile(r"([\\`*_\[\]$~<:#])")
"""What a label would take for markup."""


def show_figure(
    figure: Figure,
    tables: Tables,
    say: Language,
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

    @st.fragment(key=f"fragment-{figure.id}-{say.code}")
    def block() -> Chart:
        with st.container(key=f"figure-{figure.id}", gap="small"):
            above = st.container(gap="small")
            view = ask(figure, tables, say, prefix)
            chart = draw(view, tables)
            told = not_understood(figure, tables, address(prefix), say)
            state = "first" if view == view_of(figure, tables, {}, say.code) else "chosen"
            stands = replace(block_of(chart, today(), whole=whole), said=sight)
            if whole:
                stands = replace(stands, known=tuple(_earlier(chart, tables)))
            notices = part("figure.html", "notices", say, told, chart, without(prefix + KNOWN_ON))
            head = part("figure.html", "head", say, stands)
            above.html(part("explorer.html", "above", say, figure, state, notices, head))
            # What a chart is called where only its name is heard; what it says stands below.
            heard = say(
                "Chart: {name}. Described under “{place}”",
                name=say(figure.name),
                place=say("In words"),
            )
            st.plotly_chart(
                chart.body(min(paper(), HALF if half else PAGE)),
                theme=None,
                key=f"chart-{figure.id}-{say.code}",
                config=CONFIG,
                alt=chart.alt if chart.plot.empty else heard,
            )
            st.html(part("figure.html", "under", chart.say, stands))
            return chart

    chart = block()
    if said is not None:
        said.update(chart.first_caveats)


def show_closed(figure: Figure, tables: Tables, say: Language, said: set[str]) -> None:
    """How it is known and what was found; an address that answers its questions opens it.

    What nobody opens is not drawn. `said` are the caveats in sight further up the page.
    """
    above = frozenset(said)
    prefix = f"{figure.id}."

    @st.fragment(key=f"closed-{figure.id}-{say.code}")
    def row() -> None:
        chart = draw(view_of(figure, tables, {}, say.code), tables)
        with st.container(key=f"row-{figure.id}", gap=None):
            badges = part("figure.html", "badges", chart.say, kinds(chart))
            st.html(part("explorer.html", "anchor", say, figure.id, "anchor", badges))
            opened = st.expander(
                _SIGNS.sub(r"\\\1", chart.title),
                expanded=bool(address(prefix)),
                key=f"open-{figure.id}-{say.code}",
                on_change="rerun",
            )
            if opened.open:
                with opened:
                    show_figure(figure, tables, say, prefix=prefix, said=set(above))

    row()


def today() -> date:
    """The present day, by which freshness is judged."""
    return datetime.now(UTC).date()


def block_of(chart: Chart, day: date, *, whole: bool) -> Block:
    """The block of a chart as explorers have it; `whole` on its own page, with the whole table."""
    say, view, fresh = chart.say, chart.view, chart.freshness
    query = view.query()
    return Block(
        chart,
        title=chart.title,
        fresh=fresh.dates(say) if fresh else "",
        late=fresh.warning(say, day) if fresh else "",
        dates=fresh.details(say, day) if fresh else (),
        files=tuple(
            Action(name, f"/figures/{view.figure}.{form}?{query}") for form, name in FORMS.items()
        ),
        actions=(
            Action(say("Embed and cite"), f"/embed/{view.figure}?{query}"),
            Action(say("Link to this view"), f"/{view.figure}?{query}"),
        ),
        level=1 if whole else 3,
        last=None if whole else SHORT_TABLE,
    )


def _earlier(chart: Chart, tables: Tables) -> Iterator[Known]:
    """What the same view said at the end of each year before, the latest first."""
    if chart.view.known_on is not None:
        return
    for year in range(today().year - 1, _FIRST_YEAR - 1, -1):
        day = date(year, 12, 31)
        then = draw(replace(chart.view, known_on=day), tables)
        if not then.plot.empty:
            address = f"/{then.view.figure}?{then.view.query()}"
            yield Known(chart.say.day(day), address, then.title)
