"""`corrections.csv`: known errors of sources, and what we do about each."""

import pandas as pd

from schemas.table import Flags, Table, Text, declare_row_rule, is_filled


class Corrections(Table):
    """One known error of a source: where it stands, what it should say, and who was told."""

    correction_id: Text
    file: Text
    row: Text
    column: Text
    printed: Text
    corrected: Text
    action: Text
    reason: Text
    provider: Text
    reported_to: Text
    reported_on: Text
    status: Text

    @declare_row_rule("column action")
    def column_needed(cls, rows: pd.DataFrame) -> Flags:
        return (rows["action"] != "override") | is_filled(rows["column"])
