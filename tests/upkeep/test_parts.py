"""A part of a table: its rows are checked among those of the present table, and none is lost."""

import csv
import io
from pathlib import Path

import pytest

from locales import find_language
from schemas.findings import Finding
from schemas.reading import DATA_SETTING, read_files
from tests.frozen import FROZEN
from tests.upkeep.corpus import Rows, text_of
from tests.upkeep.dropping import rows_of
from upkeep.check import Given, Report, check
from upkeep.cli import main
from upkeep.sandbox.trial import try_files

PRESENT = read_files(FROZEN)
BESIDE = {name: content for name, content in PRESENT.items() if name != "aid_flows"}
"""Without the largest table, which has nothing to do with deaths."""
SAY = find_language("en")
DEATHS = rows_of("civilian_deaths")
VALUE = DEATHS[0].index("value")
MONTHS = [at for at, row in enumerate(DEATHS) if row[1] == "monthly"][-10:]
"""Where the last ten monthly rows stand."""


def part(change: str = "", column: str = "value", at: int = -1) -> Rows:
    """The header and the last monthly rows; one cell of one of them written otherwise."""
    rows = [list(DEATHS[0]), *(list(DEATHS[at]) for at in MONTHS)]
    if change:
        rows[at][DEATHS[0].index(column)] = change
    return rows


def checked(rows: Rows, *, whole: bool = False, name: str = "a part.csv") -> Report:
    given = Given(name, text_of(rows).encode(), whole=whole)
    return check([given], BESIDE, before=BESIDE)


@pytest.fixture(scope="module")
def changed() -> Report:
    """What is found in a part whose last number is another one."""
    return checked(part("1"))


def told(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.cause.name == "file_part"]


def test_a_part_says_so_in_one_line_with_both_readings(changed: Report) -> None:
    [line] = [finding.write_advice(SAY) for finding in told(changed)]
    assert "a part of civilian_deaths.csv: 10 of its rows" in line
    assert f"the whole table, it loses {len(DEATHS) - 11} rows" in line


def test_corrections_hold_that_speak_of_rows_a_part_does_not_have(changed: Report) -> None:
    causes = {finding.cause.name for finding in changed.findings}
    assert not causes & {"correction_row", "correction_target", "rows_lost"}


def test_a_part_is_judged_among_the_other_rows() -> None:
    rows = part()
    rows.append([*rows[-1]])
    rows[-1][0] = "nobody-2026"
    report = checked(rows)
    found = {(each.cause.name, each.place.line) for each in report.findings}
    assert ("source_unknown", len(rows)) in found
    assert "1 are added" in told(report)[0].write_advice(SAY)


def test_what_a_part_breaks_in_a_present_row_is_told_where_that_row_lies(
    changed: Report,
) -> None:
    places = [each.place for each in changed.findings if each.place.line]
    lines = [place.line for place in places if place.file == "data/civilian_deaths.csv"]
    assert 0 < len(lines) < len(places)
    assert max(lines) <= len(DEATHS)


def test_a_cell_of_a_part_is_repaired_where_it_stands() -> None:
    report = checked(part("2 349"))
    [change] = report.changes
    assert (change.place.line, change.after) == (11, "2349")
    assert [made.text is not None and len(made.text.frame) for made in report.repairs] == [10]


def test_the_size_of_a_number_is_known_from_the_rows_a_part_does_not_have() -> None:
    rates = rows_of("exchange_rates")
    row = next(row for row in reversed(rates) if row[2] == "RON")
    report = checked([rates[0], [*row[:3], "5091", *row[4:]]])
    [change] = report.changes
    assert (change.cause.name, change.before, change.after) == ("decimal_lost", "5091", "5.091")
    assert report.repairs[0].read.frame["units_per_eur"].tolist() == ["5.091"]


def test_the_table_in_its_own_folder_is_cut_off_and_no_part() -> None:
    report = checked(part(), whole=True)
    assert told(report) == []
    assert "rows_lost" in {finding.cause.name for finding in report.findings}


def test_more_than_half_of_a_table_is_a_table_that_lost_rows() -> None:
    report = checked(DEATHS[: len(DEATHS) * 3 // 4])
    assert told(report) == []
    assert "rows_lost" in {finding.cause.name for finding in report.findings}


def test_rows_taken_out_on_purpose_make_no_part() -> None:
    rates = rows_of("exchange_rates")
    kept = rates[: len(rates) // 3]
    release = f"exchange_rates.csv,{len(rates) - len(kept)},2026-11-01,Old\n"
    released = Given("removed_rows.csv", PRESENT["removed_rows"] + release.encode())
    table = Given("exchange_rates.csv", text_of(kept).encode())
    causes = {each.cause.name for each in check([table, released], BESIDE, before=BESIDE).findings}
    assert not causes & {"file_part", "rows_lost"}


def test_a_part_that_lacks_what_makes_its_rows_unique_replaces_nothing() -> None:
    at = DEATHS[0].index("outcome")
    rows = [row[:at] + row[at + 1 :] for row in part()]
    report = checked(rows, name="civilian_deaths.csv")
    assert told(report) == []
    assert "column_missing" in {finding.cause.name for finding in report.findings}


@pytest.mark.cluster
def test_on_the_page_a_part_changes_its_rows_alone_and_is_handed_back_whole() -> None:
    result = try_files([Given("part.csv", text_of(part("2350")).encode())], PRESENT, SAY)
    assert result.errors == 0
    assert "A part of the table" in result.found
    assert result.known.count("<li>") > 10
    assert "2,350" in result.changes
    [repaired] = [one.content for one in result.downloads if one.kind == "whole"]
    after = list(csv.reader(io.StringIO(repaired.decode(), newline="")))
    differing = [new for old, new in zip(DEATHS, after, strict=True) if old != new]
    assert [new[VALUE] for new in differing] == ["2350"]


@pytest.mark.cluster
def test_a_part_that_says_what_is_said_brings_nothing_new() -> None:
    result = try_files([Given("part.csv", text_of(part()).encode())], PRESENT, SAY)
    assert "Nothing differs" in result.changes
    assert result.found.count("<section") == 1  # that it is a part


def test_the_command_takes_a_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_SETTING, str(FROZEN))
    file = tmp_path / "deaths_part_only.csv"
    file.write_text(text_of(part("2350")), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert "taken for a part of civilian_deaths.csv" in capsys.readouterr().out
