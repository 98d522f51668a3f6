"""Words of the tables: translated by the tables, or in English and marked so."""

import pickle

import pytest

from locales import PartlyTranslated, join_texts, make_translator
from schemas import Tables, read_contents
from tests.small_tables import SMALL, small_with, written

CAVEAT = "Counted {twice}."
WAITING = {"english": "Half done.", "french": "À moitié.", "ukrainian": ""}


@pytest.fixture(scope="module")
def small() -> Tables:
    """The small tables; a sentence of them is translated into French alone."""
    rows = [*SMALL["translations"], WAITING]
    return read_contents(small_with(translations=written("translations", rows)))


def test_a_word_of_the_tables_is_said_as_the_tables_translate_it(small: Tables) -> None:
    said = [make_translator(code, small).data("OHCHR") for code in ("en", "fr", "uk")]
    assert said == ["OHCHR", "HCDH", "УВКПЛ"]
    assert not any(isinstance(words, PartlyTranslated) for words in said)


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_a_word_without_translation_stands_in_english_and_knows_it(
    small: Tables, code: str
) -> None:
    said = make_translator(code, small).data(CAVEAT)
    assert said == CAVEAT
    assert isinstance(said, PartlyTranslated)
    assert not isinstance(make_translator("en", small).data(CAVEAT), PartlyTranslated)


def test_one_language_may_be_translated_before_the_other(small: Tables) -> None:
    assert make_translator("fr", small).data("Half done.") == "À moitié."
    assert isinstance(make_translator("uk", small).data("Half done."), PartlyTranslated)


def test_words_of_the_program_are_not_those_of_the_tables(small: Tables) -> None:
    t = make_translator("fr", small)
    assert t("Licence") == "Licence"
    assert t("Number") == "Nombre"
    assert t.data("Number") == "Number"


def test_a_sentence_with_braces_is_never_filled_in(small: Tables) -> None:
    t = make_translator("fr", small)
    assert t("{name}: {text}", name="a", text=t.data(CAVEAT)).endswith(CAVEAT)


def test_what_is_english_stays_known_among_other_words(small: Tables) -> None:
    t = make_translator("fr", small)
    row = t.join_items([t.data("OHCHR"), t.data("WHO"), t.label(t.data("UN"), "x")])
    assert isinstance(row, PartlyTranslated)
    assert [part for part, english in row.split_by_language() if english] == ["WHO", "UN"]
    assert "".join(part for part, _ in row.split_by_language()) == row
    assert join_texts(", ", ["a", "b"]) == "a, b"
    assert not isinstance(join_texts(", ", ["a", "b"]), PartlyTranslated)


def test_text_that_knows_its_english_survives_a_copy() -> None:
    copied = pickle.loads(pickle.dumps(PartlyTranslated("a b", ((2, 3),))))  # noqa: S301 - our own bytes
    assert list(copied.split_by_language()) == [("a ", False), ("b", True), ("", False)]


def test_translators_of_other_tables_are_others(small: Tables) -> None:
    assert make_translator("fr", small) is make_translator("fr", small)
    assert make_translator("fr", small) != make_translator("fr", read_contents(small_with()))
