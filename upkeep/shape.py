"""The rules of the schemas as findings: the words readers know, with the place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from locales import later
from schemas import TABLES, Problem
from schemas.problems import ADVICE
from upkeep.damage.repair import Repair
from upkeep.findings import Cause, Finding, Place, Severity

_TITLES: Final[Mapping[str, str]] = {
    "required": later("Empty cell"),
    "whole_number": later("Not a whole number"),
    "decimal_number": later("Not a number"),
    "day": later("Not a day"),
    "day_far": later("Another century"),
    "vocabulary": later("Unknown code"),
    "pattern": later("Another form"),
    "negative": later("Negative number"),
    "duplicate": later("Same fact twice"),
    "source_unknown": later("Unknown source"),
    "publisher_unknown": later("Unknown publisher"),
    "place_unknown": later("Unknown place"),
    "place_too_fine": later("Place finer than a rayon"),
    "donor_unknown": later("Unknown donor"),
    "currency_unknown": later("Unknown currency"),
    "period_order": later("Period ends before it begins"),
    "stock_has_day": later("Stock without its day"),
    "flow_has_period": later("Flow without its period"),
    "range_order": later("Range out of order"),
    "bound_missing": later("Bound missing"),
    "bound_range": later("Range without ends"),
    "bound_other": later("Bound does not fit"),
    "value_missing": later("Number missing"),
    "currency_needed": later("Currency missing"),
    "value_not_expected": later("Number where none was found"),
    "before_war": later("Before the war"),
    "via_needed": later("Copy not named"),
    "available_order": later("Public before publication"),
    "column_needed": later("Correction without a column"),
    "correction_target": later("Correction of no table"),
    "correction_row": later("Correction of no row"),
    "correction_guard": later("Correction to be removed"),
    "rows_lost": later("Rows lost"),
    "unexpected": later("Trouble nobody expected"),
    "rule_failed": later("Rule that could not be asked"),
}

SHAPE: Final[Mapping[str, Cause]] = {
    rule: Cause(rule, Severity.ERROR, title, ADVICE[rule]) for rule, title in _TITLES.items()
}
"""Every rule of the schemas that is not seen better as damage, by name."""

_OF_ONE_CELL: Final = frozenset({
    "required", "whole_number", "decimal_number", "day", "day_far", "vocabulary", "pattern",
    "place_unknown", "place_too_fine", "donor_unknown", "currency_unknown", "source_unknown",
    "publisher_unknown", "negative",
})  # fmt: skip


def shape_findings(problems: Iterable[Problem], made: Repair) -> Iterator[Finding]:
    """Problems of a table as findings, without those that only repeat what damage has said."""
    said = {
        (finding.place.line, finding.place.column)
        for finding in made.findings
        if finding.place.column and finding.instead is None
    }
    rules = TABLES[made.table].row_rules()
    for problem in problems:
        read = rules.get(problem.rule, ())
        if problem.rule not in SHAPE or {problem.column, *read} & set(made.missing):
            continue
        if problem.rule in _OF_ONE_CELL and (problem.line, problem.column) in said:
            continue
        yield Finding(SHAPE[problem.rule], _place(problem, made), problem.value, problem.details)


def _place(problem: Problem, made: Repair) -> Place:
    return made.cell(problem.line, problem.column) if problem.line else Place(made.file)
