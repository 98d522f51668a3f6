"""`aid_flows.csv`: amounts required, promised, set aside and paid."""

import pandas as pd

from schemas import facts
from schemas.table import Day, DecimalNumber, Flags, Text, Whole, declare_row_rule, is_filled


class AidFlows(facts.Facts):
    """One amount of money, by one publisher, in one publication."""

    source_id: Text
    series: Text
    period_start: Day
    period_end: Day
    donor: Text
    recipient: Text
    aid_type: Text
    measure: Text
    plan: Text
    cluster: Text
    item: Text
    units: Whole
    amount: DecimalNumber
    currency: Text
    low: DecimalNumber
    high: DecimalNumber
    bound: Text
    package: Text
    obs_status: Text
    note: Text

    @declare_row_rule("currency amount")
    def currency_needed(cls, rows: pd.DataFrame) -> Flags:
        return rows["amount"].isna() | is_filled(rows["currency"])
