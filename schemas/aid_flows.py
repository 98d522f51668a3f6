"""`aid_flows.csv`: amounts required, promised, set aside and paid."""

import pandas as pd

from schemas import codes, facts
from schemas.table import (
    Day,
    DecimalNumber,
    Flags,
    Text,
    Whole,
    declare_column,
    declare_row_rule,
    is_filled,
)


class AidFlows(facts.Facts):
    """One amount of money, by one publisher, in one publication."""

    source_id: Text = facts.source_column()
    series: Text = declare_column(
        "Series", "Rows that may be compared with each other.", codes=codes.AID_SERIES
    )
    period_start: Day = declare_column("From", "First day the amount covers.", hxl="#date+start")
    period_end: Day = declare_column("To", "Last day the amount covers.", hxl="#date+end")
    donor: Text = declare_column(
        "Donor",
        "Who gives: ISO 3166-1 code, EUU, XEIB, XEPF, XEUI, ALL, EUROPE, PURL8, or several codes "
        "joined by “+”; empty for needs, damage and appeals.",
        code_list="donor",
        hxl="#org+code+donor",
        wholes=("ALL", "EUROPE", "PURL8"),
        optional=True,
    )
    recipient: Text = declare_column(
        "Recipient",
        "Country helped, ISO 3166-1.",
        code_list="country",
        hxl="#country+code+recipient",
        marks=("where",),
    )
    aid_type: Text = declare_column(
        "Aid type", "What kind of aid.", codes=codes.AID_TYPE, wholes=("all",)
    )
    measure: Text = declare_column(
        "Measure",
        "How far the money has come, from required to disbursed; need and damage are not aid.",
        codes=codes.AID_MEASURE,
        marks=("uniform",),
    )
    plan: Text = declare_column(
        "Plan", "Code of the appeal or of the assessment's edition (HUKR26, RDNA5).", optional=True
    )
    cluster: Text = declare_column(
        "Cluster",
        "Cluster of the appeal, as OCHA names it.",
        hxl="#sector+cluster",
        marks=("translated",),
        optional=True,
    )
    item: Text = declare_column("Item", "What the money is for.", codes=codes.ITEM, optional=True)
    units: Whole = declare_column(
        "Units", "Number of pieces.", number=True, unit="pieces", optional=True
    )
    amount: DecimalNumber = declare_column(
        "Amount",
        "Amount of money.",
        number=True,
        negative=True,
        unit="units of the currency",
        hxl="#value+amount",
        optional=True,
    )
    currency: Text = declare_column(
        "Currency",
        "ISO 4217 code of the currency.",
        code_list="currency",
        hxl="#value+currency",
        marks=("uniform",),
        optional=True,
    )
    low: DecimalNumber = declare_column(
        "Low", "Lower end of a range.", number=True, unit="units of the currency", optional=True
    )
    high: DecimalNumber = declare_column(
        "High", "Upper end of a range.", number=True, unit="units of the currency", optional=True
    )
    bound: Text = facts.bound_column()
    package: Text = declare_column(
        "Package",
        "Names the money where it is told more than once: rows whose packages overlap are the "
        "same money and are never added. A joint total lists its parts, joined by “+”.",
        pattern=r"[a-z0-9-]+(\+[a-z0-9-]+)*",
        form="purl-1-nld, or purl-2-dnk+purl-2-nor",
        optional=True,
    )
    obs_status: Text = facts.observation_column()
    note: Text = facts.note_column()

    class Config:
        name = "aid_flows"
        unique = [
            "source_id",
            "series",
            "period_start",
            "period_end",
            "donor",
            "recipient",
            "aid_type",
            "measure",
            "plan",
            "cluster",
            "item",
            "currency",
            "package",
        ]
        metadata = {"value": "amount", "topic": "aid"}

    @declare_row_rule("currency amount")
    def currency_needed(cls, rows: pd.DataFrame) -> Flags:
        return rows["amount"].isna() | is_filled(rows["currency"])
