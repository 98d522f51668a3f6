"""Figures of people who fled, returned or need help."""

from figures.core.figure import Figure
from figures.displacement import inside, refugees, total

DISPLACEMENT: tuple[Figure, ...] = (
    total.PEOPLE,
    total.THIRTEEN,
    inside.INSIDE,
    refugees.REFUGEES,
    refugees.HOSTS,
    refugees.REVISIONS,
    refugees.PROTECTION,
    inside.RETURNEES,
    inside.NEEDS,
)
