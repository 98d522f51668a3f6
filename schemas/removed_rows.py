"""`removed_rows.csv`: where many rows were taken out of a table on purpose, and why."""

from schemas import table
from schemas.table import Day, Table, Text, Whole


class RemovedRows(Table):
    """One removal of many rows, or of the last rows, of a table: it releases the change."""

    file: Text = table.declare_column(
        "File", "The table concerned, for example exchange_rates.csv."
    )
    rows: Whole = table.declare_column(
        "Rows", "By how many rows the table became shorter.", number=True
    )
    removed_on: Day = table.declare_column("Removed on", "The day.")
    reason: Text = table.declare_column("Reason", "Why the rows had to go.")

    class Config:
        name = "removed_rows"
        unique = ["file", "rows", "removed_on"]
