"""What the explorer shows on each page: the front page, topics, single figures, the sources.

The words of these pages are written where the light ones have them; here figures can be asked.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from exports.html import fill_macro, fill_template
from figures import FIGURES
from figures.core.figure import Topic
from figures.core.plot import PHONE
from locales import Language, Translator, make_translator
from pages.figure_block import show_closed, show_figure
from pages.reader import find_chart_width
from schemas import Tables
from web.directory import LEADING_FIGURES, QUESTIONS, TOPIC_PAGES
from web.front_page import write_front_page, write_question
from web.publications import write_corrections, write_method, write_publications
from web.site_blocks import write_contents, write_way_to_topic


def show_overview(tables: Tables, t: Language) -> None:
    """The front page: who fled, who was killed, who helped, each with its leading figure."""
    st.html(write_front_page(tables, t))
    said: set[str] = set()
    for place, (topic, figure_id) in enumerate(LEADING_FIGURES.items()):
        st.html(write_question(topic, t))
        if place and find_chart_width() == PHONE:
            show_closed(FIGURES[figure_id], tables, t, said)
        else:
            show_figure(FIGURES[figure_id], tables, t, prefix=f"{figure_id}.", said=said)


def show_topic(topic: Topic, tables: Tables, t: Language) -> None:
    """The topic's name, beside it the list of its figures, then each question with its figures."""
    place, questions = TOPIC_PAGES[topic], QUESTIONS[topic]
    st.html(fill_template("opening.html", t, title=t(place.name), lead=t(place.about)))
    said: set[str] = set()
    with st.container(key="topic"):
        aside, body = st.columns([2, 9], gap="large")
        aside.html(write_contents(topic, t))
        with body:
            for question, rows in questions:
                st.html(fill_template("question.html", t, question=t(question), link="", more=""))
                for number, row in enumerate(rows):
                    _row(row, tables, t, said, first=number == 0)


def _row(row: Sequence[str], tables: Tables, t: Language, said: set[str], *, first: bool) -> None:
    """Figures beside each other; on a phone below each other, all but the very first closed."""
    phone, several = find_chart_width() == PHONE, len(row) > 1
    places: Sequence[AbstractContextManager[Any]] = [nullcontext()] * len(row)
    if not phone:
        places = st.columns(len(row), gap="large") if several else [st.container()]
    for number, (place, name) in enumerate(zip(places, row, strict=True)):
        with place:
            if phone and (number or not first):
                show_closed(FIGURES[name], tables, t, said)
                continue
            st.html(fill_macro("explorer.html", "anchor", t, name, "anchor" if first else "rule"))
            half = several and not phone
            show_figure(FIGURES[name], tables, t, prefix=f"{name}.", half=half, said=said)


def show_figure_page(figure_id: str, tables: Tables, t: Language) -> None:
    """The page of one figure, at an address that never changes: its whole table, and its topic."""
    figure = FIGURES[figure_id]
    show_figure(figure, tables, t, prefix="", whole=True)
    st.html(write_way_to_topic(figure, t))


def show_sources(tables: Tables, t: Language) -> None:
    """How numbers are known, the words used, a search over all publications, our corrections."""
    st.html(write_method(t))
    speaking = make_translator(t.code, tables)
    _publications(tables, speaking)
    st.html(write_corrections(tables, speaking))


@st.fragment
def _publications(tables: Tables, t: Translator) -> None:
    key = f"search.{t.code}"
    wanted = st.query_params.get("search", "")
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted

    def remember() -> None:
        if st.session_state[key]:
            st.query_params["search"] = st.session_state[key]
        else:
            st.query_params.pop("search", None)

    words = st.text_input(
        t("Search publisher, title, year or licence"), key=key, on_change=remember
    )
    st.html(write_publications(tables, t, words))
