"""`python -m upkeep diff`: folders, revisions of a real repository, broken data, pictures."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.small_tables import SMALL
from tests.upkeep.diff.editing import deaths, put
from upkeep.cli import main, make_parser, run_diff


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store nobody else writes to."""
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "store"))


def diff(*words: str) -> int:
    return main(["diff", *words])


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two editions of the small tables; its data folder."""
    root = tmp_path_factory.mktemp("repository")
    git(root.parent, "init", "-q", "-b", "main", str(root))
    for number, value in enumerate(("286", "287")):
        put(root / "data", civilian_deaths=deaths(value), corrections=UNRELATED)
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", f"edition {number}")
    return root / "data"


UNRELATED = [{**SMALL["corrections"][0], "row": "", "action": "excluded", "printed": "1"}]
"""A correction that speaks of no row."""


def test_two_folders_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = put(tmp_path / "old", civilian_deaths=deaths("286"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    assert diff(str(old), str(new)) == 0
    told = capsys.readouterr().out
    assert "• Civilians killed, July 2025, OHCHR: 286 → 300, +14 (+4.9%)" in told
    assert "Verified deaths, July 2025: 286 → 300" in told
    assert "The store holds no snapshots." in told


def test_without_a_difference_there_is_one_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff("HEAD", str(repository)) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Nothing differs."]


def test_a_revision_is_compared_with_the_working_folder_beside_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff("HEAD~1", str(repository)) == 0
    assert "286 → 287, +1 (+0.3%)" in capsys.readouterr().out


def test_two_revisions_of_the_data_folder_in_use_are_compared(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(repository))
    assert diff("main", "main~1", "--lang", "fr") == 0
    told = capsys.readouterr().out
    assert "287 → 286, −1 (−0,3 %)" in told.replace("\u202f", " ").replace("\xa0", " ")


def test_a_branch_that_moves_is_named_with_its_commit(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    diff("main", str(repository))
    assert capsys.readouterr().out.startswith("main (")


def test_a_folder_elsewhere_is_compared_with_a_revision_of_the_data_folder_in_use(
    repository: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(repository))
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    assert diff("HEAD", str(new)) == 0
    assert "287 → 300, +13 (+4.5%)" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["no-such-thing", "--output=x", "HEAD:data", "main..main"])
def test_what_is_neither_folder_nor_revision_is_refused(
    repository: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = make_parser().parse_args(["diff", "HEAD", str(repository)])
    arguments.old = name
    assert run_diff(arguments) == 2
    assert "neither a folder nor a revision" in capsys.readouterr().err


def test_a_folder_without_tables_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert diff(str(put(tmp_path / "old")), str(tmp_path / "empty")) == 2
    assert "holds none of the tables" in capsys.readouterr().err


def test_of_invalid_data_the_problems_are_listed_and_the_rest_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = put(tmp_path / "old", civilian_deaths=deaths("286", "200"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("2 86", "201"), corrections=UNRELATED)
    (new / "displacement.csv").unlink()
    assert diff(str(old), str(new)) == 1
    told = capsys.readouterr().out
    assert "displacement.csv: the file is missing" in told
    assert "displacement.csv could not be compared" in told
    assert "286 → “2 86”" in told
    assert "200 → 201, +1 (+0.5%)" in told


def test_old_data_that_do_not_keep_the_rules_of_today_are_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = put(tmp_path / "old", civilian_deaths=deaths("-1"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("286"), corrections=UNRELATED)
    assert diff(str(old), str(new)) == 0
    told = capsys.readouterr().out
    assert "The old data do not keep the rules of today" in told
    assert "−1 → 286" in told


def test_a_store_that_cannot_be_read_is_told_and_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = put(tmp_path / "old", civilian_deaths=deaths("286"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    assert diff(str(old), str(new), "--store", "nowhere://x") == 0
    assert "names no kind of store we know" in capsys.readouterr().out


def test_without_git_only_folders_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert diff("HEAD", str(new)) == 2
    assert "Git is not installed" in capsys.readouterr().err


def test_a_folder_git_does_not_keep_is_told_against_what_readers_see(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    published = put(tmp_path / "site", civilian_deaths=deaths("286"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    monkeypatch.setenv("DASHBOARD_DATA", str(published))
    assert diff("", str(new)) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{published} → {new}\n")
    assert "286 → 300, +14 (+4.9%)" in told


def test_the_json_can_be_read_by_a_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = put(tmp_path / "old", civilian_deaths=deaths("286"), corrections=UNRELATED)
    new = put(tmp_path / "new", civilian_deaths=deaths("300"), corrections=UNRELATED)
    assert diff(str(old), str(new), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][0]["cells"] == [
        {
            "column": "value",
            "before": "286",
            "after": "300",
            "difference": 14,
            "relative": pytest.approx(0.048951, abs=1e-6),
        }
    ]
    assert told["snapshots"]["stay"] == 0
