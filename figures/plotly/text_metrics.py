"""How much room words take, in the typeface of the house."""

from functools import lru_cache
from typing import Final

from figures.plotly.letter_widths import BOLD, REGULAR

SIZE: Final = 13
"""The size of most words in a chart, in pixels."""

_USUAL: Final = 0.6
"""The width of a letter of another typeface, as a share of its size."""
_REGULAR: Final = {letter: wide / 1000 for wide, alike in REGULAR.items() for letter in alike}
_BOLD: Final = {letter: wide / 1000 for wide, alike in BOLD.items() for letter in alike}


@lru_cache(maxsize=8192)
def pixels(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide words are on one line."""
    widths = _BOLD if bold else _REGULAR
    return sum(widths.get(letter, _USUAL) for letter in words) * size


@lru_cache(maxsize=4096)
def lines(words: str, room: float, size: float = SIZE, *, bold: bool = False) -> tuple[str, ...]:
    """Words broken into lines that fit a room in pixels; none for no words."""
    broken: list[str] = []
    for word in words.split(" ") if words else ():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and pixels(longer, size, bold=bold) <= room:
            broken[-1] = longer
        else:
            broken.append(word)
    return tuple(broken)


def even_lines(words: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Words broken into as few lines as fit a room, the lines about equally long."""
    broken = lines(words, room, size, bold=bold)
    while len(broken) > 1:
        narrower = max(pixels(line, size, bold=bold) for line in broken) - 1
        again = lines(words, narrower, size, bold=bold)
        longest = max(pixels(line, size, bold=bold) for line in again)
        if len(again) > len(broken) or longest > narrower:
            break
        broken = again
    return list(broken)
