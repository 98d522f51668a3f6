"""The addresses of figures for those who do not use the dashboard: live, frozen, described."""

from collections.abc import Sequence

from starlette.routing import Route

from snapshots.service import SnapshotService
from web.feeds import make_feed_routes
from web.prepared_answers import AnswerCache
from web.rate_limits import read_limits
from web.routes import make_live_routes, make_panel_routes, make_snapshot_routes


def make_routes(studio: SnapshotService) -> Sequence[Route]:
    """Every address under which figures leave the house."""
    return (
        *make_live_routes(studio, AnswerCache()),
        *make_feed_routes(studio),
        *make_snapshot_routes(studio, read_limits()),
        *make_panel_routes(studio),
    )
