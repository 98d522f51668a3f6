"""How much room words take, in the typeface of the house."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pkgutil import get_data
from typing import Final

SIZE: Final = 13
"""The size of most words in a chart, in pixels."""

_USUAL: Final = 0.6
"""The width of a letter of another typeface, as a share of its size."""
_WIDTHS: Final = {
    name: {letter: int(wide) / 1000 for wide, alike in letters.items() for letter in alike}
    for name, letters in json.loads(get_data(__package__, "letter_widths.json") or b"").items()
}
"""Of every letter in each weight, as a share of its size; written by `python -m tests.typeface`."""


@lru_cache(maxsize=8192)
def measure(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide words are on one line."""
    widths = _WIDTHS["bold" if bold else "regular"]
    return sum(widths.get(letter, _USUAL) for letter in words) * size


def measure_widest(lines: Iterable[str], size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide the widest of some lines is; 0 without any."""
    return max((measure(line, size, bold=bold) for line in lines), default=0)


@lru_cache(maxsize=4096)
def break_lines(
    words: str, room: float, size: float = SIZE, *, bold: bool = False
) -> tuple[str, ...]:
    """Words broken into lines that fit a room in pixels; none for no words."""
    broken: list[str] = []
    for word in words.split(" ") if words else ():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and measure(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)


def break_evenly(words: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Words broken into as few lines as fit a room, the lines about equally long."""
    broken = break_lines(words, room, size, bold=bold)
    while len(broken) > 1:
        narrower = measure_widest(broken, size, bold=bold) - 1
        again = break_lines(words, narrower, size, bold=bold)
        if len(again) > len(broken) or measure_widest(again, size, bold=bold) > narrower:
            break
        broken = again
    return list(broken)


def write_bold(lines: Iterable[str]) -> str:
    """Lines as Plotly writes them in bold."""
    return "<br>".join(f"<b>{line}</b>" for line in lines)
