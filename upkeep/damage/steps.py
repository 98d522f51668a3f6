"""One step in the repair of a cell: what was seen, and the text after it if that is sure."""

from dataclasses import dataclass

from schemas.findings import Detail


@dataclass(frozen=True)
class Step:
    """What is wrong with a text, and what it is without it; None where only a person knows."""

    cause: str
    text: str | None = None
    details: tuple[tuple[str, Detail], ...] = ()


def either(cause: str, one: str, other: str) -> Step:
    """A text that may mean two things."""
    return Step(cause, None, (("one", one), ("other", other)))
