"""The first page: who fled, who was killed, who helped, and how far each number can be trusted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from exports.html import fill
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.citation import cite
from figures.core.contested_number import Compared, compared, placed
from figures.core.figure import TOPICS, Topic
from figures.core.palette import Meaning
from figures.core.plot import PHONE, Point
from figures.core.site_name import HOUSE_IN_BRIEF
from figures.core.view import LANGUAGE, view_of
from locales import Language, later
from pages.cards import card
from pages.figure_block import show_closed, show_figure
from pages.reader import paper
from schemas import Tables
from web.directory import TOPIC_PLACES

BAND: Final = (
    (
        Topic.DISPLACEMENT,
        later("Who had to flee"),
        ("headline-refugees", "headline-internally-displaced"),
    ),
    (
        Topic.DEATHS,
        later("Who was killed"),
        ("headline-civilians-killed", "headline-civilians-killed-estimate"),
    ),
    (Topic.AID, later("Who helped"), ("headline-aid-allocated", "headline-appeal")),
)
"""The three questions of the house, each with its two headline numbers."""

LEADS: Final = {
    Topic.DISPLACEMENT: "displaced-people",
    Topic.DEATHS: "civilians-killed-by-month",
    Topic.AID: "aid-by-month",
}
"""The figure that stands for each topic."""


def _statements_and_sums(chart: Chart) -> tuple[Compared, ...]:
    """The last number of every kind, and the sums for the days of these."""
    marks = chart.plot.marks
    days = {_day(chart, mark.points[-1]) for mark in marks}
    chosen = [
        (mark, point)
        for mark in marks
        for point in mark.points
        if point is mark.points[-1]
        or (mark.meaning is Meaning.ESTIMATED and _day(chart, point) in days)
    ]
    kinds = list(reversed(Meaning))
    chosen.sort(key=lambda pair: (kinds.index(pair[0].meaning), _day(chart, pair[1])))
    return placed(chart, chosen)


def _day(chart: Chart, point: Point) -> date:
    """The last day the rows of a point speak of."""
    rows = chart.scene.rows.loc[list(point.rows), ["date", "period_end"]]
    last: date = pd.Timestamp(rows.max(axis=None)).date()
    return last


CONTESTED: Final[Mapping[str, Callable[[Chart], Sequence[Compared]]]] = {
    "displaced-13-million": _statements_and_sums,
    "civilian-toll-compared": lambda chart: compared(chart, counted=1),
    "air-defence-2025": lambda chart: compared(chart, most=3),
}
"""The figures of what the press says, each with its numbers that are held against each other."""


def show(tables: Tables, say: Language) -> None:
    """The overview."""
    st.html(
        fill(
            "overview.html",
            say,
            title=say("Who had to flee, who was killed, who helped"),
            lead=say(HOUSE_IN_BRIEF),
            themes=[
                {
                    "question": say(question),
                    "link": _link(TOPIC_PLACES[topic].path, say),
                    "cards": [card(name, tables, say) for name in headlines],
                }
                for topic, question, headlines in BAND
            ],
            contests={figure: _contest(figure, tables, say) for figure in CONTESTED},
        )
    )
    said: set[str] = set()
    for place, (topic, figure_id) in enumerate(LEADS.items()):
        count = sum(figure.topic is topic for figure in FIGURES.values())
        st.html(
            fill(
                "question.html",
                say,
                question=say(TOPICS[topic]),
                link=_link(TOPIC_PLACES[topic].path, say),
                more=say.count("All {n} figures", "All {n} figures", count),
            )
        )
        if place and paper() == PHONE:
            show_closed(FIGURES[figure_id], tables, say, said)
        else:
            show_figure(FIGURES[figure_id], tables, say, prefix=f"{figure_id}.", said=said)


def _link(path: str, say: Language) -> str:
    return f"/{path}?{LANGUAGE}={say.code}"


def _contest(figure: str, tables: Tables, say: Language) -> dict[str, object]:
    """The numbers about a claim on one line, and who published exactly these."""
    chart = draw(view_of(FIGURES[figure], tables, {}, say.code), tables)
    lanes = CONTESTED[figure](chart)
    rows = [row for lane in lanes for row in lane.point.rows]
    cited = cite(chart.scene.rows.loc[rows, "source_id"], chart.scene.sources, chart.say).cited
    names = chart.say.row(chart.say.data(one.publisher) for one in cited)
    return {
        "figure": say(FIGURES[figure].name),
        "lanes": lanes,
        "note": say("Sources: {text}", text=names),
        "link": _link(figure, say),
    }
