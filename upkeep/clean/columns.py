"""What may stand in a column, asked of one text: the measure by which a repair is sure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pycountry

from schemas import places
from schemas.cells import DAY, IS_READABLE, is_day
from schemas.rules import CODE_LISTS
from schemas.sources import PARTIAL_DAY
from schemas.table import Table, find_kind

_VERBATIM: Final = frozenset({"printed", "corrected"})
"""Columns that quote cells, whatever is wrong with them."""

_DAYLIKE: Final = {DAY: "day", PARTIAL_DAY: "partial_day"}
_MONTHLIKE: Final = r"[0-9]{4}-(0[1-9]|1[0-2])"


@dataclass(frozen=True)
class Column:
    """One declared column, as far as repairing its cells depends on it."""

    name: str
    kind: str
    """whole_number, decimal_number, day, partial_day, month, code, text or verbatim."""
    required: bool
    fits: Callable[[str], bool]
    """Whether a text may stand there as it is."""
    words: Mapping[str, str]
    """Codes by the words for them, in small letters; empty where no list closes the codes."""


@cache
def columns_of(model: type[Table]) -> Mapping[str, Column]:
    """Every declared column of a table, in order."""
    return {name: _column(name, declared) for name, declared in model.columns().items()}


def _column(name: str, declared: Any) -> Column:
    metadata = declared.metadata
    kind = find_kind(declared.dtype)
    pattern = metadata["pattern"]
    fits: Callable[[str], bool] = _anything
    words: dict[str, str] = {}
    if kind != "text":
        fits = IS_READABLE[kind]
    elif metadata["codes"]:
        kind, fits = "code", metadata["codes"].__contains__
        words = {meaning.lower(): code for code, meaning in metadata["codes"].items()}
    elif metadata["code_list"]:
        kind, fits, words = "code", CODE_LISTS[metadata["code_list"]], _words(metadata["code_list"])
    elif pattern:
        kind = _DAYLIKE.get(pattern, "month" if pattern == _MONTHLIKE else "code")
        fits = is_day if kind == "day" else _matches(pattern)
    elif name in _VERBATIM:
        kind = "verbatim"
    return Column(name, kind, metadata["required"], fits, words)


def _anything(_text: str) -> bool:
    return True


def _matches(pattern: str) -> Callable[[str], bool]:
    wanted = re.compile(pattern, re.ASCII)
    return lambda text: wanted.fullmatch(text) is not None


@cache
def _words(code_list: str) -> dict[str, str]:
    """Codes of places, donors or currencies by what people write instead of them."""
    if code_list == "currency":
        signs = {"€": "EUR", "$": "USD", "£": "GBP", "₴": "UAH"}
        return signs | {each.name.lower(): each.alpha_3 for each in pycountry.currencies}
    words: dict[str, str] = {}
    for country in pycountry.countries:
        for word in (country.name, country.alpha_2, getattr(country, "common_name", "")):
            words[word.lower()] = country.alpha_3
    groups = places.DONOR_GROUPS if code_list == "donor" else {**places.GROUPS, **places.OBLASTS}
    words |= {meaning.lower(): code for code, meaning in groups.items()}
    words.pop("", None)
    return words
