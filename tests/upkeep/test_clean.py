"""Damage: every kind is named and located, in every table, and none hides another."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import find_language
from schemas import DATA, MODELS
from tests.small_tables import SMALL, written
from tests.upkeep.corpus import (
    CELLS,
    FILES,
    ROWS,
    CellDamage,
    FileDamage,
    Rows,
    applicable,
    bytes_of,
    column_of,
    good,
    text_of,
    with_cells,
)  # fmt: skip
from upkeep.check import Given, check
from upkeep.clean.repair import DAMAGE, repair, table_named
from upkeep.folder import open_files

NAMED = [table for table in MODELS if table != "translations"]
"""Tables whose rows begin with a name; in one that begins with a sentence, anything may stand."""


def drawn(name: str, tables: Sequence[str]) -> list[str]:
    """A few of the tables, the same ones on every run."""
    return random.Random(name).sample(tables, min(3, len(tables)))  # noqa: S311 - chance only


EVERY_FILE_DAMAGE = [
    pytest.param(table, damage, id=f"{table}: {name}")
    for name, damage in FILES.items()
    for table in drawn(name, NAMED)
]
EVERY_CELL_DAMAGE = [
    pytest.param(table, damage, id=f"{table}: {name}")
    for name, damage in CELLS.items()
    for table in drawn(name, list(applicable(damage)))
]


def seen(table: str, content: bytes) -> set[tuple[str, int, str]]:
    """Cause, line and column of everything a file shows by itself."""
    return {
        (finding.cause.name, finding.place.line, finding.place.column)
        for finding in repair(f"{table}.csv", content).findings
    }


def test_the_corpus_has_more_kinds_of_damage_than_sixty() -> None:
    assert len(FILES) + len(CELLS) > 120


@pytest.mark.parametrize("table", MODELS)
def test_good_rows_show_no_damage(table: str) -> None:
    assert seen(table, bytes_of(table)) == set()


@pytest.mark.parametrize("table", MODELS)
def test_what_readers_see_shows_no_damage(table: str) -> None:
    assert seen(table, (DATA / f"{table}.csv").read_bytes()) == set()


@pytest.mark.parametrize(("table", "damage"), EVERY_FILE_DAMAGE)
def test_damage_to_a_file_is_named_and_located(table: str, damage: FileDamage) -> None:
    found = seen(table, damage.do(table))
    assert (damage.cause, damage.line) in {(cause, line) for cause, line, _ in found}


@pytest.mark.parametrize(("table", "damage"), EVERY_CELL_DAMAGE)
def test_damage_to_a_cell_is_named_and_located(table: str, damage: CellDamage) -> None:
    column = column_of(table, damage.kind)
    content = text_of(with_cells(table, {(5, column): damage.written})).encode()
    lines = {line for _, line, _ in seen(table, content)}
    assert (damage.cause, 6, column) in seen(table, content)
    assert lines == {6}


def test_every_kind_of_damage_is_in_the_corpus() -> None:
    shown = {damage.cause for damage in FILES.values()}
    shown |= {damage.cause for damage in CELLS.values()}
    elsewhere = {
        "file_missing", "file_too_large", "file_other_table", "row_short", "comma_unquoted",
        "findings_cut", "file_part", "decimal_lost",
    }  # fmt: skip
    assert set(DAMAGE) - shown == elsewhere


@given(st.data())
@settings(max_examples=25)
def test_no_damage_hides_another(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(NAMED))
    names = data.draw(st.lists(st.sampled_from(list(CELLS)), min_size=2, max_size=6, unique=True))
    cells: dict[tuple[int, str], str] = {}
    expected = set()
    for name in names:
        damage = CELLS[name]
        column, row = column_of(table, damage.kind), data.draw(st.integers(1, ROWS))
        if column and (row, column) not in cells:
            cells[row, column] = damage.written
            broken = damage.written.count("\n")
            expected.add((damage.cause, row, column, broken))
    rows = with_cells(table, cells)
    separator, encoding = data.draw(
        st.sampled_from([(",", "utf-8"), (";", "utf-16"), ("\t", "utf-8-sig")])
    )
    rows.insert(1, ["* a footnote", *[""] * (len(rows[0]) - 1)])
    found = seen(table, text_of(rows, separator).encode(encoding))
    breaks = sorted(row for _, row, _, broken in expected if broken)
    for cause, row, column, _ in expected:
        line = row + 2 + sum(other < row for other in breaks)
        allowed = {cause} | ({"decimal_comma"} if separator == ";" else set())
        assert {(name, line, column) for name in allowed} & found, (cause, line, column, found)
    assert ("footnote", 2, "") in found
    assert separator == "," or ("separator", 1, "") in found


def test_a_defect_of_shape_is_found_behind_one_of_layout() -> None:
    rows = [list(row.values()) for row in SMALL["exchange_rates"]]
    header = list(SMALL["exchange_rates"][0])
    rows[0][2] = "XYZ"
    content = text_of([header, *rows], ";").encode("utf-16")
    beside = {name: written(name, rows) for name, rows in SMALL.items() if name != "exchange_rates"}
    report = check([Given("exchange_rates.csv", content)], beside)
    assert {finding.cause.name for finding in report.findings} >= {
        "file_utf16", "separator", "currency_unknown",
    }  # fmt: skip


@given(st.sampled_from(list(MODELS)), st.binary(max_size=600))
def test_rubbish_is_named_and_never_a_traceback(table: str, rubbish: bytes) -> None:
    report = check([Given(f"{table}.csv", rubbish)])
    assert report.findings


@given(st.sampled_from(list(MODELS)), st.data())
def test_a_file_broken_anywhere_is_never_a_traceback(table: str, data: st.DataObject) -> None:
    content = bytearray(bytes_of(table))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    for finding in repair(f"{table}.csv", bytes(content)).findings:
        assert finding.place.line <= content.count(b"\n") + content.count(b"\r") + 2


def test_a_comma_outside_quotation_marks_is_seen_in_the_text_it_splits() -> None:
    rows = with_cells("displacement", {(4, "note"): "registered, and more"})
    broken = text_of(rows).replace('"registered, and more"', "registered, and more")
    assert ("comma_unquoted", 5, "") in seen("displacement", broken.encode())


def test_commas_missing_at_the_end_of_a_row_are_seen() -> None:
    lines = text_of(good("displacement")).splitlines()
    lines[4] = lines[4].rstrip(",")
    assert ("row_short", 5, "") in seen("displacement", "\n".join([*lines, ""]).encode())


def test_a_table_under_another_name_is_named() -> None:
    found = seen("displacement", bytes_of("civilian_deaths"))
    assert ("file_other_table", 0, "") in found


def test_copies_of_a_file_are_known_by_the_name_of_their_table() -> None:
    names = ["aid_flows (2).csv", "AID_FLOWS - Copy.csv", "aid_flows.fixed.csv", "notes.csv"]
    assert [table_named(name) for name in names] == ["aid_flows", "aid_flows", "aid_flows", ""]


def test_lines_and_rows_are_counted_as_an_editor_and_a_spreadsheet_count_them() -> None:
    cells = {(2, "note"): "two\nlines", (4, "value"): "1 286"}
    text = text_of(with_cells("displacement", cells))
    head, rest = text.split("\n", 1)
    made = repair("displacement.csv", f"{head}\n\n{rest}".encode())
    (place,) = [finding.place for finding in made.findings if finding.cause.name == "thousands"]
    assert (place.line, place.row, place.column_letters()) == (7, 6, "J")


def test_columns_behind_z_have_two_letters() -> None:
    rows: Rows = [[*[f"x{at}" for at in range(30)], *row] for row in good("exchange_rates")]
    rows[0] = [*[f"x{at}" for at in range(30)], *good("exchange_rates")[0]]
    rows[3][33] = "1 286,5"
    made = repair("exchange_rates.csv", text_of(rows).encode())
    assert {f.place.column_letters() for f in made.findings if f.cause.name == "thousands"} == {
        "AH"
    }


def test_a_file_above_the_limit_is_refused_without_being_open_files(tmp_path: Path) -> None:
    rubbish = tmp_path / "aid_flows.csv"
    with rubbish.open("wb") as file:
        file.truncate(2**42)  # no memory would hold it
    files = open_files([rubbish])
    assert [finding.cause.name for finding in files.refused] == ["file_too_large"]
    assert files.given == ()


@pytest.mark.cluster
def test_a_hundred_thousand_bad_cells_are_told_and_the_others_counted() -> None:
    row = dict(SMALL["displacement"][0])
    rows = [row | {"value": f"{number} 286", "note": str(number)} for number in range(100, 1000)]
    content = written("displacement", rows * 112)
    made = repair("displacement.csv", content)
    assert sum(finding.cause.name == "thousands" for finding in made.findings) == 100_000
    assert [dict(f.details)["number"] for f in made.findings if f.cause.name == "findings_cut"] == [
        800
    ]


RATES = ["4.9481", "4.9523", "4.946", "4.9712", "4.9690"]


def rates(values: Sequence[str], separator: str = ";", **cells: str) -> bytes:
    """Monthly rates of one currency."""
    row = SMALL["exchange_rates"][0] | cells
    months = [row | {"month": f"2025-{at:02}", "units_per_eur": value}
              for at, value in enumerate(values, 1)]  # fmt: skip
    return text_of([list(row), *(list(each.values()) for each in months)], separator).encode()


def lost(content: bytes) -> list[tuple[int, str, str | None]]:
    return [
        (finding.place.line, finding.value, finding.instead)
        for finding in repair("exchange_rates.csv", content).findings
        if finding.cause.name == "decimal_lost"
    ]


@pytest.mark.parametrize("separator", [";", ","])
def test_a_decimal_point_that_a_german_spreadsheet_took_for_one_of_thousands_is_named(
    separator: str,
) -> None:
    written = ["4946" if value == "4.946" else value for value in RATES]
    assert lost(rates(written, separator)) == [(4, "4946", "4.946")]


def test_of_a_number_below_one_the_zero_before_the_point_is_lost_as_well() -> None:
    assert lost(rates(["0.8812", "875", "0.8693", "0.8721", "0.881"])) == [(3, "875", "0.875")]


@pytest.mark.parametrize(
    "values",
    [
        RATES,
        ["4946", "4.9481"],  # too few to know their size
        ["4946", "4.1", "470.5", "0.2", "12.5"],  # of no one size
        ["5", "4.9481", "4.9523", "4.9712"],  # a rate may be whole
        ["4946", "4952", "4971"],  # all of one size
    ],
)
def test_a_number_without_a_point_may_be_right(values: list[str]) -> None:
    assert lost(rates(values)) == []


def test_where_decimals_have_commas_a_point_may_be_one_of_thousands() -> None:
    found = repair("exchange_rates.csv", rates(["1.286", "1290,5", "1288,25"])).findings
    assert [each.place.line for each in found if each.cause.name == "number_ambiguous"] == [2]
    found = repair("exchange_rates.csv", rates(["1.286", "1.2905", "1.28825"])).findings
    assert "number_ambiguous" not in {each.cause.name for each in found}


@pytest.mark.parametrize(
    ("content", "kind", "instead"),
    [
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
         "OpenDocument", "LibreOffice"),
        (b"PK\x03\x04\x14\0\6\0" + b"\0" * 22 + b"[Content_Types].xml", "Excel", "CSV UTF-8"),
        (b"PK\x03\x04" + b"\0" * 26 + b"data/aid_flows.csv", "zip", "unpack"),
        (b"%PDF-1.7\n", "PDF", "spreadsheet"),
        (b"<!DOCTYPE html><html>", "web page", "download"),
        (b"\0" * 99, "zero bytes", "last good copy"),
        (bytes(range(256)), "no text", "last good copy"),
    ],
)  # fmt: skip
def test_what_is_no_csv_is_named_with_what_to_do_instead(
    content: bytes, kind: str, instead: str
) -> None:
    [finding] = repair("aid_flows.csv", content).findings
    advice = finding.write_advice(find_language("en"))
    assert finding.cause.name == "file_other_kind"
    assert kind in advice
    assert instead in advice
