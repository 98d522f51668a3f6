"""One count as Eurostat's tables give it, still in their words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Observation:
    """A count of people: of whom, where, when, and what is special about it."""

    line: int
    dimensions: Mapping[str, str]
    """Citizenship, sex and age, as far as the file tells them."""
    geo: str
    month: str
    people: str
    flag: str
