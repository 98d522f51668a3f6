"""Sense: each rule sees what it is for, and nothing where all is well."""

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest

import upkeep.check as checking
from schemas import DATA
from schemas.findings import Severity
from tests.frozen import FROZEN
from tests.small_tables import SMALL, written
from tests.upkeep.rules_aid import AID
from tests.upkeep.rules_cases import (
    TODAY,
    case,
    month,
    seen,
    source,
    stock,
)  # fmt: skip
from tests.upkeep.rules_deaths import DEATHS
from tests.upkeep.rules_displacement import DISPLACEMENT
from tests.upkeep.rules_latest import LATEST, SOUND_LATEST
from tests.upkeep.rules_otherwise import OTHERWISE, SOUND, small
from upkeep.check import Given, Report, check
from upkeep.rules import RULES

REALLY = (*DEATHS, *DISPLACEMENT, *AID)


NOT_SEEN = {
    "42 months one short of the edition": "one person is within rounding of the two counts",
    "9,112 killed and injured in 2024": "the tables hold no number of both together",
    "+70% called deaths": "the tables hold no percentages",
    "events in a column named civilian": "a number of events looks like a number of deaths",
    "25 or 26 March for one count": "a day between counting and publication is usual",
    "7,138,715 and 7,138,716": "macro-regions have no code, so they are not carried",
    "each country has its own day": "each row has its own date, as it should",
    "a table and a series that differ by 1,288": "they are two editions of different days",
    "registered beside estimated people": "they are two series, which nothing adds",
    "refugees abroad called displaced inside": "a right number in a wrong sentence",
    "growth that does not fit the next month": "stated growth is not carried",
    "people struck off at the end of a permit": "a fall like any other; a caveat of the source",
    "shares that make 90%": "shares are not carried",
    "returns of a year beside a stock of returnees": "both are right as a flow and a stock",
    "money without a date booked into one month": "aid comes in such steps",
    "a commitment of EUR 90 billion": "it is true; figures keep commitments apart",
    "part of the EU's money told once more per member": "the tables have no such column",
    "-43%, -41.9% and -44.9%": "shares are not carried",
    "Europe's total given as the world's": "a right number under a wrong name",
    "a series that begins on 24 January": "it is true",
    "years to come and rows without an appeal": "it is true",
    "pledges beside funding": "the measure keeps them apart",
    "the Netherlands called Nordic": "a group of donors is a matter of words",
    "nothing in July": "a month without money is possible",
    "an announcement without an allocation": "it may come later",
}
"""What no machine can see in the tables, and why."""

EVERY = [pytest.param(rule, make, id=name) for name, rule, make in (*REALLY, *OTHERWISE, *LATEST)]


@pytest.mark.parametrize(("rule", "make"), EVERY)
def test_what_makes_no_sense_is_seen_and_told_with_its_numbers(
    rule: str, make: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of all rules only this one is asked; the frozen tables are asked by all of them.
    monkeypatch.setattr(checking, "RULES", [each for each in RULES if each.name == rule])
    found = [finding for finding in make().findings if finding.cause.name == rule]
    assert found
    for finding in found:
        wanted = {name for _, name, _, _ in string.Formatter().parse(finding.cause.advice) if name}
        assert wanted <= {name for name, _ in finding.details}


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} <= {rule for _, rule, _ in (*REALLY, *OTHERWISE, *LATEST)}


def test_what_no_machine_can_see_is_listed_with_its_reason() -> None:
    assert all(NOT_SEEN.values())
    assert not set(NOT_SEEN) & {name for name, *_ in REALLY}


def test_names_of_rules_are_not_used_twice() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


ALL_SOUND = SOUND | SOUND_LATEST


@pytest.mark.parametrize("name", list(ALL_SOUND))
def test_where_all_is_well_no_warning_is_raised(name: str) -> None:
    findings = ALL_SOUND[name]().findings
    assert [f.cause.name for f in findings if f.severity is not Severity.NOTE] == []


def test_a_series_nobody_looked_for_is_told_once_at_its_newest_row() -> None:
    rows = [SMALL["civilian_deaths"][0], SMALL["civilian_deaths"][0] | {"outcome": "injured"}]
    newer = SMALL["sources"][0] | {"source_id": "ohchr-2025-09-10", "available": "2025-09-10"}
    report = small(
        searches=SMALL["searches"][1:],
        sources=[*SMALL["sources"], newer],
        civilian_deaths=[*rows, rows[1] | {"source_id": "ohchr-2025-09-10"}],
    )
    (found,) = [f for f in report.findings if f.cause.name == "never_looked_for"]
    assert (found.place.file, found.place.line) == ("civilian_deaths.csv", 4)
    assert found.severity is Severity.WARNING


def test_what_was_said_or_happened_once_need_not_be_looked_for() -> None:
    once = [SMALL["sources"][0] | {"frequency": "never"}]
    report = small(searches=SMALL["searches"][1:], sources=once)
    assert "never_looked_for" not in seen(report)
    event = [SMALL["civilian_deaths"][0] | {"series": "event"}]
    assert "never_looked_for" not in seen(
        small(searches=SMALL["searches"][1:], civilian_deaths=event)
    )


def lying_in(folder: Path) -> list[Given]:
    return [Given(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]


def test_what_readers_see_has_no_error() -> None:
    report = check(lying_in(DATA))
    assert [f for f in report.findings if f.severity is Severity.ERROR] == []


@pytest.fixture(scope="module")
def frozen() -> Report:
    return check(lying_in(FROZEN), {}, TODAY)


def test_the_rules_that_warn_about_the_frozen_tables_are_these(frozen: Report) -> None:
    assert {f.cause.name for f in frozen.findings if f.severity is Severity.WARNING} == {
        "beyond_its_knowledge", "clusters_differ", "digits_or_unit", "further_than_possible",
        "places_differ", "rate_disagrees", "restated_much",
    }  # fmt: skip


def test_what_a_correction_explains_is_no_warning(frozen: Report) -> None:
    strike = [f for f in frozen.findings if f.cause.name == "event_date"]
    assert [f.severity for f in strike] == [Severity.NOTE]
    assert strike[0].accepted == ("", "", "deaths-french-article-strike")


def accepted(**cells: str) -> Report:
    """Two editions of a month, and an acceptance of the change."""
    rows = [month("2023-02-01", 541, "a"), month("2023-02-01", 457, "b", as_of="2023-09-01")]
    row = {
        "warning": "restated_much", "file": "civilian_deaths.csv", "row": "source_id=b;value=457",
        "accepted_by": "m. k.", "accepted_on": "2026-11-22", "reason": "Asked the publisher.",
    } | cells  # fmt: skip
    header = ",".join(row)
    content = f"{header}\n{','.join(row.values())}\n".encode()
    sources = [source("a", "2023-03-05"), source("b", "2023-10-08")]
    return check([
        Given("civilian_deaths.csv", written("civilian_deaths", rows)),
        Given("sources.csv", written("sources", sources)),
        Given("accepted_warnings.csv", content),
    ], {}, TODAY)  # fmt: skip


def test_an_accepted_warning_is_a_note_with_name_day_and_reason() -> None:
    (found,) = [f for f in accepted().findings if f.cause.name == "restated_much"]
    assert found.severity is Severity.NOTE
    assert found.accepted == ("m. k.", "2026-11-22", "Asked the publisher.")
    assert "acceptance_unused" not in seen(accepted())


@pytest.mark.parametrize("cells", [{"row": "source_id=b;value=458"}, {"warning": "stale_half"}])
def test_an_acceptance_that_meets_no_warning_is_told(cells: dict[str, str]) -> None:
    report = accepted(**cells)
    assert {"restated_much", "acceptance_unused"} <= seen(report)
    assert report.count(Severity.WARNING) == 1


def test_an_acceptance_without_its_reason_is_an_error() -> None:
    assert "required" in seen(accepted(reason=""))


SENSITIVE = [
    ("note", "Ivan Petrenko, aged 34, was killed", "person_named"),
    ("note", "Петренко Іван Миколайович", "person_named"),
    ("note", "ask olena@example.org", "contact"),
    ("note", "call +380 44 123 45 67", "contact"),
    ("note", "hit at 48.4501, 35.0462", "coordinates"),
    ("note", "48° 27′ N", "coordinates"),
    ("note", "in the village of Hroza", "place_fine"),
    ("note", "вул. Хрещатик, 1", "place_fine"),
    ("note", "code UA6308021", "place_fine"),
    ("location", "UA1414010", "place_too_fine"),
]


@pytest.fixture(scope="module")
def sensitive() -> Report:
    """A row for each, a month apart."""
    rows = (stock(f"2024-{at:02}-01", 9, **{column: text})
            for at, (column, text, _) in enumerate(SENSITIVE, 1))  # fmt: skip
    return case(displacement=list(rows))


@pytest.mark.parametrize(("line", "rule"), [(at, each[2]) for at, each in enumerate(SENSITIVE, 2)])
def test_persons_and_exact_places_are_errors(sensitive: Report, line: int, rule: str) -> None:
    found = [f for f in sensitive.findings if f.cause.name == rule and f.place.line == line]
    assert {f.severity for f in found} == {Severity.ERROR}


def test_columns_of_persons_and_exact_places_are_errors() -> None:
    names = ["latitude", "victim_name", "Прізвище", "adm4_pcode", "settlement"]
    rows = written("displacement", [stock("2024-01-01", 9)]).decode().splitlines()
    content = f"{','.join([rows[0], *names])}\n{','.join([rows[1], *names])}\n".encode()
    report = check([Given("displacement.csv", content)], {}, TODAY)
    found = [f for f in report.findings if f.cause.name == "column_sensitive"]
    assert {f.place.column for f in found} == set(names)


def test_advice_is_said_in_the_house_style() -> None:
    for rule in RULES:
        assert re.match(r"[a-z{]|Ukraine", rule.cause.advice), rule.name
        assert not rule.cause.advice.endswith("."), rule.name
        assert rule.cause.title[0].isupper(), rule.name


def test_a_search_of_an_unknown_publisher_is_an_error() -> None:
    report = small(searches=[SMALL["searches"][0] | {"publisher": "OHCRH"}])
    (found,) = [f for f in report.findings if f.cause.name == "publisher_unknown"]
    assert found.severity is Severity.ERROR
    assert (found.place.file, found.place.line) == ("searches.csv", 2)
