"""Figures of civilians killed and injured."""

from figures.core.figure import Figure
from figures.deaths import counts, months, tolls, victims

DEATHS: tuple[Figure, ...] = (
    months.KILLED,
    months.CASUALTIES,
    counts.TOTAL,
    counts.BY_YEAR,
    tolls.COUNTRY,
    tolls.MARIUPOL,
    months.REVISED,
    victims.CHILDREN_WOMEN_MEN,
    victims.WEAPONS,
    tolls.STRIKE,
)
