"""One field finds figures, numbers and publications, in any language, case or accents."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import make_translator
from schemas import Tables
from web.numbers import find_numbers, summarize_number
from web.search import fold, write_search


def find(words: str, tables: Tables, code: str = "en") -> tuple[list[str], str]:
    """The names of the numbers found, and the whole page."""
    html = write_search(words, tables, make_translator(code, tables))
    return re.findall(r'href="/numbers/([0-9a-f]+)\?', html), html


def about(names: list[str], tables: Tables) -> list[str]:
    t = make_translator("en", tables)
    return [str(summarize_number(name, tables, t)["about"]) for name in names]


@pytest.mark.parametrize("words", ["Poland", "Pologne", "Польща", "польща", "POLAND"])
def test_a_place_is_found_by_its_name_in_any_language(words: str, tables: Tables) -> None:
    names, _ = find(words, tables)
    assert names == find("Poland", tables)[0]
    assert all("Poland" in one for one in about(names, tables))
    assert names


@pytest.mark.parametrize("words", ["mars 2022", "March 2022", "березня 2022"])
def test_a_month_is_found(words: str, tables: Tables) -> None:
    names, _ = find(words, tables, "fr")
    assert "March 2022" in about(names, tables)[0]


@pytest.mark.parametrize("words", ["100 000", "100,000", "100\u202f000", "100000"])
def test_a_number_is_found_as_anybody_writes_it(words: str, tables: Tables) -> None:
    names, _ = find(words, tables)
    t = make_translator("en", tables)
    assert names
    assert all("100,000" in str(summarize_number(name, tables, t)["number"]) for name in names)


def test_words_must_all_fit(tables: Tables) -> None:
    both = set(find("Poland refugees", tables)[0])
    assert both
    assert all("Poland" in one and "refugees" in one for one in about(list(both), tables))


def test_figures_and_publications_are_found_too(tables: Tables) -> None:
    _, html = find("refugees", tables)
    assert 'href="/refugees?lang=en"' in html
    assert "/sources-and-method?search=refugees" in html


def test_what_fits_nothing_is_said(tables: Tables) -> None:
    names, html = find("zzzzzz", tables)
    assert names == []
    assert "Nothing was found" in html


def test_what_is_typed_never_becomes_markup(tables: Tables) -> None:
    _, html = find('"><script>alert(1)</script>', tables)
    assert "<script" not in html


@given(st.text(max_size=200))
def test_anything_may_be_typed(tables: Tables, words: str) -> None:
    names, _ = find(words, tables)
    assert set(names) <= set(find_numbers(tables))


@given(st.text())
def test_folding_twice_changes_nothing_more(words: str) -> None:
    assert fold(fold(words)).split() == fold(words).split()
