"""What the TOML files of this folder declare: columns, rules, places, and closed vocabularies.

A vocabulary stands in `codes.toml`, or under `codes` beside the columns of the one table that has
it: every code with the words readers see. They are English source texts of the message catalogues;
`locales` translates them. What is asked of the cells is not here.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DECLARED: Final[Mapping[str, dict[str, Any]]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("*.toml"))
}
"""What stands in every file, by its name."""

_READ: dict[str, dict[str, str]] = dict(DECLARED["codes"])
for _declared in DECLARED.values():
    _READ |= _declared.get("codes", {})
_READ["any_series"] = {
    code: words
    for name, series in _READ.items()
    if name.endswith("_series")
    for code, words in series.items()
}
LISTS: Final = MappingProxyType({name: MappingProxyType(words) for name, words in _READ.items()})
"""Every vocabulary by its name; `any_series` are the series of all tables."""

BOUND = LISTS["bound"]
DISPLACEMENT_STATUS = LISTS["displacement_status"]
DEATHS_STATUS = LISTS["deaths_status"]
OBS_STATUS = LISTS["obs_status"]
POPULATION_GROUP = LISTS["population_group"]
OUTCOME = LISTS["outcome"]
VICTIMS = LISTS["victims"]
TERRITORY = LISTS["territory"]
WEAPON = LISTS["weapon"]
AID_TYPE = LISTS["aid_type"]
AID_MEASURE = LISTS["aid_measure"]
ITEM = LISTS["item"]
SOURCE_KIND = LISTS["source_kind"]
FREQUENCY = LISTS["frequency"]
CORRECTION_ACTION = LISTS["correction_action"]
CORRECTION_STATUS = LISTS["correction_status"]
ANY_SERIES = LISTS["any_series"]
