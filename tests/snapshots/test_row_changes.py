"""What differs between two sets of rows is said fact by fact."""

import random

import pandas as pd
import pytest

from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from schemas import Tables
from snapshots.revision import RowChanges, compare_rows, fact_of, read_rows

FIGURE = "civilians-killed-by-month"


def compare(old: pd.DataFrame, new: pd.DataFrame) -> RowChanges:
    return compare_rows(old, new, "civilian_deaths")


@pytest.fixture(scope="module")
def rows(tables: Tables) -> pd.DataFrame:
    return read_rows(write_csv(draw(make_view(FIGURES[FIGURE], tables, {}), tables)))


def with_cell(rows: pd.DataFrame, column: str, text: str) -> pd.DataFrame:
    """The same rows, one cell of the first written otherwise."""
    other = rows.copy()
    other.loc[0, column] = text
    return other


def test_the_same_rows_are_no_change(rows: pd.DataFrame) -> None:
    assert not compare(rows, rows)


def test_the_order_of_rows_and_columns_is_no_change(rows: pd.DataFrame) -> None:
    names = list(rows.columns)
    random.Random(1).shuffle(names)  # noqa: S311 - chance, not secrecy
    assert not compare(rows, rows[names].sample(frac=1, random_state=1))


def test_a_row_more_is_added_and_a_row_less_is_removed(rows: pd.DataFrame) -> None:
    fewer = rows.iloc[:-1]
    more, less = compare(fewer, rows), compare(rows, fewer)
    assert [dict(row) for row in more.added] == [rows.iloc[-1].to_dict()]
    assert more.added == less.removed
    assert not more.removed
    assert not more.changed


def test_a_changed_number_is_told_with_what_it_was(rows: pd.DataFrame) -> None:
    (changed,) = compare(rows, with_cell(rows, "value", "7")).changed
    assert (changed.column, changed.before, changed.after) == ("value", rows.loc[0, "value"], "7")
    assert changed.row["period_start"] == rows.loc[0, "period_start"]


def test_a_change_found_is_the_same_in_any_order(rows: pd.DataFrame) -> None:
    new = with_cell(rows.iloc[2:].reset_index(drop=True), "value", "7")
    mixed = compare(rows.sample(frac=1, random_state=1), new.sample(frac=1, random_state=2))
    assert mixed == compare(rows, new)


@pytest.mark.parametrize("column", ["note", "correction", "source_url", "location_label"])
def test_words_about_a_number_are_no_change_of_it(rows: pd.DataFrame, column: str) -> None:
    assert not compare(rows, with_cell(rows, column, "other words"))


def test_the_same_number_written_otherwise_is_no_change(rows: pd.DataFrame) -> None:
    assert not compare(rows, with_cell(rows, "value", f"{rows.loc[0, 'value']}.0"))


@pytest.mark.parametrize("column", ["note", "bound", "territory", "territory_label"])
def test_columns_may_come_and_go_between_versions_of_the_house(
    rows: pd.DataFrame, column: str
) -> None:
    older = rows.drop(columns=[column])
    assert not compare(older, rows)
    assert not compare(rows, older)
    assert compare(older, with_cell(rows, "value", "7")).changed


def test_rows_that_a_missing_column_no_longer_tells_apart_are_still_compared(
    rows: pd.DataFrame,
) -> None:
    months = ["period_start", "period_end", "as_of", "source_id"]
    older = rows.drop(columns=months)
    assert not compare(older, rows)
    (changed,) = compare(older, with_cell(rows, "value", "7")).changed
    assert (changed.before, changed.after) == (rows.loc[0, "value"], "7")
    change = compare(older, with_cell(with_cell(rows, "value", "7"), "note", "x").iloc[:-1])
    assert len(change.removed) + len(change.changed) == 2


def test_no_rows_are_a_change_like_any_other(rows: pd.DataFrame) -> None:
    nothing = rows.iloc[:0]
    assert len(compare(nothing, rows).added) == len(rows)
    assert len(compare(rows, nothing).removed) == len(rows)
    assert not compare(nothing, nothing)


def test_text_with_commas_quotes_and_broken_lines_is_read_back_as_it_was() -> None:
    read = read_rows('\ufeffa,b\n"x, ""y""\nz",2\n'.encode())
    assert read.to_dict("records") == [{"a": 'x, "y"\nz', "b": "2"}]


def test_a_fact_is_the_same_in_every_edition(rows: pd.DataFrame) -> None:
    first = rows.iloc[0].to_dict()
    later = {**first, "source_id": "ohchr-2030-01-01", "as_of": "2030-01-01", "value": "7"}
    assert fact_of(first, "civilian_deaths") == fact_of(later, "civilian_deaths")
    assert fact_of(first, "civilian_deaths") != fact_of(
        {**first, "outcome": "x"}, "civilian_deaths"
    )
