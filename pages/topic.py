"""The page of a topic, with the figures that answer its questions, and that of one figure."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from exports.html import fill_macro, fill_template
from figures import FIGURES
from figures.core.figure import TOPIC_NAMES, Topic
from figures.core.plot import PHONE
from figures.core.view import LANGUAGE
from locales import Language
from pages.figure_block import show_closed, show_figure
from pages.reader import find_chart_width
from schemas import Tables
from web.directory import QUESTIONS, TOPIC_PAGES


def show_topic(topic: Topic, tables: Tables, t: Language) -> None:
    """The topic's name, beside it the list of its figures, then each question with its figures."""
    place, questions = TOPIC_PAGES[topic], QUESTIONS[topic]
    st.html(fill_template("opening.html", t, title=t(place.name), lead=t(place.about)))
    said: set[str] = set()
    with st.container(key="topic"):
        aside, body = st.columns([2, 9], gap="large")
        listed = [
            (t(question), [(name, t(FIGURES[name].name)) for row in rows for name in row])
            for question, rows in questions
        ]
        aside.html(fill_template("contents.html", t, questions=listed))
        with body:
            for question, rows in questions:
                st.html(fill_template("question.html", t, question=t(question), link="", more=""))
                for number, row in enumerate(rows):
                    _row(row, tables, t, said, first=number == 0)


def _row(row: tuple[str, ...], tables: Tables, t: Language, said: set[str], *, first: bool) -> None:
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
    path = TOPIC_PAGES[figure.topic].path if figure.topic is not Topic.HEADLINES else ""
    link = f"/{path}?{LANGUAGE}={t.code}"
    st.html(fill_macro("explorer.html", "more", t, link, t(TOPIC_NAMES[figure.topic])))
