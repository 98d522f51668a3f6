"""Headline numbers: one value each, selected and cited like every other figure."""

from figures.core.figure import Figure
from figures.headlines import money, people

HEADLINES: tuple[Figure, ...] = (
    people.REFUGEES,
    people.INTERNALLY_DISPLACED,
    people.KILLED,
    people.KILLED_ESTIMATE,
    money.ALLOCATED,
    money.APPEAL,
)
