"""Pandera decides: each table is validated once, and its failures become findings at their line.

A cell that could not be read is missing here and has been reported already; what Pandera says of
it, and of rules that would have needed it, is left out, so that one bad cell hides no other and
is not reported twice.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandera.pandas as pa
from pandera.errors import SchemaErrorReason, SchemaErrors

from schemas.cells import Cells
from schemas.findings import Finding, declare_rule, make_finding
from schemas.searches import first_name
from schemas.table import Table

_LOG = logging.getLogger("dashboard.data")

declare_rule(
    "source_unknown",
    "Unknown source",
    "no such source; add it to sources.csv or correct the spelling",
)


def validate_table(cells: Cells, model: type[Table]) -> list[Finding]:
    """Every breach of a model, as far as its cells could be read."""
    return list(_report_failures(cells, model, model.schema()))


def validate_names(
    cells: Cells, columns: Iterable[str], rule: str, known: Iterable[str], model: type[Table]
) -> list[Finding]:
    """Every row that names what another table does not hold; of a name its first part counts."""
    there = {first_name(name) for name in known}
    check = pa.Check(lambda named: named.map(first_name).isin(there), name=rule)
    columns = [name for name in columns if name in cells.frame]
    schema = pa.DataFrameSchema({name: pa.Column(nullable=True, checks=check) for name in columns})
    return list(_report_failures(cells, model, schema))


def _report_failures(
    cells: Cells, model: type[Table], schema: pa.DataFrameSchema
) -> Iterator[Finding]:
    try:
        schema.validate(cells.frame, lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            yield from _report_failure(error, cells, model)


def _report_failure(error: Any, cells: Cells, model: type[Table]) -> Iterator[Finding]:
    """The findings of one failure: a check of a column, of rows, or of the columns themselves."""
    file, name = model.file_name(), str(error.schema.name)
    match error.reason_code:
        case SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME:
            missing = str(error.failure_cases)
            yield make_finding("column_missing", file, 1, missing, missing)
        case SchemaErrorReason.COLUMN_NOT_IN_SCHEMA:
            unknown = str(error.failure_cases)
            yield make_finding("column_unknown", file, 1, unknown, unknown)
        case SchemaErrorReason.SERIES_CONTAINS_NULLS:
            meaning = model.columns()[name].description
            for line in _lines_of(error):
                if not cells.is_unread(line, name):
                    yield make_finding("required", file, line, name, meaning=meaning)
        case SchemaErrorReason.DUPLICATES:
            yield from _report_duplicates(_lines_of(error), cells, model)
        case SchemaErrorReason.DATAFRAME_CHECK:
            rule = str(error.check.name)
            columns = model.row_rules().get(rule) or (name,)
            yield from _report_rows(rule, columns, _lines_of(error), cells, model)
        case _:
            if not _needs_missing_columns(error, cells, model):
                _LOG.error("%s: %s", file, error)
                yield make_finding("rule_failed", file, error=str(error.failure_cases)[:200])


def _lines_of(error: Any) -> list[int]:
    return sorted({int(line) for line in error.failure_cases["index"]})


def _needs_missing_columns(error: Any, cells: Cells, model: type[Table]) -> bool:
    """Whether a rule could not be asked only because the file lacks a column, which is reported."""
    columns = model.row_rules().get(str(getattr(error.check, "name", "")), model.key_columns())
    return not set(columns) <= set(cells.frame.columns)


def _report_rows(
    rule: str, columns: tuple[str, ...], lines: Iterable[int], cells: Cells, model: type[Table]
) -> Iterator[Finding]:
    for line in lines:
        if not cells.is_unread(line, *columns):
            value = str(cells.text.frame.at[line, columns[0]])
            told = _tell(columns, line, cells, model)
            yield make_finding(rule, model.file_name(), line, columns[0], value, **told)


def _tell(
    columns: tuple[str, ...], line: int, cells: Cells, model: type[Table]
) -> Mapping[str, str]:
    """What may stand in a column, or the cells a rule has read; the number is called `value`."""
    if len(columns) == 1:
        metadata = model.columns()[columns[0]].metadata
        return {"allowed": ", ".join(metadata["codes"]), "form": metadata["form"]}
    number = model.number_column()
    return {
        "value" if name == number else name: str(cells.text.frame.at[line, name]) or "–"
        for name in columns
    }


def _report_duplicates(lines: Iterable[int], cells: Cells, model: type[Table]) -> Iterator[Finding]:
    key = list(model.key_columns())
    if not set(key) <= set(cells.frame):
        return
    first = cells.frame.groupby(key, dropna=False, sort=False)[key[0]].transform(
        lambda rows: rows.index[0]
    )
    for line in lines:
        if not cells.is_unread(line, *key):
            value = str(cells.text.frame.at[line, key[0]])
            other = str(first[line])
            yield make_finding("duplicate", model.file_name(), line, key[0], value, other=other)
