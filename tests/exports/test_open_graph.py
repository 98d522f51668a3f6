"""How a link to a figure looks elsewhere: its card, its words, its languages, its date."""

import pytest

from exports.citations import write_heading
from exports.embedding import LOCALES, write_open_graph
from locales import LANGUAGES
from schemas import Tables
from tests.editions import chart_of, charts, empty, frozen, hostile, live
from tests.elements import elements

every_language = pytest.mark.parametrize("language", list(LANGUAGES))


def tags(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, attributes in elements(html):
        assert tag == "meta"
        name = attributes.get("property") or attributes["name"]
        found.setdefault(name, []).append(attributes["content"])
    return found


@every_language
def test_every_figure_has_a_card_with_words(language: str, tables: Tables) -> None:
    for chart in charts(tables, language):
        said = tags(write_open_graph(chart, frozen(chart)))
        assert said["og:title"] == [write_heading(chart)]
        assert chart.subtitle in said["og:description"][0]
        assert chart.note.text in said["og:description"][0]
        assert said["og:url"] == [frozen(chart).page]
        assert said["og:image"] == [f"{frozen(chart).page}card.png"]
        assert said["og:image:alt"] == [chart.alt]
        assert (said["og:image:width"], said["og:image:height"]) == (["1200"], ["630"])
        assert said["twitter:card"] == ["summary_large_image"]


@every_language
def test_the_language_is_told_with_the_others(language: str, tables: Tables) -> None:
    chart = chart_of("refugees", tables, language)
    said = tags(write_open_graph(chart, frozen(chart)))
    assert said["og:locale"] == [LOCALES[language]]
    assert sorted(said["og:locale"] + said["og:locale:alternate"]) == sorted(LOCALES.values())
    assert set(LOCALES) == set(LANGUAGES)


def test_it_was_changed_when_the_data_came_out(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables)
    assert tags(write_open_graph(chart, frozen(chart)))["article:modified_time"] == ["2026-06-25"]


def test_without_data_there_is_no_date(tables: Tables) -> None:
    chart = empty("refugees", tables)
    said = tags(write_open_graph(chart, live(chart)))
    assert "article:modified_time" not in said
    assert said["og:description"] != [""]


def test_hostile_words_stay_in_their_attribute(tables: Tables) -> None:
    chart = hostile(chart_of("refugees", tables))
    said = tags(write_open_graph(chart, live(chart)))
    assert "<script>alert(1)</script>" in said["og:title"][0]
