"""The page of one topic: all its figures, one under the other."""

from html import escape

import streamlit as st

from figures import FIGURES
from figures.figure import Topic
from locales import Language
from pages.directory import TOPIC_PLACES
from pages.figure_block import show_figure
from schemas import Tables


def show(topic: Topic, tables: Tables, say: Language) -> None:
    """The topic's name, a list of its figures to jump to, then each figure."""
    place = TOPIC_PLACES[topic]
    figures = [figure for figure in FIGURES.values() if figure.topic is topic]
    items = "".join(
        f'<li><a href="#{figure.id}">{escape(say(figure.name))}</a></li>' for figure in figures
    )
    label = escape(say("Figures on this page"))
    st.html(
        f"<h1>{escape(say(place.name))}</h1><p class='lead'>{escape(say(place.about))}</p>"
        f'<nav aria-label="{label}"><ul class="contents">{items}</ul></nav>'
    )
    for figure in figures:
        st.html(f'<div id="{figure.id}" class="rule"></div>')
        show_figure(figure, tables, say, prefix=f"{figure.id}.")
