"""How much room words take, in the widest typeface a reader is likely to have."""

from functools import lru_cache
from typing import Final

SIZE: Final = 13
"""The size of most words in a chart, in pixels."""

_BOLD: Final = 1.13
_USUAL: Final = 0.64
_WIDTHS: Final = {
    letter: width
    for width, letters in (
        (0.22, "\u202f\u2009"),
        (0.32, " ,.'IJijl|:;\xa0·’ІЇЈіїј"),
        (0.40, "-/\\f!()[]rt"),
        (0.52, '*_`sz"–“”ѕ'),
        (0.56, "?Lcçćčгзсэєґ"),
        (0.70, "ABCRVXZÀÂČЄАБВКСХЧЬЭЯдцъ"),
        (0.78, "DGHNUOQÉÈОИЙЛНПмєш&"),
        (0.86, "wДЦыМФЪфю#+<=>M"),
        (0.95, "%mщж"),
        (1.0, "@W—…œ"),
        (1.09, "ШЩЖЮ"),
    )
    for letter in letters
}
"""Widths of letters as shares of their size, measured in DejaVu Sans."""


@lru_cache(maxsize=8192)
def pixels(words: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide words are on one line."""
    wide = sum(_WIDTHS.get(letter, _USUAL) for letter in words) * size
    return wide * _BOLD if bold else wide


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
