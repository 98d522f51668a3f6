"""`sources.csv`: the publications the figures were copied from."""

import pandas as pd

from schemas.table import Day, Flags, Table, Text, Whole, declare_row_rule, is_filled


class Sources(Table):
    """One publication, or one edition of it, that figures were copied from."""

    source_id: Text
    publisher: Text
    title: Text
    release: Whole
    url: Text
    published: Text
    available: Day
    accessed: Day
    licence: Text
    kind: Text
    via: Text
    frequency: Text
    caveat: Text

    @declare_row_rule("via kind")
    def via_needed(cls, rows: pd.DataFrame) -> Flags:
        return ~rows["kind"].isin(["secondary", "unseen"]) | is_filled(rows["via"])

    @declare_row_rule("available published")
    def available_order(cls, rows: pd.DataFrame) -> Flags:
        earliest = pd.to_datetime(
            rows["published"].fillna("").str.slice(0, 10), format="ISO8601", errors="coerce"
        )
        return ~(rows["available"] < earliest)


PARTIAL_DAY: str = Sources.columns()["published"].metadata["pattern"]
"""The form of a day, a month or a year, as far as it is known."""
