"""Sense: each rule sees what it is for, and nothing where all is well."""

import re
import string
from collections.abc import Callable

import pytest

from schemas import DATA
from tests.small_tables import written
from tests.upkeep.sense_cases import (
    RATES,
    TODAY,
    appeal,
    case,
    count,
    kiel,
    money,
    month,
    months,
    rate,
    seen,
    source,
    stock,
    stocks,
    until,
)  # fmt: skip
from upkeep.checking import Given, Report, check
from upkeep.findings import Severity
from upkeep.sense.rules import RULES

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


REALLY: list[tuple[str, str, Callable[[], Report]]] = [
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
        lambda: editions({"2022-09-25": 3175, "2023-02-15": 3918, "2025-07-31": 4312}),
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
    # Money.
    (
        "two labels, one release",
        "release_again",
        lambda: case(
            aid=[
                kiel("kiel-month", amount, name, donor=donor)
                for name in ("r30", "r31")
                for donor, amount in (("NLD", 1.5), ("DNK", 2.5), ("NOR", 3.5))
            ]
        ),
    ),
    (
        "months are not the donor's total",
        "donor_months_differ",
        lambda: case(aid=[kiel("kiel-month", 360e6), kiel("kiel-donor-total", 374e6)]),
    ),
    (
        "17 billion silently lost",
        "donors_differ",
        lambda: case(aid=[kiel("kiel-month", 332e6), kiel("kiel-total-month", 349e6, donor="ALL")]),
    ),
    (
        "a row without its month",
        "required",
        lambda: case(aid=[kiel("kiel-month", 1e6, period_start="")]),
    ),
    (
        "January 2022 labelled December 2021",
        "before_the_series",
        lambda: case(
            aid=[kiel("kiel-month", 1e6, period_start="2021-12-01", period_end="2021-12-31")]
        ),
    ),
    (
        "nothing but zeros",
        "all_zero",
        lambda: case(aid=[kiel("kiel-month", 0, donor=donor) for donor in ("NLD", "DNK", "NOR")]),
    ),
    (
        "Austria from 0.758 to 0.133 billion",
        "restated_much",
        lambda: case(
            aid=[kiel("kiel-donor-total", 758e6, "r28"), kiel("kiel-donor-total", 133e6, "r29")],
            sources=[source("r28", "2026-02-28"), source("r29", "2026-06-04")],
        ),
    ),
    (
        "0 for the EU, then 4.4 billion",
        "restated_much",
        lambda: case(
            aid=[
                kiel("kiel-donor-total", 0, "r29", donor="EUU"),
                kiel("kiel-donor-total", 4.4e9, "r30", donor="EUU"),
            ],
            sources=[source("r29", "2026-06-04"), source("r30", "2026-07-30")],
        ),
    ),
    (
        "allocated above committed",
        "further_than_possible",
        lambda: case(
            aid=[
                kiel("kiel-donor-total", 1e9, measure="commitment"),
                kiel("kiel-donor-total", 1.1e9),
            ]
        ),
    ),
    (
        "disbursed above allocated",
        "further_than_possible",
        lambda: case(
            aid=[
                kiel("kiel-donor-total", 1.448e9),
                kiel("kiel-donor-total", 1.633e9, measure="disbursement"),
            ]
        ),
    ),
    (
        "Humanitarian with a space",
        "spaces_around",
        lambda: case(aid=[kiel("kiel-month", 1e6, aid_type="humanitarian ")]),
    ),
    (
        "a disbursement below zero",
        "negative_amount",
        lambda: case(aid=[kiel("kiel-month", -2857143, measure="disbursement")]),
    ),
    ("EU for a donor", "donor_unknown", lambda: case(aid=[kiel("kiel-month", 1e6, donor="EU")])),
    (
        "items that are not the whole",
        "items_differ",
        lambda: case(
            aid=[
                kiel("kiel-total-month", 172.99e9, donor="ALL"),
                kiel("kiel-total-month", 100e9, donor="ALL", item="procurement"),
                kiel("kiel-total-month", 68.05e9, donor="ALL", item="stockpile"),
            ]
        ),
    ),
    (
        "19 systems for EUR 90,750",
        "price_of_a_piece",
        lambda: case(aid=[kiel("kiel-weapons", 90750, donor="GBR", item="air_defence", units=19)]),
    ),
    (
        "one rate for all years",
        "rate_disagrees",
        lambda: case(
            aid=[
                money(
                    amount,
                    name,
                    period_start="2022-09-05",
                    period_end="2022-09-05",
                    currency=currency,
                    package="p",
                )
                for name, amount, currency in (("a", 100e6, "EUR"), ("b", 113.97e6, "USD"))
            ],
            rates=RATES,
        ),
    ),
    (
        "eight donors announced, seven named",
        "joint_parts",
        lambda: case(aid=[money(500e6, donor="NLD+DNK+NOR", package="p-a+p-b+p-c+p-d")]),
    ),
    (
        "an appeal that falls",
        "less_than_before",
        lambda: case(
            aid=[appeal(2395.7e6, "a"), appeal(2351.1e6, "b")],
            sources=[source("a", "2026-02-20"), source("b", "2026-03-11")],
        ),
    ),
    (
        "a requirement of zero",
        "nothing_required",
        lambda: case(aid=[appeal(0, measure="requirement"), appeal(5e6)]),
    ),
    (
        "coverage of 225%",
        "overfunded",
        lambda: case(aid=[appeal(10e6, measure="requirement"), appeal(22.5e6)]),
    ),
    (
        "clusters without the shared ones",
        "clusters_differ",
        lambda: case(
            aid=[
                appeal(640227370),
                *(
                    appeal(2e8, series="fts-cluster", cluster=name)
                    for name in ("Health", "Shelter", "Food")
                ),
            ]
        ),
    ),
    (
        "one flow 27 times",
        "amount_many_times",
        lambda: case(
            aid=[appeal(67309391, donor="JPN", recipient=code) for code in ("UKR", "POL", "MDA")]
        ),
    ),
    (
        "several places in one cell",
        "place_unknown",
        lambda: case(displacement=[stock("2024-01-01", 9, location="POL, DEU")]),
    ),
    (
        "HXL tags in the second line",
        "hxl_row",
        lambda: case(aid=[dict.fromkeys(appeal(1), "#value+x"), appeal(1)]),
    ),
    (
        "EUR 500 m for USD 500 m",
        "currency_slip",
        lambda: case(
            aid=[money(500e6, "a", package="p"), money(500e6, "b", package="p", currency="USD")],
            rates=RATES,
        ),
    ),
    (
        "NOK 1.5 bn for USD 135 m",
        "rate_disagrees",
        lambda: case(
            aid=[
                money(135e6, "a", package="p", currency="USD"),
                money(1.5e9, "b", package="p", currency="NOK"),
            ],
            rates=RATES,
        ),
    ),
]
"""What has really been printed, by the rule that sees it."""

OTHERWISE: list[tuple[str, str, Callable[[], Report]]] = [
    ("as of next year", "in_the_future", lambda: case([until("2027-01-31", 1)])),
    (
        "a rate of next year",
        "month_in_the_future",
        lambda: case(rates=[rate("2027-01", "USD", 1.1)]),
    ),
    ("displaced in 2012", "before_2014", lambda: case(displacement=[stock("2012-01-01", 9)])),
    (
        "known before it began",
        "known_before_it_began",
        lambda: case([month("2025-07-01", 9, as_of="2025-06-30")]),
    ),
    (
        "published before it ended",
        "published_before_it_ended",
        lambda: case([month("2025-07-01", 9)], sources=[source("s", "2025-07-20")]),
    ),
    (
        "longer than the knowledge",
        "beyond_its_knowledge",
        lambda: case([month("2025-07-01", 9, as_of="2025-07-20")]),
    ),
    (
        "read before it was public",
        "read_before_public",
        lambda: case([month("2025-07-01", 9)], sources=[source("s", accessed="2026-09-01")]),
    ),
    (
        "named after another day",
        "named_after_another_day",
        lambda: case([month("2025-07-01", 9, "s-2026-12-31")], sources=[source("s-2026-12-31")]),
    ),
    (
        "more children than people",
        "children_above_all",
        lambda: case([until("2025-07-31", 9), until("2025-07-31", 10, victims="children")]),
    ),
    (
        "more girls than children",
        "people_above_all",
        lambda: case(
            [until("2025-07-31", 9, victims="children"), until("2025-07-31", 10, victims="girls")]
        ),
    ),
    (
        "more by drones than by all weapons",
        "part_above_whole",
        lambda: case(
            [until("2025-07-31", 9), until("2025-07-31", 10, weapon="short_range_drones")]
        ),
    ),
    (
        "a month above all months",
        "month_above_count",
        lambda: case([until("2025-07-31", 9), month("2025-07-01", 10)]),
    ),
    (
        "parts that are not all",
        "sexes_and_ages_differ",
        lambda: case(
            [
                until("2025-07-31", value, series="sex-age", victims=who)
                for who, value in (("all", 700), *((part, 100) for part in PARTS))
            ]
        ),
    ),
    (
        "military above all aid",
        "aid_above_whole",
        lambda: case(aid=[kiel("kiel-month", 9e6, aid_type="all"), kiel("kiel-month", 1e7)]),
    ),
    (
        "dollars per euro turned round",
        "rate_jumps",
        lambda: case(rates=[rate("2025-07", "USD", 1.16), rate("2025-08", "USD", 0.86)]),
    ),
    (
        "more victims than people",
        "more_victims_than_people",
        lambda: case([until("2025-07-31", 99000000)]),
    ),
    (
        "older knowledge after newer",
        "older_replaces_newer",
        lambda: case(
            [month("2023-02-01", 9, "a", as_of="2024-01-01"), month("2023-02-01", 9, "b")],
            sources=[source("a", "2024-01-05"), source("b", "2024-02-05")],
        ),
    ),
    (
        "a month copied",
        "same_pair",
        lambda: case(
            [
                *months("2025-01-01", [150, 150]),
                *months("2025-01-01", [600, 600], outcome="injured"),
            ]
        ),
    ),
    (
        "one package, two names",
        "same_money_twice",
        lambda: case(
            aid=[money(500e6, "a", package="p"), money(582e6, "b", package="q", currency="USD")],
            rates=RATES,
        ),
    ),
]

NOT_SEEN = {
    "42 months one short of the edition": "one person is within rounding of the two counts",
    "9,112 killed and injured in 2024": "the tables hold no number of both together",
    "+70% called deaths": "the tables hold no percentages",
    "events in a column named civilian": "a number of events looks like a number of deaths",
    "25 or 26 March for one count": "a day between counting and publication is usual",
    "7,138,715 and 7,138,716": "macro-regions have no code, so they are not carried",
    "each country has its own day": "each row has its own date, as it should",
    "a table and a series that differ by 1,288": "they are two editions of different days",
    "registered beside estimated people": "they are two series, which nothing adds",
    "refugees abroad called displaced inside": "a right number in a wrong sentence",
    "growth that does not fit the next month": "stated growth is not carried",
    "people struck off at the end of a permit": "a fall like any other; a caveat of the source",
    "shares that make 90%": "shares are not carried",
    "returns of a year beside a stock of returnees": "both are right as a flow and a stock",
    "money without a date booked into one month": "aid comes in such steps",
    "a commitment of EUR 90 billion": "it is true; figures keep commitments apart",
    "part of the EU's money told once more per member": "the tables have no such column",
    "-43%, -41.9% and -44.9%": "shares are not carried",
    "Europe's total given as the world's": "a right number under a wrong name",
    "a series that begins on 24 January": "it is true",
    "years to come and rows without an appeal": "it is true",
    "pledges beside funding": "the measure keeps them apart",
    "the Netherlands called Nordic": "a group of donors is a matter of words",
    "nothing in July": "a month without money is possible",
    "an announcement without an allocation": "it may come later",
}
"""What no machine can see in the tables, and why."""

EVERY = [pytest.param(rule, make, id=name) for name, rule, make in (*REALLY, *OTHERWISE)]


@pytest.mark.parametrize(("rule", "make"), EVERY)
def test_what_makes_no_sense_is_seen_and_told_with_its_numbers(
    rule: str, make: Callable[[], Report]
) -> None:
    found = [finding for finding in make().findings if finding.cause.name == rule]
    assert found
    for finding in found:
        wanted = {name for _, name, _, _ in string.Formatter().parse(finding.cause.advice) if name}
        assert wanted <= {name for name, _ in finding.details}


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} <= {rule for _, rule, _ in (*REALLY, *OTHERWISE)}


def test_what_no_machine_can_see_is_listed_with_its_reason() -> None:
    assert all(NOT_SEEN.values())
    assert not set(NOT_SEEN) & {name for name, *_ in REALLY}


def test_names_of_rules_are_not_used_twice() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


SOUND: dict[str, Callable[[], Report]] = {
    "a growing count": lambda: case(GROWING),
    "a fall that is marked as a break": lambda: case(
        [until("2023-01-01", 99), until("2023-01-02", 90, obs_status="B")]
    ),
    "months that make their total": lambda: case(
        [*months("2022-02-01", [300, 400]), until("2022-03-31", 700)]
    ),
    "months one short of their total": lambda: case(
        [*months("2022-02-01", [300, 400]), until("2022-03-31", 701)]
    ),
    "editions of different months": lambda: case(
        [
            *(month("2022-02-01", 300, "a"), month("2022-03-01", 400, "b")),
            until("2022-03-31", 900, "b"),
        ]
    ),
    "killed and injured that make the total": lambda: case(
        pair(331, 675, "s", "2022-03-03", note="The total is printed as 1,006")
    ),
    "a month before Easter like another": lambda: case(months("2025-01-01", [150, 162, 150])),
    "one package in two currencies": lambda: case(
        aid=[money(500e6, "a", package="p"), money(582e6, "b", package="p", currency="USD")],
        rates=RATES,
    ),
    "an appeal for next year": lambda: case(
        aid=[appeal(9e6, measure="requirement", period_start="2027-01-01", period_end="2027-12-31")]
    ),
    "a count one day before its publication": lambda: case(
        [until("2022-03-26", 1119)], sources=[source("s", "2022-03-25")]
    ),
    "a conflict that is named": lambda: case(
        displacement=[stock("2026-02-28", 3700000, "a"),
                      stock("2026-02-28", 3300000, "b", conflicts_with="a")],
        sources=[source("a", publisher="UNHCR"), source("b", publisher="DG ECHO")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(SOUND))
def test_where_all_is_well_no_warning_is_raised(name: str) -> None:
    findings = SOUND[name]().findings
    assert [f.cause.name for f in findings if f.severity is not Severity.NOTE] == []


@pytest.fixture(scope="module")
def house() -> Report:
    given = [Given(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]
    return check(given, {}, TODAY)


def test_the_data_of_the_house_have_no_error(house: Report) -> None:
    assert [f for f in house.findings if f.severity is Severity.ERROR] == []


def test_the_rules_that_warn_about_the_house_are_these(house: Report) -> None:
    warned = {f.cause.name for f in house.findings if f.severity is Severity.WARNING}
    assert warned <= {
        "beyond_its_knowledge", "clusters_differ", "further_than_possible", "items_differ",
        "less_than_before", "rate_disagrees", "restated_much",
    }  # fmt: skip


def test_what_a_correction_explains_is_no_warning(house: Report) -> None:
    strike = [f for f in house.findings if f.cause.name == "event_date"]
    assert [f.severity for f in strike] == [Severity.NOTE]
    assert strike[0].accepted == ("", "", "deaths-french-article-strike")


def accepted(**cells: str) -> Report:
    """Two editions of a month, and an acceptance of the change."""
    rows = [month("2023-02-01", 541, "a"), month("2023-02-01", 457, "b", as_of="2023-09-01")]
    row = {
        "warning": "restated_much", "file": "civilian_deaths.csv", "row": "source_id=b;value=457",
        "accepted_by": "m. k.", "accepted_on": "2026-11-22", "reason": "Asked the publisher.",
    } | cells  # fmt: skip
    header = ",".join(row)
    content = f"{header}\n{','.join(row.values())}\n".encode()
    sources = [source("a", "2023-03-05"), source("b", "2023-10-08")]
    return check([
        Given("civilian_deaths.csv", written("civilian_deaths", rows)),
        Given("sources.csv", written("sources", sources)),
        Given("accepted_warnings.csv", content),
    ], {}, TODAY)  # fmt: skip


def test_an_accepted_warning_is_a_note_with_name_day_and_reason() -> None:
    (found,) = [f for f in accepted().findings if f.cause.name == "restated_much"]
    assert found.severity is Severity.NOTE
    assert found.accepted == ("m. k.", "2026-11-22", "Asked the publisher.")
    assert "acceptance_unused" not in seen(accepted())


@pytest.mark.parametrize("cells", [{"row": "source_id=b;value=458"}, {"warning": "stale_half"}])
def test_an_acceptance_that_meets_no_warning_is_told(cells: dict[str, str]) -> None:
    report = accepted(**cells)
    assert {"restated_much", "acceptance_unused"} <= seen(report)
    assert report.count(Severity.WARNING) == 1


def test_an_acceptance_without_its_reason_is_an_error() -> None:
    assert "required" in seen(accepted(reason=""))


SENSITIVE = [
    ("note", "Ivan Petrenko, aged 34, was killed", "person_named"),
    ("note", "Петренко Іван Миколайович", "person_named"),
    ("note", "ask olena@example.org", "contact"),
    ("note", "call +380 44 123 45 67", "contact"),
    ("note", "hit at 48.4501, 35.0462", "coordinates"),
    ("note", "48° 27′ N", "coordinates"),
    ("note", "in the village of Hroza", "place_fine"),
    ("note", "вул. Хрещатик, 1", "place_fine"),
    ("note", "code UA6308021", "place_fine"),
    ("location", "UA1414010", "place_too_fine"),
]


@pytest.mark.parametrize(("column", "text", "rule"), SENSITIVE)
def test_persons_and_exact_places_are_errors(column: str, text: str, rule: str) -> None:
    report = case(displacement=[stock("2024-01-01", 9, **{column: text})])
    assert rule in {f.cause.name for f in report.findings if f.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "name", ["latitude", "victim_name", "Прізвище", "adm4_pcode", "settlement"]
)
def test_columns_of_persons_and_exact_places_are_errors(name: str) -> None:
    rows = written("displacement", [stock("2024-01-01", 9)]).decode().splitlines()
    content = f"{rows[0]},{name}\n{rows[1]},x\n".encode()
    assert "column_sensitive" in seen(check([Given("displacement.csv", content)], {}, TODAY))


def test_advice_is_said_in_the_house_style() -> None:
    for rule in RULES:
        assert re.match(r"[a-z{]|Ukraine", rule.cause.advice), rule.name
        assert not rule.cause.advice.endswith("."), rule.name
        assert rule.cause.title[0].isupper(), rule.name
