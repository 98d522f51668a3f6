"""--fix: what is sure is repaired in a copy, nothing else is touched, and never by half."""

import os
import random
import re
import signal
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import MODELS
from schemas.reading import DATA_SETTING
from tests.frozen import FROZEN
from tests.upkeep.corpus import (
    CELLS,
    FILES,
    ROWS,
    CellDamage,
    FileDamage,
    applicable,
    bytes_of,
    column_of,
    text_of,
    with_cells,
)  # fmt: skip
from upkeep.clean.cells import columns_of
from upkeep.clean.repair import Repair, repair
from upkeep.cli import main
from upkeep.folder import format_repaired


def copy_of(made: Repair) -> bytes:
    content = format_repaired(made)
    assert content is not None
    return content


def must_be_filled(table: str, damage: CellDamage) -> bool:
    """Whether the cell that is damaged may not be empty."""
    return columns_of(MODELS[table])[column_of(table, damage.kind)].required


MEANT_CELLS = [
    (name, table, damage)
    for name, damage in CELLS.items()
    if damage.meant is not None
    for table in applicable(damage)[:2]
]
SURE_CELLS = [
    pytest.param(table, damage, id=f"{table}: {name}")
    for name, table, damage in MEANT_CELLS
    if damage.meant or not must_be_filled(table, damage)
]
MISSED_CELLS = [
    pytest.param(table, damage, id=f"{table}: {name}")
    for name, table, damage in MEANT_CELLS
    if not damage.meant and must_be_filled(table, damage)
]
OPEN_CELLS = [
    pytest.param(table, damage, id=f"{table}: {name}")
    for name, damage in CELLS.items()
    if damage.meant is None
    for table in applicable(damage)[:1]
]
SURE_FILES = (
    "byte-order mark", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "semicolons", "tabs", "bars",
    "sep line", "title above", "whole rows quoted", "no header", "hxl tags", "hxl tags, short row",
    "header again", "footnote", "footnote, one cell", "total", "total in Ukrainian",
    "column in capitals", "column misspelt", "column in Cyrillic look-alikes",
    "blank columns", "row numbers", "column twice", "columns turned round",
)  # fmt: skip
NEVER = ("cut off", "utf-16 cut off", "unclosed quotation mark", "two encodings", "noise")


@pytest.mark.parametrize(("table", "damage"), SURE_CELLS)
def test_a_sure_repair_writes_what_was_meant(table: str, damage: CellDamage) -> None:
    column = column_of(table, damage.kind)
    made = repair(
        f"{table}.csv", text_of(with_cells(table, {(5, column): damage.written})).encode()
    )
    assert copy_of(made) == text_of(with_cells(table, {(5, column): damage.meant or ""})).encode()
    assert [(change.place.line, change.place.column) for change in made.changes] == [(6, column)]


@pytest.mark.parametrize(("table", "damage"), [*OPEN_CELLS, *MISSED_CELLS])
def test_what_is_not_sure_is_told_and_stays(table: str, damage: CellDamage) -> None:
    column = column_of(table, damage.kind)
    made = repair(
        f"{table}.csv", text_of(with_cells(table, {(5, column): damage.written})).encode()
    )
    assert made.changes == []
    assert format_repaired(made) is None


@pytest.mark.parametrize("name", SURE_FILES)
@pytest.mark.parametrize("table", ["displacement", "exchange_rates"])
def test_a_repaired_file_is_the_good_one(table: str, name: str) -> None:
    assert copy_of(repair(f"{table}.csv", FILES[name].do(table))) == bytes_of(table)


@pytest.mark.parametrize("name", ["windows-1251", "windows-1252"])
def test_letters_of_an_old_encoding_are_read_and_every_changed_cell_is_listed(name: str) -> None:
    made = repair("sources.csv", FILES[name].do("sources"))
    assert "Управління ООН" in copy_of(made).decode() or "Réfugiés" in copy_of(made).decode()
    assert [(change.place.line, change.place.column) for change in made.changes] == [
        (4, "publisher")
    ]


@pytest.mark.parametrize("name", NEVER)
def test_no_copy_is_written_of_a_file_that_is_not_whole(name: str) -> None:
    assert format_repaired(repair("displacement.csv", FILES[name].do("displacement"))) is None


def test_the_repaired_copy_shows_none_of_what_was_repaired() -> None:
    met = set()
    for name, damage in FILES.items():
        made = repair("displacement.csv", damage.do("displacement"))
        content = format_repaired(made)
        if content is not None:
            met.add(name)
            again = repair("displacement.fixed.csv", content)
            repaired = {change.cause.name for change in made.changes}
            assert repaired & {finding.cause.name for finding in again.findings} == set(), name
    assert met > set(SURE_FILES)


@given(st.data())
def test_repairing_a_repaired_copy_changes_nothing(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(MODELS)))
    cells = {}
    for name in data.draw(st.lists(st.sampled_from(list(CELLS)), max_size=6)):
        column = column_of(table, CELLS[name].kind)
        if column:
            cells[data.draw(st.integers(1, ROWS)), column] = CELLS[name].written
    content = format_repaired(
        repair(f"{table}.csv", text_of(with_cells(table, cells), ";").encode())
    )
    assert content is not None
    assert format_repaired(repair(f"{table}.csv", content)) is None


def test_rows_that_do_not_fit_stay_in_the_copy_where_they_were() -> None:
    rows = with_cells("exchange_rates", {(2, "days"): "21.0"})
    rows.insert(4, ["odd", "row"])
    copied = copy_of(repair("exchange_rates.csv", text_of(rows).encode())).decode().splitlines()
    assert copied[4] == "odd,row"
    assert len(copied) == ROWS + 2


def test_an_unknown_column_stays_in_the_copy() -> None:
    rows = with_cells("exchange_rates", {(2, "days"): "21.0"})
    rows = [[*row, "colour" if not number else "red"] for number, row in enumerate(rows)]
    assert copy_of(repair("exchange_rates.csv", text_of(rows).encode())).startswith(
        b"source_id,month,currency,units_per_eur,days,obs_status,colour\n"
    )


def folder_with(tmp_path: Path, damage: CellDamage | FileDamage) -> Path:
    """A copy of the frozen tables with one broken table of exchange rates."""
    for path in FROZEN.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = tmp_path / "exchange_rates.csv"
    broken.write_text(broken.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    return broken


def test_the_command_writes_beside_the_original_and_lists_every_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = folder_with(tmp_path, FILES["semicolons"])
    before = broken.read_bytes()
    assert main(["check", "--fix", str(broken)]) == 1
    told = capsys.readouterr().out
    fixed = tmp_path / "exchange_rates.fixed.csv"
    assert broken.read_bytes() == before
    assert fixed.read_bytes() == (FROZEN / "exchange_rates.csv").read_bytes()
    assert "exchange_rates.csv  line 1: ‘;’ → ‘,’" in told
    monkeypatch.setenv(DATA_SETTING, str(FROZEN))
    assert main(["check", str(fixed)]) == 0


@pytest.mark.cluster
def test_without_fix_nothing_is_written(tmp_path: Path) -> None:
    folder_with(tmp_path, FILES["semicolons"])
    names = sorted(path.name for path in tmp_path.iterdir())
    main(["check", str(tmp_path)])
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_a_check_touches_nothing_beside_the_file_it_checks(tmp_path: Path) -> None:
    broken = folder_with(tmp_path, FILES["semicolons"])
    for name in (".aid_flows.csv.dead.importing", ".sources.csv.x.part", "aid_flows.csv.old"):
        (tmp_path / name).write_text("left by a program that was killed", encoding="utf-8")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    main(["check", str(broken)])
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()
    }


def test_rates_that_a_german_spreadsheet_hurt_become_what_they_were() -> None:
    """Of 4.946 it makes 4946: only a number of three decimals looks like thousands to it."""
    good = (FROZEN / "exchange_rates.csv").read_text(encoding="utf-8")
    lines = [line.split(",") for line in good.splitlines()]
    at, hurt = lines[0].index("units_per_eur"), 0
    for cells in lines[1:]:
        if re.fullmatch(r"\d{1,3}\.\d{3}|\d{4}\.\d{3}", cells[at]):
            cells[at], hurt = str(int(cells[at].replace(".", ""))), hurt + 1
    made = repair("exchange_rates.csv", "\n".join(";".join(cells) for cells in lines).encode())
    assert hurt > 3
    assert len([one for one in made.findings if one.cause.name == "decimal_lost"]) == hurt
    assert copy_of(made).decode().splitlines() == good.splitlines()


def test_a_folder_that_cannot_be_written_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = folder_with(tmp_path, FILES["semicolons"])
    (tmp_path / "exchange_rates.fixed.csv").mkdir()
    assert main(["check", "--fix", str(broken)]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert not list(tmp_path.glob(".*"))


def repeatedly_fixing(broken: Path) -> int:
    """Another process that writes the repaired copy again and again; its id."""
    child = os.fork()
    if child == 0:
        try:
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                while True:
                    main(["check", "--fix", str(broken)])
        finally:
            os._exit(1)
    return child


def test_killed_at_any_moment_of_a_fix_the_copy_is_the_old_one_or_the_new_one(
    tmp_path: Path, rounds: int
) -> None:
    broken = folder_with(tmp_path, FILES["semicolons"])
    target, new = (
        tmp_path / "exchange_rates.fixed.csv",
        (FROZEN / "exchange_rates.csv").read_bytes(),
    )
    moments = random.Random(7)  # noqa: S311 - moments, not secrets
    met = set()
    for _ in range(max(4, rounds // 3)):
        target.write_bytes(b"old")
        child = repeatedly_fixing(broken)
        time.sleep(moments.uniform(0, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        met.add(target.read_bytes())
        assert met <= {b"old", new}
        assert broken.read_bytes() == new.replace(b",", b";")
