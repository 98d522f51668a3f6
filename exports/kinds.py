"""How the numbers of a chart are known: counted, estimated or only said, surest first."""

from dataclasses import dataclass
from typing import Final

from figures.core.chart import Chart
from figures.core.palette import MEANING, Meaning
from locales import later
from schemas import codes

_STATUS: Final = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS}
_PLANNED: Final = ("requirement", "need", "damage")
"""Measures of money that somebody calculated; all others were booked."""
_ANNOUNCED: Final = later("announced")


@dataclass(frozen=True)
class Kind:
    """One kind of knowledge behind a chart, in the word its rows use for it."""

    meaning: Meaning
    word: str


def kinds(chart: Chart) -> tuple[Kind, ...]:
    """The kinds of knowledge of the rows shown, each once, the surest first.

    Of aid, what a donor announced is said, whatever it announced.
    """
    rows = chart.rows
    if "status" in rows:
        shown = set(rows["status"])
        found = {word: MEANING[code] for code, word in _STATUS.items() if code in shown}
    else:
        announced = rows["series"] == "announcement"
        found = {
            codes.AID_MEASURE[code]: Meaning.ESTIMATED if code in _PLANNED else Meaning.COUNTED
            for code in dict.fromkeys(rows.loc[~announced, "measure"])
        }
        if announced.any():
            found[_ANNOUNCED] = Meaning.SAID
    order = list(Meaning)
    return tuple(
        Kind(meaning, chart.say(word))
        for word, meaning in sorted(found.items(), key=lambda one: order.index(one[1]))
    )
