"""What is in the store never changes, and is never seen half-finished."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from snapshots.blob_store import BlobInfo
from snapshots.store import (
    FilesLost,
    SnapshotStore,
    StoreFailed,
    StoreFull,
    Withdrawal,
    open_store,
    parse_size,
)
from tests.conftest import PATIENCE
from tests.small_snapshots import FIGURE, complete, snapshot_of

ROOT = Path(__file__).resolve().parent.parent.parent
HASH = "0123456789abcdef0123"


def putting(url: str, first: int, last: int) -> "subprocess.Popen[bytes]":
    """Another process that puts many snapshots one after the other; the first of them is there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.small_snapshots", url, str(first), str(last)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"put\n"
    return process


def finish(process: "subprocess.Popen[bytes]") -> int:
    process.communicate(timeout=PATIENCE / 1000)
    return process.returncode


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.clients)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store that is new in every test."""
    if request.param == "folder":
        return str(tmp_path / "store")
    return f"{request.getfixturevalue('bucket')}/{tmp_path.parent.name}/{tmp_path.name}"


def test_a_snapshot_is_read_as_it_was_put(url: str) -> None:
    name, files = snapshot_of(1)
    assert SnapshotStore(url).put(FIGURE, name, files)
    kept = SnapshotStore(url)
    assert kept.has(FIGURE, name)
    assert {file: kept.read(FIGURE, name, file) for file in files} == files
    assert kept.manifest(FIGURE, name) == json.loads(files["snapshot.json"])
    assert list(kept.find_all()) == [(FIGURE, name)]


def test_what_was_never_put_is_not_there(url: str) -> None:
    kept = SnapshotStore(url)
    assert not kept.has(FIGURE, HASH)
    assert kept.read(FIGURE, HASH, "data.csv") is None
    assert kept.manifest(FIGURE, HASH) is None
    assert kept.frozen_at(FIGURE, HASH) is None
    assert kept.read_withdrawal(FIGURE, HASH) is None
    assert list(kept.find_all()) == []
    assert kept.measure_size() == 0


def test_putting_a_snapshot_again_changes_nothing(url: str) -> None:
    name, files = snapshot_of(1)
    first = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert SnapshotStore(url).put(FIGURE, name, files, first)
    again = SnapshotStore(url)
    assert not again.put(FIGURE, name, {**files, "data.csv": b"other"}, first + timedelta(days=9))
    assert again.read(FIGURE, name, "data.csv") == files["data.csv"]
    assert again.frozen_at(FIGURE, name) == first


def test_without_its_manifest_a_snapshot_is_not_to_be_seen_until_it_is_put_again(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files, datetime(2026, 1, 1, tzinfo=UTC))
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/snapshot.json")
    crashed = SnapshotStore(url)
    assert not crashed.has(FIGURE, name)
    assert crashed.read(FIGURE, name, "data.csv") is None
    assert crashed.put(FIGURE, name, files)
    assert complete(SnapshotStore(url)) == 1
    assert crashed.frozen_at(FIGURE, name) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_file_that_was_lost_is_missed_and_restored_from_the_same_bytes(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files, datetime(2026, 1, 1, tzinfo=UTC))
    assert kept.find_lost(FIGURE, name) == ()
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/data.csv")
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/figure.svg")
    assert kept.find_lost(FIGURE, name) == ("data.csv", "figure.svg")
    assert not kept.put(FIGURE, name, files)
    assert kept.find_lost(FIGURE, name) == ()
    assert complete(SnapshotStore(url)) == 1
    assert kept.frozen_at(FIGURE, name) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_file_that_was_lost_is_not_replaced_by_another(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files)
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/data.csv")
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/figure.svg")
    with pytest.raises(FilesLost, match=r"data.csv, figure.svg.*backup"):
        kept.put(FIGURE, name, {**files, "data.csv": b"other"})
    assert kept.find_lost(FIGURE, name) == ("data.csv", "figure.svg")
    assert kept.read(FIGURE, name, "index.html") == files["index.html"]


def test_a_store_that_was_moved_away_has_nothing_until_it_is_back(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "store", tmp_path / "elsewhere"
    name, files = snapshot_of(1)
    kept = SnapshotStore(str(place))
    kept.put(FIGURE, name, files)
    assert kept.has(FIGURE, name)
    place.rename(elsewhere)
    assert not kept.has(FIGURE, name)
    assert kept.read(FIGURE, name, "data.csv") is None
    elsewhere.rename(place)
    assert kept.has(FIGURE, name)


@pytest.mark.clients
def test_a_bucket_is_asked_again_whether_a_snapshot_is_there_but_not_every_time(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(f"{bucket}/asked-again")
    kept.put(FIGURE, name, files)
    assert kept.has(FIGURE, name)
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/snapshot.json")
    assert kept.has(FIGURE, name)
    later = time.monotonic() + 60
    monkeypatch.setattr("snapshots.store.time.monotonic", lambda: later)
    assert not kept.has(FIGURE, name)


def test_what_has_lost_its_manifest_is_not_swept_as_unfinished(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files)
    kept.shelf.remove(f"snapshots/{FIGURE}/{name}/snapshot.json")
    assert kept.sweep(datetime.now(UTC) + timedelta(days=2)) == 0
    assert kept.put(FIGURE, name, files)
    assert complete(SnapshotStore(url)) == 1


def test_a_withdrawn_snapshot_says_why_and_stays_readable(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files)
    kept.withdraw(FIGURE, name, "Wrong unit.", date(2026, 11, 22))
    assert kept.read_withdrawal(FIGURE, name) == Withdrawal(
        date(2026, 11, 22), {"en": "Wrong unit."}
    )
    assert kept.read(FIGURE, name, "data.csv") == files["data.csv"]


def test_a_withdrawal_keeps_its_reason_in_every_language_it_was_given_in(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files)
    kept.withdraw(FIGURE, name, "Wrong unit.", others={"fr": "Mauvaise unité."})
    found = kept.read_withdrawal(FIGURE, name)
    assert found is not None
    assert found.reasons == {"en": "Wrong unit.", "fr": "Mauvaise unité."}
    assert found.at is not None
    assert list(kept.find_withdrawn()) == [(FIGURE, name)]


def test_a_withdrawal_of_earlier_days_is_still_read(url: str) -> None:
    name, files = snapshot_of(1)
    kept = SnapshotStore(url)
    kept.put(FIGURE, name, files)
    old = b'{"day": "2026-11-22", "reason": "Wrong unit."}'
    kept.shelf.write(f"snapshots/{FIGURE}/{name}/withdrawn.json", old)
    found = kept.read_withdrawal(FIGURE, name)
    assert found == Withdrawal(date(2026, 11, 22), {"en": "Wrong unit."})
    assert found.noted == datetime(2026, 11, 22, tzinfo=UTC)


def test_only_what_is_there_can_be_withdrawn(url: str) -> None:
    with pytest.raises(ValueError, match="no snapshot"):
        SnapshotStore(url).withdraw(FIGURE, HASH, "Wrong unit.", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("figure", "name", "file"),
    [
        ("../outside", HASH, "snapshot.json"),
        ("..", HASH, "snapshot.json"),
        ("Refugees", HASH, "snapshot.json"),
        ("", HASH, "snapshot.json"),
        (FIGURE, "..", "snapshot.json"),
        (FIGURE, HASH.upper(), "snapshot.json"),
        (FIGURE, HASH + "\n", "snapshot.json"),
        (FIGURE, HASH, "../snapshot.json"),
        (FIGURE, HASH, ".snapshot.json"),
        (FIGURE, HASH, "frozen.json"),
        (FIGURE, HASH, "a/b.json"),
        (FIGURE, HASH, "a\0.json"),
    ],
)
def test_no_name_leads_out_of_the_store(tmp_path: Path, figure: str, name: str, file: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "snapshot.json").write_bytes(b"{}")
    kept = SnapshotStore(str(tmp_path / "store"))
    assert kept.read(figure, name, file) is None
    with pytest.raises(ValueError, match="Not a snapshot"):
        kept.put(figure, name, {"snapshot.json": b"{}", file: b"{}", ".hidden": b""})
    assert not (tmp_path / "store").exists()


def test_two_processes_putting_the_same_do_no_harm(url: str) -> None:
    both = [
        subprocess.Popen([sys.executable, "-m", "tests.small_snapshots", url, "0", "8"], cwd=ROOT)
        for _ in range(2)
    ]
    assert [finish(process) for process in both] == [0, 0]
    assert complete(SnapshotStore(url)) == 8
    assert not [found for found in SnapshotStore(url).shelf.files() if found.spare]


def test_whenever_a_process_is_killed_nothing_is_half_visible_and_the_next_completes_it(
    url: str, rounds: int
) -> None:
    lot = random.Random(url.startswith("s3"))  # noqa: S311 - chance, not secrecy
    for _ in range(max(2, rounds // 8)):
        process = putting(url, 0, 100_000)
        time.sleep(lot.uniform(0.01, 0.2))
        os.kill(process.pid, signal.SIGKILL)
        assert finish(process) == -signal.SIGKILL
        seen = complete(SnapshotStore(url))
    assert seen > 0
    kept = SnapshotStore(url)
    for number in range(seen + 2):
        kept.put(FIGURE, *snapshot_of(number))
    assert complete(SnapshotStore(url)) == seen + 2


def test_what_crashes_left_is_swept_after_a_day_and_nothing_else(url: str) -> None:
    kept = SnapshotStore(url)
    name, files = snapshot_of(1)
    kept.put(FIGURE, name, files)
    kept.shelf.write(f"snapshots/{FIGURE}/{HASH}/data.csv", b"unfinished")
    kept.shelf.write(f"snapshots/{FIGURE}/{name}/.data.csv.0.part", b"unfini")
    kept.shelf.write(f"history/{FIGURE}/event.json", b"{}")
    kept.shelf.write("snapshots/feed.json", b"{}")
    kept.shelf.write("snapshots/index/a.js", b"{}")
    assert kept.sweep() == 0
    assert kept.sweep(datetime.now(UTC) + timedelta(days=2)) == 2
    assert complete(kept) == 1
    left = {found.path.rpartition("/")[2] for found in kept.shelf.files()}
    assert left == {*files, "frozen.json", "event.json", "feed.json", "a.js"}


def test_a_full_store_takes_no_more_and_loses_nothing(url: str) -> None:
    kept = SnapshotStore(url, quota=12_000)
    name, files = snapshot_of(1)
    kept.put(FIGURE, name, files)
    other, more = snapshot_of(2)
    with pytest.raises(StoreFull, match="DASHBOARD_STORE_QUOTA"):
        kept.put(FIGURE, other, more)
    assert not kept.has(FIGURE, other)
    assert complete(SnapshotStore(url)) == 1
    assert not kept.put(FIGURE, name, files)
    assert SnapshotStore(url, quota=100_000).put(FIGURE, other, more)


def test_the_store_is_measured_seldom_and_counted_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = SnapshotStore(str(tmp_path))
    walks: list[str] = []
    walk = kept.shelf.files

    def counted(folder: str = "") -> Iterator[BlobInfo]:
        walks.append(folder)
        return walk(folder)

    monkeypatch.setattr(kept.shelf, "files", counted)
    name, files = snapshot_of(1)
    kept.put(FIGURE, name, files)
    kept.put(FIGURE, *snapshot_of(2))
    assert kept.measure_size() == 2 * sum(map(len, files.values()))
    assert walks == [""]


@pytest.mark.parametrize(
    ("text", "size"),
    [("2GB", 2_000_000_000), ("500 MB", 500_000_000), ("1.5GiB", 1_610_612_736), ("7", 7)],
)
def test_a_quota_is_written_with_its_unit(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["much", "-1GB", "2 XB", "GB"])
def test_a_quota_that_is_no_size_says_how_to_write_one(text: str) -> None:
    with pytest.raises(StoreFailed, match="2GB"):
        parse_size(text)


def test_the_settings_name_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "here"))
    monkeypatch.setenv("DASHBOARD_STORE_QUOTA", "1kB")
    with pytest.raises(StoreFull):
        open_store().put(FIGURE, *snapshot_of(1))
    monkeypatch.delenv("DASHBOARD_STORE_QUOTA")
    assert open_store().put(FIGURE, *snapshot_of(1))
    assert (tmp_path / "here" / "snapshots" / FIGURE).is_dir()


def test_a_file_that_was_created_is_not_created_again(url: str) -> None:
    place = SnapshotStore(url).shelf
    assert place.create("history/refugees/event.json", b"first")
    assert not place.create("history/refugees/event.json", b"second")
    assert place.read("history/refugees/event.json") == b"first"
    assert place.read_many(["history/refugees/event.json", "history/nothing.json"]) == {
        "history/refugees/event.json": b"first"
    }
