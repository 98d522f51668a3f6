"""What has changed in a figure is noticed once, and told with what it was before."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from figures import FIGURES
from schemas import Tables
from snapshots import history
from snapshots.history import (
    ChangeEvent,
    EventKind,
    read_event,
    read_events,
    record_changes,
    record_withdrawals,
    sort_newest_first,
)
from snapshots.store import SnapshotStore
from tests.small_history import FIGURE, LATER, as_frozen, correction, month, tables_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def one_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """One figure is enough to see what becomes of it."""
    monkeypatch.setattr(history, "FIGURES", {FIGURE: FIGURES[FIGURE]})


@pytest.fixture
def kept(tmp_path: Path) -> SnapshotStore:
    """A store in which the figure has been recorded once."""
    kept = SnapshotStore(str(tmp_path))
    record_changes(as_frozen(), kept, NOON)
    return kept


@pytest.fixture
def days() -> Iterator[datetime]:
    """One day after the other."""
    return (NOON + timedelta(days=number) for number in count(1))


def newer() -> Tables:
    return tables_of([month(6, "200"), month(7, "286"), month(8, "308", LATER)])


def test_the_first_record_of_a_figure_only_says_that_it_is_here(kept: SnapshotStore) -> None:
    (event,) = read_events(kept)
    assert (event.figure, event.kind, event.noticed) == (FIGURE, EventKind.FIRST, NOON)
    assert event.before == {}
    assert set(event.after) == {"en", "fr", "uk"}


def test_nothing_is_noticed_while_nothing_changes(kept: SnapshotStore) -> None:
    assert record_changes(as_frozen(), kept, NOON + timedelta(days=1)) == []
    assert len(read_events(kept)) == 1


def test_newer_numbers_are_noticed_with_all_that_editors_need(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    day = next(days)
    (event,) = record_changes(newer(), kept, day)
    assert (event.kind, event.noticed, event.since) == (EventKind.NEWER, day, date(2025, 9, 10))
    assert (event.added, event.removed, event.changed) == (1, 0, 0)
    assert event.before == read_events(kept)[-1].after
    assert event.after["en"] == "308 civilians verified killed in August 2025"
    assert event.sources["fr"] == ("HCDH, 10\u00a0septembre 2025",)
    assert read_events(kept)[0] == event


def test_a_correction_is_noticed_with_its_reason(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    mended = tables_of([month(6, "200"), month(7, "286")], [correction()])
    (event,) = record_changes(mended, kept, next(days))
    assert event.kind is EventKind.CORRECTED
    assert event.reason["en"] == "Digits are swapped."
    assert event.changed == 1


def test_other_words_about_the_same_numbers_are_no_event(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    now = tables_of([month(6, "200"), month(7, "286", note="Checked again.")])
    assert record_changes(now, kept, next(days)) == []


def test_a_change_is_noticed_once_however_often_and_by_whomever_it_is_recorded(
    kept: SnapshotStore, days: Iterator[datetime], tmp_path: Path
) -> None:
    first = next(days)
    (event,) = record_changes(newer(), kept, first)
    assert record_changes(newer(), SnapshotStore(str(tmp_path)), next(days)) == []
    assert [one.noticed for one in read_events(kept)] == [first, NOON]
    assert kept.shelf.read(f"history/{FIGURE}/{event.rows}.json") == event.as_json()


def test_of_two_that_notice_the_same_at_once_the_first_is_believed(
    kept: SnapshotStore, days: Iterator[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_events(kept)
    first = next(days)
    record_changes(newer(), kept, first)
    monkeypatch.setattr(history, "read_events", lambda store: before)
    assert record_changes(newer(), kept, next(days)) == []
    monkeypatch.undo()
    assert read_events(kept)[0].noticed == first


def test_numbers_that_go_back_to_what_they_were_are_an_event_too(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    wrong = tables_of([month(6, "200"), month(7, "2860")])
    record_changes(wrong, kept, next(days))
    (event,) = record_changes(as_frozen(), kept, next(days))
    assert event.kind is EventKind.CORRECTED
    assert event.reason["en"] == "OHCHR, Ukraine, July 2025: 2,860 → 286"
    (again,) = record_changes(wrong, kept, next(days))
    assert again.rows == read_events(kept)[2].rows
    assert record_changes(wrong, kept, next(days)) == []
    assert len(read_events(kept)) == 4


def test_servers_with_older_and_newer_data_side_by_side_tell_of_one_change(
    kept: SnapshotStore,
) -> None:
    for minutes in range(10, 50, 10):
        record_changes(newer(), kept, NOON + timedelta(minutes=minutes))
        record_changes(as_frozen(), kept, NOON + timedelta(minutes=minutes + 5))
    assert [event.kind for event in read_events(kept)] == [EventKind.NEWER, EventKind.FIRST]


def test_a_figure_whose_rows_are_lost_begins_anew(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    (event,) = read_events(kept)
    kept.shelf.write(f"history/{FIGURE}/{event.rows}.csv.gz", b"damaged")
    (again,) = record_changes(newer(), kept, next(days))
    assert again.kind is EventKind.FIRST
    assert record_changes(newer(), kept, next(days)) == []


def frozen(kept: SnapshotStore) -> str:
    """A snapshot in the store, in Ukrainian; its hash."""
    digest = "0123456789abcdef0123"
    manifest = {"figure": FIGURE, "view": "from=2024-01&lang=uk", "files": {}}
    files = {
        "oembed.json": json.dumps({"title": "Серпень: 308"}).encode(),
        "snapshot.json": json.dumps(manifest).encode(),
    }
    kept.put(FIGURE, digest, files)
    return digest


def test_a_withdrawal_is_noticed_once_and_tells_what_was_frozen(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    digest = frozen(kept)
    kept.withdraw(FIGURE, digest, "Wrong unit.", date(2026, 11, 30))
    assert record_changes(as_frozen(), kept, next(days)) == []
    assert record_changes(as_frozen(), kept, next(days)) == []
    told, first = read_events(kept)
    assert first.kind is EventKind.FIRST
    assert (told.kind, told.rows, told.since) == (EventKind.WITHDRAWN, digest, date(2026, 11, 30))
    assert told.after == {"uk": "Серпень: 308"}
    assert told.reason == {"en": "Wrong unit."}


def test_a_better_reason_of_a_withdrawal_mends_its_event(kept: SnapshotStore) -> None:
    digest = frozen(kept)
    kept.withdraw(FIGURE, digest, "Wrong unit.", date(2026, 11, 30))
    record_withdrawals(kept)
    kept.withdraw(FIGURE, digest, "Wrong unit.", others={"fr": "Mauvaise unité."})
    record_withdrawals(kept)
    (told,) = [event for event in read_events(kept) if event.kind is EventKind.WITHDRAWN]
    assert told.noticed == datetime(2026, 11, 30, tzinfo=UTC)
    assert told.reason == {"en": "Wrong unit.", "fr": "Mauvaise unité."}


def test_numbers_are_followed_past_a_withdrawal(
    kept: SnapshotStore, days: Iterator[datetime]
) -> None:
    kept.withdraw(FIGURE, frozen(kept), "Wrong unit.", next(days).date())
    record_withdrawals(kept)
    (event,) = record_changes(newer(), kept, next(days))
    assert event.kind is EventKind.NEWER
    assert event.before


def test_events_of_one_moment_stand_by_figure_and_the_gravest_first() -> None:
    def event(figure: str, kind: EventKind, rows: str) -> ChangeEvent:
        return ChangeEvent(figure, rows, NOON, kind, {})

    ordered = [
        event("aid", EventKind.WITHDRAWN, "c"),
        event("aid", EventKind.CORRECTED, "a"),
        event("aid", EventKind.NEWER, "d"),
        event("refugees", EventKind.NEWER, "b"),
    ]
    later = replace(ordered[3], noticed=NOON + timedelta(days=1))
    assert sort_newest_first([*reversed(ordered), later]) == [later, *ordered]


def test_an_event_is_read_as_it_was_kept(kept: SnapshotStore, days: Iterator[datetime]) -> None:
    (event,) = record_changes(newer(), kept, next(days))
    assert read_event(event.as_json()) == event
    assert read_events(kept, FIGURE)[0] == event
    assert read_events(kept, "aid-by-type") == []


@pytest.mark.cluster
def test_every_figure_is_recorded(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    kept = SnapshotStore(str(tmp_path))
    found: list[ChangeEvent] = record_changes(tables, kept, NOON)
    assert [event.figure for event in found] == list(FIGURES)
    assert record_changes(tables, kept, NOON) == []
