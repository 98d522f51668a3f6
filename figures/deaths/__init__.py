"""Figures of civilians killed and injured."""

from figures.core.figure import Figure
from figures.deaths import counts, months, tolls

DEATHS: tuple[Figure, ...] = (
    months.KILLED,
    months.CASUALTIES,
    counts.TOTAL,
    counts.BY_YEAR,
    tolls.COUNTRY,
    tolls.MARIUPOL,
    months.REVISED,
    counts.CHILDREN_WOMEN_MEN,
    counts.WEAPONS,
    tolls.STRIKE,
)
