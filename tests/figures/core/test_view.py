"""What an address asks for and nobody offers is told, in words that are ours."""

import pytest

from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import explain_unknown_parameters, read_query
from locales import LANGUAGES, find_language
from schemas import Tables

ENGLISH = find_language("en")


def told(figure_id: str, tables: Tables, **query: str) -> str:
    named = {name.replace("_", "-"): value for name, value in query.items()}
    return " ".join(explain_unknown_parameters(FIGURES[figure_id], tables, named, ENGLISH))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_the_address_of_a_view_is_understood(figure_id: str, tables: Tables) -> None:
    figure = FIGURES[figure_id]
    query = dict(read_query(figure, tables, {"known-on": "2024-06-01"}).list_parameters())
    assert explain_unknown_parameters(figure, tables, query, ENGLISH) == ()


@pytest.mark.parametrize("figure_id", list(FIGURES))
@pytest.mark.parametrize("code", list(LANGUAGES))
def test_every_choice_that_is_not_offered_is_told(
    figure_id: str, code: str, tables: Tables
) -> None:
    figure = FIGURES[figure_id]
    query = {choice.name: "XX" for choice in figure.choices} | {"known-on": "banana"}
    sentences = explain_unknown_parameters(figure, tables, query, find_language(code))
    assert len(sentences) == len(query)
    assert all("XX" in sentence for sentence in sentences[:-1])
    assert "banana" in sentences[-1]


def test_what_is_shown_instead_is_told(tables: Tables) -> None:
    assert told("refugees", tables, scope="XX").endswith("Shown: World.")
    assert "“From” does not offer" in told("refugees", tables, **{"from": "2030-13-01"})


def test_several_choices_of_which_none_is_offered_give_the_usual_ones(tables: Tables) -> None:
    figure = FIGURES["aid-by-month"]
    usual = read_query(figure, tables, {}).chosen
    assert read_query(figure, tables, dict.fromkeys(usual, "XX")).chosen == usual


@pytest.mark.parametrize("hostile", ["<script>", "Call 555 now, it is free", "X" * 500])
def test_only_codes_are_repeated(hostile: str, tables: Tables) -> None:
    words = told("refugees", tables, scope=hostile, known_on=hostile)
    assert words
    assert hostile not in words


def test_a_first_month_after_the_last_is_told(tables: Tables) -> None:
    figure = FIGURES["civilians-killed-by-month"]
    chart = draw(read_query(figure, tables, {"from": "2024-06", "to": "2024-01"}), tables)
    assert chart.summary[0].startswith("“From” lies after “To”: June 2024 is later than")
    assert "lies after" in chart.plotly.layout.annotations[0].text.replace("<br>", " ")


def test_months_in_their_order_are_not_reproached(tables: Tables) -> None:
    figure = FIGURES["civilians-killed-by-month"]
    chart = draw(read_query(figure, tables, {"from": "2024-01", "to": "2024-06"}), tables)
    assert chart.plot.nothing == ""
