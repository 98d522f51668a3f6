"""The command: proposes, compares, writes only when told to, and can be repeated."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas import read_all
from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, bytes_of, rows_of, run

Bring = Callable[..., Answer]
FILES: dict[str, tuple[Callable[[], list[list[str]]], tuple[str, ...]]] = {
    "kiel": (made.explorer, ("--release", "31", "--published", "2026-09-03")),
    "unhcr": (made.finder, ("--published", "2027-06-20")),
    "fts": (made.plans, ("--published", "2026-11-20")),
    "ecb": (made.rates, ()),
}
every_publisher = pytest.mark.parametrize("publisher", FILES)


def given(tmp_path: Path, publisher: str) -> tuple[Path, tuple[str, ...]]:
    rows, options = FILES[publisher]
    return made.saved(tmp_path, "x.csv", rows()), options


@every_publisher
def test_a_proposal_writes_nothing(
    bring: Bring, tmp_path: Path, data: Path, publisher: str
) -> None:
    path, options = given(tmp_path, publisher)
    before = bytes_of(data)
    answer = bring(publisher, path, *options)
    assert answer.code == 0
    assert "run it again with --write" in answer.text
    assert "+ sources.csv: source_id=" in answer.text
    assert bytes_of(data) == before


@every_publisher
def test_importing_again_changes_nothing(
    bring: Bring, tmp_path: Path, data: Path, publisher: str
) -> None:
    path, options = given(tmp_path, publisher)
    assert bring(publisher, path, *options, "--write").code == 0
    before = bytes_of(data)
    for words in (options, ()):
        answer = bring(publisher, path, *words, "--write")
        assert (answer.code, "in the tables already" in answer.text) == (0, True)
    assert bytes_of(data) == before


@every_publisher
def test_lines_that_were_there_stay_as_they_were(
    bring: Bring, tmp_path: Path, data: Path, publisher: str
) -> None:
    before = bytes_of(data)
    path, options = given(tmp_path, publisher)
    assert bring(publisher, path, *options, "--write").code == 0
    after = bytes_of(data)
    assert set(after) == set(before)
    for name, content in before.items():
        added = iter(after[name].splitlines(keepends=True))
        assert all(line in added for line in content.splitlines(keepends=True))


def test_what_would_make_the_tables_invalid_is_not_written(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path, _ = given(tmp_path, "unhcr")
    before = bytes_of(data)
    answer = bring("unhcr", path, "--published", "2027-06-20", "--url", "no address", "--write")
    assert answer.code == 1
    assert "data/sources.csv, line 3: url is 'no address'" in answer.text
    assert bytes_of(data) == before


def test_a_copy_is_named_as_one(bring: Bring, tmp_path: Path, data: Path) -> None:
    path, options = given(tmp_path, "unhcr")
    assert bring("unhcr", path, *options, "--via", "a colleague", "--write").code == 0
    [source] = rows_of(data, "sources", "unhcr-rdf-2027-06-20")
    assert (source["kind"], source["via"]) == ("secondary", "a colleague")


def test_a_name_in_use_for_another_copy_is_not_taken(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path, options = given(tmp_path, "unhcr")
    assert bring("unhcr", path, *options, "--via", "a colleague", "--write").code == 0
    rows = made.finder()
    rows[8][7] = "919.0"
    other = made.saved(tmp_path, "y.csv", rows)
    answer = bring("unhcr", other, *options)
    assert "its kind is “secondary”, not “primary”" in answer.text
    assert bring("unhcr", other, *options, "--source", "unhcr-rdf-other", "--whole").code == 1


@pytest.mark.parametrize(
    ("words", "available"),
    [
        (("--published", "2027-06"), "2027-06-30"),
        pytest.param(("--published", "2027"), "2027-12-31", marks=pytest.mark.soak),
        pytest.param(("--available", "2027-07-01"), "2027-07-01", marks=pytest.mark.soak),
    ],
)
def test_a_date_partly_known_is_public_on_its_last_possible_day(
    bring: Bring, tmp_path: Path, data: Path, words: tuple[str, str], available: str
) -> None:
    path, _ = given(tmp_path, "unhcr")
    assert bring("unhcr", path, *words, "--write").code == 0
    with (data / "sources.csv").open() as file:
        assert f",{available},2026-11-22," in file.read()


def test_a_date_that_is_none_is_refused(bring: Bring, tmp_path: Path) -> None:
    path, _ = given(tmp_path, "unhcr")
    assert "is not a date" in bring("unhcr", path, "--published", "June 2027").text


def test_a_file_that_is_not_there_is_said(bring: Bring, tmp_path: Path) -> None:
    answer = bring("unhcr", tmp_path / "nowhere.csv")
    assert (answer.code, "nowhere.csv cannot be opened" in answer.text) == (2, True)


def test_an_unknown_publisher_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        run("somebody", str(tmp_path / "x.csv"))


@pytest.mark.soak
def test_the_answers_come_in_the_language_asked_for(bring: Bring, tmp_path: Path) -> None:
    path, options = given(tmp_path, "ecb")
    for language in ("fr", "uk"):
        assert bring("ecb", path, *options, "--lang", language).code == 0


def test_what_the_check_finds_in_the_new_rows_is_told(bring: Bring, tmp_path: Path) -> None:
    path, options = given(tmp_path, "kiel")
    answer = bring("kiel", path, *options)
    assert "? sources.csv: " in answer.text


def test_the_same_month_by_hand_and_by_import_gives_the_same_rows(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    """By hand the rows are typed under the others, as the guide says."""
    by_hand = tmp_path / "by hand"
    shutil.copytree(data, by_hand)
    typed = {
        "sources.csv": "iom-dtm-2026-11-02-r23,IOM DTM,"
        '"Ukraine Displacement Data: IDP Estimates, General Population Survey Round 23",23,'
        "https://data.humdata.org/dataset/ukraine-idp-estimates,2026-11-02,2026-11-02,2026-11-22,"
        '"single national figures with credit line: International Organization for Migration '
        '(IOM), Displacement Tracking Matrix (DTM)",primary,,as-needed,"An estimate from a '
        "household survey, not a count. From Round 13 (May 2023) the sample is ten times larger, "
        'so earlier and later rounds do not compare well."\n',
        "displacement.csv": "iom-dtm-2026-11-02-r23,iom-gps,IDP,stock,2026-09-30,,,UKR,UKR,"
        "3713000,,,exact,survey_estimate,A,,\n",
    }
    for name, line in typed.items():
        with (by_hand / name).open("a", encoding="utf-8", newline="") as file:
            file.write(line)
    head = ["country", "Reporting date", "round", "idps"]
    path = made.saved(tmp_path, "x.csv", [head, ["Ukraine", "2026-09-30", "23", "3713000"]])
    options = ("--published", "2026-11-02", "--write")
    answer = bring("dtm", path, *options)
    assert answer.code == 0, answer.text
    carried, hand = read_all(data), read_all(by_hand)
    for name in ("sources", "displacement"):
        one, other = getattr(carried, name), getattr(hand, name)
        assert one.reset_index(drop=True).equals(other.reset_index(drop=True))
    assert "0 to add, 1 there already" in run("dtm", str(path), "--data", str(by_hand)).text
