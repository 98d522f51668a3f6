"""Every word of the program that a reader sees exists in English, French and Ukrainian."""

import string
from datetime import date

import pytest
from babel.messages.pofile import read_po

from locales import LANGUAGES, language
from upkeep.messages import messages, path_of, untranslated, updated

TRANSLATED = [code for code in LANGUAGES if code != "en"]


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str) -> None:
    assert untranslated(code, messages()) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_word_of_the_program_without_a_translation_is_found(code: str) -> None:
    assert untranslated(code, [*messages(), "A word nobody knows."]) == ["A word nobody knows."]


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_catalogue_holds_messages_nobody_says(code: str) -> None:
    said = {key if isinstance(key, str) else key[0] for key in messages()}
    with path_of(code).open("rb") as file:
        kept = {
            message.id if isinstance(message.id, str) else message.id[0]
            for message in read_po(file, locale=code)
            if message.id
        }
    assert kept == said


@pytest.mark.parametrize("code", TRANSLATED)
def test_bringing_a_catalogue_up_to_date_again_changes_nothing(code: str) -> None:
    assert updated(code, messages()) == path_of(code).read_bytes()


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_fill_in_the_same_places(code: str) -> None:
    with path_of(code).open("rb") as file:
        for message in read_po(file, locale=code):
            if not message.id:
                continue
            source = message.id if isinstance(message.id, str) else message.id[1]
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts:
                without = {"n"} if text is texts[0] and len(texts) > 1 else set()
                assert places(str(text)) | without == places(source) | without, source


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    written = [language(code).number(1234567.5, 1) for code in LANGUAGES]
    assert written == ["1,234,567.5", "1\u202f234\u202f567,5", "1\u00a0234\u00a0567,5"]


def test_money_is_written_as_the_language_writes_it() -> None:
    written = [language(code).money(358_399_501_000, "EUR") for code in LANGUAGES]
    assert [text.replace("\u00a0", " ") for text in written] == [
        "EUR 358.4 bn",
        "358,4 Md EUR",
        "358,4 млрд EUR",
    ]


def test_days_are_written_in_words() -> None:
    day = date(2026, 8, 31)
    written = [language(code).day(day) for code in LANGUAGES]
    assert written == ["31 August 2026", "31 août 2026", "31 серпня 2026 р."]


def test_a_day_known_only_by_its_month_is_not_made_more_precise() -> None:
    assert language("en").partial_day("2022-05") == "May 2022"
    assert language("en").partial_day("2022") == "2022"


def test_countries_oblasts_and_groups_have_names() -> None:
    names = [language("en").place(code) for code in ("POL", "UA63", "WORLD")]
    assert names == ["Poland", "Kharkiv oblast", "world"]


def test_an_unknown_language_is_english() -> None:
    assert language("de").code == "en"


def test_counting_messages_agree_with_their_number() -> None:
    say = language("uk")
    words = [say.count("{n} publication", "{n} publications", n) for n in (1, 3, 5)]
    assert len({word.split("\u00a0")[-1].split(" ")[-1] for word in words}) == 3
