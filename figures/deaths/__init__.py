"""Figures of civilians killed and injured."""

from figures.deaths import months
from figures.figure import Figure

DEATHS: tuple[Figure, ...] = (months.KILLED,)
