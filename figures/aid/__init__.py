"""Figures of aid: given, promised, asked for and needed."""

from figures.aid import air_defence, appeals, months, reconstruction, totals, weapons
from figures.figure import Figure

AID: tuple[Figure, ...] = (
    months.BY_MONTH,
    totals.BY_DONOR,
    totals.BY_TYPE,
    months.COMMITMENTS_AND_ALLOCATIONS,
    totals.BY_RELEASE,
    air_defence.AIR_DEFENCE_2025,
    weapons.BY_DONOR,
    appeals.APPEALS,
    appeals.BY_CLUSTER,
    reconstruction.NEEDS,
)
