"""`sources.csv`: the publications the figures were copied from."""

import pandas as pd

from schemas import codes
from schemas.table import (
    Day,
    Flags,
    Table,
    Text,
    Whole,
    declare_column,
    declare_row_rule,
    is_filled,
)

PARTIAL_DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
SOURCE_ID = r"[a-z0-9]+(-[a-z0-9]+)*"


class Sources(Table):
    """One publication, or one edition of it, that figures were copied from."""

    source_id: Text = declare_column(
        "Source",
        "Permanent name of the publication, which the other tables cite: publisher and date.",
        pattern=SOURCE_ID,
        form="ohchr-2025-08-13 (small letters, digits, hyphens)",
    )
    publisher: Text = declare_column(
        "Publisher", "Who says it.", hxl="#meta+source", marks=("translated",)
    )
    title: Text = declare_column("Title", "Title of the publication, in its own language.")
    release: Whole = declare_column(
        "Release",
        "Number of the release, edition or round, where the publisher numbers them; of two that "
        "became public on one day the higher is the later.",
        number=True,
        optional=True,
    )
    url: Text = declare_column(
        "Address",
        "The page on which the figure stands; empty if there is none.",
        pattern=r"https?://\S+",
        form="https://…",
        hxl="#meta+url",
        optional=True,
    )
    published: Text = declare_column(
        "Published",
        "Day, month or year of publication, as far as it is known; empty if it was not found.",
        pattern=PARTIAL_DAY,
        form="2025-08-13, 2025-08 or 2025",
        optional=True,
    )
    available: Day = declare_column(
        "Public since",
        "The day from which the figures are known to have been public: the publication date "
        "(its last possible day if only the month or year is known), else the date of the "
        "earliest copy found, else the day the figures speak of.",
    )
    accessed: Day = declare_column(
        "Accessed", "The day the figures were carried into these tables."
    )
    licence: Text = declare_column("Licence", "What the publisher allows.", marks=("translated",))
    kind: Text = declare_column(
        "Kind",
        "Whether the publication itself was consulted (primary), only another source that prints "
        "its figures (secondary), or only somebody who quoted it (unseen).",
        codes=codes.SOURCE_KIND,
    )
    via: Text = declare_column(
        "Consulted in",
        "The source that was read in its stead; empty for primary sources.",
        optional=True,
    )
    frequency: Text = declare_column(
        "Frequency", "How often the publisher brings out this series.", codes=codes.FREQUENCY
    )
    caveat: Text = declare_column(
        "Caveat",
        "What a reader must know about every figure of this source.",
        marks=("translated",),
        optional=True,
    )

    class Config:
        name = "sources"
        unique = ["source_id"]

    @declare_row_rule("via kind")
    def via_needed(cls, rows: pd.DataFrame) -> Flags:
        return ~rows["kind"].isin(["secondary", "unseen"]) | is_filled(rows["via"])

    @declare_row_rule("available published")
    def available_order(cls, rows: pd.DataFrame) -> Flags:
        earliest = pd.to_datetime(
            rows["published"].fillna("").str.slice(0, 10), format="ISO8601", errors="coerce"
        )
        return ~(rows["available"] < earliest)
