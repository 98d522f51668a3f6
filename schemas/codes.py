"""The closed vocabularies of the tables: every code of `codes.toml` with the words readers see.

The words are English source texts of the message catalogues; `locales` translates them.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

LISTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        name: MappingProxyType(words)
        for name, words in tomllib.loads(
            Path(__file__).with_name("codes.toml").read_text(encoding="utf-8")
        ).items()
    }
)
"""Every list by its name."""

BOUND = LISTS["bound"]
DISPLACEMENT_STATUS = LISTS["displacement_status"]
DEATHS_STATUS = LISTS["deaths_status"]
OBS_STATUS = LISTS["obs_status"]
POPULATION_GROUP = LISTS["population_group"]
STOCK_OR_FLOW = LISTS["stock_or_flow"]
DISPLACEMENT_SERIES = LISTS["displacement_series"]
DEATHS_SERIES = LISTS["deaths_series"]
OUTCOME = LISTS["outcome"]
VICTIMS = LISTS["victims"]
TERRITORY = LISTS["territory"]
WEAPON = LISTS["weapon"]
POPULATION = LISTS["population"]
AID_SERIES = LISTS["aid_series"]
AID_TYPE = LISTS["aid_type"]
AID_MEASURE = LISTS["aid_measure"]
ITEM = LISTS["item"]
SOURCE_KIND = LISTS["source_kind"]
FREQUENCY = LISTS["frequency"]
CORRECTION_ACTION = LISTS["correction_action"]
CORRECTION_STATUS = LISTS["correction_status"]

ANY_SERIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        code: words
        for name, series in LISTS.items()
        if name.endswith("_series")
        for code, words in series.items()
    }
)
"""The series of all tables."""
