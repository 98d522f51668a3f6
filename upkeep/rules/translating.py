"""Sentences that readers of another language see in English, and translations nobody needs."""

from collections.abc import Iterator
from typing import Final

from schemas import TRANSLATED_COLUMNS
from schemas.translations import LANGUAGES
from upkeep.rules.known import Known, Sighting

_TABLE: Final = "translations"


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
