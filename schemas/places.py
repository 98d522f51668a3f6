"""Codes of places and donors: ISO 3166-1 alpha-3, COD-AB p-codes, and a few groups of our own."""

import re

import pycountry

from schemas.codes import DECLARED, LISTS

OBLASTS, RAYONS = LISTS["oblasts"], LISTS["rayons"]
"""COD-AB administrative units of level 1, and those of level 2 that the tables name."""
GROUPS, DONOR_GROUPS = LISTS["groups"], LISTS["donor_groups"]
"""Places that are no country or oblast, and donors that are no country."""

_LISTS = DECLARED["places"]
MEMBERS = {group: frozenset(codes) for group, codes in _LISTS["members"].items()}
"""The countries of a group."""
TILES: dict[str, list[int]] = _LISTS["tiles"]
TILE_LETTERS: dict[str, dict[str, str]] = _LISTS["letters"]
"""The column and the row of every oblast on a map of equal tiles, and its letters by language."""

_PCODE = re.compile(r"UA\d{2}(\d{2})?")


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166-1 alpha-3 country code."""
    return len(code) == 3 and code.isupper() and pycountry.countries.get(alpha_3=code) is not None


def is_location(code: str) -> bool:
    """Whether `code` may stand in a column of places: country, oblast, rayon or group."""
    return code in OBLASTS or code in RAYONS or code in GROUPS or is_country(code)


def is_too_fine(code: str) -> bool:
    """Whether `code` is a p-code below the rayon, which the tables never hold."""
    return code.startswith("UA") and code[2:].isdigit() and _PCODE.fullmatch(code) is None


def is_donor(code: str) -> bool:
    """Whether `code` names donors: one, a group, or several joined by '+'."""
    return all(part in DONOR_GROUPS or is_country(part) for part in code.split("+"))


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 currency code."""
    return len(code) == 3 and code.isupper() and pycountry.currencies.get(alpha_3=code) is not None


def find_alpha_2(code: str) -> str:
    """The two-letter code of a country, as name lists key it; '' when there is none."""
    return str(getattr(pycountry.countries.get(alpha_3=code), "alpha_2", ""))
