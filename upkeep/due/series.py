"""Series: what a publisher brings out again and again, each edition superseding the one before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pandas as pd

from figures.core.freshness import Key, SeriesSearch, find_last_edition, find_searches
from schemas import NUMBER_TABLES, Tables, codes
from schemas.searches import RATES, shorten_publisher

Part: TypeAlias = tuple[str, str]
"""A table, and the code in its column `series`; '' for a table of one series."""

_CODES: Final = ("", *codes.ANY_SERIES)
"""Codes of series in the order of the vocabularies."""


@dataclass(frozen=True, eq=False)
class Series:
    """Parts of the tables that one publication of a publisher feeds, and every edition of it."""

    parts: tuple[Part, ...]
    editions: pd.DataFrame
    """Its rows of sources.csv, the oldest first."""
    search: SeriesSearch
    """Its rhythm, and when it was last looked for."""

    @property
    def last(self) -> pd.Series:
        """The edition that came out last."""
        newest: pd.Series = self.editions.iloc[-1]
        return newest


def series_of(tables: Tables) -> list[Series]:
    """Every series: parts of one publisher that come with the same last edition are one.

    Unless they have another rhythm, or were looked for on another day. A publisher is known by the
    first name it gives; who joins it later changes nothing.
    """
    sources = tables.sources.set_index("source_id", drop=False)
    given, known = _given(tables, sources), find_searches(tables)
    together: dict[tuple[object, ...], list[tuple[str, Part]]] = defaultdict(list)
    for (publisher, part), names in given.items():
        if not _taken_over(publisher, part, given, sources):
            last = str(find_last_edition(names, sources)["source_id"])
            search = _search(publisher, part, known)
            together[last, search.frequency, search.searched_on].append((publisher, part))
    return [_series(keys, given, sources, known) for keys in together.values()]


def _search(publisher: str, part: Part, known: Mapping[Key, SeriesSearch]) -> SeriesSearch:
    return known[publisher, part[1] or RATES]


def codes_of(rows: pd.DataFrame) -> pd.Series:
    """The code of the series of each row."""
    return rows["series"] if "series" in rows else pd.Series("", index=rows.index)


Given: TypeAlias = Mapping[tuple[str, Part], Sequence[str]]


def _given(tables: Tables, sources: pd.DataFrame) -> Given:
    """For each publisher and part, the sources that gave rows of it."""
    found: dict[tuple[str, Part], list[str]] = defaultdict(list)
    for table in NUMBER_TABLES:
        rows = getattr(tables, table)
        pairs = sorted(set(zip(rows["source_id"], codes_of(rows), strict=True)))
        for source_id, code in pairs:
            publisher = shorten_publisher(str(sources.at[source_id, "publisher"]))
            found[publisher, (table, code)].append(source_id)
    return found


def _taken_over(publisher: str, part: Part, given: Given, sources: pd.DataFrame) -> bool:
    """Whether a publisher only passed figures on once.

    It goes on with its own publication without them, and another publisher has brought out later
    ones.
    """
    last = find_last_edition(given[publisher, part], sources)
    own = _later(last, sources)
    goes_on = any(
        name in own and sources.at[name, "frequency"] == last["frequency"]
        for (who, _), names in given.items()
        if who == publisher
        for name in names
    )
    others = [names for (who, what), names in given.items() if what == part and who != publisher]
    return goes_on and any(name in own for names in others for name in names)


def _later(last: pd.Series, sources: pd.DataFrame) -> set[str]:
    return set(sources.index[sources["available"] > last["available"]])


def _series(
    keys: Sequence[tuple[str, Part]],
    given: Given,
    sources: pd.DataFrame,
    known: Mapping[Key, SeriesSearch],
) -> Series:
    names = sorted({name for key in keys for name in given[key]})
    editions = sources.loc[names].sort_values("available", kind="stable")
    parts = sorted((part for _, part in keys), key=lambda part: _CODES.index(part[1]))
    return Series(tuple(parts), editions, _search(*keys[0], known))


def rows_of(tables: Tables, part: Part, source_ids: Sequence[str]) -> pd.DataFrame:
    """The rows of a part that some editions gave."""
    table, code = part
    rows: pd.DataFrame = getattr(tables, table)
    return rows[(codes_of(rows) == code) & rows["source_id"].isin(list(source_ids))]
