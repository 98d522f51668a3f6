"""One figure on a page: message, questions, chart, source note, caveats, table, actions."""

from datetime import UTC, date, datetime

import streamlit as st

from exports.html import marked
from figures.asked import not_understood
from figures.chart import Chart, draw
from figures.figure import Figure
from figures.tabulation import notes
from figures.view import KNOWN_ON
from locales import Language
from pages import markup
from pages.filters import ask
from pages.reader import HALF, PAGE, address, paper, without
from schemas import Tables
from snapshots.markup import caveats, in_words, past, remarked, source_note

CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "responsive": True,
    "showSendToCloud": False,
}


def show_figure(
    figure: Figure,
    tables: Tables,
    say: Language,
    *,
    prefix: str,
    whole: bool = False,
    half: bool = False,
) -> None:
    """A figure that re-runs alone when its questions are answered anew.

    `prefix` names its answers in the address; `whole` shows the table uncut; `half` draws the
    chart for a place beside another.
    """

    @st.fragment(key=f"fragment-{figure.id}-{say.code}")
    def block() -> None:
        _block(figure, tables, say, prefix, whole=whole, width=min(paper(), HALF if half else PAGE))

    block()


def _block(
    figure: Figure, tables: Tables, say: Language, prefix: str, *, whole: bool, width: int
) -> None:
    with st.container(key=f"figure-{figure.id}", gap="small"):
        above = st.container(gap="small")
        view = ask(figure, tables, say, prefix)
        chart = draw(view, tables)
        level = "h1" if whole else "h2"
        told = not_understood(figure, tables, address(prefix), say)
        above.html(
            f"{remarked(told)}{past(chart, without(prefix + KNOWN_ON))}"
            f'<{level} class="message">{marked(chart.title)}</{level}>'
            f'<p class="subtitle">{marked(chart.subtitle)}</p>'
        )
        st.plotly_chart(
            chart.body(width),
            theme=None,
            key=f"chart-{figure.id}-{say.code}",
            config=CONFIG,
            alt=chart.alt,
        )
        st.html(under(chart, today(), whole=whole))


def today() -> date:
    """The present day, by which freshness is judged."""
    return datetime.now(UTC).date()


def under(chart: Chart, day: date, *, whole: bool) -> str:
    """Everything that stands under a chart."""
    return (
        '<div class="under"><div class="pair"><div>'
        + source_note(chart)
        + markup.freshness_line(chart, day)
        + markup.actions(chart)
        + "</div>"
        + caveats(chart, notes(chart.scene))
        + "</div>"
        + in_words(chart)
        + markup.table(chart, whole=whole)
        + "</div>"
    )
