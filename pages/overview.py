"""The first page: headline numbers, the strongest figure of each topic, what is contested."""

from html import escape
from typing import Final

import streamlit as st

from exports.html import marked
from figures import FIGURES, values
from figures.chart import Chart, draw
from figures.figure import Topic
from figures.house import HOUSE_IN_BRIEF
from figures.view import LANGUAGE, view_of
from locales import Language, later
from pages import markup
from pages.figure_block import show_figure, today
from schemas import Tables

STRONGEST: Final = ("displaced-people", "civilian-toll-compared", "air-defence-2025")

CONTESTED: Final = (
    (
        later("“Nearly 13 million displaced”"),
        later(
            "United Nations figures as published added up to it at the end of 2022 and in May "
            "2023. It is not the present number, and from 31 December 2022 UNHCR counts "
            "differently."
        ),
        "displaced-13-million",
    ),
    (
        later("“More than 100,000 civilians killed”"),
        later(
            "The only origin found is one Ukrainian official, who said in February 2023 "
            "that there could be that many. What was verified and what was estimated stands in "
            "the figure; nobody knows the true number."
        ),
        "civilian-toll-compared",
    ),
    (
        later("“More than a billion dollars of air defence from Nordic countries”"),
        later(
            "Four donors announced it in August 2025, and one of them, the Netherlands, is not a "
            "Nordic country. The packages also hold artillery, ammunition, anti-tank weapons and "
            "spare parts."
        ),
        "air-defence-2025",
    ),
)
"""What the press says, what became of it when looked into, and the figure that shows it."""


def show(tables: Tables, say: Language) -> None:
    """The overview."""
    st.html(
        f"<h1>{escape(say('Who had to flee, who was killed, who helped'))}</h1>"
        f"<p class='lead'>{escape(say(HOUSE_IN_BRIEF))}</p>"
    )
    headlines = [figure for figure in FIGURES.values() if figure.topic is Topic.HEADLINES]
    cards = "".join(
        _card(draw(view_of(figure, tables, {}, say.code), tables)) for figure in headlines
    )
    st.html(f'<div class="cards">{cards}</div>')
    for figure_id in STRONGEST:
        st.html('<div class="rule"></div>')
        show_figure(FIGURES[figure_id], tables, say, prefix=f"{figure_id}.")
    st.html('<div class="rule"></div>' + _contested(say))


def _card(chart: Chart) -> str:
    """A headline number with its status in words, its source note and its freshness."""
    link = f"/{chart.view.figure}?{LANGUAGE}={chart.say.code}"
    return (
        '<section class="card">'
        f'<h2 class="what"><a href="{link}" target="_self">{escape(chart.say(chart.figure.name))}'
        "</a></h2>"
        f"{_numbers(chart)}"
        f'<p class="subtitle">{marked(chart.subtitle)}</p>'
        f'<p class="fresh">{marked(chart.note.text)}</p>'
        f"{markup.freshness_line(chart, today())}"
        "</section>"
    )


def _numbers(chart: Chart) -> str:
    """Each number of the headline with its status beneath it."""
    return "".join(
        f'<p class="big">{escape(values.words(point, chart.plot.unit, chart.say))}</p>'
        f'<p class="status">{marked(mark.name)}</p>'
        for mark in chart.plot.marks
        for point in mark.points
    )


def _contested(say: Language) -> str:
    see = escape(say("See the figure"))
    items = "".join(
        f"<section><h3>{escape(say(claim))}</h3><p>{escape(say(finding))} "
        f'<a href="/{figure_id}?{LANGUAGE}={say.code}" target="_self">{see}</a></p></section>'
        for claim, finding, figure_id in CONTESTED
    )
    title = escape(say("What is contested, and why"))
    return f'<h2>{title}</h2><div class="contested">{items}</div>'
