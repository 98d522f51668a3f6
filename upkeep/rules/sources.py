"""Sources and their words: looked for, published, translated, on one line."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from figures.core.freshness import find_rhythm
from locales import later
from schemas import NUMBER_TABLES, TRANSLATED_COLUMNS
from schemas.searches import RATES, shorten_publisher
from schemas.translations import LANGUAGES
from upkeep.rules.rule import ANY, NOTE, WARNING, Known, Sighting, rule


@rule(
    "never_looked_for", WARNING, tables=ANY,
    title=later("Never looked for"),
    advice=later("nobody has written down when this series was last looked for; add a row to "
                 "searches.csv: {publisher}, {series}"),
)  # fmt: skip
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


_TABLE: Final = "translations"


@rule(
    "translation_missing", WARNING, tables=(*TRANSLATED_COLUMNS, "translations"),
    title=later("Not translated"),
    advice=later("readers see this sentence in English; add it to translations.csv, or fill in "
                 "its row there: {columns}"),
)  # fmt: skip
def missing(known: Known) -> Iterator[Sighting]:
    """A sentence without French or Ukrainian, once, where it stands first.

    Without any translations at hand nothing is said.
    """
    there = known.tables[_TABLE]
    if there.empty:
        return
    rows = {str(row["english"]): row for row in there.to_dict("records")}
    told: set[str] = set()
    for table, columns in TRANSLATED_COLUMNS.items():
        for column in columns:
            for row, text in known.tables[table][column].drop_duplicates().items():
                if not isinstance(text, str) or not text or text in told:
                    continue
                told.add(text)
                lacking = [name for name in LANGUAGES.values() if not rows.get(text, {}).get(name)]
                if lacking:
                    details = (("columns", ", ".join(lacking)),)
                    yield Sighting(table, int(str(row)), column, details)


@rule(
    "translation_unused", NOTE, tables=("translations",),
    title=later("Translation nobody needs"),
    advice=later("no table says this any more; remove the row"),
)  # fmt: skip
def unused(known: Known) -> Iterator[Sighting]:
    """The translation of a sentence that stands in none of the tables, as far as all are there."""
    if any(known.tables[table].empty for table in TRANSLATED_COLUMNS):
        return
    said = {
        text
        for table, columns in TRANSLATED_COLUMNS.items()
        for column in columns
        for text in known.tables[table][column].unique()
    }
    for row, text in known.tables[_TABLE]["english"].items():
        if text not in said:
            yield Sighting(_TABLE, int(str(row)), "english")
