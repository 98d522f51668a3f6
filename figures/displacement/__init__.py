"""Figures."""

from figures.figure import Figure

DISPLACEMENT: tuple[Figure, ...] = ()
