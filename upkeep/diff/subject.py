"""What a row is about, in words that no other row of its source has."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pandas as pd

from locales import Language, Translator, later
from schemas import MODELS
from snapshots.revision import Row
from upkeep.diff.cell_words import cell_words, codes_of, day_of

_HEADS: Final[Mapping[tuple[str, str], str]] = {
    ("civilian", "killed"): later("Civilians killed"),
    ("civilian", "injured"): later("Civilians injured"),
    ("", "killed"): later("People killed"),
    ("", "injured"): later("People injured"),
}
_UNSAID: Final = frozenset({"", "all", "UKR"})
"""Codes that go without saying."""
_PLAIN_SERIES: Final = frozenset({"monthly", "cumulative", "split", "kiel-month", "odp-daily"})
"""Series whose rows say by their period what they are."""
_NAMES: Final = {"sources": "source_id", "corrections": "correction_id", "translations": "english"}
"""Tables whose rows have names of their own, and the column of those."""


def subject(table: str, row: Row, t: Translator) -> str:
    """What a row is about: 'Civilians killed, children, March 2022'."""
    if table in _NAMES:
        return row.get(_NAMES[table], "")
    if table in _SUBJECTS:
        parts = _SUBJECTS[table](row, t)
    else:
        parts = _codes(table, row, MODELS[table].fact_columns(), t)
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _deaths(row: Row, t: Translator) -> Iterator[str]:
    outcome = row.get("outcome", "")
    population = "civilian" if row.get("population") == "civilian" else ""
    head = _HEADS.get((population, outcome))
    yield t(head) if head else outcome
    yield from _codes("civilian_deaths", row, ("victims", "weapon", "territory", "location"), t)
    yield _series("civilian_deaths", row, t)
    yield period(row.get("period_start", ""), row.get("period_end", ""), t)
    if row.get("as_of") and row.get("as_of") != row.get("period_end"):
        day = cell_words("civilian_deaths", "as_of", row["as_of"], t)
        yield t("as known on {day}", day=day)


def _displacement(row: Row, t: Translator) -> Iterator[str]:
    yield from _codes("displacement", row, ("population_group", "location"), t)
    yield cell_words("displacement", "origin", row["origin"], t) if _said(row, "origin") else ""
    yield _series("displacement", row, t)
    if row.get("date"):
        yield cell_words("displacement", "date", row["date"], t)
    else:
        yield period(row.get("period_start", ""), row.get("period_end", ""), t)


def _aid(row: Row, t: Translator) -> Iterator[str]:
    names = ("measure", "aid_type", "item", "donor", "recipient")
    yield from _codes("aid_flows", row, names, t)
    yield t.data(row.get("cluster", ""))
    yield row.get("plan", "")
    yield row.get("package", "")
    yield row.get("currency", "")
    yield _series("aid_flows", row, t)
    yield period(row.get("period_start", ""), row.get("period_end", ""), t)


def _rate(row: Row, t: Translator) -> Iterator[str]:
    yield row.get("currency", "")
    yield cell_words("exchange_rates", "month", row.get("month", ""), t)


def _search(row: Row, t: Translator) -> Iterator[str]:
    yield t.data(row.get("publisher", ""))
    yield _series("searches", row, t)


_SUBJECTS: Final[Mapping[str, Callable[[Row, Translator], Iterator[str]]]] = {
    "civilian_deaths": _deaths,
    "displacement": _displacement,
    "aid_flows": _aid,
    "exchange_rates": _rate,
    "searches": _search,
}


def _said(row: Row, column: str) -> bool:
    return row.get(column, "") not in _UNSAID


def _codes(table: str, row: Row, columns: tuple[str, ...], t: Language) -> Iterator[str]:
    for column in columns:
        if _said(row, column):
            text = row[column]
            known = codes_of(table, column)
            yield t(known[text]) if text in known else cell_words(table, column, text, t)


def _series(table: str, row: Row, t: Language) -> str:
    series = row.get("series", "")
    if series in _PLAIN_SERIES and table != "searches":
        return ""
    return t(codes_of(table, "series").get(series, series))


def period(start: str, end: str, t: Language) -> str:
    """Two days as readers call the time between them: a day, a month, a year, or from … to …."""
    first, last = day_of(start), day_of(end)
    if first is None or last is None:
        return " – ".join(text for text in (start, end) if text)
    if first == last:
        return t.format_day(first)
    if first.day == 1 and pd.Timestamp(last).is_month_end:
        if (first.year, first.month) == (last.year, last.month):
            return t.format_month(first)
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return str(first.year)
    return t("{first} to {last}", first=t.format_day(first), last=t.format_day(last))
