"""A word of the tables without translation: in English on every page, marked, and frozen."""

from html import escape

import pytest

from exports.addresses import Edition, Site
from exports.html import fill_macro
from exports.image_files import Drawings, make_metadata
from exports.page import make_page
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import View, make_view
from schemas import Tables, read_contents
from snapshots.snapshot import edition_of
from tests.small_tables import SMALL, Rows, small_with, written
from web.site_blocks import find_today, make_explorer_block

FIGURE = "civilians-killed-by-month"
CAVEAT = "Counted {twice} & not a <total>."
NOTE = "Day inferred by the {editor}."
PUBLISHER = "A new publisher"
SITE = Site("https://numbers.example")
TRANSLATED: Rows = [
    {"english": CAVEAT, "french": "Compté deux fois.", "ukrainian": "Пораховано двічі."},
    {"english": NOTE, "french": "Date déduite.", "ukrainian": "День виведено."},
    {"english": PUBLISHER, "french": "Un nouvel éditeur", "ukrainian": "Новий видавець"},
]


ONCE = [row for row in SMALL["searches"] if row["publisher"] == SMALL["sources"][0]["publisher"]]


def tables_with(*translations: dict[str, str]) -> Tables:
    """The small tables with a new publisher, caveat and note, and some translations of them."""
    source = SMALL["sources"][0] | {"caveat": CAVEAT, "publisher": PUBLISHER}
    return read_contents(
        small_with(
            sources=written("sources", [source]),
            searches=written("searches", [row | {"publisher": PUBLISHER} for row in ONCE]),
            civilian_deaths=written(
                "civilian_deaths", [SMALL["civilian_deaths"][0] | {"note": NOTE}]
            ),
            translations=written("translations", [*SMALL["translations"], *translations]),
        )
    )


def view(code: str) -> View:
    return make_view(FIGURES[FIGURE], tables_with(), {}, code)


def pages_of(code: str, tables: Tables) -> tuple[str, str]:
    """What stands under the figure for explorers, and its light page."""
    chart = draw(view(code), tables)
    edition = Edition(SITE, chart.view, "0123456789abcdef0123")
    under = fill_macro(
        "figure.html", "under", chart.t, make_explorer_block(chart, find_today(), whole=True)
    )
    return under, make_page(chart, edition, Drawings("", ""))


def in_english(words: str) -> str:
    return f'<span lang="en">{escape(words)}</span>'


@pytest.mark.parametrize("code", ["fr", "uk"])
@pytest.mark.parametrize("words", [CAVEAT, NOTE, PUBLISHER])
def test_an_untranslated_word_is_shown_in_english_and_marked(code: str, words: str) -> None:
    for html in pages_of(code, tables_with()):
        assert in_english(words) in html


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_a_translated_word_is_not_marked(code: str) -> None:
    for html in pages_of(code, tables_with(*TRANSLATED)):
        assert '<span lang="en">' not in html
        assert escape(CAVEAT) not in html


def test_on_an_english_page_nothing_is_marked() -> None:
    for html in pages_of("en", tables_with()):
        assert escape(CAVEAT) in html
        assert '<span lang="en">' not in html


def test_what_is_no_html_holds_the_english_alone() -> None:
    chart: Chart = draw(view("fr"), tables_with())
    told = make_metadata(chart, Edition(SITE, chart.view))
    assert told.source == PUBLISHER
    assert PUBLISHER in chart.note.text
    assert CAVEAT in chart.further_caveats + chart.caveats
    assert "<span" not in chart.note.text + told.rights


def test_a_figure_frozen_before_its_translation_is_another_one() -> None:
    before, after = tables_with(), tables_with(*TRANSLATED)
    names = {
        code: [edition_of(view(code), tables, SITE).hash for tables in (before, after)]
        for code in ("en", "fr")
    }
    assert names["fr"][0] != names["fr"][1]
    assert names["en"][0] == names["en"][1]
