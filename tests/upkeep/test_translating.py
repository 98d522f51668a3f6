"""Sentences without translation: one warning each, where they stand, and rows to fill in."""

import csv
import io

import pytest

from locales import find_language
from schemas import MODELS
from schemas.findings import Finding, Severity
from tests.small_tables import SMALL, Rows, written
from tests.upkeep.rules_otherwise import small
from upkeep.check import Given
from upkeep.sandbox.result import read_result, write_result
from upkeep.sandbox.trial import try_files

SENTENCE = "Counted {twice}, and not “rounded”."
NOTED: Rows = [row | {"note": SENTENCE} for row in SMALL["displacement"]]
PRESENT = {name: written(name, rows) for name, rows in SMALL.items()}
SAY = find_language("en")


def warnings(**changed: Rows) -> list[Finding]:
    """What is said of translations that are missing."""
    found = small(**changed).findings
    return [finding for finding in found if finding.cause.name == "translation_missing"]


def translated(**cells: str) -> Rows:
    """The small translations, with one of the sentence."""
    return [*SMALL["translations"], {"english": SENTENCE, **cells}]


def test_a_new_sentence_is_warned_of_once_where_it_stands_first() -> None:
    (found,) = warnings(displacement=NOTED)
    place = found.place
    assert (place.file, place.line, place.column) == ("displacement.csv", 2, "note")
    assert found.severity is Severity.WARNING
    assert "translations.csv" in found.write_advice(SAY)
    assert found.write_advice(SAY).endswith(": french, ukrainian")


def test_only_the_language_that_lacks_is_asked_for() -> None:
    (found,) = warnings(displacement=NOTED, translations=translated(french="Compté."))
    assert found.write_advice(SAY).endswith(": ukrainian")


def test_a_translated_sentence_is_not_warned_of() -> None:
    rows = translated(french="Compté.", ukrainian="Пораховано.")
    assert warnings(displacement=NOTED, translations=rows) == []


def test_a_correction_of_a_row_does_not_excuse_its_untranslated_note() -> None:
    (found,) = warnings(civilian_deaths=[SMALL["civilian_deaths"][0] | {"note": SENTENCE}])
    assert found.severity is Severity.WARNING


def test_a_translation_nobody_needs_is_a_note() -> None:
    found = small(translations=translated(french="Compté.", ukrainian="Пораховано."))
    (one,) = [each for each in found.findings if each.cause.name == "translation_unused"]
    assert (one.place.file, one.place.line) == ("translations.csv", len(SMALL["translations"]) + 2)
    assert one.severity is Severity.NOTE


def test_a_dropped_file_comes_with_rows_for_its_new_sentences() -> None:
    name = MODELS["displacement"].file_name()
    result = try_files([Given(name, written("displacement", NOTED))], PRESENT, SAY)
    assert result.sentences == (SENTENCE,)
    (rows,) = [one.content for one in result.downloads if one.kind == "sentences"]
    whole = PRESENT["translations"] + rows
    last = list(csv.DictReader(io.StringIO(whole.decode(), newline="")))[-1]
    assert last == {"english": SENTENCE, "french": "", "ukrainian": ""}
    assert read_result(write_result(result)) == result


def test_a_dropped_file_without_new_sentences_comes_without_rows() -> None:
    result = try_files([Given("displacement.csv", PRESENT["displacement"])], PRESENT, SAY)
    assert result.sentences == ()
    assert "sentences" not in {one.kind for one in result.downloads}


@pytest.mark.cluster
def test_a_sentence_whose_cells_wait_already_is_not_offered_again() -> None:
    given = [
        Given("displacement.csv", written("displacement", NOTED)),
        Given("translations.csv", written("translations", translated())),
    ]
    assert try_files(given, PRESENT, SAY).sentences == ()
