"""Sense, not only shape: numbers that are well written and still cannot be right, or may not be."""

from typing import Final

from upkeep.rules import days, deaths, displacement, latest, money, parts, sources
from upkeep.rules.rule import DECLARED, Rule

RULES: Final[tuple[Rule, ...]] = tuple(DECLARED)
"""Every rule there is, by the modules that declare them."""
