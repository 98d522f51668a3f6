"""A month of OHCHR without a table: what it is asked, beside what it was lately, and its rows.

The commonest job of a maintainer, once a month. Here are the questions and the rows that answers
become; the fields are those of the check page, and what the rows change is told by the check.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from locales import Language, later
from schemas import MODELS, Tables, codes
from schemas.civilian_deaths import WAR_BEGAN
from schemas.searches import shorten_publisher

PUBLISHER: Final = "OHCHR"
DEATHS, SOURCES, SEARCHES = "civilian_deaths", "sources", "searches"
MONTHS: Final = 6
"""So many earlier values stand beside a field."""
_SERIES: Final[Mapping[str, str]] = {
    "monthly": later("In the month"),
    "cumulative": later("Since 24 February 2022"),
    "period": later("Since 1 January"),
    "split": later("In the month, by weapon or place"),
}
"""The series of an edition, each with the heading of its fields."""
_PART: Final = ["series", "location", "territory", "victims", "weapon"]
_OF_ONE_EDITION: Final = {"source_id", "value", "low", "high", "note", "obs_status", "as_of"}


@dataclass(frozen=True)
class Question:
    """One number of the month: the cells of its row that are known, and what it was lately."""

    cells: Mapping[str, str]
    """The row by column, without its number and its source."""
    history: tuple[tuple[pd.Timestamp, int], ...]
    """The latest value of each earlier day, the newest first."""

    @property
    def name(self) -> str:
        """A name that no other question has."""
        return ".".join(self.cells[column] for column in [*_PART, "outcome"])

    @property
    def heading(self) -> str:
        """What all numbers of its series have in common, to be translated."""
        return _SERIES[self.cells["series"]]

    def describe_part(self, t: Language) -> str:
        """Whose number it is, beside those of the same heading: 'Kyiv (city): injured'."""
        cells, outcome = self.cells, t(codes.OUTCOME[self.cells["outcome"]])
        told = [
            t.name_place(cells["location"]) if cells["location"] != "UKR" else "",
            t(codes.TERRITORY[cells["territory"]]) if cells["territory"] != "all" else "",
            t(codes.VICTIMS[cells["victims"]]) if cells["victims"] != "all" else "",
            t(codes.WEAPON[cells["weapon"]]) if cells["weapon"] != "all" else "",
        ]
        part = t.join_words([words for words in told if words])
        return t.capitalize(t.label(part, outcome) if part else outcome)

    def describe_history(self, t: Language) -> str:
        """What it was lately: 'August 2026: 372; July 2026: 437'."""
        return t.join_items(
            [t.label(t.format_month(day), t.format_number(value)) for day, value in self.history]
        )


@dataclass(frozen=True)
class Publication:
    """What the maintainer says of the edition the numbers were read in."""

    published: date
    title: str
    url: str = ""
    via: str = ""
    """Where the numbers were read, if not in the publication itself."""


def find_month(tables: Tables) -> pd.Timestamp:
    """The last day of the month that comes after the newest one of the tables."""
    rows = _rows_of_publisher(tables)
    newest = rows.loc[rows["series"] == "monthly", "period_end"].max()
    return newest + pd.offsets.MonthEnd(1)


def read_last_title(tables: Tables, month: pd.Timestamp) -> str:
    """The title of the last edition, with the name of a month put in the place of its own."""
    rows = _rows_of_publisher(tables)
    rows = rows[rows["series"] == "monthly"]
    last = rows.loc[rows["period_end"].idxmax()]
    titles = tables.sources.set_index("source_id")["title"]
    return str(titles[last["source_id"]]).replace(f"{last['period_end']:%B %Y}", f"{month:%B %Y}")


def list_questions(tables: Tables, month: pd.Timestamp) -> tuple[Question, ...]:
    """Every number that the last editions gave, for a month named by its last day.

    Parts that only one edition but the last has given are not asked for.
    """
    rows = _rows_of_publisher(tables)
    rows = rows[_begins(rows) == rows["period_start"]]
    lately = rows[rows["period_end"].between(month - pd.DateOffset(months=12), month, "left")]
    found = []
    for series in _SERIES:
        if series == "period" and month.month == 1:
            continue
        of_series = lately[lately["series"] == series]
        for _, part in of_series.groupby([*_PART, "outcome"], observed=True):
            days = part["period_end"].unique()
            if len(days) > 1 or days[0] == of_series["period_end"].max():
                found.append(_make_question(part, month))
    return tuple(sorted(found, key=_rank))


def _rank(question: Question) -> tuple[object, ...]:
    cells = question.cells
    whole = cells["location"] == "UKR" and cells["territory"] == cells["weapon"] == "all"
    return (
        list(_SERIES).index(cells["series"]), not whole,
        *(cells[column] for column in _PART), cells["outcome"] != "killed",
    )  # fmt: skip


def _rows_of_publisher(tables: Tables) -> pd.DataFrame:
    """The verified counts of OHCHR that have a number, as they are known now."""
    sources = tables.sources.set_index("source_id")["publisher"].map(shorten_publisher)
    rows = tables.civilian_deaths
    own = rows["source_id"].map(sources) == PUBLISHER
    return rows[
        own & rows["value"].notna() & (rows["status"] == "verified") & rows["series"].isin(_SERIES)
    ]


def _begins(rows: pd.DataFrame) -> pd.Series:
    """The day on which a row of its series begins that a month's edition gives."""
    ends = rows["period_end"]
    month = ends.dt.to_period("M").dt.start_time
    year = ends.dt.to_period("Y").dt.start_time
    return month.mask(rows["series"] == "period", year).mask(
        rows["series"] == "cumulative", WAR_BEGAN
    )


def _make_question(part: pd.DataFrame, month: pd.Timestamp) -> Question:
    """A part's rows, oldest edition first, as the row of a month and what it was lately."""
    newest = part.iloc[-1]
    row = pd.DataFrame({"series": [newest["series"]], "period_end": [month]})
    cells = dict.fromkeys(MODELS[DEATHS].columns(), "") | {
        str(name): cell
        for name, cell in newest.items()
        if name in MODELS[DEATHS].columns_of_kind("text") and name not in _OF_ONE_EDITION
    }
    day = month.date().isoformat()
    cells |= {
        "period_start": _begins(row).iloc[0].date().isoformat(),
        "period_end": day,
        "as_of": day,
        "obs_status": "A",
    }
    latest = part.groupby("period_end")["value"].last().tail(MONTHS)
    return Question(cells, tuple((day, int(value)) for day, value in latest[::-1].items()))


def write_tables(
    questions: Sequence[Question],
    answers: Mapping[str, int],
    publication: Publication,
    present: Mapping[str, bytes],
    today: date,
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The tables with a month carried in, and the new rows of each as CSV, both by table.

    `answers` are the numbers by the names of their questions; what was not answered has no row.
    """
    month = questions[0].cells["period_end"]
    source = _write_source(publication, present, month, today)
    rows = [
        {**question.cells, "source_id": source["source_id"], "value": str(answers[question.name])}
        for question in questions
        if question.name in answers
    ]
    new = {SOURCES: _write_rows(SOURCES, [source]), DEATHS: _write_rows(DEATHS, rows)}
    tables = {name: _end_line(present[name]) + text.encode() for name, text in new.items()}
    searched = {row["series"] for row in rows}
    if SEARCHES in present:
        tables[SEARCHES] = _note_search(present[SEARCHES], searched, month, today)
    return tables, new


def _write_source(
    publication: Publication, present: Mapping[str, bytes], month: str, today: date
) -> dict[str, str]:
    """The row of sources.csv: what the last edition of this rhythm says, and what is new."""
    known = _read(present[SOURCES])
    last = [
        row for row in known
        if shorten_publisher(row["publisher"]) == PUBLISHER and row["frequency"] == "monthly"
    ][-1]  # fmt: skip
    taken, name = {row["source_id"] for row in known}, f"ohchr-{month}"
    day = publication.published.isoformat()
    return last | {
        "source_id": f"{name}-{day}" if name in taken else name,
        "title": publication.title,
        "release": "",
        "url": publication.url,
        "published": day,
        "available": day,
        "accessed": today.isoformat(),
        "kind": "secondary" if publication.via else "primary",
        "via": publication.via,
    }


def _note_search(content: bytes, series: set[str], month: str, today: date) -> bytes:
    """The searches, with the day and the month found in the rows of these series."""
    rows = _read(content)
    for row in rows:
        if row["publisher"] == PUBLISHER and row["series"] in series:
            row |= {"searched_on": today.isoformat(), "found_to": month}
    return (",".join(MODELS[SEARCHES].columns()) + "\n" + _write_rows(SEARCHES, rows)).encode()


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _write_rows(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    text = io.StringIO(newline="")
    csv.DictWriter(text, list(MODELS[table].columns()), lineterminator="\n").writerows(rows)
    return text.getvalue()


def _end_line(content: bytes) -> bytes:
    return content if content.endswith(b"\n") else content + b"\n"
