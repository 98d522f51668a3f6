"""Pandera itself refuses every breach: no rule of a table is a matter of our own code alone."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaErrorReason, SchemaErrors

from schemas import TABLES
from schemas.cells import parse_cells
from schemas.table import Table, find_kind
from schemas.text import read_text
from schemas.validation import validate_table
from tests.small_tables import SMALL, Rows, written

ABSENT = SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME
UNKNOWN = SchemaErrorReason.COLUMN_NOT_IN_SCHEMA

OTHER: dict[str, Rows] = {
    "accepted_warnings": [
        {"warning": "restated_past", "file": "aid_flows.csv", "row": "source_id=x",
         "accepted_by": "AB", "accepted_on": "2026-11-27", "reason": "It is so."}
    ],
    "removed_rows": [
        {"file": "aid_flows.csv", "rows": "3", "removed_on": "2026-11-27", "reason": "Withdrawn."}
    ],
}  # fmt: skip
"""A good row of the maintainers' own tables."""

BREACHES = {
    "vocabulary": "nonsense",
    "pattern": "!!",
    "negative": "-5",
    "place_unknown": "XYZ",
    "place_too_fine": "UA1414010",
    "donor_unknown": "NLD+XYZ",
    "currency_unknown": "EURO",
}
"""For every rule of one cell, a text that breaks it."""


def frame_of(table: str, rows: Rows) -> pd.DataFrame:
    """The typed cells of some rows, as they are given to Pandera."""
    model = TABLES[table]
    text = "\n".join(
        [",".join(model.columns()), *(",".join(row.get(name, "") for name in model.columns())
                                      for row in rows)]
    )  # fmt: skip
    return parse_cells(read_text(f"{table}.csv", text.encode())[0], model).frame


def good(table: str) -> Rows:
    return [dict(row) for row in (SMALL.get(table) or OTHER[table])]


def refusals(model: type[Table], frame: pd.DataFrame) -> set[tuple[str, str]]:
    """What Pandera refuses: the reason, and the name of the rule or column."""
    try:
        model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return {(error.reason_code.name, _refused(error)) for error in errors.schema_errors}
    return set()


def _refused(error: Any) -> str:
    if error.reason_code in (ABSENT, UNKNOWN):
        return str(error.failure_cases)
    return str(getattr(error.check, "name", None) or error.schema.name)


def cell_rules() -> Iterator[tuple[str, str, str]]:
    """Every table, column and rule that is asked of one cell."""
    for table, model in TABLES.items():
        for name, declared in model.columns().items():
            for check in declared.checks:
                yield table, name, str(check.name)


@pytest.mark.parametrize("table", TABLES)
def test_pandera_accepts_good_rows_whole(table: str) -> None:
    frame = frame_of(table, good(table))
    assert len(frame)
    assert refusals(TABLES[table], frame) == set()


@pytest.mark.parametrize(("table", "column", "rule"), list(cell_rules()))
def test_pandera_refuses_a_cell_that_breaks_its_rule(table: str, column: str, rule: str) -> None:
    frame = frame_of(table, [{**good(table)[0], column: BREACHES[rule]}])
    assert ("DATAFRAME_CHECK", rule) in refusals(TABLES[table], frame)


@pytest.mark.parametrize("table", TABLES)
def test_pandera_refuses_an_empty_cell_that_must_be_filled(table: str) -> None:
    columns = TABLES[table].columns()
    halves = (dict.fromkeys(list(columns)[half::2], "") for half in (0, 1))
    frame = frame_of(table, [{**good(table)[0], **empty} for empty in halves])
    empty = SchemaErrorReason.SERIES_CONTAINS_NULLS.name
    refused = {name for reason, name in refusals(TABLES[table], frame) if reason == empty}
    assert refused == {name for name, one in columns.items() if one.metadata["required"]}


@pytest.mark.parametrize("table", TABLES)
def test_pandera_refuses_the_same_fact_twice(table: str) -> None:
    frame = frame_of(table, [good(table)[0], good(table)[0]]).set_axis([2, 3])
    reasons = {reason for reason, _ in refusals(TABLES[table], frame)}
    assert reasons == {SchemaErrorReason.DUPLICATES.name}


@pytest.mark.parametrize("table", TABLES)
def test_pandera_refuses_missing_unknown_and_wrongly_typed_columns(table: str) -> None:
    model, frame = TABLES[table], frame_of(table, good(table))
    columns = model.columns()
    kept = next(iter(columns))
    missing = refusals(model, frame[[kept]]) | refusals(model, frame.drop(columns=kept))
    assert {(ABSENT.name, name) for name in columns} <= missing
    wrong = frame.assign(
        **{name: 1.5 if find_kind(one.dtype) == "text" else "text" for name, one in columns.items()}
    )
    found = refusals(model, wrong)
    assert {(SchemaErrorReason.WRONG_DATATYPE.name, name) for name in columns} <= found
    assert (UNKNOWN.name, "surname") in refusals(model, frame.assign(surname=""))


ROW_BREACHES: dict[str, dict[str, str]] = {
    "range_order": {"low": "10", "value": "5", "high": "20"},
    "bound_missing": {"bound": ""},
    "bound_range": {"bound": "range", "low": "", "high": ""},
    "bound_other": {"bound": "exact", "low": "1", "high": ""},
    "value_missing": {"value": "", "low": "", "high": ""},
    "value_not_expected": {"value": "5", "obs_status": "O"},
    "period_order": {"period_start": "2025-08-31", "period_end": "2025-08-01"},
    "stock_has_day": {"measure": "stock", "date": ""},
    "flow_has_period": {"measure": "flow", "period_start": ""},
    "before_war": {"period_start": "2021-03-10"},
    "currency_needed": {"currency": ""},
    "via_needed": {"kind": "secondary", "via": ""},
    "available_order": {"published": "2025-08-13", "available": "2025-08-01"},
    "column_needed": {"action": "override", "column": ""},
}
"""For every rule over several columns, the cells that break it; `value` is the number."""

ROW_RULES = [
    (table, str(check.name)) for table, model in TABLES.items() for check in model.schema().checks
]


@pytest.mark.parametrize(("table", "rule"), ROW_RULES)
def test_pandera_refuses_a_row_that_breaks_a_rule_over_several_columns(
    table: str, rule: str
) -> None:
    number = TABLES[table].number_column()
    cells = {number if name == "value" else name: text for name, text in ROW_BREACHES[rule].items()}
    frame = frame_of(table, [{**good(table)[0], **cells}])
    assert ("DATAFRAME_CHECK", rule) in refusals(TABLES[table], frame)


def test_a_failure_of_pandera_becomes_a_problem_at_its_line_and_column() -> None:
    rows = [*good("exchange_rates"), {**good("exchange_rates")[0], "currency": "EURO"}]
    cells = parse_cells(
        read_text("exchange_rates.csv", written("exchange_rates", rows))[0],
        TABLES["exchange_rates"],
    )
    [problem] = validate_table(cells, TABLES["exchange_rates"])
    assert (problem.place.line, problem.place.column, problem.value, problem.cause.name) == (
        3, "currency", "EURO", "currency_unknown",
    )  # fmt: skip
