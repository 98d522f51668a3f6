"""The words that name a figure where nothing stands around it."""

import re
from typing import Final

from figures.core.chart import Chart
from figures.core.figure import Topic

_BREAKS: Final = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
"""Spaces that do not break, as French sets them in numbers and before colons, are none of these."""


def heading(chart: Chart) -> str:
    """The title of a chart as it can stand alone; a headline number says of what."""
    if chart.figure.topic is not Topic.HEADLINES or chart.plot.empty:
        return chart.title
    return chart.say.named(chart.say(chart.figure.name), chart.title)


def sentences(*words: str) -> str:
    """Several words one after the other, each ending as a sentence does."""
    return " ".join(
        text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in words if text
    )


def on_one_line(words: str) -> str:
    """Words without line breaks; spaces that do not break stay."""
    return _BREAKS.sub(" ", words).strip(" ")
