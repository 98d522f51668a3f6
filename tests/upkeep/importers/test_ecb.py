"""Reference rates: averaged by month, only what is new."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run_again

Bring = Callable[..., Answer]


def test_the_rates_of_april_are_there_already() -> None:
    answer = run_again("ecb", made.UPSTREAM / "ecb_eurofxref-hist.zip")
    assert "ecb-2026-04-13: 0 to add, 34 there already" in answer.text


def packed(folder: Path, rows: list[list[str]]) -> Path:
    return made.zipped(folder, "x.zip", {"eurofxref-hist.csv": made.text_of(rows)})


def test_whole_months_are_averaged_and_a_month_begun_within_is_left_out(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("ecb", packed(tmp_path, made.rates("2026-04-01")), "--write")
    assert answer.code == 0, answer.text
    rows = rows_of(data, "exchange_rates", "ecb-2026-04-01")
    rows = [row for row in rows if row["month"] != "2026-04"]
    assert len(rows) == 17
    assert {(row["month"], row["days"], row["obs_status"]) for row in rows} == {
        ("2026-03", "22", "A")
    }
    days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26, 27, 30, 31]
    mean = 1.1 + sum(days) / len(days) / 1000
    assert float(rows[0]["units_per_eur"]) == pytest.approx(mean, abs=1e-6)
    assert "2026-02 is left out" in answer.text


@pytest.mark.cluster
def test_a_month_that_is_not_over_is_provisional_and_later_replaced(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    assert bring("ecb", packed(tmp_path, made.rates("2026-03-27")), "--write").code == 0
    assert {row["obs_status"] for row in rows_of(data, "exchange_rates", "ecb-2026-03-27")} == {"P"}
    assert bring("ecb", packed(tmp_path, made.rates("2026-04-01")), "--write").code == 0
    later = rows_of(data, "exchange_rates", "ecb-2026-04-01")
    assert {(row["month"], row["obs_status"]) for row in later} == {
        ("2026-03", "A"),
        ("2026-04", "P"),
    }


def test_a_later_file_brings_only_its_new_month(bring: Bring, tmp_path: Path, data: Path) -> None:
    assert bring("ecb", packed(tmp_path, made.rates("2026-04-01")), "--write").code == 0
    answer = bring("ecb", packed(tmp_path, made.rates("2026-04-07")), "--write")
    assert "17 to add, 17 there already" in answer.text
    assert {row["month"] for row in rows_of(data, "exchange_rates", "ecb-2026-04-07")} == {
        "2026-04"
    }


def test_columns_may_move_and_currencies_come_and_go(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    rows = [["", *reversed(row), "XYZ" if row[0] == "Date" else "9"] for row in made.rates()]
    assert bring("ecb", made.saved(tmp_path, "x.csv", rows), "--write").code == 0
    assert len(rows_of(data, "exchange_rates", "ecb-2026-03-31")) == 17


def test_a_missing_currency_is_named(bring: Bring, tmp_path: Path) -> None:
    rows = [[*row[:1], *row[2:]] for row in made.rates()]
    assert "has no “usd”" in bring("ecb", made.saved(tmp_path, "x.csv", rows)).text


def test_a_file_of_one_day_gives_no_average(bring: Bring, tmp_path: Path) -> None:
    assert "no whole month" in bring("ecb", made.saved(tmp_path, "x.csv", made.rates()[:2])).text


def test_days_missing_within_a_month_are_found(bring: Bring, tmp_path: Path) -> None:
    rows = made.rates("2026-04-07")
    answer = bring("ecb", made.saved(tmp_path, "x.csv", [*rows[:5], *rows[18:]]))
    assert "days are missing" in answer.text
