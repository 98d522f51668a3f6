"""Where snapshots are kept: a folder or a bucket; what is in it never changes."""

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from locales import Language, PartlyTranslated, later
from snapshots.blob_store import BlobInfo, BlobStore
from snapshots.errors import FilesLost, StoreFailed, StoreFull

__all__ = ["FilesLost", "SnapshotStore", "StoreFailed", "StoreFull", "Withdrawal", "open_store"]

SETTING: Final = "DASHBOARD_STORE"
"""Environment variable that names the folder, or the bucket as s3://bucket/folder."""
QUOTA: Final = "DASHBOARD_STORE_QUOTA"
"""Environment variable that says how large the store may grow, such as 2GB."""
LOCAL_STORE: Final = Path(__file__).resolve().parent.parent / ".snapshots"
"""The store of a house that names none."""
TWO_GIGABYTES: Final = 2_000_000_000

MANIFEST: Final = "snapshot.json"
FROZEN: Final = "frozen.json"
WITHDRAWN: Final = "withdrawn.json"
UNHASHED: Final = frozenset({FROZEN, WITHDRAWN, "status.json"})
"""Files beside a snapshot that no hash covers."""
FOLDER: Final = "snapshots"

_FIGURE: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?")
_HASH: Final = re.compile(r"[0-9a-f]{20}")
_FILE: Final = re.compile(r"[a-z0-9][a-z0-9@_-]{0,60}\.[a-z0-9]{1,5}")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_POWERS: Final = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}

_KNOWN: Final = 10_000
_BELIEVED: Final = 5.0
"""For so many seconds a bucket is not asked again whether a snapshot is there."""
_AGAIN: Final = 60.0
_SHARE: Final = 20
"""Measuring the store takes at most this part of the time."""
_LEFT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True)
class Withdrawal:
    """Why a snapshot must not be relied upon, in English and perhaps in other languages."""

    day: date
    reasons: Mapping[str, str]
    at: datetime | None = field(default=None, compare=False)
    """The moment it was noted, where that was kept."""

    @property
    def noted(self) -> datetime:
        """When those who follow the figure should have heard of it."""
        return self.at or datetime.combine(self.day, datetime.min.time(), UTC)

    def as_json(self) -> bytes:
        """The withdrawal as it is kept."""
        others = dict(self.reasons)
        told = {"day": self.day.isoformat(), "reason": others.pop("en"), "others": others}
        told |= {"at": self.at.isoformat()} if self.at else {}
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def read_withdrawal(told: Mapping[str, Any]) -> Withdrawal:
    """A withdrawal as it was kept; the first ones had one sentence and no hour."""
    reasons = {"en": str(told["reason"]), **(told.get("others") or {})}
    at = datetime.fromisoformat(told["at"]) if told.get("at") else None
    return Withdrawal(date.fromisoformat(told["day"]), reasons, at)


def translate_reason(t: Language, texts: Mapping[str, str]) -> str:
    """A text in a language, or the English one, which then says that it is English."""
    if texts.get(t.code):
        return texts[t.code]
    return t("{text} (in English)", text=PartlyTranslated(texts["en"])) if texts.get("en") else ""


class SnapshotStore:
    """Snapshots by figure and digest, their hash; several processes may use one store at once.

    A snapshot is visible once its manifest is there, which is written last; so a crash leaves
    nothing half-visible, and putting the same again completes it. Every method may raise
    StoreFailed. `shelf` holds the files for whoever keeps more than snapshots here.
    """

    def __init__(self, url: str, quota: int = TWO_GIGABYTES) -> None:
        self.shelf = BlobStore(url)
        self._quota = quota
        self._seen: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._size = 0
        self._measure_at = 0.0

    def has(self, figure: str, digest: str) -> bool:
        """Whether a snapshot is there; one that has lost its manifest is not."""
        if not _named(figure, digest):
            return False
        now, key = time.monotonic(), (figure, digest)
        if now < self._seen.get(key, now):
            return True
        if not self.shelf.has(_path(figure, digest, MANIFEST)):
            self._seen.pop(key, None)
            return False
        if not self.shelf.local:
            if len(self._seen) >= _KNOWN:
                self._seen.clear()
            self._seen[key] = now + _BELIEVED
        return True

    def find_lost(self, figure: str, digest: str) -> tuple[str, ...]:
        """The files a snapshot was frozen with and has no longer; all are there in a whole one."""
        manifest = self.manifest(figure, digest)
        if manifest is None:
            return (MANIFEST,)
        folder = _path(figure, digest, "")
        there = {found.path.removeprefix(folder) for found in self.shelf.files(folder)}
        return tuple(sorted(set(manifest.get("files") or ()) - there))

    def read(self, figure: str, digest: str, name: str) -> bytes | None:
        """One file of a snapshot; None without such a snapshot or file."""
        if not self.has(figure, digest) or not _FILE.fullmatch(name):
            return None
        return self.shelf.read(_path(figure, digest, name))

    def manifest(self, figure: str, digest: str) -> dict[str, Any] | None:
        """What a snapshot says about itself; None without one, or if it cannot be read."""
        return _parsed(self.read(figure, digest, MANIFEST))

    def put(
        self, figure: str, digest: str, files: Mapping[str, bytes], now: datetime | None = None
    ) -> bool:
        """Keep a snapshot for good; True if it was not there yet.

        Files it has lost are restored from these if they are exactly what was frozen, else raises
        FilesLost and changes nothing. Raises ValueError for names that cannot be its own, and
        StoreFull without room for it.
        """
        wrong = [name for name in files if not _FILE.fullmatch(name) or name in UNHASHED]
        if not _named(figure, digest) or wrong or MANIFEST not in files:
            raise ValueError(f"Not a snapshot: {figure!r}/{digest!r} with {wrong or [*files]}.")
        if self.has(figure, digest):
            self._restore(figure, digest, files)
            return False
        at = (now or datetime.now(UTC)).astimezone(UTC).isoformat()
        size, written = sum(map(len, files.values())), list[str]()
        with self._room(size), self.shelf.lock(f"{FOLDER}/{figure}") as alone:
            if alone and self.has(figure, digest):
                return False
            try:
                for name in [one for one in files if one != MANIFEST]:
                    self.shelf.write(_path(figure, digest, name), files[name])
                    written.append(_path(figure, digest, name))
                first = _path(figure, digest, FROZEN)
                if self.shelf.create(first, json.dumps({"frozen": at}).encode() + b"\n"):
                    written.append(first)
                self.shelf.write(_path(figure, digest, MANIFEST), files[MANIFEST])
            except BaseException:
                # What cannot be removed now is swept later. Others who may be freezing the same
                # need the files.
                for path in written if alone else ():
                    with contextlib.suppress(StoreFailed):
                        self.shelf.remove(path)
                raise
        return True

    def _restore(self, figure: str, digest: str, files: Mapping[str, bytes]) -> None:
        """Put back the files a snapshot has lost; raises FilesLost if these are not the same."""
        lost = self.find_lost(figure, digest)
        sums = (self.manifest(figure, digest) or {}).get("files") or {}
        if any(sums.get(name) != sha256(files.get(name, b"")).hexdigest() for name in lost):
            raise FilesLost(f"{figure}/{digest}", lost)
        for name in lost:
            self.shelf.write(_path(figure, digest, name), files[name])

    def find_all(self, figure: str = "") -> Iterator[tuple[str, str]]:
        """Figure and hash of every snapshot, or of those of one figure, in order."""
        return self._holding(MANIFEST, figure)

    def _holding(self, file: str, figure: str = "") -> Iterator[tuple[str, str]]:
        for found in self.shelf.files(f"{FOLDER}/{figure}".rstrip("/")):
            folder, _, name = found.path.rpartition("/")
            if name == file and _ours(folder):
                _, own, digest = folder.split("/")
                yield own, digest

    def frozen_at(self, figure: str, digest: str) -> datetime | None:
        """When a snapshot was first put here; None without one."""
        noted = _parsed(self.read(figure, digest, FROZEN)) or {}
        with contextlib.suppress(KeyError, TypeError, ValueError):
            return datetime.fromisoformat(noted["frozen"])
        return None

    def withdraw(
        self,
        figure: str,
        digest: str,
        reason: str,
        day: date | None = None,
        others: Mapping[str, str] | None = None,
    ) -> None:
        """Note it, from today on or a day; raises ValueError without such a snapshot."""
        if not self.has(figure, digest):
            raise ValueError(f"There is no snapshot {figure}/{digest}; see which there are.")
        now = datetime.now(UTC)
        reasons = {"en": reason, **(others or {})}
        noted = Withdrawal(day or now.date(), reasons, None if day else now)
        self.shelf.write(_path(figure, digest, WITHDRAWN), noted.as_json())

    def read_withdrawal(self, figure: str, digest: str) -> Withdrawal | None:
        """Why and when a snapshot was withdrawn; None if it was not."""
        noted = _parsed(self.read(figure, digest, WITHDRAWN))
        return None if noted is None else read_withdrawal(noted)

    def find_withdrawn(self) -> Iterator[tuple[str, str]]:
        """Figure and hash of every snapshot that was withdrawn, in order."""
        return self._holding(WITHDRAWN)

    def measure_size(self) -> int:
        """The bytes in the store; measured now and then, and counted in between."""
        with self._lock:
            began = time.monotonic()
            if began >= self._measure_at:
                self._size = sum(found.size for found in self.shelf.files())
                ended = time.monotonic()
                self._measure_at = ended + max(_AGAIN, _SHARE * (ended - began))
            return self._size

    @contextlib.contextmanager
    def _room(self, wanted: int) -> Iterator[None]:
        """Holds room for a snapshot, and gives it back if that cannot be kept."""
        self.measure_size()
        with self._lock:
            if self._size + wanted > self._quota:
                raise StoreFull(
                    later(
                        "There is no room for more snapshots. Those there are can be read as "
                        "before; raise DASHBOARD_STORE_QUOTA to freeze more."
                    )
                )
            self._size += wanted
        try:
            yield
        except BaseException:
            with self._lock:
                self._size -= wanted
            raise

    def sweep(self, now: datetime | None = None) -> int:
        """Remove what crashes left a day ago, never what was whole; the number of files."""
        before = (now or datetime.now(UTC)) - _LEFT_FOR
        folders: dict[str, list[BlobInfo]] = {}
        for found in self.shelf.files():
            folders.setdefault(found.path.rpartition("/")[0], []).append(found)
        left: list[BlobInfo] = []
        for folder, files in folders.items():
            begun = _ours(folder) and all(
                found.path not in (f"{folder}/{MANIFEST}", f"{folder}/{FROZEN}")
                and found.written < before
                for found in files
            )
            left += [found for found in files if begun or (found.spare and found.written < before)]
        for found in left:
            self.shelf.remove(found.path)
        return len(left)


def open_store() -> SnapshotStore:
    """The store of this process, by its settings; raises StoreFailed for a quota that is none."""
    quota = os.environ.get(QUOTA, "")
    return SnapshotStore(
        os.environ.get(SETTING) or str(LOCAL_STORE), parse_size(quota) if quota else TWO_GIGABYTES
    )


def parse_size(text: str) -> int:
    """A size such as 2GB, 500 MB or 1.5 GiB in bytes; raises StoreFailed for anything else."""
    read = _SIZE.fullmatch(text.strip())
    if read is None:
        raise StoreFailed(
            later(
                "DASHBOARD_STORE_QUOTA is not a size. Write a number with a unit, for example 2GB."
            )
        )
    number, power, binary = read.groups()
    return int(float(number) * (1024 if binary else 1000) ** _POWERS[power.lower()])


def _ours(folder: str) -> bool:
    """Whether a folder is that of a snapshot, finished or not."""
    first, *names = folder.split("/")
    return first == FOLDER and len(names) == 2 and _named(*names)


def _named(figure: str, digest: str) -> bool:
    return bool(_FIGURE.fullmatch(figure) and _HASH.fullmatch(digest))


def _path(figure: str, digest: str, name: str) -> str:
    return f"{FOLDER}/{figure}/{digest}/{name}"


def _parsed(content: bytes | None) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError):
        found = json.loads(content or b"null")
        return found if isinstance(found, dict) else None
    return None
