"""`civilian_deaths.csv`: counts of civilians killed and injured."""

import pandas as pd

from schemas import facts
from schemas.table import Day, Flags, Text, Whole, declare_row_rule

WAR_BEGAN = pd.Timestamp("2022-02-24")


class CivilianDeaths(facts.Facts):
    """One count of victims, by one publisher, in one publication."""

    source_id: Text
    series: Text
    period_start: Day
    period_end: Day
    as_of: Day
    location: Text
    territory: Text
    outcome: Text
    victims: Text
    weapon: Text
    population: Text
    value: Whole
    low: Whole
    high: Whole
    bound: Text
    status: Text
    obs_status: Text
    note: Text

    @declare_row_rule("period_start")
    def before_war(cls, rows: pd.DataFrame) -> Flags:
        return ~(rows["period_start"] < WAR_BEGAN)
