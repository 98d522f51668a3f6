"""A month of OHCHR as a form: what it asks, what it shows beside, and the rows it gives."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from locales import find_language
from schemas import MODELS, Tables, read
from schemas.reading import read_files
from tests.frozen import FROZEN
from upkeep.ohchr_month import (
    DEATHS,
    SEARCHES,
    SOURCES,
    Publication,
    Question,
    find_month,
    list_questions,
    write_tables,
)

TODAY = date(2026, 12, 1)
PUBLICATION = Publication(date(2026, 11, 30), "Protection of Civilians", "https://example.org/x")


@pytest.fixture(scope="module")
def present() -> Mapping[str, bytes]:
    contents = read_files(FROZEN)
    return {name: contents[name] for name in MODELS}


@pytest.fixture(scope="module")
def questions(tables: Tables) -> tuple[Question, ...]:
    return list_questions(tables, find_month(tables))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), list(MODELS[DEATHS].columns())))


def name_part(row: Mapping[str, str]) -> tuple[str, ...]:
    columns = ("series", "outcome", "weapon", "victims", "location", "territory")
    return tuple(row[column] for column in columns)


def test_the_month_asked_for_follows_the_newest(tables: Tables) -> None:
    rows = tables.civilian_deaths
    newest = rows.loc[rows["series"] == "monthly", "period_end"].max()
    assert find_month(tables).to_period("M") == newest.to_period("M") + 1


def test_a_field_shows_its_own_history_the_newest_first(
    tables: Tables, questions: tuple[Question, ...]
) -> None:
    rows = tables.civilian_deaths
    for question in questions:
        days = [day for day, _ in question.history]
        assert days == sorted(days, reverse=True)
        for day, value in question.history:
            same = rows[rows["period_end"] == day]
            for column in ("series", "location", "territory", "victims", "weapon", "outcome"):
                same = same[same[column] == question.cells[column]]
            assert value in set(same["value"])


def test_killed_and_injured_are_both_asked_for(questions: tuple[Question, ...]) -> None:
    first = [question for question in questions if question.cells["series"] == "monthly"]
    assert [question.cells["outcome"] for question in first] == ["killed", "injured"]


def test_a_january_is_not_asked_for_what_it_was_since_january(tables: Tables) -> None:
    month = find_month(tables) + pd.offsets.MonthEnd(0)
    january = next(
        day for day in (month + pd.offsets.MonthEnd(n) for n in range(12)) if day.month == 1
    )
    assert "period" not in {one.cells["series"] for one in list_questions(tables, january)}


def test_an_edition_put_in_again_gives_the_rows_it_has(
    tables: Tables, present: Mapping[str, bytes]
) -> None:
    rows = tables.civilian_deaths
    newest = rows.loc[rows["series"] == "monthly", "period_end"].max()
    kept = rows[rows["period_end"] < newest]
    before = replace(tables, civilian_deaths=kept, digest="before the newest month")
    asked = list_questions(before, newest)
    held = {
        name_part(row): row
        for row in csv.DictReader(io.StringIO(present[DEATHS].decode()))
        if row["as_of"] == newest.date().isoformat() and row["source_id"].startswith("ohchr")
    }
    answers = {
        one.name: int(held[name_part(one.cells)]["value"])
        for one in asked
        if name_part(one.cells) in held
    }
    _, new = write_tables(asked, answers, PUBLICATION, present, TODAY)
    given = rows_of(new[DEATHS])
    assert given
    for row in given:
        hand = held[name_part(row)]
        assert {name: cell for name, cell in row.items() if name not in ("source_id", "note")} == {
            name: cell for name, cell in hand.items() if name not in ("source_id", "note")
        }


def test_a_number_that_was_not_given_has_no_row_and_is_not_zero(
    questions: tuple[Question, ...], present: Mapping[str, bytes]
) -> None:
    one = questions[0]
    _, new = write_tables(questions, {one.name: 321}, PUBLICATION, present, TODAY)
    assert [row["value"] for row in rows_of(new[DEATHS])] == ["321"]


def test_a_zero_that_was_given_is_a_row(
    questions: tuple[Question, ...], present: Mapping[str, bytes]
) -> None:
    _, new = write_tables(questions, {questions[0].name: 0}, PUBLICATION, present, TODAY)
    assert [row["value"] for row in rows_of(new[DEATHS])] == ["0"]


def test_the_tables_with_a_month_are_valid_and_keep_every_row(
    questions: tuple[Question, ...], present: Mapping[str, bytes]
) -> None:
    answers = {question.name: question.history[0][1] for question in questions}
    tables, new = write_tables(questions, answers, PUBLICATION, present, TODAY)
    assert read({**present, **tables}).findings == ()
    for name in (DEATHS, SOURCES):
        assert tables[name] == present[name] + new[name].encode()


def test_the_searches_say_that_the_month_was_found(
    questions: tuple[Question, ...], present: Mapping[str, bytes]
) -> None:
    one = questions[0]
    tables, _ = write_tables(questions, {one.name: 1}, PUBLICATION, present, TODAY)
    searched = list(csv.DictReader(io.StringIO(tables[SEARCHES].decode())))
    before = list(csv.DictReader(io.StringIO(present[SEARCHES].decode())))
    changed = [after for after, row in zip(searched, before, strict=True) if after != row]
    assert [(row["series"], row["found_to"]) for row in changed] == [
        ("monthly", one.cells["period_end"])
    ]


@pytest.mark.parametrize(("via", "kind"), [("", "primary"), ("news.un.org", "secondary")])
def test_a_source_read_elsewhere_is_secondary(
    questions: tuple[Question, ...], present: Mapping[str, bytes], via: str, kind: str
) -> None:
    publication = replace(PUBLICATION, via=via)
    _, new = write_tables(questions, {questions[0].name: 1}, publication, present, TODAY)
    source = next(csv.DictReader(io.StringIO(new[SOURCES]), list(MODELS[SOURCES].columns())))
    assert (source["kind"], source["via"]) == (kind, via)


def test_a_second_publication_of_a_month_has_a_name_of_its_own(
    questions: tuple[Question, ...], present: Mapping[str, bytes]
) -> None:
    answers = {questions[0].name: 1}
    tables, new = write_tables(questions, answers, PUBLICATION, present, TODAY)
    _, again = write_tables(questions, answers, PUBLICATION, {**present, **tables}, TODAY)
    names = [text.partition(",")[0] for text in (new[SOURCES], again[SOURCES])]
    assert names[1] == f"{names[0]}-{PUBLICATION.published}"


@pytest.mark.parametrize("code", ["en", "fr", "uk"])
def test_no_two_fields_of_a_heading_are_called_the_same(
    questions: tuple[Question, ...], code: str
) -> None:
    t = find_language(code)
    names = [(question.heading, question.describe_part(t)) for question in questions]
    assert len(set(names)) == len(names)
