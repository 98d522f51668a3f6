"""A figure on a phone of which only the finding is seen until somebody opens it."""

import re
from typing import Final

import streamlit as st

from exports.block import kinds
from exports.html import part
from figures.core.chart import draw
from figures.core.figure import Figure
from figures.core.view import view_of
from locales import Language
from pages.figure_block import show_figure
from pages.reader import address
from schemas import Tables

_SIGNS: Final = re.compile(r"([\\`*_\[\]$~<:#])")
"""What a label would take for markup."""


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
            st.html(f'<div id="{figure.id}" class="anchor">{badges}</div>')
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
