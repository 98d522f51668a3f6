"""What the overview and the topic pages put before readers, without a browser."""

import re
from collections import Counter

import pytest

from figures import FIGURES
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.figure import Topic
from figures.core.view import make_view
from locales import LANGUAGES, find_language
from schemas import Tables
from web.cards import write_card
from web.directory import LEADING_FIGURES, QUESTIONS, TOPIC_PAGES
from web.front_page import CONTESTED_NUMBERS, HEADLINES

HEADLINE_FIGURES = [name for _, _, names in HEADLINES for name in names]


def default(figure_id: str, tables: Tables, code: str = "en") -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, code), tables)


@pytest.mark.parametrize("topic", list(TOPIC_PAGES))
def test_every_figure_of_a_topic_answers_one_question(topic: Topic) -> None:
    answers = Counter(name for _, rows in QUESTIONS[topic] for row in rows for name in row)
    assert answers == Counter(one.id for one in FIGURES.values() if one.topic is topic)


def test_every_headline_and_every_topic_stands_on_the_overview() -> None:
    assert set(HEADLINE_FIGURES) == {
        one.id for one in FIGURES.values() if one.topic is Topic.HEADLINES
    }
    assert set(LEADING_FIGURES) == set(TOPIC_PAGES)


@pytest.mark.parametrize("code", list(LANGUAGES))
@pytest.mark.parametrize("figure_id", HEADLINE_FIGURES)
def test_a_card_says_how_it_is_known_by_whom_and_to_when(
    figure_id: str, code: str, tables: Tables
) -> None:
    said, chart = (
        write_card(figure_id, tables, find_language(code)),
        default(figure_id, tables, code),
    )
    assert re.search(r'class="kind (counted|estimated)">\w', said)
    assert any(chart.t.data(one.publisher) in said for one in chart.note.cited)
    assert re.search(r"· \w+ \d", said)
    assert 'src="data:image/svg+xml;base64,' in said


def test_a_picture_names_the_publications_that_only_it_draws_on(tables: Tables) -> None:
    line = default("civilians-killed-total", tables).note.publications
    told = write_card("headline-civilians-killed", tables, find_language("en"))
    assert f"Picture: also OHCHR, {len(line) - 1} publications" in told
    assert "Picture" not in write_card("headline-appeal", tables, find_language("en"))


@pytest.mark.parametrize("figure", CONTESTED_NUMBERS)
def test_a_contested_number_stands_beside_numbers_of_the_figure_it_links_to(
    figure: str, tables: Tables
) -> None:
    chart = default(figure, tables)
    lanes = CONTESTED_NUMBERS[figure](chart)
    points = [point for mark in chart.plot.marks for point in mark.points]
    assert len({lane.mark.meaning for lane in lanes}) > 1
    for lane in lanes:
        assert lane.point in points
        assert lane.point.rows
        assert lane.number == values.format_point(lane.point, chart.plot.unit, chart.t)


@pytest.mark.parametrize("figure", CONTESTED_NUMBERS)
def test_what_was_said_stands_above_what_was_estimated_and_counted(
    figure: str, tables: Tables
) -> None:
    order = ["said", "estimated", "counted"]
    kinds = [
        order.index(lane.mark.meaning.value)
        for lane in CONTESTED_NUMBERS[figure](default(figure, tables))
    ]
    assert kinds == sorted(kinds)
    assert kinds[0] == 0
