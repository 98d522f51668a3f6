"""What makes no sense in tables that can be read: each rule is one decorated function."""

from typing import Final

from upkeep.rules import aid, deaths, displacement, latest, sources, sums, time
from upkeep.rules.rule import DECLARED, Rule

RULES: Final[tuple[Rule, ...]] = tuple(DECLARED)
"""Every rule, by the modules that declare them."""

__all__ = ["RULES", "aid", "deaths", "displacement", "latest", "sources", "sums", "time"]
