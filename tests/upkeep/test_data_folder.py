"""Every command works on the folder that DASHBOARD_DATA names, and a check writes nothing."""

from pathlib import Path

import pytest

from schemas.reading import DATA_SETTING
from snapshots.__main__ import main as snapshots
from tests.upkeep.diff.editing import deaths, put
from tests.upkeep.importers.running import run
from upkeep.cli import main as upkeep

TOTALS = (
    "#id+code,#operation+name,#country+name,#country+code,#affected+idps,#date+reported,"
    "#date+year+reported,#round+code,#assessment+type\n"
    "1,General Population Survey,Ukraine,UKR,3713000,2026-09-30,2026,23,SA\n"
)
"""A file of a publisher."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another data folder, in which one number cannot be read."""
    other = put(tmp_path / "other", civilian_deaths=deaths("3 72"))
    monkeypatch.setenv(DATA_SETTING, str(other))
    return other


def test_the_check_looks_at_that_folder(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert upkeep(["check"]) == 1
    assert "3 72" in capfd.readouterr().out


def test_an_import_carries_into_that_folder(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "totals.csv"
    file.write_text(TOTALS, encoding="utf-8")
    answer = run("dtm", str(file), "--round", "23", "--published", "2026-11-02")
    assert "3 72" in answer.text


@pytest.mark.parametrize("command", ["due", "diff"])
def test_the_other_commands_look_at_that_folder(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    upkeep([command, *([str(put(tmp_path / "before"))] if command == "diff" else [])])
    said = capfd.readouterr()
    assert "3 72" in said.out + said.err


@pytest.mark.parametrize("command", [["publish", "site"], ["verify"]])
def test_nothing_is_frozen_from_other_data_in_silence(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: list[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert snapshots(command) == 2
    assert "3 72" in capfd.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.cluster
def test_without_a_setting_the_tables_of_the_project_are_meant(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(DATA_SETTING, raising=False)
    assert upkeep(["check"]) == 0
    line, *known = capfd.readouterr().out.splitlines()
    assert ", new beside HEAD (" in line
    assert ": 0 errors; " in line
    assert len(known) <= 1


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.cluster
def test_a_check_writes_and_removes_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / ".aid_flows.csv.dead.importing").write_text("left over", encoding="utf-8")
    (tmp_path / "new.csv").write_text("source_id\nx\n", encoding="utf-8")
    before = everything_in(tmp_path)
    upkeep(["check"])
    upkeep(["check", str(tmp_path / "new.csv")])
    assert everything_in(tmp_path) == before
