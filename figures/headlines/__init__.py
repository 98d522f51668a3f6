"""Headline numbers, selected and cited like every other figure."""

from figures.core.figure import Figure
from figures.headlines import headlines

HEADLINES: tuple[Figure, ...] = (
    headlines.REFUGEES,
    headlines.INTERNALLY_DISPLACED,
    headlines.KILLED,
    headlines.KILLED_ESTIMATE,
    headlines.ALLOCATED,
    headlines.APPEAL,
)
