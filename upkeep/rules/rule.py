"""A rule is one function that sees what makes no sense, declared with the words it says."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from schemas.findings import Cause, Severity
from upkeep.rules.known import Known, Rule, Sighting

Seeing: TypeAlias = Callable[[Known], Iterator[Sighting]]

DECLARED: Final[list[Rule]] = []
"""Every rule, in the order in which its module declares it."""


def rule(
    name: str, severity: Severity, *, tables: tuple[str, ...], title: str, advice: str
) -> Callable[[Seeing], Seeing]:
    """Declare a function to be a rule: its name, how bad it is, what it reads and says."""

    def declare(see: Seeing) -> Seeing:
        DECLARED.append(Rule(Cause(name, severity, title, advice), tables, see))
        return see

    return declare
