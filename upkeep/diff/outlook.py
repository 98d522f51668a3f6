"""What the readers of snapshots will be told once the new data are published."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exports.addresses import Site
from exports.files import ROWS
from figures import FIGURES
from figures.core.figure import TABLES_BY_TOPIC
from locales import Language
from schemas import Tables
from snapshots.revision import RevisionState, read_rows
from snapshots.status import SnapshotStatus, find_present_view, find_status
from snapshots.store import SnapshotStore
from upkeep.diff.differences import Differences
from upkeep.diff.figure_change import drawn_alike


@dataclass(frozen=True)
class Told:
    """A snapshot whose readers will be told something else than now."""

    figure: str
    digest: str
    before: SnapshotStatus
    after: SnapshotStatus

    @property
    def path(self) -> str:
        """Where it is found."""
        return f"/snapshots/{self.figure}/{self.digest}/"


@dataclass(frozen=True)
class Outlook:
    """All snapshots of a store: how many stay, and those that will say something else.

    `unreadable` are those whose files are not in order; `trouble` says why the store could not be
    read.
    """

    stay: int = 0
    told: tuple[Told, ...] = ()
    unreadable: tuple[str, ...] = ()
    trouble: str = ""

    def counts(self) -> Counter[RevisionState]:
        """How many will say what."""
        return Counter(told.after.state for told in self.told)

    @property
    def empty(self) -> bool:
        """Whether the store holds no snapshots."""
        return not (self.stay or self.told or self.unreadable or self.trouble)

    def words(self, figures: int, t: Language) -> str:
        """The counts in one line: '3 live figures change, 12 snapshots stay, 1 will say newer'."""
        live = t.count("{n} live figure changes", "{n} live figures change", figures)
        if self.trouble or self.empty:
            return live
        stay = t.count("{n} snapshot stays", "{n} snapshots stay", self.stay)
        return ", ".join((live, stay, *(_will_say(state, n, t) for state, n in self._ordered())))

    def _ordered(self) -> list[tuple[RevisionState, int]]:
        counts = self.counts()
        return [(state, counts[state]) for state in reversed(RevisionState) if counts[state]]


def _will_say(state: RevisionState, n: int, t: Language) -> str:
    match state:
        case RevisionState.NEWER:
            return t.count("{n} will say “newer”", "{n} will say “newer”", n)
        case RevisionState.CORRECTED:
            return t.count("{n} will say “corrected”", "{n} will say “corrected”", n)
        case RevisionState.WITHDRAWN:
            return t.count("{n} will say “withdrawn”", "{n} will say “withdrawn”", n)
        case RevisionState.CURRENT:
            return t.count("{n} will say nothing more", "{n} will say nothing more", n)


def outlook(
    store: SnapshotStore, old: Tables, new: Tables, differences: Differences, site: Site
) -> Outlook:
    """What becomes of every snapshot of a store; raises StoreFailed."""
    then_and_now = _ThenAndNow(store, old, new, differences, site)
    stay = 0
    told: list[Told] = []
    unreadable: list[str] = []
    for figure, digest in store.find_all():
        try:
            change = then_and_now.told(figure, digest)
        except (KeyError, TypeError, ValueError):
            unreadable.append(f"{figure}/{digest}")
        else:
            told += [] if change is None else [change]
            stay += change is None
    return Outlook(stay, tuple(sorted(told, key=_order)), tuple(unreadable))


def _order(told: Told) -> tuple[int, str, str]:
    return (-list(RevisionState).index(told.after.state), told.figure, told.digest)


@dataclass(frozen=True)
class _ThenAndNow:
    """A store, seen with the old data and with the new."""

    store: SnapshotStore
    old: Tables
    new: Tables
    differences: Differences
    site: Site

    def told(self, figure: str, digest: str) -> Told | None:
        """What readers of a snapshot will be told; None if that stays as it is.

        Raises ValueError, KeyError or TypeError for a snapshot whose files are not in order.
        """
        manifest, rows = self.store.manifest(figure, digest), self.store.read(figure, digest, ROWS)
        if manifest is None or rows is None:
            raise ValueError(figure)
        frozen = read_rows(rows)
        if self._untouched(manifest):
            return None
        withdrawn = self.store.read_withdrawal(figure, digest)
        before, after = (
            find_status(manifest, frozen, tables, withdrawn, self.site)
            for tables in (self.old, self.new)
        )
        return None if before.state is after.state else Told(figure, digest, before, after)

    def _untouched(self, manifest: Mapping[str, Any]) -> bool:
        """Whether nothing that is asked about a snapshot has changed."""
        before, after = (find_present_view(manifest, tables) for tables in (self.old, self.new))
        if before is None or after is None or self.differences.renamed:
            return False
        if self._touched & {*TABLES_BY_TOPIC[FIGURES[before.figure].topic], "corrections"}:
            return False
        return drawn_alike(before, self.old, after, self.new)

    @cached_property
    def _touched(self) -> frozenset[str]:
        return frozenset(change.table for change in self.differences.rows)
