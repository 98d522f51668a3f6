"""Breaking words into lines: Plotly does not wrap."""

import textwrap


def wrapped(words: str, width: int = 22) -> str:
    """Words broken into lines a phone can show beside a chart."""
    return "<br>".join(textwrap.wrap(words, width, break_long_words=False)) or words
