"""`displacement.csv`: counts of people who fled, returned or need help."""

import pandas as pd

from schemas import codes, facts
from schemas.sources import SOURCE_ID
from schemas.table import Day, Flags, Text, Whole, declare_column, declare_row_rule


class Displacement(facts.Facts):
    """One count of people, by one publisher, in one publication."""

    source_id: Text = facts.source_column()
    series: Text = declare_column(
        "Series",
        "Rows that may be compared with each other over time.",
        codes=codes.DISPLACEMENT_SERIES,
    )
    population_group: Text = declare_column(
        "Population group",
        "HAPI code of the group (REF, ASY, IDP, RET) or one of ours: RAS refugees and "
        "asylum-seekers in one number, TPR beneficiaries of temporary protection (a part of the "
        "refugees), PIN people in need, DSP displaced people as one stated number.",
        codes=codes.POPULATION_GROUP,
        hxl="#population+type",
    )
    measure: Text = declare_column(
        "Measure",
        "stock: counted on one day (date). flow: counted over a period (period_start, period_end).",
        codes=codes.STOCK_OR_FLOW,
        marks=("uniform",),
    )
    date: Day = declare_column("As-of date", "The day of a stock.", hxl="#date", optional=True)
    period_start: Day = declare_column(
        "From", "First day of a flow's period.", hxl="#date+start", optional=True
    )
    period_end: Day = declare_column(
        "To", "Last day of a flow's period.", hxl="#date+end", optional=True
    )
    origin: Text = declare_column(
        "Origin",
        "Country the people come from, ISO 3166-1.",
        code_list="location",
        hxl="#country+code+origin",
    )
    location: Text = declare_column(
        "Location",
        "Where the people are: ISO 3166-1 code, p-code, or WORLD, EUROPE, BEYOND-EUROPE, EU27.",
        code_list="location",
        hxl="#loc+code",
        wholes=("WORLD", "EUROPE", "EU27", "UKR"),
        marks=("where",),
    )
    value: Whole = facts.people_column("Value")
    low: Whole = facts.people_column("Low")
    high: Whole = facts.people_column("High")
    bound: Text = facts.bound_column()
    status: Text = declare_column(
        "Status",
        "What kind of knowledge it is.",
        codes=codes.DISPLACEMENT_STATUS,
        hxl="#status",
        marks=("uniform",),
    )
    obs_status: Text = facts.observation_column()
    conflicts_with: Text = declare_column(
        "Conflicts with",
        "The source that gives another number for the same people on the same day.",
        pattern=SOURCE_ID,
        form="unhcr-rdf-2026-06-25",
        marks=("cites", "remark"),
        optional=True,
    )
    note: Text = facts.note_column()

    class Config:
        name = "displacement"
        metadata = {"topic": "displacement"}
        unique = [
            "source_id",
            "series",
            "population_group",
            "measure",
            "date",
            "period_start",
            "period_end",
            "origin",
            "location",
        ]

    @declare_row_rule("date measure period_start period_end")
    def stock_has_day(cls, rows: pd.DataFrame) -> Flags:
        one_day = rows["date"].notna() & rows["period_start"].isna() & rows["period_end"].isna()
        return (rows["measure"] != "stock") | one_day

    @declare_row_rule("period_start measure period_end date")
    def flow_has_period(cls, rows: pd.DataFrame) -> Flags:
        ends = rows["period_start"].notna() & rows["period_end"].notna()
        return (rows["measure"] != "flow") | (ends & rows["date"].isna())
