"""Figures of civilians killed and injured."""

from figures.core.figure import Figure
from figures.deaths import editions, months, running, strike, tolls, victims, weapons, years

DEATHS: tuple[Figure, ...] = (
    months.KILLED,
    months.CASUALTIES,
    running.TOTAL,
    years.BY_YEAR,
    tolls.COUNTRY,
    tolls.MARIUPOL,
    editions.REVISED,
    victims.CHILDREN_WOMEN_MEN,
    weapons.WEAPONS,
    strike.STRIKE,
)
