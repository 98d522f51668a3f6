"""A broken file never takes the data away from readers, and never passes in silence."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from schemas import Finding, Tables, loader
from schemas.loader import DataLoader
from schemas.reading import read_contents
from tests.small_tables import SMALL, small_with, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in small_with().items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    return tmp_path


def write(folder: Path, table: str, **cells: str) -> None:
    """Write a table whose first row says something else."""
    first, *others = SMALL[table]
    (folder / f"{table}.csv").write_bytes(written(table, [first | cells, *others]))


def test_readers_get_the_tables_of_the_folder(folder: Path) -> None:
    assert DataLoader(folder).current().tables is not None


def test_readers_keep_the_last_good_data_when_a_file_breaks(folder: Path) -> None:
    reported: list[Finding] = []

    def report(findings: Sequence[Finding]) -> None:
        reported.extend(findings)

    kept = DataLoader(folder, report)
    good = kept.current().tables
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    kept.refresh()
    broken = kept.current()
    assert broken.tables is good
    assert list(broken.findings) == reported
    assert "data/sources.csv" in reported[0].write_sentence()


def test_a_problem_is_reported_once_and_not_on_every_visit(folder: Path) -> None:
    calls: list[int] = []
    kept = DataLoader(folder, lambda problems: calls.append(len(problems)))
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    for _ in range(3):
        kept.refresh()
        kept.current()
    assert len(calls) == 1


def test_a_mended_file_is_read_without_a_restart(folder: Path) -> None:
    kept = DataLoader(folder)
    content = (folder / "sources.csv").read_bytes()
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    assert kept.current().tables is None
    (folder / "sources.csv").write_bytes(content)
    kept.refresh()
    assert kept.current().tables is not None
    assert kept.current().findings == ()


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("displacement", {"date": "2923-03-31"}),
        ("exchange_rates", {"units_per_eur": "0.8\u06635034"}),
    ],
)
def test_a_far_year_or_a_foreign_digit_is_told_on_a_fresh_and_on_a_running_server(
    folder: Path, table: str, cells: dict[str, str]
) -> None:
    running = DataLoader(folder)
    good = running.current().tables
    write(folder, table, **cells)
    running.refresh()
    fresh = DataLoader(folder)
    assert running.current().tables is good
    assert fresh.current().tables is None
    for kept in (running, fresh):
        [problem] = kept.current().findings
        assert (problem.place.file, problem.place.line) == (f"{table}.csv", 2)


def test_trouble_nobody_expected_is_told_too_and_the_last_good_data_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = DataLoader(folder)
    good = kept.current().tables

    def fail(_contents: Mapping[str, bytes]) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(loader, "read_contents", fail)
    write(folder, "sources", title="Another title")
    kept.refresh()
    assert kept.current().tables is good
    [problem] = kept.current().findings
    assert "RuntimeError: out of paper" in problem.write_sentence()
    assert "out of paper" in caplog.text


def test_readers_do_not_wait_while_a_change_is_being_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = DataLoader(folder)
    good = kept.current().tables
    begun, go_on = threading.Event(), threading.Event()

    def read_slowly(contents: Mapping[str, bytes]) -> object:
        begun.set()
        assert go_on.wait(60)
        return read_contents(contents)

    monkeypatch.setattr(loader, "read_contents", read_slowly)
    write(folder, "sources", title="Another title")
    reading = threading.Thread(target=kept.refresh)
    reading.start()
    assert begun.wait(60)
    assert kept.current().tables is good
    go_on.set()
    reading.join()
    changed = kept.current().tables
    assert changed is not None
    assert changed.sources["title"].tolist()[0] == "Another title"


def test_a_change_is_seen_by_whoever_watches(folder: Path) -> None:
    told = threading.Event()
    kept = DataLoader(folder, lambda _problems: told.set()).watch(0.01)
    assert kept.current().findings == ()
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    assert told.wait(60)


def test_those_who_follow_are_told_of_new_tables_once_readers_have_them(folder: Path) -> None:
    kept = DataLoader(folder)
    told: list[bool] = []
    kept.subscribe(lambda tables: told.append(kept.current().tables is tables))
    assert told == []
    kept.refresh()
    kept.refresh()
    write(folder, "sources", title="Another title")
    kept.refresh()
    (folder / "sources.csv").write_text("nonsense\n", encoding="utf-8")
    kept.refresh()
    assert told == [True, True]


def test_who_follows_late_is_told_the_tables_of_the_moment(folder: Path) -> None:
    kept = DataLoader(folder)
    told: list[Tables] = []
    now = kept.current().tables
    kept.subscribe(told.append)
    assert told == [now]


def test_one_who_follows_and_fails_takes_the_data_from_nobody(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = DataLoader(folder)

    def fail(tables: Tables) -> None:
        raise RuntimeError("no more threads")

    kept.subscribe(fail)
    assert kept.current().tables is not None
    assert "no more threads" in caplog.text


def many_rates(months: int) -> bytes:
    """A table of rates with a row for each month."""
    first = SMALL["exchange_rates"][0]
    days = [f"{2010 + number // 12}-{number % 12 + 1:02}" for number in range(months)]
    return written("exchange_rates", [first | {"month": month} for month in days])


def test_a_file_cut_between_two_rows_is_held_back(folder: Path) -> None:
    (folder / "exchange_rates.csv").write_bytes(many_rates(100))
    kept = DataLoader(folder)
    good = kept.current().tables
    (folder / "exchange_rates.csv").write_bytes(many_rates(98))
    kept.refresh()
    assert kept.current().tables is good
    [problem] = kept.current().findings
    assert problem.write_sentence() == (
        "data/exchange_rates.csv: 2 of 100 rows are gone; put the whole file back, or, if they "
        "were meant to go, add a line to removed_rows.csv: exchange_rates.csv,2,day,reason"
    )


def test_a_line_that_says_why_releases_the_removal(folder: Path) -> None:
    (folder / "exchange_rates.csv").write_bytes(many_rates(100))
    kept = DataLoader(folder)
    kept.current()
    (folder / "exchange_rates.csv").write_bytes(many_rates(40))
    kept.refresh()
    assert [problem.cause.name for problem in kept.current().findings] == ["rows_lost"]
    (folder / "removed_rows.csv").write_text(
        "file,rows,removed_on,reason\nexchange_rates.csv,60,2026-11-27,Not needed any more.\n"
    )
    kept.refresh()
    tables = kept.current().tables
    assert kept.current().findings == ()
    assert tables is not None
    assert len(tables.exchange_rates) == 40


def test_a_single_row_may_go_without_a_word(folder: Path) -> None:
    (folder / "exchange_rates.csv").write_bytes(many_rates(10))
    kept = DataLoader(folder)
    kept.current()
    (folder / "exchange_rates.csv").write_bytes(many_rates(9))
    kept.refresh()
    assert kept.current().findings == ()
