"""The front page before its figures: six headline numbers, and three contested ones.

Who fled, who was killed, who helped, and how far each number can be trusted.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from exports.html import fill_template
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.citation import cite
from figures.core.contested_number import ComparedNumber, compare_numbers, place_numbers
from figures.core.figure import TOPIC_NAMES, Topic
from figures.core.palette import Meaning
from figures.core.plot import Point
from figures.core.site_name import SITE_SUMMARY
from figures.core.view import make_view
from locales import Language, later
from schemas import Tables
from web.cards import write_card
from web.directory import TOPIC_PAGES, link_to_page

HEADLINES: Final = (
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


def _statements_and_sums(chart: Chart) -> tuple[ComparedNumber, ...]:
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
    return place_numbers(chart, chosen)


def _day(chart: Chart, point: Point) -> date:
    """The last day the rows of a point speak of."""
    rows = chart.scene.rows.loc[list(point.rows), ["date", "period_end"]]
    last: date = pd.Timestamp(rows.max(axis=None)).date()
    return last


CONTESTED_NUMBERS: Final[Mapping[str, Callable[[Chart], Sequence[ComparedNumber]]]] = {
    "displaced-13-million": _statements_and_sums,
    "civilian-toll-compared": lambda chart: compare_numbers(chart, counted=1),
    "air-defence-2025": lambda chart: compare_numbers(chart, most=3),
}
"""The figures of what the press says, each with its numbers that are held against each other."""


def write_front_page(tables: Tables, t: Language) -> str:
    """The three questions with their headline numbers, and what is contested, as HTML."""
    return fill_template(
        "overview.html",
        t,
        title=t("Who had to flee, who was killed, who helped"),
        lead=t(SITE_SUMMARY),
        themes=[
            {
                "question": t(question),
                "link": link_to_page(TOPIC_PAGES[topic].path, t),
                "cards": [write_card(name, tables, t) for name in headlines],
            }
            for topic, question, headlines in HEADLINES
        ],
        contests={figure: _contest(figure, tables, t) for figure in CONTESTED_NUMBERS},
    )


def write_question(topic: Topic, t: Language) -> str:
    """The head of a topic on the front page, with the way to all its figures."""
    count = sum(figure.topic is topic for figure in FIGURES.values())
    return fill_template(
        "question.html",
        t,
        question=t(TOPIC_NAMES[topic]),
        link=link_to_page(TOPIC_PAGES[topic].path, t),
        more=t.count("All {n} figures", "All {n} figures", count),
    )


def _contest(figure: str, tables: Tables, t: Language) -> dict[str, object]:
    """The numbers about a claim on one line, and who published exactly these."""
    chart = draw(make_view(FIGURES[figure], tables, {}, t.code), tables)
    lanes = CONTESTED_NUMBERS[figure](chart)
    rows = [row for lane in lanes for row in lane.point.rows]
    cited = cite(chart.scene.rows.loc[rows, "source_id"], chart.scene.sources, chart.t).cited
    names = chart.t.join_items(chart.t.data(one.publisher) for one in cited)
    return {
        "figure": t(FIGURES[figure].name),
        "lanes": lanes,
        "note": t("Sources: {text}", text=names),
        "link": link_to_page(figure, t),
    }
