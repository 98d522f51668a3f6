"""The columns and rules that all tables of figures share."""

from typing import Any

import pandas as pd

from schemas import codes
from schemas.sources import SOURCE_ID
from schemas.table import Flags, Table, declare_column, declare_row_rule, is_filled

_MEANINGS = {
    "Value": "Number of people.",
    "Low": "Lower end of a range.",
    "High": "Upper end of a range.",
}


def source_column() -> Any:
    """The column that names the publication a row was copied from."""
    return declare_column(
        "Source",
        "The publication the row was copied from, as sources.csv names it.",
        pattern=SOURCE_ID,
        form="ohchr-2025-08-13",
        marks=("edition", "cites"),
    )


def bound_column() -> Any:
    """The column that says how the number is meant."""
    return declare_column(
        "Bound",
        "How the number is meant: exactly, about, at least, at most, or a range; "
        "empty only where the figure was not found (obs_status O).",
        codes=codes.BOUND,
        optional=True,
    )


def observation_column() -> Any:
    """The column that says what is special about a row, in SDMX codes."""
    return declare_column(
        "Observation status",
        "SDMX code: A normal, B a break begins here, D definition differs, O figure not found, "
        "P provisional, U not reliable enough to chart.",
        codes=codes.OBS_STATUS,
    )


def people_column(title: str, meaning: str = "") -> Any:
    """A column of numbers of people; Value, Low and High mean the same in every table."""
    meaning = meaning or _MEANINGS[title]
    return declare_column(title, meaning, number=True, unit="people", optional=True)


def note_column() -> Any:
    """The column for what a reader must know about one row."""
    meaning = "What a reader must know about this row alone."
    return declare_column("Note", meaning, marks=("remark", "translated"), optional=True)


class Facts(Table):
    """A table of figures: each row cites its source and says how its number is meant."""

    @declare_row_rule("value low high")
    def range_order(cls, rows: pd.DataFrame) -> Flags:
        value = rows[cls.number_column()]
        low, high = rows["low"].fillna(value), rows["high"].fillna(value)
        return ~((low > value) | (value > high) | (low > high)).fillna(False).astype(bool)

    @declare_row_rule("bound obs_status")
    def bound_missing(cls, rows: pd.DataFrame) -> Flags:
        return is_filled(rows["bound"]) | (rows["obs_status"] == "O")

    @declare_row_rule("bound low high")
    def bound_range(cls, rows: pd.DataFrame) -> Flags:
        return (rows["bound"] != "range") | (rows["low"].notna() & rows["high"].notna())

    @declare_row_rule("bound low value high")
    def bound_other(cls, rows: pd.DataFrame) -> Flags:
        both = rows["low"].notna() & rows["high"].notna()
        none = rows["low"].isna() & rows["high"].isna()
        other = is_filled(rows["bound"]) & (rows["bound"] != "range")
        return ~other | none | (both & rows[cls.number_column()].notna())

    @declare_row_rule("value low high obs_status")
    def value_missing(cls, rows: pd.DataFrame) -> Flags:
        stated = rows[cls.number_column()].notna() | (rows["low"].notna() & rows["high"].notna())
        return stated | (rows["obs_status"] == "O")

    @declare_row_rule("value obs_status")
    def value_not_expected(cls, rows: pd.DataFrame) -> Flags:
        return (rows["obs_status"] != "O") | rows[cls.number_column()].isna()

    @declare_row_rule("period_end period_start")
    def period_order(cls, rows: pd.DataFrame) -> Flags:
        return ~(rows["period_start"] > rows["period_end"])
