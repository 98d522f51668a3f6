"""Files on a disk or in a bucket: each is there whole or not at all."""

import contextlib
import mimetypes
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import fsspec

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows knows no such locks
    fcntl = None  # type: ignore[assignment]

from locales import later
from snapshots.errors import StoreFailed, translate_errors

_PATIENCE: Final = {
    "connect_timeout": 3,
    "read_timeout": 5,
    "retries": {"total_max_attempts": 1, "mode": "standard"},
}
_TRIES: Final = 2
_SPARE: Final = ".part"


@dataclass(frozen=True)
class BlobInfo:
    """A file in the store: its path, its bytes, and when it was written."""

    path: str
    size: int
    written: datetime

    @property
    def spare(self) -> bool:
        """Whether it is what a crash left of a file that was being written."""
        return self.path.endswith(_SPARE)


class BlobStore:
    """A folder, or a bucket wherever fsspec reaches; it is looked for when it is first used."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._in_s3 = url.startswith(("s3://", "s3a://"))

    @cached_property
    def _place(self) -> tuple[Any, str]:
        """The file system, and the path in it."""
        with translate_errors("be opened"):
            options = {"config_kwargs": _PATIENCE} if self._in_s3 else {}
            try:
                system, root = fsspec.url_to_fs(
                    self._url, skip_instance_cache=True, use_listings_cache=False, **options
                )
            except ValueError:
                raise StoreFailed(
                    later(
                        "DASHBOARD_STORE names no kind of store we know. Write a folder, or "
                        "s3://bucket/folder."
                    )
                ) from None
            if options:
                system.retries = _TRIES
            return system, root.rstrip("/")

    @property
    def local(self) -> bool:
        """Whether the files are on a disk, where looking costs next to nothing."""
        return "file" in self._place[0].protocol

    def _path(self, path: str) -> str:
        return f"{self._place[1]}/{path}"

    def has(self, path: str) -> bool:
        """Whether a file is there."""
        with translate_errors(f"look for {path}"):
            try:
                return bool(self._place[0].info(self._path(path))["type"] == "file")
            except (FileNotFoundError, NotADirectoryError):
                return False

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None without one."""
        with translate_errors(f"read {path}"):
            try:
                return bytes(self._place[0].cat_file(self._path(path)))
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None

    def read_many(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of several files, fetched side by side where the store can do that."""
        wanted, contents = {self._path(path): path for path in paths}, {}
        with translate_errors(f"read {len(wanted)} files"):
            found = self._place[0].cat(list(wanted), on_error="return") if wanted else {}
            for path, content in found.items():
                if isinstance(content, bytes) and path in wanted:
                    contents[wanted[path]] = content
                elif isinstance(content, Exception) and not isinstance(content, FileNotFoundError):
                    raise content
        return contents

    def write(self, path: str, content: bytes) -> None:
        """Put a file there, or another in its place; readers see the old one or the new one."""
        with translate_errors(f"write {path}"):
            if self.local:
                write_atomically(Path(self._path(path)), content)
                return
            about = {}
            if self._in_s3:
                # What a bucket must know of a file to serve it to browsers as it is.
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                text = kind.startswith("text/") or kind == "image/svg+xml"
                about["ContentType"] = f"{kind}; charset=utf-8" if text else kind
            self._place[0].pipe_file(self._path(path), content, **about)

    def create(self, path: str, content: bytes) -> bool:
        """Put a file there unless there is one; whether it is ours."""
        with translate_errors(f"write {path}"), contextlib.suppress(FileExistsError):
            if self.local:
                write_atomically(Path(self._path(path)), content, new=True)
            elif self.has(path):
                return False
            else:
                self._place[0].pipe_file(self._path(path), content, mode="create")
            return True
        return False

    def files(self, folder: str = "") -> Iterator[BlobInfo]:
        """Every file under a folder, leftovers too, in the order of their paths."""
        with translate_errors(f"list {folder or 'everything'}"):
            system, root = self._place
            below = f"{root}/{folder}".rstrip("/")
            try:
                found = system.find(below, detail=True, withdirs=False)
            except (FileNotFoundError, NotADirectoryError):
                found = {}
        for path in sorted(found):
            about = found[path]
            written = about.get("mtime") or about.get("LastModified") or about.get("created")
            if not isinstance(written, datetime):
                written = datetime.fromtimestamp(written or 0, UTC)
            yield BlobInfo(path[len(root) + 1 :], int(about["size"] or 0), written)

    @contextlib.contextmanager
    def lock(self, folder: str) -> Iterator[bool]:
        """Keeps other processes out of a folder; whether it can, as only on some disks."""
        if not self.local or fcntl is None:
            yield False
            return
        locked, place = False, Path(self._path(folder))
        with translate_errors(f"make {folder}"):
            place.mkdir(parents=True, exist_ok=True)
        with _opened(place) as handle:
            with contextlib.suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
                locked = True
            yield locked

    def remove(self, path: str) -> None:
        """Take a file away, and its folder if that is empty now."""
        with translate_errors(f"remove {path}"), contextlib.suppress(FileNotFoundError):
            self._place[0].rm_file(self._path(path))
            if self.local:
                with contextlib.suppress(OSError):
                    Path(self._path(path)).parent.rmdir()


def write_atomically(target: Path, content: bytes, *, new: bool = False) -> None:
    """Write a file, old or new and never half; with `new` raises FileExistsError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    spare = target.with_name(f".{target.name}.{uuid4().hex}{_SPARE}")
    try:
        with spare.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _move_to_free(spare, target)
        else:
            spare.replace(target)
    finally:
        with contextlib.suppress(OSError):
            spare.unlink(missing_ok=True)
    if os.name == "posix":
        # The name is on the disk too, where the system can open a folder to say so.
        with _opened(target.parent) as handle:
            os.fsync(handle)


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _move_to_free(spare: Path, target: Path) -> None:
    """A second name never takes the place of a file that is there; a move would."""
    try:
        os.link(spare, target)
    except FileExistsError:
        raise
    except OSError:
        # Some disks know no second names.
        if target.exists():
            raise FileExistsError(target) from None
        spare.replace(target)
