"""`exchange_rates.csv`: what a euro was worth, month by month."""

from schemas import codes, facts
from schemas.table import DecimalNumber, Table, Text, Whole, declare_column


class ExchangeRates(Table):
    """One monthly average rate of one currency against the euro."""

    source_id: Text = facts.source_column()
    month: Text = declare_column(
        "Month", "The month averaged.", pattern=r"[0-9]{4}-(0[1-9]|1[0-2])", form="2025-08"
    )
    currency: Text = declare_column(
        "Currency", "ISO 4217 code of the currency.", code_list="currency", hxl="#value+currency"
    )
    units_per_eur: DecimalNumber = declare_column(
        "Units per euro",
        "How many units of the currency one euro bought on average.",
        number=True,
        unit="units of the currency per euro",
    )
    days: Whole = declare_column(
        "Days", "Number of daily rates averaged.", number=True, unit="days"
    )
    obs_status: Text = declare_column(
        "Observation status",
        "SDMX code: A normal, P provisional (the month was not complete).",
        codes=codes.OBS_STATUS,
    )

    class Config:
        name = "exchange_rates"
        unique = ["month", "currency", "source_id"]
        metadata = {"value": "units_per_eur", "topic": "aid"}
