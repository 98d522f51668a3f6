"""When the store cannot be used, it says what to do, and nothing is lost."""

import importlib
import logging
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import botocore.exceptions
import botocore.session
import fsspec.exceptions
import pytest

from snapshots.errors import translate_errors
from snapshots.store import SnapshotStore, StoreFailed, StoreFull
from tests.small_snapshots import FIGURE, complete, snapshot_of

ROOT = Path(__file__).resolve().parent.parent.parent
HASH = "0123456789abcdef0123"
BUCKET = "numbers"


FILLING = """
import resource, sys
from snapshots.store import SnapshotStore, StoreFull
from tests.small_snapshots import FIGURE, snapshot_of
name, files = snapshot_of(2)
resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))
try:
    SnapshotStore(sys.argv[1]).put(FIGURE, name, {**files, "figure.png": bytes(3000)})
except StoreFull as full:
    print(full)
"""


def test_a_full_disk_is_said_plainly_and_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = SnapshotStore(str(tmp_path))
    kept.put(FIGURE, *snapshot_of(1))
    said = subprocess.run(
        [sys.executable, "-c", FILLING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Make room" in said.stdout
    assert complete(SnapshotStore(str(tmp_path))) == 1
    there, _ = snapshot_of(1)
    assert {found.path.split("/")[2] for found in kept.shelf.files()} == {there}


def test_a_freeze_that_fails_half_way_leaves_nothing_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = SnapshotStore(str(tmp_path))
    name, files = snapshot_of(1)
    written: list[str] = []
    write = kept.shelf.write

    def full(path: str, content: bytes) -> None:
        if len(written) == 3:
            raise StoreFull("full")
        written.append(path)
        write(path, content)

    monkeypatch.setattr(kept.shelf, "write", full)
    with pytest.raises(StoreFull):
        kept.put(FIGURE, name, files)
    assert len(written) == 3
    assert list(kept.shelf.files()) == []
    monkeypatch.undo()
    assert kept.put(FIGURE, name, files)
    assert complete(kept) == 1


@pytest.mark.parametrize(
    ("mistake", "kind"),
    [
        (TypeError("our own"), TypeError),
        (KeyError("our own"), KeyError),
        (ValueError("our own"), ValueError),
        (TimeoutError("too long"), StoreFailed),
        (botocore.exceptions.EndpointConnectionError(endpoint_url="http://x"), StoreFailed),
        (fsspec.exceptions.FSTimeoutError(), StoreFailed),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_only_what_storage_raises_is_told_as_a_store_that_does_not_answer(
    mistake: Exception, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as raised, translate_errors("read a file"):
        raise mistake
    assert type(raised.value) is kind


def test_a_store_that_fails_leaves_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    name, files = snapshot_of(1)
    with pytest.raises(StoreFailed):
        SnapshotStore(str(tmp_path / "file")).put(FIGURE, name, files)
    ((logger, level, line),) = caplog.record_tuples
    assert (logger, level) == ("dashboard.store", logging.WARNING)
    assert FIGURE in line
    assert "Error: " in line


@pytest.mark.clients
def test_a_wrong_endpoint_is_a_matter_of_the_store(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "localhost:9000")
    with pytest.raises(StoreFailed, match="does not answer"):
        SnapshotStore(bucket).has(FIGURE, HASH)


@contextmanager
def without_privileges() -> Iterator[None]:
    """Rights do not hold for root; nobody is a user like others."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_must_not_be_written_is_said_plainly_and_still_read() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        name, files = snapshot_of(1)
        kept = SnapshotStore(place)
        kept.put(FIGURE, name, files)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            with without_privileges():
                assert kept.read(FIGURE, name, "data.csv") == files["data.csv"]
                with pytest.raises(StoreFailed, match="right to read and write"):
                    kept.put(FIGURE, *snapshot_of(2))
        finally:
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o755)
        assert complete(kept) == 1


@contextmanager
def hanging_up() -> Iterator[tuple[str, list[object]]]:
    """A server that ends every call without a word: its address, and who called."""
    calls: list[object] = []

    class HangUp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            calls.append(self.client_address)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), HangUp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", calls
        server.shutdown()


@pytest.mark.clients
def test_a_store_that_does_not_answer_is_asked_a_few_times_and_given_up(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hanging_up() as (address, calls):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        with pytest.raises(StoreFailed, match="does not answer"):
            SnapshotStore(bucket).has(FIGURE, HASH)
    assert 0 < len(calls) <= 5


@pytest.mark.clients
def test_a_store_that_cannot_be_reached_says_so_whatever_is_asked(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StoreFailed, match="does not answer"):
        SnapshotStore(bucket).has(FIGURE, HASH)
    with pytest.raises(StoreFailed, match="does not answer"):
        SnapshotStore(bucket).put(FIGURE, *snapshot_of(1))
    with pytest.raises(StoreFailed, match="does not answer"):
        list(SnapshotStore(bucket).find_all())


@pytest.mark.clients
def test_a_bucket_that_is_not_there_is_said_plainly(bucket: str) -> None:
    with pytest.raises(StoreFailed, match="Create the bucket"):
        SnapshotStore("s3://another-bucket").put(FIGURE, *snapshot_of(1))


@pytest.mark.clients
def test_a_bucket_knows_what_to_tell_browsers_of_a_file(bucket: str) -> None:
    place = SnapshotStore(f"{bucket}/site").shelf
    place.write("index.html", b"<!DOCTYPE html>")
    place.write("figure.png", b"")
    asked = botocore.session.get_session().create_client("s3")
    kinds = [
        asked.head_object(Bucket=BUCKET, Key=f"site/{name}")["ContentType"]
        for name in ("index.html", "figure.png")
    ]
    assert kinds == ["text/html; charset=utf-8", "image/png"]


@pytest.mark.clients
def test_missing_credentials_are_said_plainly(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    with pytest.raises(StoreFailed, match="credentials"):
        SnapshotStore(bucket).has(FIGURE, HASH)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    loaded = importlib.import_module("fsspec.registry")._registry
    monkeypatch.delitem(loaded, "s3", raising=False)
    with pytest.raises(StoreFailed, match="install s3fs"):
        SnapshotStore("s3://numbers").has(FIGURE, HASH)


def test_a_kind_of_store_nobody_knows_is_said_plainly() -> None:
    with pytest.raises(StoreFailed, match="Write a folder"):
        SnapshotStore("nonsense://numbers").has(FIGURE, HASH)
