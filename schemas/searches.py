"""`searches.csv`: when each series was last looked for, so that freshness says what is known."""

from typing import Final

from schemas.table import Day, Table, Text

RATES: Final = "exchange_rates"
"""The one series of a table without a column `series`."""


def shorten_publisher(publisher: str) -> str:
    """The name a publisher begins with: 'BBC, citing the UN' is the BBC."""
    return publisher.split(",", maxsplit=1)[0].strip()


class Searches(Table):
    """One series of one publisher, and when somebody last looked for newer figures of it."""

    searched_on: Day
    publisher: Text
    series: Text
    found_to: Text
    frequency: Text
    note: Text
