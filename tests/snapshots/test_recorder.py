"""Changes are recorded beside serving, one state after the other, whatever becomes of the store."""

import threading
from pathlib import Path

import pytest

from figures import FIGURES
from schemas import Tables
from snapshots import history
from snapshots.history import HistoryRecorder, read_events
from snapshots.store import SnapshotStore, StoreFailed
from tests.conftest import PATIENCE
from tests.small_history import FIGURE, as_frozen, month, tables_of


def finish(recorder: HistoryRecorder) -> None:
    """Wait until nothing is left to record."""
    thread = recorder._thread
    if thread is not None:
        thread.join(PATIENCE / 1000)
    assert recorder._thread is None


def test_what_is_noticed_is_recorded_beside_and_stands_in_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "FIGURES", {FIGURE: FIGURES[FIGURE]})
    kept = SnapshotStore(str(tmp_path))
    recorder = HistoryRecorder(kept, settled=0)
    recorder.notice(as_frozen())
    finish(recorder)
    assert [event.figure for event in read_events(kept)] == [FIGURE]
    recorder.notice(as_frozen())
    finish(recorder)
    assert len(read_events(kept)) == 1


class Writing:
    """Stands for recording that takes its time: what was recorded, and how many at once."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.tables: list[Tables] = []
        self.at_once: list[int] = []
        self._lock = threading.Lock()
        self._now = 0

    def __call__(self, tables: Tables, *_others: object) -> None:
        with self._lock:
            self._now += 1
            self.at_once.append(self._now)
        self.begun.set()
        assert self.go_on.wait(PATIENCE / 1000)
        self.tables.append(tables)
        with self._lock:
            self._now -= 1


def test_states_are_recorded_one_at_a_time_and_only_the_last_of_those_that_wait(
    tmp_path: Path,
) -> None:
    writing = Writing()
    recorder = HistoryRecorder(SnapshotStore(str(tmp_path)), settled=0, write=writing)
    states = [tables_of([month(6, str(number))]) for number in range(200, 204)]
    recorder.notice(states[0])
    assert writing.begun.wait(PATIENCE / 1000)
    others = [threading.Thread(target=recorder.notice, args=(state,)) for state in states[1:3]]
    for other in others:
        other.start()
        other.join()
    recorder.notice(states[3])
    writing.go_on.set()
    finish(recorder)
    assert writing.tables == [states[0], states[3]]
    assert writing.at_once == [1, 1]


def test_a_store_that_failed_is_tried_again(tmp_path: Path) -> None:
    tried: list[Tables] = []

    def write(tables: Tables, *_others: object) -> None:
        tried.append(tables)
        if len(tried) == 1:
            raise StoreFailed("full")

    recorder = HistoryRecorder(SnapshotStore(str(tmp_path)), settled=0, again=0, write=write)
    now = as_frozen()
    recorder.notice(now)
    finish(recorder)
    assert tried == [now, now]


def test_a_mistake_while_recording_is_in_the_log_and_later_states_are_recorded(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[Tables] = []

    def write(tables: Tables, *_others: object) -> None:
        tried.append(tables)
        if len(tried) == 1:
            raise KeyError("our own")

    recorder = HistoryRecorder(SnapshotStore(str(tmp_path)), settled=0, write=write)
    for _ in range(2):
        recorder.notice(as_frozen())
        finish(recorder)
    assert len(tried) == 2
    assert "could not be recorded" in caplog.text
