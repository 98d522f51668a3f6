"""Cases of the rules that no known anomaly needs, and tables in which all is well."""

from collections.abc import Callable

from schemas import MODELS
from tests.small_tables import SMALL, Rows, written
from tests.upkeep.rules_cases import (
    GROWING,
    PARTS,
    RATES,
    appeal,
    case,
    kiel,
    money,
    month,
    months,
    pair,
    rate,
    source,
    stock,
    until,
)  # fmt: skip
from upkeep.check import Given, Report, check


def small(**changed: Rows) -> Report:
    """What the check says about the small tables, some with other rows."""
    return check(
        [
            Given(MODELS[name].file_name(), written(name, changed.get(name, rows)))
            for name, rows in SMALL.items()
        ]
    )


OTHERWISE: list[tuple[str, str, Callable[[], Report]]] = [
    (
        "a caveat nobody has translated",
        "translation_missing",
        lambda: small(sources=[SMALL["sources"][0] | {"caveat": "Counted twice."}]),
    ),
    (
        "a translation of nothing",
        "translation_unused",
        lambda: small(translations=[*SMALL["translations"], {"english": "Counted twice."}]),
    ),
    (
        "a series nobody says to have looked for",
        "never_looked_for",
        lambda: small(searches=SMALL["searches"][1:]),
    ),
    (
        "rates nobody says to have looked for",
        "never_looked_for",
        lambda: small(searches=SMALL["searches"][:2]),
    ),
    (
        "looked for next year",
        "in_the_future",
        lambda: small(searches=[SMALL["searches"][0] | {"searched_on": "2099-01-01"}]),
    ),
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
