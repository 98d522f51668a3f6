"""`civilian_deaths.csv`: counts of civilians killed and injured."""

import pandas as pd

from schemas import codes, facts
from schemas.table import Day, Flags, Text, Whole, declare_column, declare_row_rule

WAR_BEGAN = pd.Timestamp("2022-02-24")


class CivilianDeaths(facts.Facts):
    """One count of victims, by one publisher, in one publication."""

    source_id: Text = facts.source_column()
    series: Text = declare_column(
        "Series", "Rows that may be compared with each other.", codes=codes.DEATHS_SERIES
    )
    period_start: Day = declare_column("From", "First day the count covers.", hxl="#date+start")
    period_end: Day = declare_column("To", "Last day the count covers.", hxl="#date+end")
    as_of: Day = declare_column(
        "As of",
        "The day up to which the source's knowledge extends; later editions of the same period "
        "have a later day.",
        hxl="#date+reported",
        marks=("edition",),
    )
    location: Text = declare_column(
        "Location",
        "Country, oblast or rayon where it happened, as ISO 3166-1 code or p-code.",
        code_list="location",
        hxl="#loc+code",
        wholes=("UKR",),
        marks=("where",),
    )
    territory: Text = declare_column(
        "Territory",
        "Who controlled the place, or where it lies.",
        codes=codes.TERRITORY,
        marks=("uniform",),
    )
    outcome: Text = declare_column(
        "Outcome", "Whether killed or injured.", codes=codes.OUTCOME, marks=("uniform",)
    )
    victims: Text = declare_column(
        "Victims", "Who was counted.", codes=codes.VICTIMS, wholes=("all", "children")
    )
    weapon: Text = declare_column(
        "Weapon", "By which weapon.", codes=codes.WEAPON, marks=("uniform",)
    )
    population: Text = declare_column(
        "Population",
        "Whether only civilians were counted.",
        codes=codes.POPULATION,
        marks=("uniform",),
    )
    value: Whole = facts.people_column("Value")
    low: Whole = facts.people_column("Low")
    high: Whole = facts.people_column("High")
    bound: Text = facts.bound_column()
    status: Text = declare_column(
        "Status",
        "verified: each recorded individually. estimate: statistical. claim: said by somebody.",
        codes=codes.DEATHS_STATUS,
        hxl="#status",
        marks=("uniform",),
    )
    obs_status: Text = facts.observation_column()
    note: Text = facts.note_column()

    class Config:
        name = "civilian_deaths"
        metadata = {"topic": "civilian-deaths"}
        unique = [
            "source_id",
            "series",
            "period_start",
            "period_end",
            "as_of",
            "location",
            "territory",
            "outcome",
            "victims",
            "weapon",
        ]

    @declare_row_rule("period_start")
    def before_war(cls, rows: pd.DataFrame) -> Flags:
        return ~(rows["period_start"] < WAR_BEGAN)
