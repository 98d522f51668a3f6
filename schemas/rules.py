"""What may stand in one cell: the checks that Pandera makes of a column, each with its words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from pandera.api.extensions import register_check_method

from schemas import places
from schemas.findings import declare_rule

KNOWN: Mapping[str, Callable[[str], bool]] = {
    "location": places.is_location,
    "country": places.is_country,
    "donor": places.is_donor,
    "currency": places.is_currency,
}
"""Whether a code is known, by the kind of list it belongs to."""

CODE_RULES: Mapping[str, tuple[str, ...]] = {
    "location": ("place_unknown", "place_too_fine"),
    "country": ("place_unknown", "place_too_fine"),
    "donor": ("donor_unknown",),
    "currency": ("currency_unknown",),
}
"""The rules of a column that holds codes of a kind."""


def _declare(name: str, title: str, advice: str, fits: Callable[[Any, Any], bool]) -> None:
    """Declare a rule of cells, and register it with Pandera by its name, which failures tell.

    `fits` is asked of each distinct value, with what the column declares; never of empty cells.
    """

    def check(values: pd.Series, *, given: Any) -> pd.Series:
        return values.isin([value for value in values.unique() if fits(value, given)])

    check.__name__ = name
    declare_rule(name, title, advice)
    register_check_method(statistics=["given"])(check)


_declare("vocabulary", "Unknown code", "write one of: {allowed}", lambda code, codes: code in codes)
_declare(
    "pattern",
    "Another form",
    "write it in the form {form}",
    lambda text, expression: re.fullmatch(expression, text, re.ASCII) is not None,
)
_declare(
    "negative",
    "Negative number",
    "write a number of zero or more",
    lambda number, least: number >= least,
)
_declare(
    "place_unknown",
    "Unknown place",
    "no such place; write an ISO 3166-1 code such as POL, or a p-code such as UA63",
    lambda code, kind: KNOWN[kind](code) or places.is_too_fine(code),
)
_declare(
    "place_too_fine",
    "Place finer than a rayon",
    "nothing finer than a rayon may be stored; write the p-code of the oblast or rayon",
    lambda code, kind: KNOWN[kind](code) or not places.is_too_fine(code),
)
_declare(
    "donor_unknown",
    "Unknown donor",
    "no such donor; write an ISO 3166-1 code such as NLD, or several joined by “+”",
    lambda code, kind: KNOWN[kind](code),
)
_declare(
    "currency_unknown",
    "Unknown currency",
    "no such currency; write an ISO 4217 code such as EUR",
    lambda code, kind: KNOWN[kind](code),
)
