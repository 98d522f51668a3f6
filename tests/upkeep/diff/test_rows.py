"""What became of rows: all of it, in words, and nothing that is no difference."""

import csv
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import LANGUAGES, make_translator
from schemas import MODELS, Tables
from tests.upkeep.diff.editing import (
    CONTENTS,
    NAMES,
    as_csv,
    cells_of,
    compared,
    lines_of,
    rows_of,
    swapped,
)
from upkeep.diff.report import compare_rows
from upkeep.diff.rows import Kind, RowChange, Weight, read_written
from upkeep.diff.states import State
from upkeep.diff.words import name_row

MARCH = "2022-03-01,2022-03-31,2025-07-31,UKR,all,killed,all,all,civilian,"


def the_only(changes: tuple[RowChange, ...]) -> RowChange:
    assert len(changes) == 1, changes
    return changes[0]


def test_the_same_data_do_not_differ() -> None:
    assert compared(CONTENTS, CONTENTS).empty


def test_a_number_changed_in_place_is_told_with_its_row_its_growth_and_its_edition() -> None:
    found = rows_of(civilian_deaths=swapped("civilian_deaths", f"{MARCH}4312", f"{MARCH}4335"))
    assert the_only(found.rows).weight is Weight.NUMBERS
    assert lines_of(found) == [
        "Civilians killed, March 2022, as known on 31 July 2025, OHCHR: "
        "4,312 → 4,335, +23 (+0.5%), edition of 13 August 2025 (ohchr-2025-08-13)"
    ]


def test_numbers_and_days_are_written_as_each_language_writes_them() -> None:
    found = rows_of(civilian_deaths=swapped("civilian_deaths", f"{MARCH}4312", f"{MARCH}431"))
    assert "4\u202f312 → 431, −3\u202f881 (÷\u00a010)" in lines_of(found, "fr")[0]
    assert "березень\u00a02022" in lines_of(found, "uk")[0]


@settings(max_examples=15)
@given(
    st.builds(random.Random, st.integers(0, 10_000)),
    st.sampled_from(NAMES),
    st.sampled_from(["\n", "\r\n"]),
)
def test_order_quotation_marks_and_line_ends_are_no_difference(
    lot: random.Random, name: str, end: str
) -> None:
    header, *lines = cells_of(name)
    lot.shuffle(lines)
    assert not rows_of(**{name: as_csv([header, *lines], quoting=csv.QUOTE_ALL, end=end)}).rows


def test_the_order_of_columns_and_a_byte_order_mark_are_no_difference() -> None:
    lines = [line[::-1] for line in cells_of("civilian_deaths")]
    assert not rows_of(civilian_deaths=b"\xef\xbb\xbf" + as_csv(lines)).rows


def test_a_number_written_with_a_nought_more_is_no_difference() -> None:
    assert not rows_of(
        exchange_rates=swapped("exchange_rates", ",USD,1.167687,", ",USD,1.1676870,")
    ).rows


def test_a_source_that_has_another_name_is_an_error_with_the_name_to_write_again() -> None:
    changed = {
        name: content.replace(b"ohchr-2025-08-13", b"ohchr-summer")
        for name, content in CONTENTS.items()
    }
    report = rows_of(**changed)
    renamed = {one.value: one for one in report.problems if one.cause.name == "source_renamed"}
    assert renamed["ohchr-summer"].place.column == "source_id"
    assert "write ohchr-2025-08-13 again" in renamed["ohchr-summer"].write_sentence()
    assert not report.sound


def test_another_publication_under_a_new_name_is_none() -> None:
    changed = {name: CONTENTS[name].replace(b"ohchr-2026-08-31", b"ohchr-x") for name in NAMES}
    changed["sources"] = changed["sources"].replace(b"ohchr-x,OHCHR,", b"ohchr-x,OHCHR and others,")
    assert not [one for one in rows_of(**changed).problems if one.cause.name == "source_renamed"]


@given(st.data())
def test_every_changed_cell_is_named(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    lines = cells_of(name)
    row = data.draw(st.integers(1, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[0]) - 1))
    before, after = lines[row][column], data.draw(st.sampled_from(["zzz", "2019-05-06", "98765"]))
    lines[row][column] = after
    found = rows_of(**{name: as_csv(lines)})
    assert len(lines_of(found)) == len(found.rows)
    if len(found.rows) == 1:
        cells = [(cell.column, cell.before, cell.after) for cell in found.rows[0].cells]
        assert cells == [(lines[0][column], before, after)]
    else:
        assert [change.kind for change in found.rows] == [Kind.REMOVED, Kind.ADDED]
        assert lines[0][column] in MODELS[name].key_columns()


@pytest.mark.soak
@settings(max_examples=15)
@given(st.builds(random.Random, st.integers(0, 10_000)))
def test_back_again_is_the_mirror_of_there(lot: random.Random) -> None:
    header, *lines = cells_of("civilian_deaths")
    kept = [list(line) for line in lines if lot.random() > 0.02]
    for line in lot.sample(kept, 8):
        line[lot.randrange(len(line))] = str(lot.randrange(1000))
    sources = CONTENTS["sources"]
    here = {"sources": sources, "civilian_deaths": CONTENTS["civilian_deaths"]}
    away = {"sources": sources, "civilian_deaths": as_csv([header, *kept])}
    there, back = (
        compare_rows(State("", one), State("", other)).rows
        for one, other in ((here, away), (away, here))
    )
    assert there
    assert {(was, now) for was, now in map(ends, there)} == {
        (now, was) for was, now in map(ends, back)
    }


def ends(change: RowChange) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """A row as it was and as it is; nothing where there is none."""
    now = frozenset(change.row.items())
    was = frozenset({**change.row, **{cell.column: cell.before for cell in change.cells}}.items())
    nothing: frozenset[tuple[str, str]] = frozenset()
    match change.kind:
        case Kind.ADDED:
            return nothing, now
        case Kind.REMOVED:
            return was, nothing
        case Kind.CHANGED:
            return was, now


def test_a_row_whose_key_was_mended_is_that_row() -> None:
    found = rows_of(
        civilian_deaths=swapped(
            "civilian_deaths", f"{MARCH}4312", f"{MARCH.replace('UKR', 'UA80')}4312"
        )
    )
    assert the_only(found.rows).weight is Weight.MEANING
    assert "Location: Ukraine → City of Kyiv" in lines_of(found)[0]


def test_a_bound_is_told_by_its_words() -> None:
    changed = swapped("civilian_deaths", f"{MARCH}4312,,,exact", f"{MARCH}4312,,,minimum")
    found = rows_of(civilian_deaths=changed)
    assert the_only(found.rows).weight is Weight.MEANING
    assert "Bound: exactly → at least" in lines_of(found)[0]


def test_a_number_that_went_missing_is_the_worst() -> None:
    content = swapped("civilian_deaths", f"{MARCH}4312", MARCH).decode()
    injured = MARCH.replace("killed", "injured")
    at = content.index(injured) + len(injured)
    found = rows_of(civilian_deaths=(content[:at] + "9" + content[at:]).encode())
    assert [change.cells[0].after == "" for change in found.rows] == [True, False]
    assert "4,312 → –" in lines_of(found)[0]


def test_a_row_added_says_what_was_told_of_the_same_fact_before() -> None:
    key = MARCH.replace("2025-07-31", "2026-08-31")
    line = f"ohchr-2026-08-31,monthly,{key}4400,,,exact,verified,A,\n"
    found = rows_of(civilian_deaths=CONTENTS["civilian_deaths"] + line.encode())
    assert the_only(found.rows).weight is Weight.ADDED
    assert "4,400" in lines_of(found)[0]
    assert "before 4,312, +88 (+2.0%) (OHCHR, 13 August 2025" in lines_of(found)[0]


def test_a_row_removed_says_what_is_told_of_the_fact_now() -> None:
    lines = cells_of("civilian_deaths")
    kept = [line for line in lines if ",".join(line[2:11]) + "," != MARCH]
    assert len(kept) == len(lines) - 1
    found = rows_of(civilian_deaths=as_csv(kept))
    assert the_only(found.rows).weight is Weight.REMOVED
    assert "4,312, edition of 13 August 2025" in lines_of(found)[0]
    assert "; now 4,289 (OHCHR" in lines_of(found)[0]


def test_a_correction_that_replaces_a_number_is_named_beside_it() -> None:
    line = (
        "march-misprint,civilian_deaths.csv,source_id=ohchr-2025-08-13;series=monthly;"
        "period_start=2022-03-01;outcome=killed,value,4312,4213,override,Digits are swapped.,"
        "a copy,,,open\n"
    )
    found = rows_of(
        civilian_deaths=CONTENTS["civilian_deaths"],
        corrections=CONTENTS["corrections"] + line.encode(),
    )
    number, correction = found.rows
    assert number.corrections == ("march-misprint",)
    assert "4,312 → 4,213, −99 (−2.3%)" in lines_of(found)[0]
    assert "see correction march-misprint" in lines_of(found)[0]
    assert correction.weight is Weight.CORRECTIONS
    assert lines_of(found)[1] == "march-misprint: Digits are swapped."


def test_the_worst_comes_first() -> None:
    deaths = swapped("civilian_deaths", f"{MARCH}4312", f"{MARCH}4313").decode()
    lines = deaths.splitlines(keepends=True)
    sources = CONTENTS["sources"].replace(b"OHCHR counts only", b"OHCHR counts", 1)
    rates = swapped("exchange_rates", ",USD,1.167687,", ",USD,1.367687,")
    found = rows_of(
        civilian_deaths="".join(
            [*lines[:200], *lines[201:], lines[200].replace(",UKR,", ",RUS,")]
        ).encode(),
        sources=sources,
        exchange_rates=rates,
    )
    weights = [change.weight for change in found.rows]
    assert weights == sorted(weights)
    assert weights[0] is Weight.NUMBERS
    assert weights[-1] is Weight.RATES
    assert Weight.SOURCES in weights


def test_a_column_that_came_or_went_is_told_and_the_others_are_compared() -> None:
    lines = [line[:-1] for line in cells_of("civilian_deaths")]
    lines[1][lines[0].index("value")] = "1"
    found = rows_of(civilian_deaths=as_csv(lines))
    assert [(one.column, one.kind) for one in found.columns] == [("note", Kind.REMOVED)]
    assert [cell.column for cell in the_only(found.rows).cells] == ["value"]


def test_without_a_column_of_the_key_equal_rows_are_still_equal() -> None:
    header, *lines = cells_of("civilian_deaths")
    at = header.index("outcome")
    found = rows_of(
        civilian_deaths=as_csv([line[:at] + line[at + 1 :] for line in [header, *lines]])
    )
    assert [one.column for one in found.columns] == ["outcome"]
    assert found.rows == ()


def test_rows_that_cannot_be_read_are_not_called_removed() -> None:
    lines = cells_of("civilian_deaths")
    broken = as_csv([*lines[:5], lines[5][:3], *lines[6:]])
    assert rows_of(civilian_deaths=broken).rows == ()
    cut = CONTENTS["civilian_deaths"][:5000] + b'\n"never closed'
    assert not any(change.kind is Kind.REMOVED for change in rows_of(civilian_deaths=cut).rows)


def test_a_file_that_is_no_text_is_not_compared() -> None:
    found = rows_of(civilian_deaths=b"\xff\xfe\x00PK")
    assert found.rows == ()
    assert "civilian_deaths" in found.unreadable


@pytest.mark.parametrize(
    "cell",
    [
        "2025-13-45",
        "{x}",
        *(
            pytest.param(cell, marks=pytest.mark.soak)
            for cell in ("31/12/2025", "NaN", "1 286", "\x1b[2J", "9" * 30)
        ),
    ],
)
def test_cells_that_make_no_sense_are_told_as_they_are(cell: str) -> None:
    for name in NAMES:
        header, line, *lines = cells_of(name)[:10]
        before = {name: as_csv([header, line, *lines])}
        for at in range(len(header)):
            strange = [*line[:at], cell, *line[at + 1 :]]
            after = {name: as_csv([header, strange, *lines])}
            found = compare_rows(State("", before), State("", after))
            assert all(lines_of(found))


def test_no_two_rows_of_a_source_have_the_same_words(tables: Tables) -> None:
    for name, text in read_written(CONTENTS).items():
        for code in LANGUAGES:
            t = make_translator(code, tables)
            named = {(name_row(name, row, t), row.get("source_id", "")) for row, _ in text.rows}
            assert len(named) == len(text.rows), (name, code)
