"""`searches.csv`: when each series was last looked for, so that freshness says what is known."""

from typing import Final

from schemas import codes
from schemas.sources import PARTIAL_DAY
from schemas.table import Day, Table, Text, declare_column

RATES: Final = "exchange_rates"
"""The one series of a table without a column `series`."""


def shorten_publisher(publisher: str) -> str:
    """The name a publisher begins with: 'BBC, citing the UN' is the BBC."""
    return publisher.split(",", maxsplit=1)[0].strip()


class Searches(Table):
    """One series of one publisher, and when somebody last looked for newer figures of it."""

    searched_on: Day = declare_column(
        "Last looked for",
        "The day on which somebody last looked for newer figures, whether or not any were found.",
    )
    publisher: Text = declare_column(
        "Publisher",
        "Who brings the series out, named as in sources.csv; what follows a comma may be left out.",
    )
    series: Text = declare_column(
        "Series",
        "The series, by its code in the other tables; exchange_rates for the rates.",
        codes=codes.ANY_SERIES,
    )
    found_to: Text = declare_column(
        "Found up to",
        "The day, month or year up to which the newest figures found go; empty if none were.",
        pattern=PARTIAL_DAY,
        form="2026-08-31, 2026-08 or 2026",
        optional=True,
    )
    frequency: Text = declare_column(
        "Rhythm",
        "How often the publisher brings out this series, whatever else it publishes.",
        codes=codes.FREQUENCY,
    )
    note: Text = declare_column(
        "Note", "What was looked for and not found. Only maintainers read it.", optional=True
    )

    class Config:
        name = "searches"
        unique = ["publisher", "series"]
