"""Files tried beside the data of the moment: what is said of them, and what they cannot do."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from locales import find_language
from schemas.reading import read_files
from tests.frozen import FROZEN
from tests.small_tables import small_with
from tests.upkeep.corpus import text_of
from tests.upkeep.dropping import (
    EVIL,
    FORMULA,
    as_excel_in_french,
    changed,
    house,
    hurt,
    rows_of,
    typed,
    workbook,
    zipped,
)
from upkeep.check import Given
from upkeep.sandbox import process
from upkeep.sandbox.process import ROOT, SECONDS, Stopped, try_apart
from upkeep.sandbox.result import Result, read_result, share_scale, write_result
from upkeep.sandbox.trial import disarm, try_files
from upkeep.sandbox.unpack import LARGEST

SAY = find_language("en")
PRESENT = read_files(FROZEN)


def outcome_of(*given: Given) -> Result:
    return try_files(given, PRESENT, SAY)


def kinds(result: Result) -> list[str]:
    return [one.kind for one in result.downloads]


@pytest.fixture(scope="module")
def broken() -> Result:
    """Deaths with a misspelt code, a formula and a script; rates from a French Excel."""
    deaths = Given(f"deaths{EVIL}.csv", hurt())
    return outcome_of(deaths, Given("exchange_rates.csv", as_excel_in_french()))


@pytest.mark.cluster
def test_our_own_rates_from_a_workbook_change_nothing() -> None:
    """A spreadsheet drops the last zero of a number and turns months into days."""
    rates = typed("exchange_rates", house("exchange_rates"))
    book = workbook({"exchange_rates": rates, "Notes": [["Who asked?"], ["Nobody"]]})
    found = outcome_of(Given("rates.xlsx", book))
    assert (found.errors, found.found, found.drawn) == (0, "", ())
    assert "Nothing differs." in found.changes
    assert "rates.xlsx/Notes" in found.remarks[0]
    [repaired] = [one for one in found.downloads if one.kind == "repaired"]
    assert repaired.content == house("exchange_rates")


def test_what_can_surely_be_repaired_is_and_the_rest_is_left(broken: Result) -> None:
    assert 0 < broken.left < broken.errors
    repaired = {one.name: one.content for one in broken.downloads if one.kind == "repaired"}
    assert repaired["exchange_rates.csv"] == house("exchange_rates")
    assert broken.repaired > len(rows_of("exchange_rates")) - 2


def test_what_stood_in_a_cell_or_a_name_is_never_html(broken: Result) -> None:
    told = [broken.found, broken.known, broken.changes, *(one.words for one in broken.drawn)]
    pages = [one.content.decode() for one in broken.downloads if one.name.endswith(".html")]
    assert any("&lt;script&gt;" in html for html in told)
    assert all("<script" not in html for html in (*told, *pages))


def test_a_formula_does_nothing_in_the_file_to_download(broken: Result) -> None:
    repaired = {one.name: one.content for one in broken.downloads if one.kind == "repaired"}
    assert f"'{FORMULA}".encode() in repaired["civilian_deaths.csv"]
    assert any("apostrophe" in words for words in broken.remarks)


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+cmd", "\t=1"])
def test_cells_that_act_begin_with_an_apostrophe(cell: str) -> None:
    content = text_of([["a", "b"], [cell, "x"]]).encode()
    assert disarm(content) == (text_of([["a", "b"], [f"'{cell}", "x"]]).encode(), 1)


@pytest.mark.parametrize("cell", ["-5", "+3.1", "-5 %", "a=b", "x@y", "", "-1,286"])
def test_cells_that_only_look_alike_stay_as_they_are(cell: str) -> None:
    content = text_of([["a", "b"], [cell, "x"]]).encode()
    assert disarm(content) == (content, 0)


def test_what_the_present_data_have_as_well_is_told_apart(broken: Result) -> None:
    assert "kiled" in broken.found
    assert "kiled" not in broken.known
    assert "restated" in broken.known


@pytest.mark.cluster
def test_a_second_file_of_a_table_is_checked_and_named() -> None:
    rows = rows_of("accepted_warnings")
    more = text_of([*rows, ["x"] * len(rows[0])]).encode()
    first = Given("accepted_warnings.csv", text_of(rows).encode())
    found = try_files([first, Given("accepted_warnings (2).csv", more)], small_with(), SAY)
    assert found.errors
    assert any("same table as accepted_warnings.csv" in words for words in found.remarks)


def test_without_present_data_a_file_is_checked_all_the_same() -> None:
    found = try_files([Given("exchange_rates.csv", as_excel_in_french())], {}, SAY)
    assert found.errors
    assert found.left == 0
    assert found.changes == ""


def test_two_drawings_share_the_longer_scale() -> None:
    def axis(*ends: float) -> dict[str, object]:
        return {"range": list(ends), "tickvals": [*ends], "ticktext": [str(end) for end in ends]}

    left = {"yaxis": axis(0, 400), "xaxis": {"range": ["2022", "2023"], "ticktext": ["a"]}}
    right = {"yaxis": axis(0, 900), "xaxis": {"range": ["2022", "2024"], "ticktext": ["b"]}}
    days = json.dumps([left["xaxis"], right["xaxis"]])
    share_scale(left, right)
    assert left["yaxis"] == right["yaxis"] == axis(0, 900)
    assert json.dumps([left["xaxis"], right["xaxis"]]) == days


def test_an_outcome_travels_unchanged(broken: Result) -> None:
    assert read_result(write_result(broken)) == broken
    for cut in (b"", b"{}", write_result(broken)[:-1]):
        with pytest.raises((ValueError, KeyError)):
            read_result(cut)


@pytest.mark.cluster
def test_a_trial_apart_comes_back_whole() -> None:
    steps: list[str] = []
    given = [Given("civilian_deaths.csv", changed())]
    found = try_apart(given, PRESENT, SAY, steps.append)
    assert steps == ["reading", "checking", "comparing", "drawing"]
    assert found.errors == 0
    assert len(found.found) < len(found.known)
    assert found.drawn[0].before
    assert found.drawn[0].before != found.drawn[0].after
    assert kinds(found) == ["report", "text", "changes"]


@pytest.mark.cluster
def test_a_workbook_and_a_zip_are_their_tables() -> None:
    deaths = typed("civilian_deaths", changed())
    update = workbook({"civilian_deaths": deaths, "Notes": [["a note"]]})
    rates = zipped({"data/exchange_rates.csv": house("exchange_rates"), "a.md": b"-"})
    found = outcome_of(Given("update.xlsx", update), Given("rates.zip", rates))
    assert found.errors == 0
    assert found.summary.startswith("2 files")
    assert "update.xlsx/Notes and rates.zip/a.md" in found.remarks[0]
    [repaired] = [one for one in found.downloads if one.name == "civilian_deaths.csv"]
    assert repaired.content == changed()


@pytest.mark.cluster
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"sources.csv": b"0" * (2 * LARGEST)})
    with pytest.raises(Stopped, match="more than 60 MB"):
        try_apart([Given("bomb.zip", bomb)], PRESENT, SAY)


@pytest.mark.cluster
def test_a_million_columns_are_told_within_the_bounds_of_a_trial() -> None:
    columns = b",".join(b"column %d" % number for number in range(1_000_000))
    head = house("sources").split(b"\n", 1)[0]
    wide = Given("sources.csv", head + b"," + columns + b"\n1\n")
    assert "Too many columns" in try_apart([wide], PRESENT, SAY).found


def test_a_file_that_is_refused_is_refused_in_words() -> None:
    with pytest.raises(Stopped, match="cannot be unpacked"):
        try_apart([Given("a.zip", b"PK\x03\x04")], PRESENT, find_language("en"))


def test_a_trial_that_waits_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MINUTES", 0.005)
    with pytest.raises(Stopped, match="try again later, with the same files"):
        try_apart([Given("a.csv", b"a")], PRESENT, SAY)


@pytest.mark.cluster
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bounds")
def test_a_trial_that_computes_too_long_is_ended_by_its_processor_time() -> None:
    done = apart_with(
        "import time; time.sleep(1.2); print('waited', flush=True)\nwhile True: pass", 1
    )
    assert done.stdout == "waited\n"
    assert done.returncode == -signal.SIGXCPU
    assert "only the rows that change" in process._say_why(done.returncode, SAY)


def apart_with(deed: str, seconds: int = SECONDS, folder: Path = ROOT) -> CompletedProcess[str]:
    """What becomes of a process within the bounds of a trial."""
    code = (
        f"from upkeep.sandbox import process; process.SECONDS = {seconds}; process.bind(); {deed}"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, check=False, text=True,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_no_more_than_two_trials_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    taken = [process._places.acquire(blocking=False) for _ in range(process.AT_ONCE)]
    steps: list[str] = []
    try:
        assert all(taken)
        with pytest.raises(Stopped, match="Try again"):
            try_apart([Given("a.csv", b"a")], PRESENT, SAY, steps.append)
        assert steps == ["waiting"]
    finally:
        for _ in taken:
            process._places.release()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bounds")
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        pytest.param("bytearray(2_000_000_000)", "MemoryError", marks=pytest.mark.cluster),
        ("__import__('pathlib').Path('trace').write_text('x')", "File too large"),
    ],
)
def test_a_trial_can_neither_fill_the_memory_nor_write(
    tmp_path_factory: pytest.TempPathFactory, deed: str, said: str
) -> None:
    folder = tmp_path_factory.mktemp("trial")
    done = apart_with(deed, folder=folder)
    assert done.returncode != 0
    assert said in done.stderr
    assert not any(file.stat().st_size for file in folder.iterdir())
