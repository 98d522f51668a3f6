"""The rows of all tables as a maintainer has them before her: read, found, carried on, written."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd
import pycountry

from tests import small_tables

Row = dict[str, str]
Rows = list[Row]
Book = dict[str, Rows]
"""The rows of every table, by the name of the table."""

DEATHS, DISPLACED, AID, RATES = "civilian_deaths", "displacement", "aid_flows", "exchange_rates"
FACTS = (DISPLACED, DEATHS, AID, RATES)


def read_book(contents: Mapping[str, bytes]) -> Book:
    """The rows of these tables."""
    return {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for name, content in contents.items()
    }


def written(book: Book) -> dict[str, bytes]:
    """The tables as files."""
    return {name: small_tables.written(name, rows) for name, rows in book.items()}


def day_after(book: Book) -> date:
    """The first day on which none of these tables was yet written."""
    days = [row[name] for row in book["sources"] for name in ("available", "accessed")]
    return date.fromisoformat(max(days)) + timedelta(days=1)


def matching(rows: Iterable[Row], **cells: str) -> Rows:
    """Rows that say all of this and give a number."""
    return [
        row
        for row in rows
        if all(row[name] == cell for name, cell in cells.items())
        and (row.get("value") or row.get("amount") or row.get("units_per_eur"))
    ]


def newest(book: Book, rows: Sequence[Row]) -> Row:
    """The row of the last day, in the edition that came out last."""
    return max(rows, key=lambda row: (day_of(row), came_out(book, row)))


def newest_source(book: Book, rows: Sequence[Row]) -> Rows:
    """Those rows that stand in the edition that came out last."""
    last = max(rows, key=lambda row: came_out(book, row))["source_id"]
    return [row for row in rows if row["source_id"] == last]


def day_of(row: Row) -> str:
    return row.get("date") or row.get("period_end") or row.get("month") or ""


def came_out(book: Book, row: Row) -> tuple[str, int]:
    source = source_of(book, row)
    return source["available"], int(source["release"] or 0)


def source_of(book: Book, row: Row) -> Row:
    return next(each for each in book["sources"] if each["source_id"] == row["source_id"])


def edition_like(book: Book, like: Row, day: date, ending: str = "", **cells: str) -> Row:
    """The source row of the edition after that of a row: only what is new differs."""
    before = source_of(book, like)
    release = str(int(before["release"]) + 1) if before["release"] else ""
    name = re.split(r"-(?:r\d+-)?20\d\d", before["source_id"])[0]
    numbered = f"{name}-r{release}-{day}" if release else f"{name}-{day}"
    return {
        **before,
        "source_id": f"{numbered}{ending}",
        "release": release,
        "published": day.isoformat(),
        "available": day.isoformat(),
        "accessed": day.isoformat(),
        "kind": "primary",
        "via": "",
        **cells,
    }


def carry_row(row: Row, source: Row, **cells: str) -> Row:
    """A row copied to a new line, with what is new, and without remarks about the old number."""
    plain = {"obs_status": "A", "note": "", "conflicts_with": "", "low": "", "high": ""}
    changed = {name: cell for name, cell in plain.items() if name in row}
    if "bound" in row:
        changed["bound"] = "exact"
    return {**row, **changed, "source_id": source["source_id"], **cells}


def grow(number: str, share: float, more: int = 0) -> str:
    return str(round(float(number) * (1 + share)) + more)


def add_rows(book: Book, **added: Rows) -> Book:
    return {name: [*rows, *added.get(name, [])] for name, rows in book.items()}


def months_after(day: str, count: int = 1) -> list[tuple[str, str]]:
    """First and last days of the months after the month of a day."""
    first = pd.Period(day, "M") + 1
    return [
        (f"{month.start_time:%Y-%m-%d}", f"{month.end_time:%Y-%m-%d}")
        for month in pd.period_range(first, periods=count, freq="M")
    ]


def of_whole_country(rows: Iterable[Row], series: str, outcome: str, victims: str = "all") -> Rows:
    return matching(
        rows, series=series, outcome=outcome, victims=victims, location="UKR", territory="all",
        weapon="all", status="verified",
    )  # fmt: skip


def new_country(rows: Iterable[Row], column: str) -> str:
    """The first country of the alphabet that no row names."""
    named = {code for row in rows for code in row[column].split("+")}
    return next(
        country.alpha_3
        for country in sorted(pycountry.countries, key=lambda each: str(each.alpha_3))
        if country.alpha_3 not in named
    )
