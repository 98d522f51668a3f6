"""One palette by meaning: every colour reads on white and on near-black, and to every eye."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

BLUE: Final = "#2F7FD6"
GREEN: Final = "#28735C"
ORANGE: Final = "#D0632B"
GREY: Final = "#7A8290"

INK: Final = "#1F2328"
PAPER: Final = "#FFFFFF"
DARK: Final = {INK: "#F0EDE6", PAPER: "#171614"}
"""What takes their place in pictures for dark pages."""
GRID: Final = "rgba(122,130,144,0.22)"

CLEAR: Final = "rgba(0,0,0,0)"

FONT: Final = "'Source Sans 3', Arial, 'Liberation Sans', sans-serif"


class Tone(StrEnum):
    """Which series it is; at most three in one chart, apart under every colour vision."""

    FIRST = BLUE
    SECOND = GREEN
    THIRD = ORANGE
    QUIET = GREY


class Meaning(StrEnum):
    """How the number is known; it decides how its mark is drawn."""

    COUNTED = "counted"
    """Verified one by one, registered, or booked: a solid mark."""
    ESTIMATED = "estimated"
    """From a survey or a model, or planned: a light mark, its range drawn."""
    SAID = "said"
    """A claim, a statement, an announcement: a hollow, dotted mark."""


MEANING: Final = {
    "verified": Meaning.COUNTED,
    "registered": Meaning.COUNTED,
    "estimate": Meaning.ESTIMATED,
    "survey_estimate": Meaning.ESTIMATED,
    "planning_figure": Meaning.ESTIMATED,
    "claim": Meaning.SAID,
    "statement": Meaning.SAID,
}
"""The meaning of every status of the tables."""


@dataclass(frozen=True)
class Style:
    """How a mark of one tone and meaning is filled and outlined."""

    fill: str
    line: str
    dash: str
    symbol: str


def choose_style(tone: Tone, meaning: Meaning) -> Style:
    """Solid for what was counted, light for estimates, hollow and dotted for what was said."""
    match meaning:
        case Meaning.COUNTED:
            return Style(tone.value, tone.value, "solid", "circle")
        case Meaning.ESTIMATED:
            return Style(lighten(tone.value), tone.value, "dash", "square")
        case Meaning.SAID:
            return Style(CLEAR, tone.value, "dot", "diamond")


_PATTERNS: Final = {
    "approximate": (".", "x"),
    "minimum": ("|", "+"),
    "maximum": ("-", "\\"),
    "conjecture": ("/", "/"),
}


def choose_symbol(drawn: Style, bound: str) -> str:
    """The symbol of a point: a dot within for 'about', a triangle that points on for 'at least'."""
    if bound in ("minimum", "maximum"):
        return "triangle-up-open" if bound == "minimum" else "triangle-down-open"
    if bound == "approximate":
        return f"{drawn.symbol}-open-dot"
    return f"{drawn.symbol}-open" if drawn.fill == CLEAR else drawn.symbol


def choose_pattern(bound: str, *, hatched: bool) -> str:
    """The pattern of a bar: none for an exact number, unless its whole mark is hatched."""
    return _PATTERNS.get(bound, ("", "/"))[hatched]


def lighten(colour: str, share: float = 0.32) -> str:
    """A colour so light that words and other marks can lie on it."""
    red, green, blue = (int(colour[position : position + 2], 16) for position in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
