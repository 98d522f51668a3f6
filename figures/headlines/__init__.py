"""Figures."""

from figures.figure import Figure

HEADLINES: tuple[Figure, ...] = ()
