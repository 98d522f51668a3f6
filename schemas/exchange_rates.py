"""`exchange_rates.csv`: what a euro was worth, month by month."""

from schemas.table import DecimalNumber, Table, Text, Whole


class ExchangeRates(Table):
    """One monthly average rate of one currency against the euro."""

    source_id: Text
    month: Text
    currency: Text
    units_per_eur: DecimalNumber
    days: Whole
    obs_status: Text
