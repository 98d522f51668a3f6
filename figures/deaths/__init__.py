"""Figures of civilians killed and injured."""

from figures.deaths import editions, months, people, running, strike, tolls, weapons, years
from figures.figure import Figure

DEATHS: tuple[Figure, ...] = (
    months.KILLED,
    months.CASUALTIES,
    running.TOTAL,
    years.BY_YEAR,
    tolls.COUNTRY,
    tolls.MARIUPOL,
    editions.REVISED,
    people.CHILDREN_WOMEN_MEN,
    weapons.WEAPONS,
    strike.STRIKE,
)
