"""`aid_flows.csv`: amounts required, promised, set aside and paid."""

import pandas as pd

from schemas import codes, facts
from schemas.table import Day, Decimal, Flags, Text, Whole, column, filled, row_rule


class AidFlows(facts.Facts):
    """One amount of money, by one publisher, in one publication."""

    source_id: Text = facts.source()
    series: Text = column(
        "Series", "Rows that may be compared with each other.", codes=codes.AID_SERIES
    )
    period_start: Day = column("From", "First day the amount covers.", hxl="#date+start")
    period_end: Day = column("To", "Last day the amount covers.", hxl="#date+end")
    donor: Text = column(
        "Donor",
        "Who gives: ISO 3166-1 code, EUU, XEIB, XEPF, XEUI, ALL, EUROPE, PURL8, or several codes "
        "joined by “+”; empty for needs, damage and appeals.",
        code_list="donor",
        hxl="#org+code+donor",
        wholes=("ALL", "EUROPE", "PURL8"),
        optional=True,
    )
    recipient: Text = column(
        "Recipient",
        "Country helped, ISO 3166-1.",
        code_list="country",
        hxl="#country+code+recipient",
        marks=("where",),
    )
    aid_type: Text = column("Aid type", "What kind of aid.", codes=codes.AID_TYPE, wholes=("all",))
    measure: Text = column(
        "Measure",
        "How far the money has come, from required to disbursed; need and damage are not aid.",
        codes=codes.AID_MEASURE,
        marks=("uniform",),
    )
    plan: Text = column(
        "Plan", "Code of the appeal or of the assessment's edition (HUKR26, RDNA5).", optional=True
    )
    cluster: Text = column(
        "Cluster",
        "Cluster of the appeal, as OCHA names it.",
        hxl="#sector+cluster",
        marks=("translated",),
        optional=True,
    )
    item: Text = column("Item", "What the money is for.", codes=codes.ITEM, optional=True)
    units: Whole = column("Units", "Number of pieces.", number=True, unit="pieces", optional=True)
    amount: Decimal = column(
        "Amount",
        "Amount of money.",
        number=True,
        negative=True,
        unit="units of the currency",
        hxl="#value+amount",
        optional=True,
    )
    currency: Text = column(
        "Currency",
        "ISO 4217 code of the currency.",
        code_list="currency",
        hxl="#value+currency",
        marks=("uniform",),
        optional=True,
    )
    low: Decimal = column(
        "Low", "Lower end of a range.", number=True, unit="units of the currency", optional=True
    )
    high: Decimal = column(
        "High", "Upper end of a range.", number=True, unit="units of the currency", optional=True
    )
    bound: Text = facts.bound()
    package: Text = column(
        "Package",
        "Names the money where it is told more than once: rows whose packages overlap are the "
        "same money and are never added. A joint total lists its parts, joined by “+”.",
        pattern=r"[a-z0-9-]+(\+[a-z0-9-]+)*",
        form="purl-1-nld, or purl-2-dnk+purl-2-nor",
        optional=True,
    )
    obs_status: Text = facts.observation()
    note: Text = facts.note()

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

    @row_rule("currency amount")
    def currency_needed(cls, rows: pd.DataFrame) -> Flags:
        return rows["amount"].isna() | filled(rows["currency"])
