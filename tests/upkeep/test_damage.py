"""Damage: every kind is named and located, in every table, and none hides another."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from upkeep.clean.causes import DAMAGE
from upkeep.clean.repairing import repair, table_named
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
        "file_not_checked", "findings_cut",
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
