"""The columns and rules that all tables of figures share."""

import pandas as pd

from schemas.table import Flags, Table, declare_row_rule, is_filled


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
