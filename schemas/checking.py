"""Checks of one table and between tables; every breach becomes a `Problem` at its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas import places
from schemas.cells import Cells
from schemas.problems import Problem
from schemas.table import Table

_FIELD_RULES = {
    "isin": "vocabulary",
    "str_matches": "pattern",
    "greater_than_or_equal_to": "negative",
}


def check_table(cells: Cells, model: type[Table]) -> list[Problem]:
    """Every breach of the model's own rules, as far as its cells could be read.

    One unreadable cell silences every other check of its column in Pandera, so it has been
    set aside before; rules that would have needed it are skipped for its row alone.
    """
    problems = list(_empty_cells(cells, model))
    try:
        model.validate(cells.frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            problems += _breaches(error, cells, model)
    return problems


def _empty_cells(cells: Cells, model: type[Table]) -> Iterator[Problem]:
    for name, declared in model.columns().items():
        if declared.metadata["required"]:
            column = cells.frame[name]
            for line in column.index[column.isna() | (column == "")]:
                if (line, name) not in cells.unreadable:
                    yield _problem(model, line, name, "", "required")


def _breaches(error: Any, cells: Cells, model: type[Table]) -> Iterator[Problem]:
    rule = str(error.check.name).lstrip("_")
    reads = model.row_rules().get(rule)
    lines = sorted({int(line) for line in error.failure_cases["index"].dropna()})
    columns = reads or (str(error.schema.name),)
    for line in lines:
        if any((line, name) in cells.unreadable for name in columns):
            continue
        value = cells.frame.at[line, columns[0]]
        name = _FIELD_RULES.get(rule, rule)
        if name in ("vocabulary", "pattern") and value == "":
            name = "required"
        if name == "bound_fits":
            name = _bound_rule(value)
        details = _details(name, columns, line, cells.frame, model)
        yield _problem(model, line, columns[0], _written(value), name, details)


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
    rule: str, columns: tuple[str, ...], line: int, frame: pd.DataFrame, model: type[Table]
) -> dict[str, str]:
    row = frame.loc[line]
    metadata = model.columns()[columns[0]].metadata
    match rule:
        case "vocabulary":
            return {"allowed": ", ".join(metadata["codes"])}
        case "pattern":
            return {"form": metadata["form"]}
        case "duplicate":
            same = (frame[list(columns)].astype(str) == row[list(columns)].astype(str)).all(axis=1)
            return {"other": str(same.idxmax())}
        case "range_order":
            low, value, high = (_written(row[name]) or "–" for name in ("low", columns[0], "high"))
            return {"low": low, "value": value, "high": high}
        case _:
            return {name: _written(row[name]) for name in columns[1:]}


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
        if name not in cells.frame:
            continue
        column = cells.frame[name]
        unknown = {code for code in column.unique() if code and not known(code)}
        for line in column.index[column.isin(unknown)]:
            code = str(column.at[line])
            finer = rule == "place_unknown" and places.is_too_fine(code)
            yield _problem(model, line, name, code, "place_too_fine" if finer else rule)


def check_sources(cells: Cells, model: type[Table], known: Iterable[str]) -> Iterator[Problem]:
    """Every row that cites a source which `sources.csv` does not hold."""
    for name in ("source_id", "conflicts_with"):
        if name in cells.frame:
            column = cells.frame[name]
            for line in column.index[(column != "") & ~column.isin(list(known))]:
                yield _problem(model, line, name, str(column.at[line]), "source_unknown")
