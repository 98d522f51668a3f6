"""Figures."""

from figures.figure import Figure

AID: tuple[Figure, ...] = ()
