"""`displacement.csv`: counts of people who fled, returned or need help."""

import pandas as pd

from schemas import facts
from schemas.table import Day, Flags, Text, Whole, declare_row_rule


class Displacement(facts.Facts):
    """One count of people, by one publisher, in one publication."""

    source_id: Text
    series: Text
    population_group: Text
    measure: Text
    date: Day
    period_start: Day
    period_end: Day
    origin: Text
    location: Text
    value: Whole
    low: Whole
    high: Whole
    bound: Text
    status: Text
    obs_status: Text
    conflicts_with: Text
    note: Text

    @declare_row_rule("date measure period_start period_end")
    def stock_has_day(cls, rows: pd.DataFrame) -> Flags:
        one_day = rows["date"].notna() & rows["period_start"].isna() & rows["period_end"].isna()
        return (rows["measure"] != "stock") | one_day

    @declare_row_rule("period_start measure period_end date")
    def flow_has_period(cls, rows: pd.DataFrame) -> Flags:
        ends = rows["period_start"].notna() & rows["period_end"].notna()
        return (rows["measure"] != "flow") | (ends & rows["date"].isna())
