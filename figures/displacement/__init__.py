"""Figures of people who fled, returned or need help."""

from figures.core.figure import Figure
from figures.displacement import (
    displaced,
    hosts,
    inside,
    needs,
    protection,
    refugees,
    returnees,
    revisions,
    thirteen,
)

DISPLACEMENT: tuple[Figure, ...] = (
    displaced.PEOPLE,
    thirteen.THIRTEEN,
    inside.INSIDE,
    refugees.REFUGEES,
    hosts.HOSTS,
    revisions.REVISIONS,
    protection.PROTECTION,
    returnees.RETURNEES,
    needs.NEEDS,
)
