"""The same small tables as they grow: a later edition, a correction, a mistake of our own."""

from schemas import Tables, read_contents
from tests.small_tables import SMALL, Rows, small_with, written

FIGURE = "civilians-killed-by-month"
FIRST = "ohchr-2025-08-13"
LATER = "ohchr-2025-09-10"


def source(source_id: str, day: str) -> dict[str, str]:
    """A publication that came out on a day."""
    return {**SMALL["sources"][0], "source_id": source_id, "published": day, "available": day}


def month(number: int, value: str, source_id: str = FIRST, **cells: str) -> dict[str, str]:
    """Civilians verified killed in a month of 2025 that has 30 days at least."""
    last = {5: 31, 6: 30, 7: 31, 8: 31}[number]
    return {
        **SMALL["civilian_deaths"][0],
        "source_id": source_id,
        "period_start": f"2025-{number:02}-01",
        "period_end": f"2025-{number:02}-{last}",
        "as_of": source_id[-10:],
        "value": value,
        **cells,
    }


def correction(**cells: str) -> dict[str, str]:
    """A known error in the row of July."""
    return {
        **SMALL["corrections"][0],
        "correction_id": "july-misprint",
        "row": f"source_id={FIRST};period_start=2025-07-01",
        "reported_on": "2025-10-01",
        **cells,
    }


ELSEWHERE: Rows = [
    {**correction(), "correction_id": "elsewhere", "row": "", "action": "excluded", "printed": "1"}
]
"""A correction that speaks of no row."""


def tables_of(deaths: Rows, corrections: Rows | None = None) -> Tables:
    """Tables with these counts of victims."""
    return read_contents(
        small_with(
            sources=written("sources", [source(FIRST, FIRST[-10:]), source(LATER, LATER[-10:])]),
            civilian_deaths=written("civilian_deaths", deaths),
            corrections=written("corrections", corrections or ELSEWHERE),
        )
    )


def as_frozen() -> Tables:
    """Two months, as they were first published."""
    return tables_of([month(6, "200"), month(7, "286")])
