"""Series of which nobody knows when they were last looked for."""

from collections.abc import Iterator

import pandas as pd

from figures.core.freshness import find_rhythm
from schemas import NUMBER_TABLES
from schemas.searches import RATES, shorten_publisher
from upkeep.rules.known import Known, Sighting


def never_looked_for(known: Known) -> Iterator[Sighting]:
    """A series that can go on and is not in searches.csv, once, at its newest row.

    Without any searches at hand nothing is said.
    """
    there = known.tables["searches"]
    if there.empty:
        return
    looked = {(shorten_publisher(name), code) for name, code in zip(
        there["publisher"].astype(str), there["series"].astype(str), strict=True)}  # fmt: skip
    frequencies = known.sources.drop_duplicates("source_id").set_index("source_id")["frequency"]
    for table in NUMBER_TABLES:
        for (publisher, code), row, source_id in _newest(known.tables[table]):
            if (publisher, code) in looked:
                continue
            if find_rhythm(code, str(frequencies.get(source_id, "never"))) != "never":
                details = (("publisher", publisher), ("series", code))
                yield Sighting(table, row, "source_id", details)


def _newest(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, str], int, str]]:
    """Of every series of every publisher the row that became public last, and its source."""
    rows = rows if "series" in rows else rows.assign(series=RATES)
    rows = rows.drop_duplicates(["publisher", "series", "source_id"])
    names = rows["publisher"].astype(str).map(shorten_publisher)
    said = rows.assign(publisher=names).sort_values("available", kind="stable")
    newest = said[said["publisher"] != ""].drop_duplicates(["publisher", "series"], keep="last")
    for row, found in newest.sort_index().iterrows():
        yield (found["publisher"], str(found["series"])), int(str(row)), str(found["source_id"])
