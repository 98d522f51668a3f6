"""The addresses of figures for those who do not use the dashboard: live, frozen, described."""

from collections.abc import Sequence

from starlette.routing import Route

from snapshots.service import Studio
from web.feeds import told_routes
from web.rate_limits import limits
from web.routes import described_routes, frozen_routes, live_routes


def figure_routes(studio: Studio) -> Sequence[Route]:
    """Every address under which figures leave the house."""
    return (
        *live_routes(studio),
        *told_routes(studio),
        *frozen_routes(studio, limits()),
        *described_routes(studio),
    )
