"""The check tells first what a change brought: beside Git, a folder, or what readers see."""

import subprocess
from pathlib import Path

import pytest

from schemas.reading import DATA_SETTING
from tests.frozen import FROZEN
from tests.upkeep.diff.editing import CONTENTS, as_csv, cells_of, deaths, put
from upkeep.check import Given, Report, check
from upkeep.cli import main

BEFORE = {name: CONTENTS[name] for name in ("sources", "civilian_deaths")}


def beside(table: str) -> dict[str, bytes]:
    return {name: content for name, content in BEFORE.items() if name != table}


def checked(table: str, content: bytes) -> Report:
    """A table that was changed, told beside the frozen one."""
    return check([Given(f"{table}.csv", content)], beside(table), before=BEFORE)


def damaged(row: int = 1, cell: str = "3 72") -> bytes:
    lines = cells_of("civilian_deaths")
    lines[row][lines[0].index("value")] = cell
    return as_csv(lines)


def test_of_tables_as_they_were_everything_is_known() -> None:
    report = checked("civilian_deaths", CONTENTS["civilian_deaths"])
    assert report.findings
    assert report.known == set(report.findings)


def test_only_what_a_change_brought_is_new() -> None:
    report = checked("civilian_deaths", damaged())
    (new,) = report.only(known=False).findings
    assert (new.cause.name, new.value) == ("thousands", "3 72")
    assert report.only(known=True).findings


def test_what_is_known_stays_known_on_another_line() -> None:
    header, *lines = cells_of("civilian_deaths")
    report = checked("civilian_deaths", as_csv([header, *lines[-3:], *lines[:-3]]))
    assert report.only(known=False).findings == ()
    assert report.known


def test_the_same_fault_a_second_time_is_new() -> None:
    before = {**BEFORE, "civilian_deaths": damaged(1)}
    lines = cells_of("civilian_deaths")
    for row in (1, 9):
        lines[row][lines[0].index("value")] = "3 72"
    given = [Given("civilian_deaths.csv", as_csv(lines))]
    report = check(given, beside("civilian_deaths"), before=before)
    found = [one for one in report.findings if one.cause.name == "thousands"]
    assert [one in report.known for one in found] == [True, False]


def test_a_change_of_another_table_can_bring_something_new() -> None:
    """The table itself is as it was; its sources are not."""
    sources = [line for line in cells_of("sources") if line[0] != "ohchr-2026-08-31"]
    others = {**beside("civilian_deaths"), "sources": as_csv(sources)}
    given = [Given("civilian_deaths.csv", CONTENTS["civilian_deaths"])]
    new = check(given, others, before=BEFORE).only(known=False).findings
    assert "source_unknown" in {one.cause.name for one in new}


def test_a_renamed_source_is_an_error_that_names_the_name_to_write() -> None:
    content = CONTENTS["sources"].replace(b"ohchr-2026-08-31,", b"ohchr-2026-09-16,")
    found = [one for one in checked("sources", content).findings
             if one.cause.name == "source_renamed"]  # fmt: skip
    assert [(one.place.column, one.value) for one in found] == [("source_id", "ohchr-2026-09-16")]
    assert "write ohchr-2026-08-31 again" in found[0].write_sentence()


def test_a_new_source_and_one_that_was_taken_out_are_no_renaming() -> None:
    lines = [line for line in cells_of("sources") if line[0] != "ohchr-2026-08-31"]
    new = [*lines[-1]]
    new[0], new[lines[0].index("title")] = "somebody-2026-10-01", "Another publication"
    report = checked("sources", as_csv([*lines, new]))
    assert "source_renamed" not in {one.cause.name for one in report.findings}


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def frozen_copy(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for path in FROZEN.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.cluster
@pytest.mark.parametrize("way", ["git", "named", "published"])
def test_the_command_says_beside_what_and_counts_the_known_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    folder, other = frozen_copy(tmp_path / "work"), frozen_copy(tmp_path / "site")
    if way == "git":
        git(folder, "init", "-q", "-b", "main")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "before")
    monkeypatch.setenv(DATA_SETTING, str(folder if way == "git" else other))
    (folder / "civilian_deaths.csv").write_bytes(damaged())
    against = ["--against", str(other)] if way == "named" else []
    assert main(["check", str(folder), *against]) == 1
    *told, new, known = capsys.readouterr().out.splitlines()
    assert "HEAD (" in new if way == "git" else str(other) in new
    assert ": 1 error; 0 warnings; 0 notes." in new
    assert known.startswith("Known before: 0 errors; ")
    assert "[thousands]" in told[0]
    assert not [line for line in told if line.startswith(("NOTE", "WARNING"))]
    if way == "named":
        main(["check", str(folder), "--all", *against])
        assert any(line.startswith("NOTE") for line in capsys.readouterr().out.splitlines())


def test_an_error_is_listed_whoever_made_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "work", civilian_deaths=deaths("3 72"))
    assert main(["check", str(folder), "--against", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "‘3 72’" in told
    assert ": 0 errors; " in told.splitlines()[-2]
    assert told.splitlines()[-1].startswith("Known before: 2 errors; ")


@pytest.mark.parametrize("name", ["no-such-thing", "HEAD:data"])
def test_a_state_there_is_not_cannot_be_named(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--against", name]) == 2
    assert "neither a folder nor a revision" in capsys.readouterr().err
