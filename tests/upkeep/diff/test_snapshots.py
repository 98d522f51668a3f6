"""What the readers of snapshots will be told: counted, and only those told otherwise are named."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.addresses import Site
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import read_query
from locales import find_language
from schemas import Tables
from snapshots.revision import RevisionState
from snapshots.snapshot import find_open_choices, hash_rates
from snapshots.store import SnapshotStore
from tests.small_history import FIGURE, LATER, as_frozen, correction, month, tables_of
from upkeep.diff.figures import find_touched_tables
from upkeep.diff.snapshots import Outlook, foresee

SITE = Site("https://numbers.example.org")
VIEWS = ("lang=en", "lang=fr", "to=2025-06&lang=en")
"""Two that follow the data, and one of a month that nobody changes."""


def digest(number: int) -> str:
    return f"{number:020x}"


def kept(folder: Path, queries: Sequence[str] = VIEWS) -> SnapshotStore:
    """A store with views of the small tables, as they were when the data were first published."""
    tables, store = as_frozen(), SnapshotStore(str(folder))
    for number, query in enumerate(queries):
        asked = dict(pair.split("=") for pair in query.split("&"))
        chart = draw(read_query(FIGURES[FIGURE], tables, asked), tables)
        manifest = {
            "figure": FIGURE,
            "view": chart.view.write_query(),
            "open": find_open_choices(chart.view, tables),
            "rates": hash_rates(chart),
        }
        files = {"data.csv": write_csv(chart), "snapshot.json": json.dumps(manifest).encode()}
        store.put(FIGURE, digest(number), files)
    return store


def foreseen(store: SnapshotStore, new: Tables, old: Tables | None = None) -> Outlook:
    old = old or as_frozen()
    return foresee(store, old, new, find_touched_tables(old, new), SITE)


def test_one_more_month_makes_those_newer_that_follow_the_data(tmp_path: Path) -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)])
    found = foreseen(kept(tmp_path), now)
    assert found.describe(3, find_language("en")) == (
        "3 live figures change, 1 snapshot stays, 2 will say “newer”"
    )
    assert {told.digest for told in found.told} == {digest(0), digest(1)}
    assert "10 September 2025" in found.told[0].after.message
    assert "10\u00a0septembre 2025" in found.told[1].after.message


def test_a_correction_is_told_before_what_is_only_newer(tmp_path: Path) -> None:
    now = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)], [correction()])
    found = foreseen(kept(tmp_path), now)
    assert found.told[0].after.state is RevisionState.CORRECTED
    assert "Digits are swapped." in found.told[0].after.message


def test_taking_a_change_back_says_that_there_is_no_more_news(tmp_path: Path) -> None:
    changed = tables_of([month(6, "200"), month(7, "295")])
    found = foreseen(kept(tmp_path), as_frozen(), old=changed)
    assert [told.after.state for told in found.told] == [RevisionState.CURRENT] * 2
    assert found.describe(1, find_language("en")).endswith("2 will say nothing more")


def test_those_that_are_told_the_same_as_before_stay(tmp_path: Path) -> None:
    newer = tables_of([month(6, "200"), month(7, "286"), month(8, "208", LATER)])
    newest = tables_of([month(6, "200"), month(7, "286"), month(8, "209", LATER)])
    found = foreseen(kept(tmp_path), newest, old=newer)
    assert (found.stay, found.told) == (3, ())


def test_a_withdrawn_snapshot_stays_withdrawn(tmp_path: Path) -> None:
    store = kept(tmp_path, VIEWS[:1])
    store.withdraw(FIGURE, digest(0), "Wrong map.")
    found = foreseen(store, tables_of([month(6, "200"), month(7, "1")]))
    assert (found.stay, found.told) == (1, ())


@pytest.mark.parametrize("rows", [b"", b"\xff", b"a,b\n1,2\n"])
def test_a_snapshot_whose_files_are_not_in_order_is_counted_apart(
    tmp_path: Path, rows: bytes
) -> None:
    store = kept(tmp_path, VIEWS[:1])
    store.put(FIGURE, digest(9), {"data.csv": rows, "snapshot.json": b"{}"})
    found = foreseen(store, tables_of([month(6, "200"), month(7, "1")]))
    assert found.unreadable == (f"{FIGURE}/{digest(9)}",)
    assert len(found.told) == 1


def test_an_empty_store_has_nothing_to_tell(tmp_path: Path) -> None:
    found = foreseen(SnapshotStore(str(tmp_path / "nowhere")), tables_of([month(6, "1")]))
    assert found.empty
    assert not (tmp_path / "nowhere").exists()
