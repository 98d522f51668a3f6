"""The page of one figure, at an address that never changes."""

import streamlit as st

from exports.html import part
from figures import FIGURES
from figures.core.figure import TOPICS, Topic
from figures.core.view import LANGUAGE
from locales import Language
from pages.figure_block import show_figure
from schemas import Tables
from web.directory import TOPIC_PLACES


def show(figure_id: str, tables: Tables, say: Language) -> None:
    """The figure with its whole table, and the way to its topic."""
    figure = FIGURES[figure_id]
    show_figure(figure, tables, say, prefix="", whole=True)
    path = TOPIC_PLACES[figure.topic].path if figure.topic is not Topic.HEADLINES else ""
    link = f"/{path}?{LANGUAGE}={say.code}"
    st.html(part("explorer.html", "more", say, link, say(TOPICS[figure.topic])))
