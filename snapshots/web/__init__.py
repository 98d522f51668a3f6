"""The addresses of figures for those who do not use the dashboard: live, frozen, described."""

from collections.abc import Sequence

from starlette.routing import Route

from snapshots.limits import limits
from snapshots.studio import Studio
from snapshots.web.described import described_routes
from snapshots.web.frozen import frozen_routes
from snapshots.web.live import live_routes
from snapshots.web.told import told_routes


def figure_routes(studio: Studio) -> Sequence[Route]:
    """Every address under which figures leave the house."""
    return (
        *live_routes(studio),
        *told_routes(studio),
        *frozen_routes(studio, limits()),
        *described_routes(studio),
    )
