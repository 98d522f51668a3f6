"""A title is a finding one grasps at a glance, in every language and every view."""

from collections.abc import Iterator
from dataclasses import replace
from heapq import nlargest

import pytest

from figures import FIGURES, Figure
from figures.core import values
from figures.core.chart import choose_title, draw, make_context
from figures.core.plot import Point
from figures.core.values import AT_A_GLANCE, AT_MOST, choose_fitting
from figures.core.view import make_view
from locales import LANGUAGES, find_language, make_translator
from schemas import Tables
from tests.views import MANY

NAMES = 60
LONGEST = 4 if MANY else 1
EN, FR, UK = (find_language(code) for code in LANGUAGES)


def asked_one_at_a_time(figure: Figure, tables: Tables) -> Iterator[dict[str, list[str]]]:
    """Of every choice the options whose names are longest in some language, each alone."""
    for choice in figure.choices:
        options, longest = choice.options(tables), set[str]()
        for t in (EN, FR, UK):
            lengths = {option: len(choice.label(t, option)) for option in options}
            longest.update(nlargest(LONGEST, options, key=lengths.__getitem__))
        yield from ({choice.name: [option]} for option in sorted(longest))


def titles(figure: Figure, tables: Tables, asked: dict[str, list[str]]) -> Iterator[str]:
    """The title of a view in every language; none where there is nothing to show."""
    scene = make_context(make_view(figure, tables, asked), tables)
    if not scene.rows.empty:
        for code in LANGUAGES:
            yield choose_title(replace(scene, t=make_translator(code, tables)), figure)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_a_title_is_short_at_first_in_every_language(
    figure_id: str, tables: Tables, live_tables: Tables
) -> None:
    for known in (tables, live_tables):
        for code in LANGUAGES:
            title = draw(make_view(FIGURES[figure_id], known, {}, code), known).title
            assert len(title) <= AT_A_GLANCE, title


@pytest.mark.parametrize("figure_id", FIGURES)
def test_a_title_stays_short_whatever_is_chosen(figure_id: str, live_tables: Tables) -> None:
    figure = FIGURES[figure_id]
    for asked in asked_one_at_a_time(figure, live_tables):
        for title in titles(figure, live_tables, asked):
            assert len(title) <= AT_MOST, (asked, title)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_no_title_of_what_is_known_falls_back_to_a_name(figure_id: str, tables: Tables) -> None:
    names = {find_language(code)(FIGURES[figure_id].name) for code in LANGUAGES}
    for code in LANGUAGES:
        chart = draw(make_view(FIGURES[figure_id], tables, {}, code), tables)
        assert chart.title not in names


def test_the_first_form_that_fits_is_the_title() -> None:
    assert choose_fitting("It fits", "A name") == "It fits"
    assert choose_fitting(("x" * (AT_A_GLANCE + 1), "It fits", "Short"), "A name") == "It fits"


def test_where_no_form_is_short_the_shortest_is_taken() -> None:
    forms = ("x" * AT_MOST, "y" * (AT_A_GLANCE + 1), "z" * (AT_MOST + 1))
    assert choose_fitting(forms, "A name") == "y" * (AT_A_GLANCE + 1)


def test_a_title_that_cannot_fit_is_the_name_of_its_figure() -> None:
    assert choose_fitting("x" * (AT_MOST + 1), "A name") == "A name"


@pytest.mark.parametrize("code", LANGUAGES)
def test_names_of_figures_fit_a_list(code: str) -> None:
    names = [find_language(code)(figure.name) for figure in FIGURES.values()]
    assert [name for name in names if len(name) > NAMES] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (1_173_192, "1.17 million"),
        (3_712_000, "3.71 million"),
        (4_405_000, "4.41 million"),
        (9_999_999, "10 million"),
        (10_800_000, "10.8 million"),
        (13_000_000, "13 million"),
        (123_456_789, "123 million"),
    ],
)
def test_from_a_million_on_three_digits_are_told(number: int, told: str) -> None:
    assert EN.format_headline_number(number) == told


def test_a_bound_stands_before_the_million() -> None:
    about = Point("", 5_300_000.0, bound="approximate")
    assert values.format_headline(about, EN) == "about 5.3 million"
    assert (
        values.format_headline(Point("", 13_000_000.0, bound="minimum"), EN)
        == "at least 13 million"
    )
    ranged = Point("", 13e6, low=12e6, high=14e6, bound="range")
    assert values.format_headline(ranged, EN) == "13 million (12 million–14 million)"


def test_a_french_million_agrees_with_its_number_and_takes_a_preposition() -> None:
    assert FR.format_headline_number(1_999_000) == "2\xa0millions"
    assert FR.format_headline_number(1_173_192, before_noun=True) == "1,17\xa0million de"
    assert FR.format_headline_number(852_000, before_noun=True) == "852\u202f000"
    assert EN.format_headline_number(1_173_192, before_noun=True) == "1.17 million"


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (Point("", 21.0), "21 людина потребує"),
        (Point("", 852_002.0), "852\xa0002 людини потребують"),
        (Point("", 852_000.0), "852\xa0000 людей потребують"),
        (Point("", 1_000_001.0), "1\xa0млн людей потребують"),
        (Point("", 21.0, bound="approximate"), "близько 21 людей потребують"),
    ],
)
def test_a_ukrainian_word_agrees_with_its_number(point: Point, words: str) -> None:
    told = UK.count(
        "{number} person in need of humanitarian help, planning figure of {month}",
        "{number} people in need of humanitarian help, planning figure of {month}",
        values.find_agreeing(point),
        number=values.format_headline(point, UK),
        month="",
    )
    assert told.startswith(words)
