"""What really happened to amounts of aid, and the rule that sees it."""

from collections.abc import Callable

from tests.upkeep.rules_cases import (
    RATES,
    appeal,
    case,
    kiel,
    money,
    source,
    stock,
)  # fmt: skip
from upkeep.check import Report

AID: list[tuple[str, str, Callable[[], Report]]] = [
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
