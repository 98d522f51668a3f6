"""A small valid set of tables, and a way to break one cell of it."""

import csv
import io
from collections.abc import Mapping

from schemas import TABLES, InvalidData, read, read_contents

Rows = list[dict[str, str]]

SMALL: Mapping[str, Rows] = {
    "sources": [
        {
            "source_id": "ohchr-2025-08-13",
            "publisher": "OHCHR",
            "title": "Protection of civilians",
            "url": "https://example.org/report",
            "published": "2025-08-13",
            "available": "2025-08-13",
            "accessed": "2026-11-22",
            "licence": "CC BY 4.0",
            "kind": "secondary",
            "via": "a copy",
            "frequency": "monthly",
        }
    ],
    "displacement": [
        {
            "source_id": "ohchr-2025-08-13",
            "series": "iom-gps",
            "population_group": "IDP",
            "measure": "stock",
            "date": "2025-07-31",
            "origin": "UKR",
            "location": "UKR",
            "value": "3700000",
            "bound": "exact",
            "status": "survey_estimate",
            "obs_status": "A",
        },
        {
            "source_id": "ohchr-2025-08-13",
            "series": "statement",
            "population_group": "DSP",
            "measure": "flow",
            "period_start": "2022-02-24",
            "period_end": "2022-11-02",
            "origin": "UKR",
            "location": "UKR",
            "value": "14000000",
            "bound": "approximate",
            "status": "statement",
            "obs_status": "A",
        },
    ],
    "civilian_deaths": [
        {
            "source_id": "ohchr-2025-08-13",
            "series": "monthly",
            "period_start": "2025-07-01",
            "period_end": "2025-07-31",
            "as_of": "2025-07-31",
            "location": "UKR",
            "territory": "all",
            "outcome": "killed",
            "victims": "all",
            "weapon": "all",
            "population": "civilian",
            "value": "286",
            "bound": "exact",
            "status": "verified",
            "obs_status": "A",
        }
    ],
    "aid_flows": [
        {
            "source_id": "ohchr-2025-08-13",
            "series": "announcement",
            "period_start": "2025-08-04",
            "period_end": "2025-08-04",
            "donor": "NLD",
            "recipient": "UKR",
            "aid_type": "military",
            "measure": "commitment",
            "amount": "500000000",
            "currency": "EUR",
            "bound": "exact",
            "package": "purl-1-nld",
            "obs_status": "A",
        }
    ],
    "exchange_rates": [
        {
            "source_id": "ohchr-2025-08-13",
            "month": "2025-08",
            "currency": "USD",
            "units_per_eur": "1.163143",
            "days": "21",
            "obs_status": "A",
        }
    ],
    "corrections": [
        {
            "correction_id": "a-misprint",
            "file": "civilian_deaths.csv",
            "row": "source_id=ohchr-2025-08-13;outcome=killed",
            "column": "value",
            "printed": "286",
            "corrected": "268",
            "action": "override",
            "reason": "Digits are swapped.",
            "provider": "a copy",
            "status": "open",
        }
    ],
    "translations": [
        {"english": "CC BY 4.0", "french": "CC BY 4.0", "ukrainian": "CC BY 4.0"},
        {
            "english": "Digits are swapped.",
            "french": "Chiffres intervertis.",
            "ukrainian": "Переставлено цифри.",
        },
        {"english": "OHCHR", "french": "HCDH", "ukrainian": "УВКПЛ"},
        {"english": "a copy", "french": "une copie", "ukrainian": "копія"},
    ],
    "searches": [
        {
            "publisher": "OHCHR",
            "series": series,
            "searched_on": "2025-09-01",
            "found_to": "2025-07-31",
            "frequency": "monthly",
        }
        for series in ("monthly", "iom-gps", "exchange_rates")
    ],
}


def written(table: str, rows: Rows) -> bytes:
    """The CSV of some rows, with every column of the model."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(TABLES[table].columns()), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def small_with(**changed: bytes) -> dict[str, bytes]:
    """The small tables by name, some of them replaced."""
    return {name: changed.get(name, written(name, rows)) for name, rows in SMALL.items()}


def messages(contents: Mapping[str, bytes]) -> list[str]:
    """What reading these bytes complains about; nothing if they are valid."""
    try:
        read_contents(contents)
    except InvalidData as invalid:
        return [finding.write_sentence() for finding in invalid.findings]
    return []


def broken(table: str, line: int, /, **cells: str) -> list[str]:
    """Complaints after cells of one row have been replaced: broken('sources', 2, kind='x')."""
    rows = [dict(row) for row in SMALL[table]]
    rows[line - 2].update(cells)
    contents = small_with(**{table: written(table, rows)})
    read_together = {"sources", "civilian_deaths", "corrections", table}
    found = read({name: contents[name] for name in SMALL if name in read_together})
    return [finding.write_sentence() for finding in dict.fromkeys(found.findings)]
