"""Pandera decides: each table is validated once, and its failures become findings at their line.

A cell that could not be read is missing here and has been reported already; what Pandera says of
it, and of rules that would have needed it, is left out, so that one bad cell hides no other and
is not reported twice.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from pandera.errors import SchemaErrorReason, SchemaErrors

from schemas.cells import TypedTable
from schemas.findings import Finding, make_finding
from schemas.searches import shorten_publisher
from schemas.table import Table

_LOG = logging.getLogger("dashboard.data")


def validate_table(cells: TypedTable, model: type[Table]) -> Iterator[Finding]:
    """Every breach of a model, as far as its cells could be read."""
    try:
        model.schema().validate(cells.frame, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            yield from _report_failure(error, cells, model)


def validate_names(
    cells: TypedTable, columns: Iterable[str], rule: str, known: Iterable[str], model: type[Table]
) -> Iterator[Finding]:
    """Every row that names what another table does not hold; of a name its first part counts."""
    there = {shorten_publisher(name) for name in known}
    for column in columns:
        if column in cells.frame:
            named = cells.frame[column].dropna()
            lines = named.index[~named.map(shorten_publisher).isin(there)]
            yield from _report_rows(rule, (column,), lines, cells, model)


def _report_failure(error: Any, cells: TypedTable, model: type[Table]) -> Iterator[Finding]:
    """The findings of one failure: a check of a column, of rows, or of the columns themselves."""
    name, there = str(error.schema.name), set(cells.frame.columns)
    rule = str(getattr(error.check, "name", ""))
    columns = model.row_rules().get(rule)
    match error.reason_code:
        case SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME | SchemaErrorReason.COLUMN_NOT_IN_SCHEMA:
            column = str(error.failure_cases)
            rule = "column_unknown" if column in there else "column_missing"
            yield make_finding(rule, model.file_name(), 1, column, column)
        case SchemaErrorReason.SERIES_CONTAINS_NULLS:
            yield from _report_rows("required", (name,), _lines_of(error), cells, model)
        case SchemaErrorReason.DUPLICATES if set(model.key_columns()) <= there:
            yield from _report_rows(
                "duplicate", model.key_columns(), _lines_of(error), cells, model
            )
        case SchemaErrorReason.DATAFRAME_CHECK:
            yield from _report_rows(rule, columns or (name,), _lines_of(error), cells, model)
        case _ if set(columns or model.key_columns()) <= there:
            # Otherwise the rule could not be asked for want of a column, which is reported.
            _LOG.error("%s: %s", model.file_name(), error)
            told = str(error.failure_cases)[:200]
            yield make_finding("rule_failed", model.file_name(), error=told)


def _lines_of(error: Any) -> list[int]:
    return sorted({int(line) for line in error.failure_cases["index"]})


def _report_rows(
    rule: str, columns: tuple[str, ...], lines: Iterable[int], cells: TypedTable, model: type[Table]
) -> Iterator[Finding]:
    """A finding for each of these lines in which every cell could be read that the rule asks of."""
    frame, declared, number = cells.frame, model.columns()[columns[0]], model.number_column()
    told = {"meaning": declared.description} if rule == "required" else {}
    if rule == "duplicate":
        key = [frame[name] for name in columns]
        first = frame.index.to_series().groupby(key, dropna=False, sort=False).transform("first")
    elif len(columns) == 1 and rule != "required":
        allowed = ", ".join(declared.metadata["codes"])
        told = {"allowed": allowed, "form": declared.metadata["form"]}
    for line in lines:
        if cells.is_unread(line, *columns):
            continue
        row = {name: str(cells.text.frame.at[line, name]) for name in columns}
        if rule == "duplicate":
            told = {"other": str(first[line])}
        elif len(columns) > 1:
            told = {"value" if name == number else name: row[name] or "–" for name in columns}
        yield make_finding(rule, model.file_name(), line, columns[0], row[columns[0]], **told)
