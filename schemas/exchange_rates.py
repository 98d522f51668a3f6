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

    class Config:
        name = "exchange_rates"
        unique = ["month", "currency", "source_id"]
        metadata = {"value": "units_per_eur", "topic": "aid"}
