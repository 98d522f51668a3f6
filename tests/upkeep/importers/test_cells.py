"""Cells: read when they can mean one thing only."""

from datetime import date
from decimal import Decimal

import pytest

from upkeep.importers import cells
from upkeep.importers.cells import Refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1286", "1286"),
        ("1 286", "1286"),
        ("1\u00a0286", "1286"),
        ("1\u202f286\u202f000", "1286000"),
        ("1,286,000", "1286000"),
        ("1,286,000.5", "1286000.5"),
        ("12,5", "12.5"),
        ("1.5E-3", "0.0015"),
        ("182672.0", "182672.0"),
        ("−5", "-5"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    assert cells.number(text, 1, "x") == Decimal(value)


@pytest.mark.parametrize("text", ["", ":", "n/a", "-", "…", " NA "])
def test_a_missing_number_is_not_zero(text: str) -> None:
    assert cells.number(text, 1, "x") is None


@pytest.mark.parametrize("text", ["1,286", "12 %", "about 5", "1.2.3", "infinity", "=A1+1"])
def test_a_number_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Line 7, total"):
        cells.number(text, 7, "total")


def test_people_come_in_whole_numbers_so_a_comma_means_one_thing() -> None:
    assert cells.people("1,286", 1, "x") == 1286
    with pytest.raises(Refused, match="number of people"):
        cells.people("1.5", 1, "x")


@pytest.mark.parametrize("text", ["2025-08-31", "31/08/2025", "31 August 2025", "August 31, 2025"])
def test_days_are_read_when_only_one_is_meant(text: str) -> None:
    assert cells.day(text, 1, "x") == date(2025, 8, 31)


@pytest.mark.parametrize("text", ["03/08/2025", "45900", "2025-13-01", "31 Augustus 2025"])
def test_a_day_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="read in one way only"):
        cells.day(text, 1, "x")


@pytest.mark.parametrize("text", ["2026-06", "2026M06", "Jun 2026", "June (2026)"])
def test_months_are_read_in_the_publishers_spellings(text: str) -> None:
    assert cells.month(text) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GRC"),
        ("EL: Greece", "GRC"),
        ("Germany (until 1990 former territory of the FRG)", "DEU"),
        ("European Union - 27 countries (from 2020)", "EU27"),
        ("EU27_2020", "EU27"),
        ("Türkiye", "TUR"),
        ("UNK", "UNKNOWN"),
        ("\u00a0Czechia ", "CZE"),
        ("Kosovo*", "XKX"),
        ("Atlantis", ""),
    ],
)
def test_places_are_known_by_codes_and_names(text: str, code: str) -> None:
    assert cells.place(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EU (Commission and Council)", "EUU"),
        ("European Investment Bank", "XEIB"),
        ("Japan", "JPN"),
        ("UNICEF", ""),
    ],
)
def test_donors_are_known_by_name(text: str, code: str) -> None:
    assert cells.donor(text) == code


def test_sums_among_donors_are_known_but_the_united_states_are_one() -> None:
    assert cells.is_group("Total")
    assert cells.is_group("EU member states")
    assert not cells.is_group("United States")
