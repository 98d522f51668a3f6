"""Every word of the program that a reader sees exists in English, French and Ukrainian."""

import re
import string
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from babel.messages.pofile import read_po

from locales import LANGUAGES, find_language
from schemas.places import GROUPS, OBLASTS, RAYONS
from upkeep.messages import collect_messages, find_catalogue, find_untranslated, render_catalogue

say_all = cache(collect_messages)
"""All messages of the program, looked for once."""
TRANSLATED = [code for code in LANGUAGES if code != "en"]
FORMS = {"https://…", "ohchr-2025-08-13", "reliefweb-2022-03-03-injured", "unhcr-rdf-2026-06-25"}
"""Examples of what is written in a cell, the same in every language."""
SAME = {
    "fr": {
        *(
            "Allocations",
            "Correction",
            "Corrections",
            "Europe",
            "Kosovo",
            "Licence",
            "Menu",
            "Note",
        ),
        *("Plan", "Population", "Publications", "Source", "Sources", "Version {hash}"),
        *(
            "normal",
            "reconstruction",
            "via",
            "{n} correction",
            "{n} corrections",
            "{n} publication",
            "{n} publications",
        ),
        "{name} (code)",
    },
    "uk": {"JSON"},
}
"""English words that are words of the language too."""
LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèêîïôçÉ ’-,()27")
CYRILLIC = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЮЯ ’-,()27")


def texts(text: object) -> tuple[str, ...]:
    """A message's text, or its forms when it counts."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def spoken_part(text: str) -> str:
    """A message without the names of its places."""
    return "".join(words for words, *_ in string.Formatter().parse(text))


def places(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str) -> None:
    assert find_untranslated(code, say_all()) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_word_of_the_program_without_a_translation_is_found(code: str) -> None:
    assert find_untranslated(code, [*say_all(), "A word nobody knows."]) == ["A word nobody knows."]


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_catalogue_holds_messages_nobody_says(code: str) -> None:
    said = {key if isinstance(key, str) else key[0] for key in say_all()}
    with find_catalogue(code).open("rb") as file:
        kept = {
            message.id if isinstance(message.id, str) else message.id[0]
            for message in read_po(file, locale=code)
            if message.id
        }
    assert kept == said


@pytest.mark.cluster
@pytest.mark.parametrize("code", TRANSLATED)
def test_bringing_a_catalogue_up_to_date_again_changes_nothing(code: str) -> None:
    assert render_catalogue(code, say_all()) == find_catalogue(code).read_bytes()


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_fill_in_the_same_places(code: str) -> None:
    with find_catalogue(code).open("rb") as file:
        for message in read_po(file, locale=code):
            if not message.id:
                continue
            source = message.id if isinstance(message.id, str) else message.id[1]
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts:
                without = {"n"} if text is texts[0] and len(texts) > 1 else set()
                assert places(str(text)) | without == places(source) | without, source


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    written = [find_language(code).format_number(1234567.5, 1) for code in LANGUAGES]
    assert written == ["1,234,567.5", "1\u202f234\u202f567,5", "1\u00a0234\u00a0567,5"]


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (358_399_501_000, "EUR", ["EUR 358.4 bn", "358,4~Md~€", "358,4~млрд~євро"]),
        (1_080_000_000, "USD", ["USD 1.1 bn", "1,1~Md~$", "1,1~млрд~дол.~США"]),
        (5_000_000, "EUR", ["EUR 5 m", "5~M~€", "5~млн~євро"]),
        (5_000_000, "NOK", ["NOK 5 m", "5~M~NOK", "5~млн~NOK"]),
    ],
)
def test_money_is_written_as_the_language_writes_it(
    amount: int, currency: str, written: list[str]
) -> None:
    said = [find_language(code).format_money(amount, currency) for code in LANGUAGES]
    assert said == [text.replace("~", "\u00a0") for text in written]


def test_days_are_written_in_words() -> None:
    day = date(2026, 8, 31)
    written = [find_language(code).format_day(day) for code in LANGUAGES]
    assert written == ["31 August 2026", "31\u00a0août 2026", "31\u00a0серпня 2026\u00a0р."]


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 8, 1)])
def test_no_line_breaks_between_a_day_and_its_month(code: str, day: date) -> None:
    t = find_language(code)
    for written in (t.format_day(day), t.format_short_day(day)):
        before, *year = written.split(" ")
        assert "\u00a0" in before
        assert [part[:4] for part in year] == ["2026"]


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert find_language("fr").format_day(date(2026, 8, 1)) == "1er\u00a0août 2026"
    assert find_language("fr").format_day(date(2026, 8, 11)) == "11\u00a0août 2026"


def test_no_line_breaks_between_a_month_and_its_year() -> None:
    written = [find_language(code).format_month(date(2026, 8, 1)) for code in TRANSLATED]
    assert written == ["août\u00a02026", "серпень\u00a02026\u202fр."]


def test_a_day_known_only_by_its_month_is_not_made_more_precise() -> None:
    assert find_language("en").format_partial_day("2022-05") == "May 2022"
    assert find_language("en").format_partial_day("2022") == "2022"


def test_countries_oblasts_and_groups_have_names() -> None:
    names = [find_language("en").name_place(code) for code in ("POL", "UA63", "WORLD")]
    assert names == ["Poland", "Kharkiv oblast", "world"]


@pytest.mark.parametrize(
    ("code", "union"), [("fr", "institutions de l’UE"), ("uk", "інституції ЄС")]
)
def test_a_donor_has_a_capital_only_where_it_opens(code: str, union: str) -> None:
    t = find_language(code)
    assert t.name_donor("USA+EUU").endswith(union)
    assert t.capitalize(t.name_donor("EUU")) == union[0].upper() + union[1:]
    assert t.capitalize("17 257") == "17 257"


@pytest.mark.parametrize("places", [OBLASTS, RAYONS, GROUPS], ids=["oblasts", "rayons", "groups"])
@pytest.mark.parametrize("code", TRANSLATED)
def test_places_are_named_in_the_language(code: str, places: Mapping[str, str]) -> None:
    spoken = find_language(code)
    alphabet = CYRILLIC if code == "uk" else LATIN
    for place in places:
        assert set(spoken.name_place(place)) <= alphabet, place


def test_an_unknown_language_is_english() -> None:
    assert find_language("de").code == "en"


def same_as_english(code: str) -> set[str]:
    """Messages with words that read the same in a language as in English."""
    with find_catalogue(code).open("rb") as file:
        found = {
            source
            for message in read_po(file, locale=code)
            for source, text in zip(texts(message.id), texts(message.string), strict=False)
            if source == text
        }
    return {text for text in found if re.search(r"[^\W\d_]", spoken_part(text))} - FORMS


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_reads_as_in_english_is_the_same_word_in_that_language(code: str) -> None:
    assert same_as_english(code) == SAME[code]


@pytest.mark.parametrize("code", TRANSLATED)
def test_apostrophes_and_quotation_marks_are_those_of_the_language(code: str) -> None:
    with find_catalogue(code).open("rb") as file:
        for message in read_po(file, locale=code):
            for text in texts(message.string):
                assert not re.search(r"[^\W\d_]'[^\W\d_]", text), text
                assert not re.search(r"[“”]", text), text


def test_french_puts_no_plain_space_before_its_punctuation() -> None:
    with find_catalogue("fr").open("rb") as file:
        for message in read_po(file, locale="fr"):
            for text in texts(message.string):
                assert not re.search(r"[^ ] [;:!?»]( |$)|« ", text), text


def test_a_kind_of_knowledge_agrees_with_the_many_it_is_said_of() -> None:
    t = find_language("fr")
    said = [t(word) for word in ("registered", "funded", "required", "allocated", "verified")]
    assert said == ["enregistrés", "financés", "requis", "alloués", "cas vérifiés"]


def test_counting_messages_agree_with_their_number() -> None:
    t = find_language("uk")
    words = [t.count("{n} publication", "{n} publications", n) for n in (1, 3, 5)]
    assert len({word.split("\u00a0")[-1].split(" ")[-1] for word in words}) == 3
