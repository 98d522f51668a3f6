"""`corrections.csv`: known errors of sources, and what we do about each."""

import pandas as pd

from schemas import codes, table
from schemas.table import Flags, Table, Text, declare_row_rule, is_filled


class Corrections(Table):
    """One known error of a source: where it stands, what it should say, and who was told."""

    correction_id: Text = table.declare_column(
        "Correction",
        "Permanent name of the correction.",
        pattern=r"[a-z0-9]+(-[a-z0-9]+)*",
        form="reliefweb-2022-03-03-injured",
    )
    file: Text = table.declare_column(
        "File", "The table concerned, for example civilian_deaths.csv."
    )
    row: Text = table.declare_column(
        "Row",
        "Key of the row: column=value pairs joined by “;”, enough to find exactly one row. "
        "Empty when the wrong figure was never carried into the table.",
        optional=True,
    )
    column: Text = table.declare_column(
        "Column", "The column that is wrong; empty when the whole row is meant.", optional=True
    )
    printed: Text = table.declare_column(
        "Printed",
        "What the source published; the correction holds only while the cell says so.",
        optional=True,
    )
    corrected: Text = table.declare_column("Corrected", "What readers see instead.", optional=True)
    action: Text = table.declare_column(
        "Action", "What we do about it.", codes=codes.CORRECTION_ACTION
    )
    reason: Text = table.declare_column(
        "Reason", "Why we believe it to be an error.", marks=("translated",)
    )
    provider: Text = table.declare_column("Provider", "Who made the error.", marks=("translated",))
    reported_to: Text = table.declare_column(
        "Reported to", "Whom we told; empty if nobody yet.", optional=True
    )
    reported_on: Text = table.declare_column(
        "Reported on",
        "When.",
        pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        form="2026-11-22",
        optional=True,
    )
    status: Text = table.declare_column(
        "Status", "Where the report stands.", codes=codes.CORRECTION_STATUS
    )

    class Config:
        name = "corrections"
        unique = ["correction_id"]

    @declare_row_rule("column action")
    def column_needed(cls, rows: pd.DataFrame) -> Flags:
        return (rows["action"] != "override") | is_filled(rows["column"])
