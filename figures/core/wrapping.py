"""Breaking words into lines: Plotly does not wrap."""

import textwrap
from functools import lru_cache


@lru_cache(maxsize=4096)
def wrapped(words: str, width: int = 22) -> str:
    """Words broken into as few lines as fit a width in letters, the lines about equally long."""
    lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    while len(lines) > 1:
        narrower = max(map(len, lines)) - 1
        balanced = textwrap.wrap(words, narrower, break_long_words=False, break_on_hyphens=False)
        if len(balanced) > len(lines) or max(map(len, balanced)) > narrower:
            break
        lines = balanced
    return "<br>".join(lines) or words
