"""Checks of one table and between tables; every breach becomes a `Problem` at its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from schemas import places
from schemas.cells import Cells
from schemas.problems import Problem
from schemas.raw import Numbers
from schemas.table import Table

_FIELD_RULES = {
    "isin": "vocabulary",
    "str_matches": "pattern",
    "greater_than_or_equal_to": "negative",
}


def check_table(cells: Cells, model: type[Table]) -> list[Problem]:
    """Every breach of the model's own rules, as far as its cells could be read.

    A rule for one column is asked once for each distinct value, a rule for several columns is
    asked with these columns alone, and never for a row in which one of them could not be read.
    """
    problems = list(_empty_cells(cells, model))
    for name, declared in model.columns().items():
        for check in declared.checks:
            problems += _column_breaches(check, name, cells, model)
    for check in model.to_schema().checks:
        problems += _row_breaches(check, cells, model)
    return problems


def _empty_cells(cells: Cells, model: type[Table]) -> Iterator[Problem]:
    for name, declared in model.columns().items():
        if declared.metadata["required"]:
            column = cells.columns[name]
            empty = (column.values.isna() | (column.values == "")).fillna(value=True)
            for row in column.rows(empty.to_numpy(bool) & ~column.unreadable):
                yield _problem(model, cells.lines[row], name, "", "required")


def _column_breaches(check: Any, name: str, cells: Cells, model: type[Table]) -> Iterator[Problem]:
    column = cells.columns[name]
    passed = check(column.values).check_output.reindex(column.values.index, fill_value=True)
    rule = _FIELD_RULES[str(check.name)]
    rows = column.rows(~passed.to_numpy(bool))
    details = _details(rule, (name,), 0, cells, model) if len(rows) else {}
    for row in rows:
        value = column.at(int(row))
        named = "required" if rule in ("vocabulary", "pattern") and value == "" else rule
        yield _problem(model, cells.lines[row], name, _written(value), named, details)


def _row_breaches(check: Any, cells: Cells, model: type[Table]) -> Iterator[Problem]:
    rule = str(check.name).lstrip("_")
    columns = model.row_rules()[rule]
    passed = check(_asked(rule, columns, cells)).check_output.to_numpy(bool)
    if passed.all():
        return
    first = _first_alike(columns, cells) if rule == "duplicate" else cells.lines
    for row in np.flatnonzero(~passed & ~cells.lost(columns)):
        value = cells.columns[columns[0]].at(int(row))
        name = _bound_rule(str(value)) if rule == "bound_fits" else rule
        details = _details(name, columns, int(row), cells, model)
        if rule == "duplicate":
            details = {"other": str(first[row])}
        yield _problem(model, cells.lines[row], columns[0], _written(value), name, details)


def _first_alike(columns: tuple[str, ...], cells: Cells) -> Numbers:
    """For every row, the line of the first row that agrees with it in all of the columns."""
    alike = np.zeros(len(cells.lines), np.int64)
    for name in columns:
        same = cells.columns[name].sameness()
        alike, _ = pd.factorize(alike * (int(same.max()) + 1) + same)
    _, first = np.unique(alike, return_index=True)
    return cells.lines[first[alike]]


def _asked(rule: str, columns: tuple[str, ...], cells: Cells) -> pd.DataFrame:
    """The columns a rule reads; sameness needs no more than a number for each value."""
    if rule == "duplicate":
        return pd.DataFrame({name: cells.columns[name].sameness() for name in columns})
    return cells.frame(columns)


def _problem(
    model: type[Table],
    line: int,
    column: str,
    value: str,
    rule: str,
    details: Mapping[str, str] | None = None,
) -> Problem:
    if rule == "required":
        details = {"meaning": model.columns()[column].description}
    return Problem(
        model.file_name(), int(line), column, value, rule, tuple((details or {}).items())
    )


def _written(value: Any) -> str:
    """A cell as the maintainer wrote it."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _bound_rule(bound: str) -> str:
    """What is wrong with a bound: not there, a range without ends, or ends without a value."""
    return {"": "bound_missing", "range": "bound_range"}.get(bound, "bound_other")


def _details(
    rule: str, columns: tuple[str, ...], row: int, cells: Cells, model: type[Table]
) -> dict[str, str]:
    metadata = model.columns()[columns[0]].metadata
    match rule:
        case "vocabulary":
            return {"allowed": ", ".join(metadata["codes"])}
        case "pattern":
            return {"form": metadata["form"]}
        case "negative" | "duplicate":
            return {}
        case "range_order":
            ends = (_written(cells.columns[name].at(row)) for name in ("low", columns[0], "high"))
            low, value, high = (end or "–" for end in ends)
            return {"low": low, "value": value, "high": high}
        case _:
            return {name: _written(cells.columns[name].at(row)) for name in columns[1:]}


_PLACE_COLUMNS: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("origin", places.is_location, "place_unknown"),
    ("location", places.is_location, "place_unknown"),
    ("recipient", places.is_country, "place_unknown"),
    ("donor", places.is_donor, "donor_unknown"),
    ("currency", places.is_currency, "currency_unknown"),
)


def check_codes(cells: Cells, model: type[Table]) -> Iterator[Problem]:
    """Every place, donor and currency that no code list knows."""
    for name, known, rule in _PLACE_COLUMNS:
        if name not in cells.columns:
            continue
        column = cells.columns[name]
        unknown = np.array([bool(code) and not known(code) for code in column.values], bool)
        for row in column.rows(unknown):
            code = str(column.at(int(row)))
            finer = rule == "place_unknown" and places.is_too_fine(code)
            named = "place_too_fine" if finer else rule
            yield _problem(model, cells.lines[row], name, code, named)


def check_sources(cells: Cells, model: type[Table], known: Iterable[str]) -> Iterator[Problem]:
    """Every row that cites a source which `sources.csv` does not hold."""
    there = {"", *known}
    for name in ("source_id", "conflicts_with"):
        if name in cells.columns:
            column = cells.columns[name]
            unknown = np.array([source not in there for source in column.values], bool)
            for row in column.rows(unknown):
                yield _problem(
                    model, cells.lines[row], name, str(column.at(int(row))), "source_unknown"
                )
