"""Figures of aid: given, promised, asked for and needed."""

from figures.aid import aid_by_month, air_defence, appeals, reconstruction, totals, weapon_systems
from figures.core.figure import Figure

AID: tuple[Figure, ...] = (
    aid_by_month.BY_MONTH,
    totals.BY_DONOR,
    totals.BY_TYPE,
    aid_by_month.COMMITMENTS_AND_ALLOCATIONS,
    totals.BY_RELEASE,
    air_defence.AIR_DEFENCE_2025,
    weapon_systems.BY_DONOR,
    appeals.APPEALS,
    appeals.BY_CLUSTER,
    reconstruction.NEEDS,
)
