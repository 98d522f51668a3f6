"""The closed vocabularies of the tables: every code with the words a reader sees for it.

The words are English source texts of the message catalogues; `locales` translates them.
Codes follow the field's standards where there is one (HAPI population groups, SDMX observation
status); the others are ours and are marked so in `data/README.md`.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _codes(**words: str) -> Mapping[str, str]:
    return MappingProxyType(words)


BOUND = _codes(
    exact="exactly",
    approximate="about",
    minimum="at least",
    maximum="at most",
    range="between",
)

DISPLACEMENT_STATUS = _codes(
    registered="registered",
    survey_estimate="survey estimate",
    planning_figure="planning figure",
    statement="as stated",
)

DEATHS_STATUS = _codes(
    verified="verified",
    estimate="estimate",
    claim="claim",
)

OBS_STATUS = _codes(
    A="normal",
    B="method changed",
    D="definition differs",
    O="not found",
    P="provisional",
    U="not reliable enough to chart",
)

POPULATION_GROUP = _codes(
    REF="refugees",
    ASY="asylum-seekers",
    RAS="refugees and asylum-seekers",
    IDP="internally displaced persons",
    RET="returnees",
    TPR="people with temporary protection",
    PIN="people in need",
    DSP="displaced people, as one stated number",
)

STOCK_OR_FLOW = _codes(stock="people on a day", flow="people over a period")

DISPLACEMENT_SERIES = _codes(
    **{
        "iom-gps": "IOM general population survey",
        "idmc-year-end": "UNHCR and IDMC, end of year",
        "key-figures": "rounded key figures",
        "msp-register": "register of the Ministry of Social Policy",
        "odp-daily": "UNHCR portal, daily series",
        "odp-as-published": "UNHCR portal, as first published",
        "odp-by-country": "UNHCR portal, by country",
        "rdf-year-end": "UNHCR Refugee Data Finder, end of year",
        "eurostat-ukrainian-citizens": "Eurostat, citizens of Ukraine",
        "eurostat-all-beneficiaries": "Eurostat, all beneficiaries",
        "ocha-plan": "OCHA planning figure",
        "statement": "statement",
    }
)

DEATHS_SERIES = _codes(
    monthly="by month",
    cumulative="since 24 February 2022",
    period="by period",
    split="by weapon or territory",
    total="whole toll since February 2022",
    event="one attack",
    **{"sex-age": "by sex and age"},
)

OUTCOME = _codes(killed="killed", injured="injured")

VICTIMS = _codes(
    all="all civilians",
    children="children",
    men="men",
    women="women",
    boys="boys",
    girls="girls",
    children_sex_unknown="children, sex not known",
    adults_sex_unknown="adults, sex not known",
)

TERRITORY = _codes(
    all="everywhere",
    government_controlled="government-controlled territory",
    occupied="occupied territory",
    other_regions="other regions",
    near_frontline="near the front line",
    donetsk_luhansk_government_controlled="Donetsk and Luhansk oblasts, government-controlled",
    donetsk_luhansk_occupied="Donetsk and Luhansk oblasts, occupied",
)

WEAPON = _codes(
    all="all weapons",
    long_range_weapons="long-range weapons (missiles, loitering munitions)",
    short_range_drones="short-range drones",
    aerial_bombs="aerial bombs",
)

POPULATION = _codes(
    civilian="civilians",
    mixed="civilians and soldiers not distinguished",
    unknown="not known whether civilians",
)

AID_SERIES = _codes(
    **{
        "kiel-month": "Kiel Institute, by donor and month",
        "kiel-total-month": "Kiel Institute, all donors by month",
        "kiel-donor-total": "Kiel Institute, by donor",
        "kiel-headline": "Kiel Institute, headline figures",
        "kiel-undated": "Kiel Institute, month not known",
        "kiel-weapons": "Kiel Institute, heavy weapons",
        "kiel-package": "Kiel Institute, single packages",
        "fts-plan": "OCHA appeals by plan",
        "fts-cluster": "OCHA appeals by cluster",
        "announcement": "announced by the donor or an alliance",
        "rdna": "joint damage and needs assessment",
    }
)

AID_TYPE = _codes(
    military="military",
    financial="financial",
    humanitarian="humanitarian",
    all="all types",
    reconstruction="reconstruction",
)

AID_MEASURE = _codes(
    requirement="required",
    funding="funded",
    pledge="pledged",
    commitment="committed",
    allocation="allocated",
    disbursement="disbursed",
    need="needed",
    damage="damaged",
)

ITEM = _codes(
    air_defence="air defence",
    howitzers="howitzers",
    infantry_fighting_vehicles="infantry fighting vehicles",
    rocket_launchers="rocket launchers",
    tanks="tanks",
    procurement="bought new",
    stockpile="from stocks",
    nato_purl="bought through NATO's PURL list",
    unspecified="not specified",
)

ANY_SERIES = _codes(
    **DISPLACEMENT_SERIES, **DEATHS_SERIES, **AID_SERIES, exchange_rates="exchange rates"
)

SOURCE_KIND = _codes(
    primary="publication consulted directly",
    secondary="source consulted indirectly",
    unseen="not seen, only quoted",
)

FREQUENCY = _codes(
    daily="daily",
    weekly="weekly",
    monthly="monthly",
    quarterly="quarterly",
    annual="yearly",
    never="published once",
    stopped="no longer published",
    **{"semi-annual": "twice a year", "as-needed": "as needed"},
)

CORRECTION_ACTION = _codes(
    override="replaced by the right value",
    flag="shown with a note",
    excluded="left out",
)

CORRECTION_STATUS = _codes(
    open="not yet reported",
    reported="reported",
    acknowledged="acknowledged by the publisher",
    fixed_upstream="corrected by the publisher",
)
