"""What really happened to counts of victims, and the rule that sees it."""

from collections.abc import Callable

from tests.upkeep.rules_cases import (
    GROWING,
    case,
    count,
    editions,
    month,
    months,
    pair,
    source,
    until,
)  # fmt: skip
from upkeep.check import Report

DEATHS: list[tuple[str, str, Callable[[], Report]]] = [
    # Deaths.
    ("figure of March 2022 dated 2021", "period_order", lambda: case([until("2021-03-10", 564)])),
    (
        "figure of January 2023 dated 2022",
        "period_order",
        lambda: case([until("2022-01-29", 7110)]),
    ),
    (
        "injured 1,581 is the total",
        "cumulative_falls",
        lambda: case([until("2022-03-11", 1581), until("2022-03-12", 1067)]),
    ),
    (
        "331 and 440 are not 1,006",
        "total_differs",
        lambda: case(pair(331, 440, "s", "2022-03-03", note="The total is printed as 1,006")),
    ),
    (
        "440 injured after 525",
        "cumulative_falls",
        lambda: case([until("2022-03-02", 525), until("2022-03-03", 440)]),
    ),
    (
        "18,995 with two digits swapped",
        "total_differs",
        lambda: case(pair(7199, 11756, "s", "2023-02-12", note="total 18,995")),
    ),
    (
        "2,615 in a copy, 2,651 elsewhere",
        "swapped_digits",
        lambda: case([until("2022-04-15", 2651, "a"), until("2022-04-15", 2615, "b")]),
    ),
    (
        "July dated the 30th",
        "part_of_a_month",
        lambda: case([month("2023-07-01", 143, period_end="2023-07-30")]),
    ),
    (
        "541 first, 457 later",
        "restated_much",
        lambda: editions({"2023-03-05": 541, "2023-10-08": 457}, outcome="injured"),
    ),
    (
        "541 is also November",
        "another_months_figure",
        lambda: case(
            [
                month("2023-02-01", 541, "a"),
                month("2023-02-01", 457, "b", as_of="2023-09-01"),
                month("2022-11-01", 541, "b"),
            ],
            sources=[source("a", "2023-03-05"), source("b", "2023-10-08")],
        ),
    ),
    (
        "24 months that make 101 less than the count",
        "months_differ",
        lambda: case([*months("2022-02-01", [300, 400]), until("2022-03-31", 801)]),
    ),
    (
        "807 more in three days",
        "cumulative_leaps",
        lambda: case([*GROWING, until("2023-01-17", 8006)]),
    ),
    (
        "March 2022 from 3,175 to 4,312",
        "restated_much",
        lambda: editions({"2022-09-25": 3175, "2025-07-31": 4312}),
    ),
    (
        "13,883 of July beside 41,378 of January",
        "stale_half",
        lambda: case(
            [*pair(13883, 35548, "a", "2025-07-31"), *pair(13883, 41378, "b", "2026-01-31")]
        ),
    ),
    (
        "14,728 in a year whose months make 12,669",
        "months_differ",
        lambda: case(
            [*months("2022-02-01", [6000, 6669]), until("2022-03-31", 14728, series="period")]
        ),
    ),
    (
        "2,088 in a year whose months make 2,086",
        "months_differ",
        lambda: case(
            [
                *months("2024-01-01", [1000, 1086]),
                until("2024-02-29", 2088, series="period", period_start="2024-01-01"),
            ]
        ),
    ),
    (
        "three months filled in",
        "equal_thirds",
        lambda: case(
            [
                *months("2025-08-01", [243, 247, 241], as_of="2025-12-31"),
                *months("2025-08-01", [1064, 1082, 1066], as_of="2025-12-31", outcome="injured"),
            ]
        ),
    ),
    (
        "864 injured are 174 killed and 690 injured",
        "casualties_for_one",
        lambda: case(
            [
                month("2024-06-01", 174, "a"),
                month("2024-06-01", 690, "a", outcome="injured"),
                month("2024-06-01", 864, "b", outcome="injured"),
            ]
        ),
    ),
    (
        "18,500 since some other day",
        "above_the_count",
        lambda: case([until("2025-12-31", 14999), until("2026-01-10", 18500, "b", series="total")]),
    ),
    (
        "12,910 by the end of 2025",
        "stale_value",
        lambda: case(
            [
                until("2025-03-31", 12910, "a"),
                until("2025-12-31", 14999, "a"),
                until("2025-12-31", 12910, "b", series="total"),
            ]
        ),
    ),
    (
        "28,382 adults and 1,833 children in 28,382",
        "sexes_and_ages_differ",
        lambda: case(
            [
                until("2024-12-31", value, series="sex-age", victims=who, outcome="injured")
                for who, value in (
                    ("all", 28382),
                    ("adults_sex_unknown", 28382),
                    ("children", 1833),
                )
            ]
        ),
    ),
    (
        "August is 372, the count grew by 383",
        "late_verification",
        lambda: case(
            [
                month("2026-08-01", 372, "b"),
                until("2026-07-31", 1839, "a", series="period", period_start="2026-01-01"),
                until("2026-08-31", 2222, "b", series="period", period_start="2026-01-01"),
            ]
        ),
    ),
    (
        "two versions of one estimate",
        "restated",
        lambda: editions(
            {"2025-01-01": 30739, "2026-01-01": 30738}, series="period", status="estimate"
        ),
    ),
    (
        "100,000 called verified",
        "above_the_count",
        lambda: case(
            [until("2025-07-31", 13883), until("2025-08-31", 100000, "b", series="total")]
        ),
    ),
    (
        "the strike on Kyiv two days early",
        "event_date",
        lambda: case(
            [
                count(
                    23,
                    name,
                    series="event",
                    location="UA80",
                    period_start=day,
                    period_end=day,
                    as_of="2025-08-29",
                    status="claim",
                )
                for name, day in (("a", "2025-08-28"), ("b", "2025-08-28"), ("c", "2025-08-26"))
            ]
        ),
    ),
]
