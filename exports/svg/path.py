"""The lines of a drawing: read, moved, rounded to tenths of a pixel, written in few letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_PART: Final = re.compile(r"[MLHVAZmlhvaz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_ARITY: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "Z": 0}
_FINE: Final = 10


@dataclass(frozen=True)
class PathStep:
    """One step of a pen to a point: M moves, L draws a line, A an arc of a shape, Z closes."""

    kind: str
    x: float
    y: float
    arc: tuple[float, ...] = ()


def read_path(data: str, dx: float = 0, dy: float = 0) -> list[PathStep]:
    """The steps of path data, moved; raises ValueError for steps no chart is drawn with."""
    steps: list[PathStep] = []
    x = y = start_x = start_y = 0.0
    for letter, numbers in _commands(data):
        kind = letter.upper()
        from_x, from_y = (x, y) if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            x, y = start_x, start_y
        elif kind == "H":
            x = from_x + numbers[0]
        elif kind == "V":
            y = from_y + numbers[0]
        else:
            x, y = from_x + numbers[-2], from_y + numbers[-1]
        if kind == "M":
            start_x, start_y = x, y
        arc = tuple(numbers[:5]) if kind == "A" else ()
        steps.append(PathStep("L" if kind in "HV" else kind, x + dx, y + dy, arc))
    return steps


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a command may be followed by several sets of them."""
    parts = _PART.findall(data)
    if "".join(parts) != re.sub(r"[\s,]", "", data):
        raise ValueError(data)
    place, letter = 0, ""
    while place < len(parts):
        if parts[place].isalpha():
            letter = parts[place]
            place += 1
        count = _ARITY[letter.upper()]
        yield letter, [float(number) for number in parts[place : place + count]]
        place += count
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def write_path(steps: Sequence[PathStep]) -> str:
    """Path data in few letters: every step is written from the one before."""
    words = before = ""
    x = y = start_x = start_y = 0
    for step in steps:
        to_x, to_y = round(step.x * _FINE), round(step.y * _FINE)
        kind, numbers = step.kind.lower(), [to_x - x, to_y - y]
        x, y = to_x, to_y
        if kind == "l" and numbers == [0, 0]:
            continue
        if kind == "l" and 0 in numbers:
            kind, numbers = ("v", numbers[1:]) if numbers[0] == 0 else ("h", numbers[:1])
        elif kind == "m":
            kind, numbers, start_x, start_y = "M", [x, y], x, y
        elif kind == "z":
            numbers, x, y = [], start_x, start_y
        text = "" if kind == before and kind != "z" else kind
        for number in (*(round(part * _FINE) for part in step.arc), *numbers):
            word = write_decimal(number / _FINE)
            text += word if text == kind or word.startswith("-") else f" {word}"
        words += text
        before = kind
    return words


def write_decimal(number: float) -> str:
    """A number to a tenth, in as few letters as can be: 3, -.5, 12.1."""
    word = f"{number:.1f}".removesuffix(".0")
    if word in ("-0", "0"):
        return "0"
    return word.replace("0.", ".", 1) if word.lstrip("-").startswith("0.") else word
