"""Figures of people who fled, returned or need help."""

from figures.displacement import (
    hosts,
    inside,
    needs,
    people,
    protection,
    refugees,
    returnees,
    revisions,
    thirteen,
)
from figures.figure import Figure

DISPLACEMENT: tuple[Figure, ...] = (
    people.PEOPLE,
    thirteen.THIRTEEN,
    inside.INSIDE,
    refugees.REFUGEES,
    hosts.HOSTS,
    revisions.REVISIONS,
    protection.PROTECTION,
    returnees.RETURNEES,
    needs.NEEDS,
)
