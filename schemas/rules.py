"""What may stand in one cell: the checks that Pandera makes of a column."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from pandera.api.extensions import register_check_method

from schemas import places
from schemas.findings import CAUSES

CODE_LISTS: Mapping[str, Callable[[str], bool]] = {
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


def _declare(name: str, fits: Callable[[Any, Any], bool]) -> None:
    """Register a rule of cells with Pandera by its name, which failures tell.

    `fits` is asked of each distinct value, with what the column declares; never of empty cells.
    """

    def check(values: pd.Series, *, given: Any) -> pd.Series:
        return values.isin([value for value in values.unique() if fits(value, given)])

    check.__name__ = CAUSES[name].name
    register_check_method(statistics=["given"])(check)


_declare("vocabulary", lambda code, codes: code in codes)
_declare("pattern", lambda text, form: re.fullmatch(form, text, re.ASCII) is not None)
_declare("negative", lambda number, least: number >= least)
_declare("place_unknown", lambda code, kind: CODE_LISTS[kind](code) or places.is_too_fine(code))
_declare(
    "place_too_fine", lambda code, kind: CODE_LISTS[kind](code) or not places.is_too_fine(code)
)
_declare("donor_unknown", lambda code, kind: CODE_LISTS[kind](code))
_declare("currency_unknown", lambda code, kind: CODE_LISTS[kind](code))
