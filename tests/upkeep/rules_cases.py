"""Small tables in which something makes no sense, and the rule that must see it.

Most are made from what publishers, press copies and data files have really printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from schemas import MODELS
from tests.small_tables import Rows, written
from upkeep.check import Given, Report, check

TODAY = date(2026, 11, 22)
Cells = Mapping[str, object]


def source(
    name: str, available: str = "2026-10-01", publisher: str = "OHCHR", **cells: str
) -> dict[str, str]:
    """A publication, public since a day."""
    return {
        "source_id": name, "publisher": publisher, "title": "A report", "available": available,
        "accessed": "2026-11-22", "licence": "CC BY 4.0", "kind": "primary",
        "frequency": "monthly", **cells,
    }  # fmt: skip


def count(value: int, name: str = "s", **cells: object) -> dict[str, str]:
    """A verified count of killed civilians."""
    row = {
        "source_id": name, "series": "cumulative", "period_start": "2022-02-24",
        "period_end": "2025-07-31", "as_of": "2025-07-31", "location": "UKR", "territory": "all",
        "outcome": "killed", "victims": "all", "weapon": "all", "population": "civilian",
        "bound": "exact", "status": "verified", "obs_status": "A", "value": value, **cells,
    }  # fmt: skip
    return {key: str(cell) for key, cell in row.items()}


def until(day: str, value: int, name: str = "s", **cells: object) -> dict[str, str]:
    """A cumulative count up to a day."""
    return count(value, name, period_end=day, as_of=day, **cells)


def month(first: str, value: int, name: str = "s", **cells: object) -> dict[str, str]:
    """A count of one month, known to the end of the month."""
    last = str((pd.Timestamp(first) + pd.offsets.MonthEnd(0)).date())
    begin = "2022-02-24" if first == "2022-02-01" else first
    row = {"series": "monthly", "period_start": begin, "period_end": last, "as_of": last} | cells
    return count(value, name, **row)


def months(first: str, values: Iterable[int], name: str = "s", **cells: object) -> Rows:
    """Counts of months in a row."""
    starts = pd.date_range(first, periods=100, freq="MS")
    return [month(str(start.date()), value, name, **cells)
            for start, value in zip(starts, values, strict=False)]  # fmt: skip


def stock(day: str, value: int, name: str = "s", **cells: object) -> dict[str, str]:
    """People displaced on a day."""
    row = {
        "source_id": name, "series": "iom-gps", "population_group": "IDP", "measure": "stock",
        "date": day, "origin": "UKR", "location": "UKR", "value": value, "bound": "exact",
        "status": "survey_estimate", "obs_status": "A", **cells,
    }  # fmt: skip
    return {key: str(cell) for key, cell in row.items()}


def stocks(values: Sequence[int], name: str = "s", freq: str = "MS", **cells: object) -> Rows:
    """A series of stocks, a month apart."""
    days = pd.date_range("2023-01-01", periods=len(values), freq=freq)
    return [stock(str(day.date()), value, name, **cells)
            for day, value in zip(days, values, strict=True)]  # fmt: skip


def money(amount: float, name: str = "s", **cells: object) -> dict[str, str]:
    """Money promised to Ukraine."""
    row = {
        "source_id": name, "series": "announcement", "period_start": "2025-08-04",
        "period_end": "2025-08-04", "donor": "NLD", "recipient": "UKR", "aid_type": "military",
        "measure": "commitment", "amount": amount, "currency": "EUR", "bound": "exact",
        "obs_status": "A", **cells,
    }  # fmt: skip
    return {key: str(cell) for key, cell in row.items()}


def kiel(series: str, amount: float, name: str = "s", **cells: object) -> dict[str, str]:
    """Allocations as the Kiel Institute gives them, of one month unless said otherwise."""
    row: dict[str, object] = {
        "series": series, "measure": "allocation", "period_start": "2025-03-01",
        "period_end": "2025-03-31",
    }  # fmt: skip
    return money(amount, name, **(row | cells))


def appeal(amount: float, name: str = "s", **cells: object) -> dict[str, str]:
    """Funding of an appeal."""
    row: dict[str, object] = {
        "series": "fts-plan", "measure": "funding", "aid_type": "humanitarian", "donor": "",
        "plan": "HUKR24", "currency": "USD", "period_start": "2024-01-01",
        "period_end": "2024-12-31",
    }  # fmt: skip
    return money(amount, name, **(row | cells))


def rate(of: str, currency: str, units: float, name: str = "s") -> dict[str, str]:
    """A monthly average rate."""
    return {"source_id": name, "month": of, "currency": currency, "units_per_eur": str(units),
            "days": "21", "obs_status": "A"}  # fmt: skip


RATES = [rate("2025-08", "USD", 1.163143), rate("2025-08", "NOK", 11.87),
         rate("2022-09", "USD", 0.9904)]  # fmt: skip


def case(
    deaths: Sequence[dict[str, str]] = (),
    displacement: Sequence[dict[str, str]] = (),
    aid: Sequence[dict[str, str]] = (),
    rates: Sequence[dict[str, str]] = (),
    sources: Sequence[dict[str, str]] = (),
) -> Report:
    """What the check says about some rows; sources not described are made up."""
    tables: dict[str, Rows] = {
        "civilian_deaths": list(deaths), "displacement": list(displacement),
        "aid_flows": list(aid), "exchange_rates": list(rates),
    }  # fmt: skip
    told = {row["source_id"] for rows in tables.values() for row in rows}
    known = {row["source_id"]: row for row in sources}
    described = [known.get(name) or source(name) for name in sorted(told | set(known))]
    given = [Given(MODELS[name].file_name(), written(name, rows))
             for name, rows in tables.items() if rows]  # fmt: skip
    return check(
        [*given, Given("sources.csv", written("sources", described))] if sources else given,
        {"sources": written("sources", described)}, TODAY,
    )  # fmt: skip


def seen(report: Report) -> set[str]:
    """The names of everything that was seen."""
    return {finding.cause.name for finding in report.findings}


GROWING = [until(f"2023-01-{day:02}", 7000 + 10 * day) for day in range(1, 15)]
OBLASTS = (
    "05", "07", "12", "18", "21", "26", "32", "35", "46", "48", "51", "53", "56", "59", "61", "63",
    "68", "71", "73", "74", "80",
)  # fmt: skip
PARTS = ("men", "women", "boys", "girls", "children_sex_unknown", "adults_sex_unknown")


def pair(killed: int, injured: int, name: str, day: str, **cells: object) -> list[dict[str, str]]:
    return [
        until(day, killed, name, **cells),
        until(day, injured, name, outcome="injured", **cells),
    ]


def editions(values: dict[str, int], **cells: object) -> Report:
    """One month as several editions tell it, by the day each came out."""
    names = {f"e{number}": day for number, day in enumerate(values)}
    rows = [month("2023-02-01", value, name, as_of=day, **cells)
            for (name, day), value in zip(names.items(), values.values(), strict=True)]  # fmt: skip
    return case(rows, sources=[source(name, day) for name, day in names.items()])
