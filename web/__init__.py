"""The addresses of figures for those who do not use the dashboard: live, frozen, described."""

from collections.abc import Sequence

from starlette.routing import Route

from snapshots.service import SnapshotService
from web.feeds import feed_routes
from web.prepared_answers import AnswerCache
from web.rate_limits import read_limits
from web.routes import live_routes, panel_routes, snapshot_routes


def make_routes(studio: SnapshotService) -> Sequence[Route]:
    """Every address under which figures leave the house."""
    return (
        *live_routes(studio, AnswerCache()),
        *feed_routes(studio),
        *snapshot_routes(studio, read_limits()),
        *panel_routes(studio),
    )
