"""Places and donors as publishers name them, in the codes of our tables."""

import re
from functools import cache
from typing import Final

import pycountry

from locales import later
from schemas import places
from upkeep.importers.cells import plain
from upkeep.importers.refusal import Refused

_PLACES: Final = {
    "el": "GRC", "uk": "GBR", "xk": "XKX", "kosovo": "XKX", "unk": "UNKNOWN", "unknown": "UNKNOWN",
    "xxa": "STATELESS", "stateless": "STATELESS", "stateless persons": "STATELESS",
    "eu27_2020": "EU27", "european union - 27 countries": "EU27", "eu27": "EU27",
    "türkiye": "TUR", "turkey": "TUR", "czech republic": "CZE", "united kingdom": "GBR",
    "south korea": "KOR", "republic of korea": "KOR", "korea": "KOR", "taiwan": "TWN",
    "united states": "USA", "russia": "RUS", "moldova": "MDA", "republic of moldova": "MDA",
    "world": "WORLD", "netherlands (kingdom of the)": "NLD", "slovak republic": "SVK",
    "united kingdom of great britain and northern ireland": "GBR",
}  # fmt: skip

_DONORS: Final = {
    "eu": "EUU", "euu": "EUU", "eu (commission and council)": "EUU", "eu institutions": "EUU",
    "european commission": "EUU", "xeib": "XEIB", "european investment bank": "XEIB",
    "xepf": "XEPF", "european peace facility": "XEPF",
    "european commission's humanitarian aid and civil protection department": "EUU",
}  # fmt: skip

_GROUPS: Final = re.compile(r"\b(total|sum|average|cumm?ulative|eu members?|world|g7|other)\b")
_LABEL: Final = re.compile(r"([A-Za-z0-9_]{2,9}): .+")
_BRACKET: Final = re.compile(r"\s*[\(\[][^)\]]*[\)\]]\s*$|\s*\*+$")


@cache
def place(text: str) -> str:
    """The code of a place, '' for an unknown one; codes, names, and “DE: Germany” are read."""
    name = plain(text)
    labelled = _LABEL.fullmatch(text.strip())
    if labelled:
        name = plain(labelled[1])
    for candidate in (name, _BRACKET.sub("", name).strip()):
        if candidate in _PLACES:
            return _PLACES[candidate]
        found = _country(candidate)
        if found:
            return found
    return ""


def _country(name: str) -> str:
    if len(name) in (2, 3) and name.isalpha():
        found = (
            pycountry.countries.get(alpha_2=name.upper())
            if len(name) == 2
            else pycountry.countries.get(alpha_3=name.upper())
        )
        return str(found.alpha_3) if found else ""
    return _names().get(name, "")


@cache
def _names() -> dict[str, str]:
    return {
        plain(str(getattr(country, kind))): str(country.alpha_3)
        for country in pycountry.countries
        for kind in ("name", "official_name", "common_name")
        if hasattr(country, kind)
    }


def donor(text: str) -> str:
    """The code of a donor, '' for an unknown one."""
    name = plain(text)
    if name in _DONORS:
        return _DONORS[name]
    government = re.fullmatch(r"(.+?)(?: \(.+\))?, government of", name)
    found = place(government[1] if government else text)
    return found if places.is_country(found) else ""


def is_group(text: str) -> bool:
    """Whether a label of a donor table is a sum or a group, whose parts stand in other rows."""
    return _GROUPS.search(plain(text)) is not None


def known_place(text: str, line: int, column: str) -> str:
    """The code of a place; raises Refused for an unknown one."""
    return _known(place(text), text, line, column)


def known_donor(text: str, line: int, column: str) -> str:
    """The code of a donor; raises Refused for an unknown one."""
    return _known(donor(text), text, line, column)


def _known(code: str, text: str, line: int, column: str) -> str:
    if not code:
        raise Refused(
            later("Line {line}, {column}: “{text}” is no country or donor that is known."),
            line=line, column=column, text=" ".join(text.split()),
        )  # fmt: skip
    return code
