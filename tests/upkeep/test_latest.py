"""The newest edition in real tables: slips are seen there, whatever the order of the rows."""

import csv
import io
import random

import pytest

from schemas.findings import Severity
from tests import calibration
from tests.frozen import FROZEN
from tests.small_tables import written
from tests.upkeep.rules_cases import TODAY, source, until
from upkeep.check import Given, Report, check

TABLES = {path.stem: path.read_bytes() for path in sorted(FROZEN.glob("*.csv"))}


def changed(table: str, where: dict[str, str], cells: dict[str, str]) -> Report:
    """What is new when the last of some rows of a frozen table gets other cells."""
    rows = list(csv.DictReader(io.StringIO(TABLES[table].decode())))
    row = [row for row in rows if where.items() <= row.items()][-1]
    row |= cells
    beside = {name: content for name, content in TABLES.items() if name != table}
    given = [Given(f"{table}.csv", written(table, rows))]
    return check(given, beside, TODAY, TABLES).only(known=False)


COUNT = {"series": "cumulative", "outcome": "killed", "victims": "all", "value": "17257"}
SPLIT = {"series": "split", "outcome": "killed", "weapon": "long_range_weapons"}
RATE = {"currency": "RON"}


@pytest.mark.cluster
@pytest.mark.parametrize(
    ("table", "where", "cells", "rule", "severity"),
    [
        ("civilian_deaths", COUNT, {"value": "27257"}, "cumulative_leaps", "WARNING"),
        ("civilian_deaths", SPLIT, {"value": "4000"}, "part_above_whole", "ERROR"),
        ("exchange_rates", RATE, {"units_per_eur": "49.46"}, "decimal_point", "ERROR"),
        ("exchange_rates", RATE, {"days": "45"}, "days_of_the_month", "ERROR"),
        ("sources", {"publisher": "OHCHR"}, {"publisher": "OHCHR\nUkraine"}, "line_break", "ERROR"),
    ],
)
def test_a_slip_in_a_real_table_is_told_as_new(
    table: str, where: dict[str, str], cells: dict[str, str], rule: str, severity: str
) -> None:
    found = [each for each in changed(table, where, cells).findings if each.cause.name == rule]
    assert [each.severity for each in found] == [Severity[severity]]


def small(rows: list[dict[str, str]], before: list[dict[str, str]]) -> Report:
    public = [source(f"e{at}", f"2024-{at + 1:02}-08") for at in range(1, 10)]
    given = [Given("civilian_deaths.csv", written("civilian_deaths", rows))]
    was = {"civilian_deaths": written("civilian_deaths", before)}
    return check(given, {"sources": written("sources", public)}, TODAY, was)


def test_a_row_that_did_not_stand_there_before_is_judged_though_it_is_not_the_newest() -> None:
    before = [until(f"2024-{at:02}-28", 10_000 + 200 * at, f"e{at}") for at in range(1, 10)]
    slipped = [dict(row) for row in before]
    slipped[6]["value"] = "17000"
    assert "cumulative_leaps" in {each.cause.name for each in small(slipped, before).findings}
    assert "cumulative_leaps" not in {each.cause.name for each in small(before, before).findings}


@pytest.mark.cluster
@pytest.mark.parametrize("table", ["civilian_deaths", "displacement", "exchange_rates"])
def test_the_order_of_the_rows_means_nothing(table: str) -> None:
    rows = list(csv.DictReader(io.StringIO(TABLES[table].decode())))
    beside = {name: content for name, content in TABLES.items() if name != table}

    def told(rows: list[dict[str, str]]) -> set[tuple[str, str, str]]:
        found = check([Given(f"{table}.csv", written(table, rows))], beside, TODAY).findings
        loud = (each for each in found if each.severity is not Severity.NOTE and each.place.line)
        return {
            (each.cause.name, each.value, str(rows[each.place.line - 2].values())) for each in loud
        }

    mixed = random.Random(1).sample(rows, len(rows))  # noqa: S311
    assert told(mixed) == told(rows)


@pytest.mark.cluster
def test_a_sample_of_the_editions_keeps_what_the_calibration_promises() -> None:
    editions, cries, tried = calibration.calibrate(calibration.read_live(), every=60)
    assert cries.total() <= max(1, editions.total() / 10)
    hard = [bool(slip.found) for slip in tried if slip.kind in calibration.HARD and slip.judged]
    assert sum(hard) >= 0.95 * len(hard)
