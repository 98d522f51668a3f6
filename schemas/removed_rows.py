"""`removed_rows.csv`: where many rows were taken out of a table on purpose, and why."""

from schemas.table import Day, Table, Text, Whole


class RemovedRows(Table):
    """One removal of many rows, or of the last rows, of a table: it releases the change."""

    file: Text
    rows: Whole
    removed_on: Day
    reason: Text
