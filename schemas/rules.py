"""What may stand in one cell: the checks that Pandera makes of a column, each with its words.

A check is registered with Pandera under the name of the rule, so that a failure says which rule
was broken. It asks of each distinct value once; an empty cell is not asked (see `nullable`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd
from pandera.api.extensions import register_check_method

from schemas import places
from schemas.findings import declare_rule

Flags: TypeAlias = pd.Series


def _fits(values: pd.Series, fits: Callable[[Any], bool]) -> Flags:
    return values.isin([value for value in values.unique() if fits(value)])


declare_rule("vocabulary", "Unknown code", "write one of: {allowed}")


@register_check_method(statistics=["codes"])  # type: ignore[untyped-decorator]  # Pandera's own
def vocabulary(values: pd.Series, *, codes: Sequence[str]) -> Flags:
    """Where one of the codes stands."""
    return values.isin(codes)


declare_rule("pattern", "Another form", "write it in the form {form}")


@register_check_method(statistics=["expression"])  # type: ignore[untyped-decorator]
def pattern(values: pd.Series, *, expression: str) -> Flags:
    """Where the whole text has the form; digits are those of ASCII."""
    wanted = re.compile(expression, re.ASCII)
    return _fits(values, lambda text: wanted.fullmatch(text) is not None)


declare_rule("negative", "Negative number", "write a number of zero or more")


@register_check_method(statistics=["least"])  # type: ignore[untyped-decorator]
def negative(values: pd.Series, *, least: int) -> Flags:
    """Where the number is not below the least."""
    return values >= least


declare_rule(
    "place_unknown",
    "Unknown place",
    "no such place; write an ISO 3166-1 code such as POL, or a p-code such as UA63",
)
declare_rule(
    "place_too_fine",
    "Place finer than a rayon",
    "nothing finer than a rayon may be stored; write the p-code of the oblast or rayon",
)
declare_rule(
    "donor_unknown",
    "Unknown donor",
    "no such donor; write an ISO 3166-1 code such as NLD, or several joined by “+”",
)
declare_rule(
    "currency_unknown", "Unknown currency", "no such currency; write an ISO 4217 code such as EUR"
)

KNOWN: Mapping[str, Callable[[str], bool]] = {
    "location": places.is_location,
    "country": places.is_country,
    "donor": places.is_donor,
    "currency": places.is_currency,
}
"""Whether a code is known, by the kind of list it belongs to."""


@register_check_method(statistics=["kind"])  # type: ignore[untyped-decorator]
def place_unknown(values: pd.Series, *, kind: str) -> Flags:
    """Where the code of a place is known, or is one that is too fine."""
    return _fits(values, lambda code: KNOWN[kind](code) or places.is_too_fine(code))


@register_check_method(statistics=["kind"])  # type: ignore[untyped-decorator]
def place_too_fine(values: pd.Series, *, kind: str) -> Flags:
    """Where the place is no finer than a rayon."""
    return _fits(values, lambda code: KNOWN[kind](code) or not places.is_too_fine(code))


@register_check_method(statistics=["kind"])  # type: ignore[untyped-decorator]
def donor_unknown(values: pd.Series, *, kind: str) -> Flags:
    """Where the donor is known."""
    return _fits(values, KNOWN[kind])


@register_check_method(statistics=["kind"])  # type: ignore[untyped-decorator]
def currency_unknown(values: pd.Series, *, kind: str) -> Flags:
    """Where the currency is known."""
    return _fits(values, KNOWN[kind])


CODE_RULES: Mapping[str, tuple[str, ...]] = {
    "location": ("place_unknown", "place_too_fine"),
    "country": ("place_unknown", "place_too_fine"),
    "donor": ("donor_unknown",),
    "currency": ("currency_unknown",),
}
"""The rules of a column that holds codes of a kind."""
