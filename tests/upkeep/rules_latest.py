"""Slips in the newest edition, each beside the edition as it should be."""

from collections.abc import Callable

import pandas as pd

from tests.upkeep.rules_cases import (
    case,
    month,
    months,
    rate,
    source,
    stock,
    stocks,
    until,
)  # fmt: skip
from upkeep.check import Report

ENDS = [str(day.date()) for day in pd.date_range("2024-01-31", periods=8, freq="ME")]
KILLED = [10_000, 10_190, 10_400, 10_620, 10_900, 11_150, 11_400, 11_650]


def ohchr(**last: object) -> Report:
    """Eight editions of a running count, a month apart; the cells of the last may be changed."""
    rows = [
        until(day, value, f"e{at}")
        for at, (day, value) in enumerate(zip(ENDS, KILLED, strict=True))
    ]
    rows[-1] |= {name: str(cell) for name, cell in last.items()}
    public = [str((pd.Timestamp(day) + pd.Timedelta(days=9)).date()) for day in ENDS]
    sources = [source(f"e{at}", day) for at, day in enumerate(public)]
    return case(rows, sources=sources)


def edition(killed: int, injured: int) -> Report:
    """A year of months, killed and injured, and then the two numbers of one more."""
    rows = [
        *months("2024-01-01", [150, 170, 160, 180, 155, 165, 175, 160]),
        *months("2024-01-01", [800, 900, 850, 870, 820, 910, 880, 860], outcome="injured"),
        month("2024-09-01", killed),
        month("2024-09-01", injured, outcome="injured"),
    ]
    return case(rows)


def grown(value: int) -> Report:
    """A month beside the running count of its publisher on its eve and on its last day."""
    return case(
        [until("2024-07-31", 11_400, "a"), until("2024-08-31", 11_650, "b"),
         month("2024-08-01", value, "b")],
        sources=[source("a", "2024-08-09"), source("b", "2024-09-09")],
    )  # fmt: skip


def weapons(one: int, other: int) -> Report:
    """Two weapons of a month, told as a split, beside the month."""
    split = {"series": "split"}
    return case([
        month("2024-08-01", 372),
        month("2024-08-01", one, weapon="long_range_weapons", **split),
        month("2024-08-01", other, weapon="short_range_drones", **split),
    ])  # fmt: skip


def people(value: int) -> Report:
    """Stocks of a year, a month apart, and one more."""
    moving = [3_700_000 + 12_345 * (at % 5) for at in range(12)]
    return case(displacement=[*stocks(moving), stock("2024-01-01", value)])


def rates(value: float, days: str = "21") -> Report:
    """Rates of a few months, and one more."""
    rows = [rate(f"2025-0{at}", "RON", 4.9 + at / 100) | {"days": "20"} for at in range(1, 7)]
    return case(rates=[*rows, rate("2025-07", "RON", value) | {"days": days}])


def told(**cells: str) -> Report:
    return case(
        displacement=[stock("2025-01-01", 3_700_000, "a")],
        sources=[source("a", "2025-09-01", **cells)],
    )


LATEST: list[tuple[str, str, Callable[[], Report]]] = [
    ("17,257 becomes 27,257", "cumulative_leaps", lambda: ohchr(value=21_650)),
    ("the count of the month before", "cumulative_leaps", lambda: ohchr(value=11_400)),
    ("a digit too many in a month", "digits_or_unit", lambda: edition(1_600, 860)),
    ("a digit lost in a month", "digits_or_unit", lambda: edition(160, 86)),
    ("a month of three times as many", "unlike_lately", lambda: edition(640, 860)),
    ("killed and injured swapped", "halves_swapped", lambda: edition(860, 160)),
    ("the stock in thousands", "digits_or_unit", lambda: people(3_712)),
    ("the stock of the month before", "said_again", lambda: people(3_712_345)),
    ("a month above the growth of its count", "month_above_growth", lambda: grown(260)),
    ("400 of 372", "part_above_whole", lambda: weapons(400, 10)),
    ("194 and 200 of 372", "parts_above_whole", lambda: weapons(194, 200)),
    ("4.946 becomes 4946", "decimal_lost", lambda: rates(4946)),
    ("4.946 becomes 49.46", "decimal_point", lambda: rates(49.46)),
    ("45 days in a month", "days_of_the_month", lambda: rates(4.946, days="45")),
    ("a plan for 2086", "wrong_century",
     lambda: case(displacement=[
         stock("2086-01-01", 3_712_000, status="planning_figure")])),
    ("published after it was read", "published_after_it_was_public",
     lambda: told(published="2025-10-01")),
    ("published a year after it was read", "published_after_it_was_public",
     lambda: told(published="2026")),
    ("a publisher on two lines", "line_break", lambda: told(publisher="OH\nCHR")),
]  # fmt: skip
"""What went wrong, the rule that sees it, and the tables."""

SOUND_LATEST: dict[str, Callable[[], Report]] = {
    "a running count that grows by the month": ohchr,
    "a leap that is marked as a break": lambda: ohchr(value=21_650, obs_status="B"),
    "a month like the others": lambda: edition(172, 866),
    "a stock like the others": lambda: people(3_721_000),
    "a month as high as the growth of its count": lambda: grown(250),
    "weapons that make their whole": lambda: weapons(194, 178),
    "a rate like the others": lambda: rates(4.946),
    "a source published in the year it was read": lambda: told(published="2025"),
}
