"""What the readers of snapshots will be told once the new data are published."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
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
from upkeep.diff.figures import is_drawn_alike
from upkeep.template import fill_part


@dataclass(frozen=True)
class SnapshotChange:
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
    told: tuple[SnapshotChange, ...] = ()
    unreadable: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def empty(self) -> bool:
        """Whether the store holds no snapshots."""
        return not (self.stay or self.told or self.unreadable or self.trouble)

    def describe(self, figures: int, t: Language) -> str:
        """The counts in one line: '3 live figures change, 12 snapshots stay, 1 will say newer'."""
        numbers = Counter(told.after.state.name for told in self.told)
        return str(fill_part("changes.txt", "counts", t, self, figures, numbers)).strip()


def foresee(
    store: SnapshotStore, old: Tables, new: Tables, touched: Set[str], site: Site
) -> Outlook:
    """What becomes of every snapshot of a store, once tables have other rows.

    Raises StoreFailed.
    """
    stay, told, unreadable = 0, [], []
    for name in store.find_all():
        try:
            manifest, frozen = (
                store.manifest(*name) or {},
                read_rows(store.read(*name, ROWS) or b""),
            )
            if not _is_touched(manifest, old, new, touched):
                stay += 1
                continue
            withdrawn = store.read_withdrawal(*name)
            before, after = (
                find_status(manifest, frozen, tables, withdrawn, site) for tables in (old, new)
            )
        except (KeyError, TypeError, ValueError):
            unreadable.append("/".join(name))
            continue
        if before.state is after.state:
            stay += 1
        else:
            told.append(SnapshotChange(*name, before, after))
    order = list(RevisionState)
    told.sort(key=lambda one: (-order.index(one.after.state), one.figure, one.digest))
    return Outlook(stay, tuple(told), tuple(unreadable))


def _is_touched(manifest: Mapping[str, Any], old: Tables, new: Tables, touched: Set[str]) -> bool:
    """Whether anything that is asked about a snapshot has changed."""
    before, after = (find_present_view(manifest, tables) for tables in (old, new))
    if before is None or after is None:
        return True
    read = {*TABLES_BY_TOPIC[FIGURES[before.figure].topic], "corrections"}
    return bool(touched & read) or not is_drawn_alike(before, old, after, new)
