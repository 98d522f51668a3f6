"""What has changed in each figure, noticed once and kept for those who follow it."""

import gzip
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl

import pandas as pd

from exports.files import write_json
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import LANGUAGE, make_view
from locales import LANGUAGES
from schemas import Tables
from snapshots.revision import RevisionState, compare_with_current, read_rows
from snapshots.store import SnapshotStore, StoreFailed

FOLDER: Final = "history"
_LENGTH: Final = 20
_SETTLED: Final = timedelta(hours=1)
"""While servers with older and newer data run side by side, rows seem to go back and forth."""

_NEWS: Final = 10
"""As many new publications are named."""

Texts = Mapping[str, str]
"""A text in every language, by code."""


class EventKind(StrEnum):
    """What an event tells those who follow a figure."""

    FIRST = "first"
    NEWER = "newer"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ChangeEvent:
    """One change of the default view of a figure, or one snapshot withdrawn, as first noticed.

    `rows` is the hash of the rows; of a snapshot that was withdrawn, its own. `sources` are, in
    every language, the publications that were not behind the figure before.
    """

    figure: str
    rows: str
    noticed: datetime
    kind: EventKind
    after: Texts
    before: Texts = field(default_factory=dict)
    reason: Texts = field(default_factory=dict)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    added: int = 0
    removed: int = 0
    changed: int = 0

    def as_json(self) -> bytes:
        """The event as it is kept."""
        told = {**asdict(self), "noticed": self.noticed.isoformat()}
        told["since"] = self.since.isoformat() if self.since else ""
        return write_json(told)


def read_event(content: bytes) -> ChangeEvent:
    """An event as it was kept."""
    told: dict[str, Any] = json.loads(content)
    return ChangeEvent(
        **{
            **told,
            "noticed": datetime.fromisoformat(told["noticed"]),
            "kind": EventKind(told["kind"]),
            "since": date.fromisoformat(told["since"]) if told["since"] else None,
            "sources": {code: tuple(names) for code, names in told["sources"].items()},
        }
    )


def read_events(store: SnapshotStore, figure: str = "") -> list[ChangeEvent]:
    """What was noticed, of one figure or of all, newest first; raises StoreFailed."""
    there = store.shelf.files(f"{FOLDER}/{figure}".rstrip("/"))
    paths = [found.path for found in there if found.path.endswith(".json")]
    return sort_newest_first(map(read_event, store.shelf.read_many(paths).values()))


def sort_newest_first(found: Iterable[ChangeEvent]) -> list[ChangeEvent]:
    """The newest first; of one moment by figure, and what weighs most before the rest."""
    kinds = list(reversed(EventKind))
    return sorted(
        found,
        key=lambda one: (-one.noticed.timestamp(), one.figure, kinds.index(one.kind), one.rows),
    )


def record_changes(
    tables: Tables, store: SnapshotStore, now: datetime, rest: Callable[[], None] = lambda: None
) -> list[ChangeEvent]:
    """Notice every figure whose default view shows other rows than last time; what is new.

    Safe to repeat and to run in several processes: each change is kept once, with the time it was
    first noticed. The first record of a figure only says that it is here. `rest` is called after
    each figure, by those who must not hinder readers. Raises StoreFailed.
    """
    record_withdrawals(store)
    known: dict[str, list[ChangeEvent]] = {}
    for event in read_events(store):
        if event.kind is not EventKind.WITHDRAWN:
            known.setdefault(event.figure, []).append(event)
    noticed = []
    for figure in FIGURES:
        noticed.append(_notice(figure, known.get(figure, []), tables, store, now))
        rest()
    return [event for event in noticed if event is not None]


def record_withdrawals(store: SnapshotStore) -> None:
    """Keep one event for every snapshot withdrawn, by its last reason; raises StoreFailed."""
    for figure, digest in store.find_withdrawn():
        withdrawal, manifest = store.read_withdrawal(figure, digest), store.manifest(figure, digest)
        if withdrawal is None or manifest is None:
            continue
        path = _path(figure, f"{digest}-withdrawn", "json")
        kept = store.shelf.read(path)
        code = dict(parse_qsl(str(manifest.get("view", "")))).get(LANGUAGE, "en")
        event = ChangeEvent(
            figure,
            digest,
            read_event(kept).noticed if kept is not None else withdrawal.noted,
            EventKind.WITHDRAWN,
            after={code: _frozen_title(figure, digest, store)},
            reason=withdrawal.reasons,
            since=withdrawal.day,
        )
        if event.as_json() != kept:
            store.shelf.write(path, event.as_json())


def _frozen_title(figure: str, digest: str, store: SnapshotStore) -> str:
    """The title content systems were given; '' if that file is lost."""
    try:
        return str(json.loads(store.read(figure, digest, "oembed.json") or b"{}")["title"])
    except (ValueError, KeyError, TypeError):
        return ""


def _notice(
    figure: str, known: Sequence[ChangeEvent], tables: Tables, store: SnapshotStore, now: datetime
) -> ChangeEvent | None:
    """What is new about one figure, kept; `known` is what was noticed before, newest first."""
    content = write_csv(_chart(figure, "en", tables))
    rows = name = sha256(content).hexdigest()[:_LENGTH]
    if known and known[0].rows == rows:
        return None
    charts = {code: _chart(figure, code, tables) for code in LANGUAGES}
    titles = {code: chart.title for code, chart in charts.items()}
    event = ChangeEvent(figure, rows, now.astimezone(UTC), EventKind.FIRST, titles)
    old = _rows(store, known[0]) if known else None
    if old is not None:
        new = read_rows(content)
        verdict = compare_with_current(old, new, charts["en"].scene.table, tables)
        if verdict.state is RevisionState.CURRENT:
            return None
        named = tables.sources["source_id"].isin(
            set(new["source_id"]) - set(old.get("source_id", ()))
        )
        latest = tables.sources[named].sort_values("available", ascending=False, kind="stable")
        newcomers = list(latest["source_id"])[:_NEWS]
        added, removed, changed = verdict.change.counts
        event = replace(
            event,
            kind=EventKind(verdict.state.value),
            before=known[0].after,
            reason={code: verdict.reason(chart.t) for code, chart in charts.items()},
            sources={
                code: tuple(chart.scene.name_publication(source) for source in newcomers)
                for code, chart in charts.items()
            },
            since=verdict.since,
            added=added,
            removed=removed,
            changed=changed,
        )
    if any(earlier.rows == rows for earlier in known):
        if event.noticed - known[0].noticed < _SETTLED:
            return None
        name = f"{rows}-{len(known)}"
    store.shelf.write(_path(figure, rows, "csv.gz"), gzip.compress(content, mtime=0))
    return event if store.shelf.create(_path(figure, name, "json"), event.as_json()) else None


def _chart(figure: str, code: str, tables: Tables) -> Chart:
    return draw(make_view(FIGURES[figure], tables, {}, code), tables)


def _rows(store: SnapshotStore, event: ChangeEvent) -> pd.DataFrame | None:
    """The rows an event was noticed by; None if they are lost, and the figure begins anew."""
    packed = store.shelf.read(_path(event.figure, event.rows, "csv.gz"))
    try:
        return read_rows(gzip.decompress(packed)) if packed else None
    except (OSError, EOFError, ValueError):
        return None


def _path(figure: str, name: str, form: str) -> str:
    return f"{FOLDER}/{figure}/{name}.{form}"


SETTLED: Final = 20.0
"""Files are copied one after the other; what is seen for fewer seconds in between is no event."""
AGAIN: Final = 60.0
"""Seconds after which a store that failed is tried again."""
_REST: Final = 3
"""So many times as long as a figure took, readers have the machine to themselves."""

_LOG: Final = logging.getLogger("dashboard.feed")


class HistoryRecorder:
    """Records the latest tables in a thread of its own; several processes may share a store."""

    def __init__(
        self,
        store: SnapshotStore,
        *,
        settled: float = SETTLED,
        again: float = AGAIN,
        write: Callable[..., object] = record_changes,
    ) -> None:
        self._store = store
        self._settled, self._again = settled, again
        self._write = write
        self._lock = threading.Lock()
        self._waiting: Tables | None = None
        self._thread: threading.Thread | None = None

    def notice(self, tables: Tables) -> None:
        """Have tables recorded soon; returns at once. Of several that wait the last counts."""
        with self._lock:
            self._waiting = tables
            if self._thread is None:
                thread = threading.Thread(target=self._work, name="feed", daemon=True)
                thread.start()
                self._thread = thread

    def _work(self) -> None:
        """Until nothing waits any more; a store that fails is tried again with what waits then."""
        pause = self._settled
        while True:
            time.sleep(pause)
            with self._lock:
                tables, self._waiting = self._waiting, None
                if tables is None:
                    self._thread = None
                    return
            pause = self._settled
            try:
                self._store.sweep()
                self._write(tables, self._store, datetime.now(UTC), _resting())
            except StoreFailed:
                pause = self._again
                with self._lock:
                    self._waiting = self._waiting or tables
            except Exception:
                # Whatever it is, readers keep the feed that exists and the log has the whole of it.
                _LOG.exception("The changes of the figures could not be recorded.")


def _resting() -> Callable[[], None]:
    """A function that lets readers go first, in proportion to the work done since the last rest."""
    worked = time.thread_time()

    def rest() -> None:
        nonlocal worked
        time.sleep(_REST * (time.thread_time() - worked))
        worked = time.thread_time()

    return rest
