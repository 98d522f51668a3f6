"""Words of the tables: translated by the tables, or in English and marked so."""

import pickle

import pytest

from locales import Mixed, joined, translator
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
    said = [translator(code, small).data("OHCHR") for code in ("en", "fr", "uk")]
    assert said == ["OHCHR", "HCDH", "УВКПЛ"]
    assert not any(isinstance(words, Mixed) for words in said)


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_a_word_without_translation_stands_in_english_and_knows_it(
    small: Tables, code: str
) -> None:
    said = translator(code, small).data(CAVEAT)
    assert said == CAVEAT
    assert isinstance(said, Mixed)
    assert not isinstance(translator("en", small).data(CAVEAT), Mixed)


def test_one_language_may_be_translated_before_the_other(small: Tables) -> None:
    assert translator("fr", small).data("Half done.") == "À moitié."
    assert isinstance(translator("uk", small).data("Half done."), Mixed)


def test_words_of_the_program_are_not_those_of_the_tables(small: Tables) -> None:
    say = translator("fr", small)
    assert say("Licence") == "Licence"
    assert say("Number") == "Nombre"
    assert say.data("Number") == "Number"


def test_a_sentence_with_braces_is_never_filled_in(small: Tables) -> None:
    say = translator("fr", small)
    assert say("{name}: {text}", name="a", text=say.data(CAVEAT)).endswith(CAVEAT)


def test_what_is_english_stays_known_among_other_words(small: Tables) -> None:
    say = translator("fr", small)
    row = say.row([say.data("OHCHR"), say.data("WHO"), say.named(say.data("UN"), "x")])
    assert isinstance(row, Mixed)
    assert [part for part, english in row.parts() if english] == ["WHO", "UN"]
    assert "".join(part for part, _ in row.parts()) == row
    assert joined(", ", ["a", "b"]) == "a, b"
    assert not isinstance(joined(", ", ["a", "b"]), Mixed)


def test_text_that_knows_its_english_survives_a_copy() -> None:
    copied = pickle.loads(pickle.dumps(Mixed("a b", ((2, 3),))))  # noqa: S301 - our own bytes
    assert list(copied.parts()) == [("a ", False), ("b", True), ("", False)]


def test_translators_of_other_tables_are_others(small: Tables) -> None:
    assert translator("fr", small) is translator("fr", small)
    assert translator("fr", small) != translator("fr", read_contents(small_with()))
