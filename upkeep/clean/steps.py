"""One step in the repair of a file or cell: what was seen, and the text after it if sure."""

from dataclasses import dataclass

from schemas.findings import Detail


@dataclass(frozen=True)
class Step:
    """What is wrong with a text, and what it is without it; None where only a person knows."""

    cause: str
    text: str | None = None
    details: tuple[tuple[str, Detail], ...] = ()
    line: int = 0
    """Of a whole file, the line it was seen at; 0 for all of it, and for cells."""


def either(cause: str, one: str, other: str) -> Step:
    """A text that may mean two things."""
    return Step(cause, None, (("one", one), ("other", other)))
