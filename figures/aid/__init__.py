"""Figures of aid: given, promised, asked for and needed."""

from figures.aid import air_defence, kiel, needs
from figures.core.figure import Figure

AID: tuple[Figure, ...] = (
    kiel.BY_MONTH,
    kiel.BY_DONOR,
    kiel.BY_TYPE,
    kiel.COMMITMENTS_AND_ALLOCATIONS,
    kiel.BY_RELEASE,
    air_defence.AIR_DEFENCE_2025,
    air_defence.BY_DONOR,
    needs.APPEALS,
    needs.BY_CLUSTER,
    needs.NEEDS,
)
