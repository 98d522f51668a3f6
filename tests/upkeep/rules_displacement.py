"""What really happened to counts of displaced people, and the rule that sees it."""

from collections.abc import Callable

from tests.upkeep.rules_cases import (
    OBLASTS,
    case,
    source,
    stock,
    stocks,
)  # fmt: skip
from upkeep.check import Report

DISPLACEMENT: list[tuple[str, str, Callable[[], Report]]] = [
    # Displacement.
    (
        "Kyiv city and oblast swapped",
        "kyiv_swapped",
        lambda: case(
            displacement=[
                stock(day, value, name, location=place)
                for name, day, city, oblast in (
                    ("a", "2023-01-01", 300, 200),
                    ("b", "2023-05-01", 180, 320),
                )
                for place, value in (("UA80", city * 1000), ("UA32", oblast * 1000))
            ]
        ),
    ),
    (
        "Temp03 for Kyiv",
        "place_unknown",
        lambda: case(displacement=[stock("2024-01-01", 9, location="Temp03")]),
    ),
    (
        "n/a for Luhansk",
        "missing_mark",
        lambda: case(displacement=[stock("2024-01-01", 9, location="UA44") | {"value": "n/a"}]),
    ),
    (
        "a star behind an oblast",
        "place_unknown",
        lambda: case(displacement=[stock("2024-01-01", 9, location="Donetska*")]),
    ),
    (
        "oblasts short by 9.2%",
        "places_differ",
        lambda: case(
            displacement=[
                stock("2024-08-01", 3669000),
                *(
                    stock("2024-08-01", 3331000 // 20, location=f"UA{code}")
                    for code in OBLASTS[:20]
                ),
            ]
        ),
    ),
    (
        "one round, two dates",
        "one_count_two_days",
        lambda: case(
            displacement=[stock("2023-05-23", 5088000, "a"), stock("2023-05-31", 5088000, "b")]
        ),
    ),
    (
        "Ivano Frankivska for a code",
        "place_unknown",
        lambda: case(displacement=[stock("2024-01-01", 9, location="Ivano Frankivska")]),
    ),
    (
        "a method that breaks",
        "stock_jumps",
        lambda: case(
            displacement=stocks(
                [6000000, 5900000, 5700000, 5600000, 5400000, 5350000, 5088000, 3674000]
            )
        ),
    ),
    (
        "173 dates rewritten",
        "restated",
        lambda: case(
            displacement=[
                stock("2023-06-30", 5890956, "a", series="odp-daily", population_group="REF"),
                stock("2023-06-30", 5759723, "b", series="odp-daily", population_group="REF"),
            ],
            sources=[source("a", "2023-08-17"), source("b", "2024-04-14")],
        ),
    ),
    (
        "one date disappears",
        "day_gone",
        lambda: case(
            displacement=[
                *stocks([5, 5, 5], "a", series="odp-daily"),
                *stocks([5, 5, 5], "b", series="odp-daily")[::2],
            ],
            sources=[source("a", "2023-08-17"), source("b", "2024-04-14")],
        ),
    ),
    (
        "1.6 million gone overnight",
        "stock_jumps",
        lambda: case(
            displacement=stocks(
                [7800000, 7810000, 7820000, 7850000, 7870000, 7890000, 7891853, 6276837],
                series="odp-daily",
                freq="D",
            )
        ),
    ),
    (
        "countries being added",
        "stock_jumps",
        lambda: case(
            displacement=stocks(
                [85000, 86000, 90000, 95000, 99000, 105000, 4770000], series="odp-daily", freq="D"
            )
        ),
    ),
    (
        "crossings, then a stock",
        "stock_jumps",
        lambda: case(
            displacement=stocks(
                [79982, 80000, 81000, 79000, 82000, 81500, 4900000], series="odp-daily", freq="D"
            )
        ),
    ),
    (
        "more refugees than people",
        "more_than_people",
        lambda: case(displacement=[stock("2023-01-01", 108073257)]),
    ),
    (
        "19.9 million crossings into Poland",
        "place_above_whole",
        lambda: case(
            displacement=[
                stock("2023-01-01", 8000000, location="WORLD"),
                stock("2023-01-01", 19870988, location="POL"),
            ]
        ),
    ),
    (
        "one date, two values",
        "conflict_not_said",
        lambda: case(
            displacement=[stock("2023-04-27", 11072734, "a"), stock("2023-04-27", 8959627, "b")]
        ),
    ),
    (
        "2,852,395 for months",
        "frozen",
        lambda: case(
            displacement=stocks([2800000, 2810000, 2840000, *[2852395] * 6], location="RUS")
        ),
    ),
    (
        "1,227,554, then 6,894",
        "stock_collapses",
        lambda: case(displacement=stocks([1227554, 6894], location="RUS", freq="YS")),
    ),
    (
        "3.7 and 3.3 million on one day",
        "conflict_not_said",
        lambda: case(
            displacement=[stock("2026-02-28", 3700000, "a"), stock("2026-02-28", 3300000, "b")],
            sources=[source("a", publisher="UNHCR"), source("b", publisher="DG ECHO")],
        ),
    ),
    (
        "6.285 and 6.275 in one article",
        "duplicate",
        lambda: case(displacement=[stock("2022-06-23", 6285000), stock("2022-06-23", 6275000)]),
    ),
    (
        "Poland 00 969 240",
        "thousands",
        lambda: case(
            displacement=[stock("2025-12-31", 9, location="POL") | {"value": "00 969 240"}]
        ),
    ),
    (
        "citizens above all beneficiaries",
        "protection_above_whole",
        lambda: case(
            displacement=[
                stock("2025-12-31", 4350000, series="eurostat-all-beneficiaries", location="EU27"),
                stock("2025-12-31", 4360000, series="eurostat-ukrainian-citizens", location="EU27"),
            ]
        ),
    ),
    (
        "a number as 182672.0",
        "number_form",
        lambda: case(displacement=[stock("2025-12-31", 9) | {"value": "182672.0"}]),
    ),
]
