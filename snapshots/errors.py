"""What can go wrong with pictures and with a store, and what to do about it."""

import contextlib
import errno
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from exports.renderer import Busy, NoBrowser, RenderingFailed
from locales import Language, later

_LOG: Final = logging.getLogger("dashboard.store")


class StoreFailed(RuntimeError):
    """Raised when the store cannot be read or written; its text says what to do about it."""

    def words(self, t: Language) -> str:
        """What to do, in the words of a language."""
        return t(str(self))


class StoreFull(StoreFailed):
    """Raised when there is no room for another snapshot."""


class FilesLost(StoreFailed):
    """Raised when files of a snapshot are lost, and freezing it again does not give the same."""

    def __init__(self, snapshot: str, files: Sequence[str]) -> None:
        super().__init__(FILES_LOST.format(snapshot=snapshot, files=", ".join(files)))
        self.snapshot = snapshot
        self.files = tuple(files)

    def words(self, t: Language) -> str:
        """Which files, and what to do, in the words of a language."""
        return t(FILES_LOST, snapshot=self.snapshot, files=", ".join(self.files))


FILES_LOST: Final = later(
    "The snapshot {snapshot} has lost files: {files}. Restore them from a backup; `python -m "
    "snapshots verify` says which they are. Until then embed the live figure, or freeze it with "
    "another choice."
)
NO_ANSWER: Final = later(
    "The store of the snapshots does not answer. Try again in a minute; if that does not help, "
    "check DASHBOARD_STORE and the network."
)

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_NAMELESS: Final = {"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"}
_BACKENDS: Final = {"aiobotocore", "aiohttp", "botocore", "fsspec", "s3fs", "urllib3"}
"""Packages whose exceptions tell of a store, not of a mistake in this program."""


@contextlib.contextmanager
def translate_errors(doing: str) -> Iterator[None]:
    """Turns what storage raises into what to do about it, with one line in the log.

    `doing` says for the log what was tried. A mistake of this program stays what it is.
    """
    try:
        yield
    except StoreFailed:
        raise
    except Exception as error:
        failed = _failure(error)
        if failed is None:
            raise
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        _LOG.warning("The store failed to %s: %s", doing, cause)
        raise failed from error


def _failure(error: Exception) -> StoreFailed | None:
    """What to do about an error of storage; None for any other.

    Storage is known by the kind of the error; bare ValueErrors, as for a wrong endpoint, by where
    they arose.
    """
    kinds = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    trace = error.__traceback__ if type(error) is ValueError else None
    while trace is not None:
        if trace.tb_next is None:
            kinds.add(trace.tb_frame.f_globals.get("__name__", "").partition(".")[0])
        trace = trace.tb_next
    number = error.errno if isinstance(error, OSError) else None
    text = ""
    if number in _FULL:
        return StoreFull(
            later("The disk of the snapshots is full. Make room on it, then try again.")
        )
    if isinstance(error, PermissionError) or number in _CLOSED:
        text = later(
            "This server may not use the store of the snapshots. Give it the right to read and "
            "write there, or name another place in DASHBOARD_STORE."
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        text = later(
            "The store of the snapshots is not there. Create the bucket or folder named in "
            "DASHBOARD_STORE."
        )
    elif isinstance(error, ImportError):
        text = later(
            "This kind of store needs one more package: install s3fs for an address that begins "
            "with s3://."
        )
    elif type(error).__name__ in _NAMELESS:
        text = later(
            "The store of the snapshots asks who we are. Give this server the credentials of the "
            "bucket named in DASHBOARD_STORE."
        )
    elif isinstance(error, OSError) or kinds & _BACKENDS:
        text = NO_ANSWER
    return StoreFailed(text) if text else None


FAILURES: Final = (NoBrowser, RenderingFailed, Busy, StoreFailed)
_PICTURES: Final[Mapping[type[Exception], str]] = {
    NoBrowser: later(
        "Pictures need Chromium or Chrome on the server: install the package “chromium”, or name "
        "its path in BROWSER_PATH. The numbers are in the CSV."
    ),
    RenderingFailed: later("The picture could not be made. Try again; the numbers are in the CSV."),
    Busy: later("Many pictures are being made. Try again in half a minute."),
}


def describe_failure(error: Exception, t: Language) -> str:
    """What went wrong and what to do, in the reader's words."""
    if isinstance(error, StoreFailed):
        return error.words(t)
    return t(_PICTURES.get(type(error), str(error)))
