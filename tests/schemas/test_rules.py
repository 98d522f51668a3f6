"""One bad row for every rule, with its whole message."""

import re

import pytest

from schemas.findings import CAUSES
from tests.small_tables import broken

Cells = dict[str, str]

DEATHS = "data/civilian_deaths.csv, line 2: "
DISPLACEMENT = "data/displacement.csv, line 2: "
FLOW = "data/displacement.csv, line 3: "
AID = "data/aid_flows.csv, line 2: "
SOURCES = "data/sources.csv, line 2: "
CORRECTIONS = "data/corrections.csv, line 2: "

BAD_ROWS: list[tuple[str, int, Cells, str]] = [
    (
        "displacement",
        2,
        {"value": "3 700 000"},
        f"{DISPLACEMENT}value is '3 700 000'; "
        "write a whole number without spaces or separators: 3700000",
    ),
    (
        "displacement",
        2,
        {"value": "about 4 m"},
        f"{DISPLACEMENT}value is 'about 4 m'; write a whole number without spaces or separators",
    ),
    (
        "aid_flows",
        2,
        {"amount": "500,000,000"},
        f"{AID}amount is '500,000,000'; "
        "write a number with a point for decimals and nothing else: 500000000",
    ),
    (
        "displacement",
        2,
        {"date": "31.07.2025"},
        f"{DISPLACEMENT}date is '31.07.2025'; write a date as year-month-day: 2025-07-31",
    ),
    (
        "displacement",
        2,
        {"date": "2025-02-30"},
        f"{DISPLACEMENT}date is '2025-02-30'; write a date as year-month-day",
    ),
    (
        "displacement",
        2,
        {"date": "2923-03-31"},
        f"{DISPLACEMENT}date is '2923-03-31'; "
        "this year cannot be right; write one between 1900 and 2100",
    ),
    (
        "displacement",
        2,
        {"value": "37\u0663"},
        f"{DISPLACEMENT}value is '37\u0663'; write a whole number without spaces or separators",
    ),
    (
        "displacement",
        2,
        {"date": "\uff12\uff10\uff12\uff15-07-31"},
        f"{DISPLACEMENT}date is '\uff12\uff10\uff12\uff15-07-31'; write a date as year-month-day",
    ),
    (
        "sources",
        2,
        {"publisher": ""},
        f"{SOURCES}publisher is ''; the cell is empty; fill it in: Who says it.",
    ),
    (
        "sources",
        2,
        {"kind": "tertiary"},
        f"{SOURCES}kind is 'tertiary'; write one of: primary, secondary, unseen",
    ),
    (
        "sources",
        2,
        {"published": "August 2025"},
        f"{SOURCES}published is 'August 2025'; write it in the form 2025-08-13, 2025-08 or 2025",
    ),
    (
        "displacement",
        2,
        {"value": "-5"},
        f"{DISPLACEMENT}value is '-5'; write a number of zero or more",
    ),
    (
        "displacement",
        2,
        {"location": "XYZ"},
        f"{DISPLACEMENT}location is 'XYZ'; no such place; "
        "write an ISO 3166-1 code such as POL, or a p-code such as UA63",
    ),
    (
        "displacement",
        2,
        {"location": "UA1414010"},
        f"{DISPLACEMENT}location is 'UA1414010'; nothing finer than a rayon may be stored; "
        "write the p-code of the oblast or rayon",
    ),
    (
        "aid_flows",
        2,
        {"donor": "NLD+Sweden"},
        f"{AID}donor is 'NLD+Sweden'; no such donor; "
        "write an ISO 3166-1 code such as NLD, or several joined by “+”",
    ),
    (
        "aid_flows",
        2,
        {"currency": "euro"},
        f"{AID}currency is 'euro'; no such currency; write an ISO 4217 code such as EUR",
    ),
    (
        "displacement",
        3,
        {"period_end": "2022-01-01"},
        f"{FLOW}period_end is '2022-01-01'; the period ends before it begins; "
        "period_start is 2022-02-24",
    ),
    (
        "displacement",
        2,
        {"date": ""},
        f"{DISPLACEMENT}date is ''; a stock is counted on one day; "
        "fill in date and leave the period empty",
    ),
    (
        "displacement",
        3,
        {"period_start": ""},
        f"{FLOW}period_start is ''; a flow covers a period; "
        "fill in period_start and period_end and leave date empty",
    ),
    (
        "displacement",
        2,
        {"low": "3800000", "high": "3900000"},
        f"{DISPLACEMENT}value is '3700000'; the numbers must rise from low to value to high; "
        "here they are 3800000, 3700000, 3900000",
    ),
    (
        "displacement",
        2,
        {"bound": "range"},
        f"{DISPLACEMENT}bound is 'range'; a range needs both low and high",
    ),
    (
        "displacement",
        2,
        {"low": "3600000"},
        f"{DISPLACEMENT}bound is 'exact'; "
        "this bound needs a value, and either both low and high or neither",
    ),
    (
        "displacement",
        2,
        {"bound": ""},
        f"{DISPLACEMENT}bound is ''; write one of: exact, approximate, minimum, maximum, range",
    ),
    (
        "displacement",
        2,
        {"value": ""},
        f"{DISPLACEMENT}value is ''; the number is missing; "
        "fill it in, or set obs_status to O if the source does not give it",
    ),
    (
        "displacement",
        2,
        {"obs_status": "O"},
        f"{DISPLACEMENT}value is '3700000'; obs_status O says that the figure was not found; "
        "remove the number, or write A for the O",
    ),
    (
        "aid_flows",
        2,
        {"currency": ""},
        f"{AID}currency is ''; an amount needs its currency; write an ISO 4217 code such as EUR",
    ),
    (
        "displacement",
        2,
        {"source_id": "ohchr-2025-08-14"},
        f"{DISPLACEMENT}source_id is 'ohchr-2025-08-14'; no such source; "
        "add it to sources.csv or correct the spelling",
    ),
    (
        "displacement",
        2,
        {"conflicts_with": "nobody-2025"},
        f"{DISPLACEMENT}conflicts_with is 'nobody-2025'; no such source; "
        "add it to sources.csv or correct the spelling",
    ),
    (
        "civilian_deaths",
        2,
        {"period_start": "2021-03-10"},
        f"{DEATHS}period_start is '2021-03-10'; this series begins on 24 February 2022; "
        "correct the date",
    ),
    (
        "sources",
        2,
        {"via": ""},
        f"{SOURCES}via is ''; the publication itself was not consulted; name in via where the "
        "figure was read",
    ),
    (
        "sources",
        2,
        {"kind": "unseen", "via": ""},
        f"{SOURCES}via is ''; the publication itself was not consulted; name in via where the "
        "figure was read",
    ),
    (
        "searches",
        2,
        {"publisher": "OHCRH"},
        "data/searches.csv, line 2: publisher is 'OHCRH'; no publication of this publisher; write "
        "the name as sources.csv gives it, up to the first comma",
    ),
    (
        "sources",
        2,
        {"available": "2025-08-01"},
        f"{SOURCES}available is '2025-08-01'; figures cannot be public before their publication; "
        "published is 2025-08-13",
    ),
    (
        "corrections",
        2,
        {"column": ""},
        f"{CORRECTIONS}column is ''; "
        "a value is replaced in one column; write its name, for example value",
    ),
    (
        "corrections",
        2,
        {"file": "deaths.csv"},
        f"{CORRECTIONS}file is 'deaths.csv'; no such table or column; "
        "write for example civilian_deaths.csv",
    ),
    (
        "corrections",
        2,
        {"column": "killed"},
        f"{CORRECTIONS}column is 'killed'; no such table or column; "
        "write for example civilian_deaths.csv",
    ),
    (
        "corrections",
        2,
        {"row": "outcome=injured"},
        f"{CORRECTIONS}row is 'outcome=injured'; 0 rows fit this key; "
        "write one that fits exactly one row",
    ),
    (
        "corrections",
        2,
        {"printed": "287"},
        f"{CORRECTIONS}correction_id is 'a-misprint'; the cell now says “286”, not “287”; "
        "if the source has corrected its error, remove this correction",
    ),
]


def test_the_small_tables_are_valid() -> None:
    assert broken("sources", 2) == []


@pytest.mark.parametrize(("table", "line", "cells", "message"), BAD_ROWS)
def test_a_bad_row_gets_one_message_that_says_what_to_write(
    table: str,
    line: int,
    cells: Cells,
    message: str,
) -> None:
    assert broken(table, line, **cells) == [message]


FILE_RULES = {
    "file_missing",
    "file_not_utf8",
    "file_quotes",
    "file_without_rows",
    "file_empty",
    "column_missing",
    "column_unknown",
    "column_repeated",
    "row_ragged",
    "duplicate",
    "rows_lost",
    "source_renamed",
    "rule_failed",
    "unexpected",
}
"""Rules about whole files and about the program itself, tested where files are read."""


def test_every_rule_has_a_bad_row() -> None:
    shown = {
        rule
        for rule, cause in CAUSES.items()
        for *_, message in BAD_ROWS
        if re.search(re.sub(r"\\\{\w+\\\}", ".*", re.escape(cause.advice)), message)
    }
    assert set(CAUSES) - shown == FILE_RULES
