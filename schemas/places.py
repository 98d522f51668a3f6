"""Codes of places and donors: ISO 3166-1 alpha-3, COD-AB p-codes, and a few groups of our own."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pycountry

OBLASTS: Mapping[str, str] = MappingProxyType(
    {
        "UA01": "Autonomous Republic of Crimea",
        "UA05": "Vinnytsia oblast",
        "UA07": "Volyn oblast",
        "UA12": "Dnipropetrovsk oblast",
        "UA14": "Donetsk oblast",
        "UA18": "Zhytomyr oblast",
        "UA21": "Zakarpattia oblast",
        "UA23": "Zaporizhzhia oblast",
        "UA26": "Ivano-Frankivsk oblast",
        "UA32": "Kyiv oblast",
        "UA35": "Kirovohrad oblast",
        "UA44": "Luhansk oblast",
        "UA46": "Lviv oblast",
        "UA48": "Mykolaiv oblast",
        "UA51": "Odesa oblast",
        "UA53": "Poltava oblast",
        "UA56": "Rivne oblast",
        "UA59": "Sumy oblast",
        "UA61": "Ternopil oblast",
        "UA63": "Kharkiv oblast",
        "UA65": "Kherson oblast",
        "UA68": "Khmelnytskyi oblast",
        "UA71": "Cherkasy oblast",
        "UA73": "Chernivtsi oblast",
        "UA74": "Chernihiv oblast",
        "UA80": "City of Kyiv",
        "UA85": "City of Sevastopol",
    }
)
"""COD-AB administrative units of level 1; Crimea and Sevastopol keep their codes."""

RAYONS: Mapping[str, str] = MappingProxyType({"UA1414": "Mariupol rayon"})

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "WORLD": "world",
        "EUROPE": "Europe",
        "BEYOND-EUROPE": "beyond Europe",
        "EU27": "European Union",
        "XKX": "Kosovo",
        "STATELESS": "stateless persons",
        "UNKNOWN": "country not known",
    }
)

DONOR_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "ALL": "all donors",
        "EUROPE": "European donors",
        "EUU": "EU institutions",
        "XEUI": "EU institutions other than Commission and Council",
        "XEIB": "European Investment Bank",
        "XEPF": "European Peace Facility",
        "PURL8": "eight donors of NATO's PURL list",
    }
)

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


def alpha_2(code: str) -> str:
    """The two-letter code of a country, as name lists key it; '' when there is none."""
    country = pycountry.countries.get(alpha_3=code)
    return str(country.alpha_2) if country is not None else ""
