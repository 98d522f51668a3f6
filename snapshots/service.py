"""Where views are frozen: the data of the moment, one painter, one store, one site."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from exports.addresses import USUAL, Edition, Look, Site, read_site
from exports.files import OEMBED, ROWS
from exports.renderer import Queue, Renderer
from figures.core.view import View
from schemas import Tables
from snapshots import store as stores
from snapshots.revision import read_rows
from snapshots.snapshot import edition_of, freeze, read_manifest_look
from snapshots.status import SnapshotStatus, find_present_view, find_status
from snapshots.store import SnapshotStore

EARLIER: Final = 10
"""So many earlier snapshots of a view are told."""
SLOW: Final = 20.0
"""Seconds after which a freeze is noted as slow in the log."""
WAITING: Final = 16
"""So many freezes wait at once; the server answers forty requests at a time."""
PATIENCE: Final = 60.0

_LOG: Final = logging.getLogger("dashboard.freezes")


@dataclass(frozen=True)
class SnapshotService:
    """All a door needs to show, freeze and find figures."""

    tables: Callable[[], Tables | None]
    store: SnapshotStore = field(default_factory=stores.open_store)
    painter: Renderer = field(default_factory=Renderer)
    site: Site = field(default_factory=read_site)
    queue: Queue = field(default_factory=lambda: Queue(WAITING, PATIENCE), compare=False)

    def edition_of(self, view: View, tables: Tables, look: Look = USUAL) -> Edition:
        """The frozen edition of a view, whether it is in the store yet or not."""
        return edition_of(view, tables, self.site, look)

    def is_whole(self, edition: Edition) -> bool:
        """Whether an edition is in the store with every file it was frozen with."""
        figure, digest = edition.view.figure, edition.hash
        return self.store.has(figure, digest) and not self.store.find_lost(figure, digest)

    def freeze(self, view: View, tables: Tables, look: Look = USUAL) -> tuple[Edition, bool]:
        """Put a view into the store, or what it has lost of it; its edition, whether it is new.

        One at a time; a long queue is refused, so that readers are served meanwhile. Raises
        NoBrowser, Busy, RenderingFailed, FilesLost, StoreFailed or StoreFull.
        """
        edition = self.edition_of(view, tables, look)
        if self.is_whole(edition):
            return edition, False
        with self.queue.turn():
            # Somebody may have frozen it while we waited.
            if self.is_whole(edition):
                return edition, False
            began, new = time.monotonic(), not self.store.has(view.figure, edition.hash)
            files = freeze(view, tables, self.site, look, painter=self.painter)
            self.store.put(view.figure, edition.hash, files)
            took = time.monotonic() - began
            if took > SLOW:
                _LOG.warning("Freezing %s/%s took %.1f s.", view.figure, edition.hash, took)
            return edition, new


@dataclass(frozen=True)
class EarlierSnapshot:
    """A snapshot of the same view that was frozen before, in whatever look, under its title."""

    path: str
    day: date
    title: str
    look: Look
    status: SnapshotStatus


def find_earlier(
    view: View, store: SnapshotStore, tables: Tables, site: Site
) -> list[EarlierSnapshot]:
    """The snapshots of a view, newest first, whatever program froze them; raises StoreFailed."""
    found = []
    for figure, digest in store.find_all(view.figure):
        manifest, at = store.manifest(figure, digest), store.frozen_at(figure, digest)
        if at is None or manifest is None or manifest.get("site") != site.base:
            continue
        if manifest["view"] != view.write_query() and find_present_view(manifest, tables) != view:
            continue
        status = read_status(store, figure, digest, tables, site)
        if status is not None:
            path, look = Edition(site, view, digest).path, read_manifest_look(manifest)
            title = str(json.loads(store.read(figure, digest, OEMBED) or b"{}").get("title", ""))
            found.append((at, EarlierSnapshot(path, at.date(), title, look, status)))
    return [one for _, one in sorted(found, key=lambda one: one[0], reverse=True)[:EARLIER]]


def read_status(
    store: SnapshotStore, figure: str, digest: str, tables: Tables, site: Site
) -> SnapshotStatus | None:
    """What has become of a snapshot of a store; None without one. Raises StoreFailed."""
    if not store.has(figure, digest):
        return None
    noted = store.read(figure, digest, stores.WITHDRAWN)
    try:
        return _find_status(store, figure, digest, tables, site, noted)
    except LookupError:
        return None


# Every reader of every frozen figure asks; only new tables or a withdrawal change the answer.
@lru_cache(maxsize=2000)
def _find_status(
    store: SnapshotStore, figure: str, digest: str, tables: Tables, site: Site, noted: bytes | None
) -> SnapshotStatus:
    manifest, rows = store.manifest(figure, digest), store.read(figure, digest, ROWS)
    if manifest is None or rows is None:
        raise LookupError(ROWS)
    withdrawn = stores.read_withdrawal(json.loads(noted)) if noted else None
    return find_status(manifest, read_rows(rows), tables, withdrawn, site)
