"""The columns and rules that all tables of figures share."""

from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas import codes
from schemas.sources import SOURCE_ID
from schemas.table import Flags, Table, column, filled


def source() -> Any:
    """The column that names the publication a row was copied from."""
    return column(
        "Source",
        "The publication the row was copied from, as sources.csv names it.",
        required=True,
        pattern=SOURCE_ID,
        form="ohchr-2025-08-13",
    )


def bound() -> Any:
    """The column that says how the number is meant."""
    return column(
        "Bound",
        "How the number is meant: exactly, about, at least, at most, or a range; "
        "empty only where the figure was not found (obs_status O).",
        codes=codes.BOUND,
    )


def observation() -> Any:
    """The column that says what is special about a row, in SDMX codes."""
    return column(
        "Observation status",
        "SDMX code: A normal, B a break begins here, D definition differs, O figure not found, "
        "P provisional, U not reliable enough to chart.",
        required=True,
        codes=codes.OBS_STATUS,
    )


def people(title: str, meaning: str) -> Any:
    """A column of numbers of people."""
    return column(title, meaning, number=True, unit="people")


def value() -> Any:
    """The column of the number of people."""
    return people("Value", "Number of people.")


def low() -> Any:
    """The column of the lower end of a range of people."""
    return people("Low", "Lower end of a range.")


def high() -> Any:
    """The column of the upper end of a range of people."""
    return people("High", "Upper end of a range.")


def note() -> Any:
    """The column for what a reader must know about one row."""
    return column("Note", "What a reader must know about this row alone.")


def in_order(low: pd.Series, value: pd.Series, high: pd.Series) -> pd.Series:
    """Where low ≤ value ≤ high, as far as they are filled in."""
    return (
        (low.isna() | value.isna() | (low <= value).fillna(True))
        & (value.isna() | high.isna() | (value <= high).fillna(True))
        & (low.isna() | high.isna() | (low <= high).fillna(True))
    ).astype(bool)


def bound_is_met(bound: pd.Series, low: pd.Series, value: pd.Series, high: pd.Series) -> pd.Series:
    """Where a range has both ends, and no other bound has any."""
    both, none = low.notna() & high.notna(), low.isna() & high.isna()
    is_range = bound == "range"
    return (is_range & both) | (~is_range & (none | (both & value.notna())))


class Facts(Table):
    """A table of figures: each row cites its source and says how its number is meant."""

    @pa.dataframe_check
    @classmethod
    def _range_order(cls, rows: pd.DataFrame) -> Flags:
        return in_order(rows["low"], rows[cls.number_column()], rows["high"])

    @pa.dataframe_check
    @classmethod
    def _bound_fits(cls, rows: pd.DataFrame) -> Flags:
        met = bound_is_met(rows["bound"], rows["low"], rows[cls.number_column()], rows["high"])
        return met & (filled(rows["bound"]) | (rows["obs_status"] == "O"))

    @pa.dataframe_check
    @classmethod
    def _value_missing(cls, rows: pd.DataFrame) -> Flags:
        stated = rows[cls.number_column()].notna() | (rows["low"].notna() & rows["high"].notna())
        return stated | (rows["obs_status"] == "O")

    @pa.dataframe_check
    @classmethod
    def _value_not_expected(cls, rows: pd.DataFrame) -> Flags:
        return (rows["obs_status"] != "O") | rows[cls.number_column()].isna()

    @pa.dataframe_check
    @classmethod
    def _period_order(cls, rows: pd.DataFrame) -> Flags:
        start, end = rows["period_start"], rows["period_end"]
        return start.isna() | end.isna() | (start <= end)


def fact_rules(value: str) -> dict[str, tuple[str, ...]]:
    """The rules of `Facts`, by name, with the columns each reads."""
    numbers = ("low", value, "high")
    return {
        "range_order": (value, "low", "high"),
        "bound_fits": ("bound", *numbers, "obs_status"),
        "value_missing": (value, "low", "high", "obs_status"),
        "value_not_expected": (value, "obs_status"),
        "period_order": ("period_end", "period_start"),
    }


def period_filled(rows: pd.DataFrame) -> pd.Series:
    """Where both ends of the period are filled in."""
    return rows["period_start"].notna() & rows["period_end"].notna()
