"""The first page: who fled, who was killed, who helped, each with its leading figure."""

import streamlit as st

from figures import FIGURES
from figures.core.plot import PHONE
from locales import Language
from pages.figure_block import show_closed, show_figure
from pages.reader import find_chart_width
from schemas import Tables
from web.directory import LEADING_FIGURES
from web.front_page import write_front_page, write_question


def show_overview(tables: Tables, t: Language) -> None:
    """The overview."""
    st.html(write_front_page(tables, t))
    said: set[str] = set()
    for place, (topic, figure_id) in enumerate(LEADING_FIGURES.items()):
        st.html(write_question(topic, t))
        if place and find_chart_width() == PHONE:
            show_closed(FIGURES[figure_id], tables, t, said)
        else:
            show_figure(FIGURES[figure_id], tables, t, prefix=f"{figure_id}.", said=said)
