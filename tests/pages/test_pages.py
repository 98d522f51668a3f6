"""Pages as Streamlit runs them: every page in every language, without an exception."""

# ruff: noqa: PLC0415 - AppTest runs a function from its text, imports included

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from figures import FIGURES
from locales import LANGUAGES, find_language
from pages.shell import write_document
from schemas import Tables
from tests.conftest import ENGLISH_FIRST, PATIENCE
from web.directory import MENU, TOPIC_PAGES, list_pages
from web.publications import find_figure_uses, search_sources
from web.reader_language import choose_language

MAIN = Path(__file__).parents[2] / "pages" / "main.py"

SENTENCE = 60
"""Shorter texts are names and labels, which may come again."""

every_language = pytest.mark.parametrize("code", list(LANGUAGES))


def show(path: str, code: str) -> None:
    """One page alone, as the main script would show it."""
    from collections.abc import Callable
    from functools import partial

    from locales import Language, find_language
    from pages import explorer
    from pages.data import find_current_tables
    from schemas import Tables
    from web.directory import SOURCES, TOPIC_PAGES

    tables = find_current_tables()
    assert tables is not None
    topics = {place.path: partial(explorer.show_topic, name) for name, place in TOPIC_PAGES.items()}
    shows: dict[str, Callable[[Tables, Language], None]] = {
        "": explorer.show_overview,
        SOURCES.path: explorer.show_sources,
        **topics,
    }
    shows.get(path, partial(explorer.show_figure_page, path))(tables, find_language(code))


def run(path: str, code: str) -> AppTest:
    app = AppTest.from_function(show, args=(path, code), default_timeout=PATIENCE / 1000)
    app.run()
    return app


@cache
def seen(path: str, code: str) -> AppTest:
    """The same for those who only look at the page."""
    return run(path, code)


@pytest.mark.parametrize("code", ENGLISH_FIRST)
@pytest.mark.parametrize("path", [place.path for place in MENU])
def test_a_page_runs_without_exception(path: str, code: str) -> None:
    assert not seen(path, code).exception


class Sight(HTMLParser):
    """Headings and sentences that stand in sight: not what is to be opened, nor what every figure
    has of its own (sources, badges, what can be done with it)."""

    LINES = ("h1", "h2", "h3", "p", "li")
    OWN = ("kinds", "source", "actions")

    def __init__(self) -> None:
        super().__init__()
        self.closed, self.open, self.texts = 0, False, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.closed += tag == "details"
        if tag in self.LINES and not self.closed and dict(attrs).get("class") not in self.OWN:
            self.open = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.closed -= tag == "details"
        self.open = self.open and tag not in self.LINES

    def handle_data(self, data: str) -> None:
        if self.open and not self.closed:
            self.texts[-1] += data


@pytest.mark.parametrize("code", ENGLISH_FIRST)
@pytest.mark.parametrize("path", [place.path for place in MENU])
def test_no_sentence_stands_twice_on_a_page(path: str, code: str) -> None:
    sight = Sight()
    for piece in seen(path, code).get("html"):
        sight.feed(piece.proto.body)
    sentences = Counter(text.strip() for text in sight.texts if len(text.strip()) > SENTENCE)
    assert len(sentences) > 3
    assert [text for text, times in sentences.items() if times > 1] == []


@pytest.mark.parametrize("topic", list(TOPIC_PAGES))
def test_a_topic_shows_all_its_figures(topic: str) -> None:
    figures = [figure for figure in FIGURES.values() if figure.topic == topic]
    place = next(place for name, place in TOPIC_PAGES.items() if name == topic)
    assert len(seen(place.path, "en").get("plotly_chart")) == len(figures)


def test_the_main_script_shows_the_overview() -> None:
    app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE / 1000).run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 3


def test_an_answered_question_changes_the_chart_and_the_address() -> None:
    app = run("civilians-killed-by-month", "en")
    app.selectbox[0].set_value("2024-01").run()
    assert app.query_params["from"] == "2024-01"
    assert "1 January 2024" in str(app.get("html")[0].proto)


def test_a_page_says_that_a_state_is_past_and_what_it_did_not_understand() -> None:
    app = AppTest.from_function(
        show, args=("civilians-killed-by-month", "en"), default_timeout=PATIENCE / 1000
    )
    app.query_params["known-on"] = "2026-06-01"
    app.query_params["from"] = "2030-13"
    said = str(app.run().get("html")[0].proto)
    assert "As known on 1 June 2026." in said
    assert 'href=\\"?from=2030-13\\"' in said
    assert (
        "“From” does not offer" in said.encode().decode("unicode_escape").encode("latin-1").decode()
    )


def test_a_page_of_today_has_no_notice() -> None:
    assert "notice" not in str(run("civilians-killed-by-month", "en").get("html")[0].proto)


def test_the_default_answer_needs_no_place_in_the_address() -> None:
    app = run("civilians-killed-by-month", "en")
    app.selectbox[0].set_value("2024-01").run()
    app.selectbox[0].set_value("2022-02").run()
    assert "from" not in app.query_params


@pytest.mark.parametrize(
    ("asked", "cookie", "accepted", "language"),
    [
        ("uk", "fr", "en", "uk"),
        (None, "fr", "en", "fr"),
        (None, None, "de-DE,uk;q=0.8,en;q=0.5", "uk"),
        ("xx", "yy", None, "en"),
    ],
)
def test_the_language_is_asked_for_remembered_or_preferred_in_this_order(
    asked: str | None, cookie: str | None, accepted: str | None, language: str
) -> None:
    assert choose_language(asked, cookie, accepted) == language


def test_every_address_is_one_word_that_stays_the_same() -> None:
    paths = [place.path for place in list_pages()]
    assert len(paths) == len(set(paths))
    assert all("/" not in path for path in paths)
    assert set(FIGURES) < set(paths)


def test_the_search_finds_publications_by_any_of_their_words(tables: Tables) -> None:
    found = search_sources(tables, "kiel 29")
    assert set(found["publisher"]) == {"Kiel Institute"}
    assert len(search_sources(tables, "")) == len(tables.sources)
    assert search_sources(tables, "no such words").empty


def test_every_figure_is_named_beside_its_sources(tables: Tables) -> None:
    named = {figure for figures in find_figure_uses(tables).sources.values() for figure in figures}
    assert named == set(FIGURES)


@every_language
def test_the_document_has_the_language_and_title_of_its_page(code: str) -> None:
    t = find_language(code)
    for place in MENU:
        html = write_document(place, t)
        assert f'<html lang="{code}">' in html
        assert t(place.about).split(":")[0][:20] in html
        assert "Streamlit</title>" not in html
