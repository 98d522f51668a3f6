"""What can go wrong with a store, and what to do about it."""

import contextlib
import errno
from collections.abc import Iterator
from typing import Final

from locales import later


class StoreFailed(RuntimeError):
    """Raised when the store cannot be read or written; nothing that was in it is lost.

    Its text says what to do, and can be said in any language.
    """


class StoreFull(StoreFailed):
    """Raised when there is no room for another snapshot."""


DISK_FULL: Final = later("The disk of the snapshots is full. Make room on it, then try again.")
NOT_ALLOWED: Final = later(
    "This server may not use the store of the snapshots. Give it the right to read and write "
    "there, or name another place in DASHBOARD_STORE."
)
NOT_THERE: Final = later(
    "The store of the snapshots is not there. Create the bucket or folder named in DASHBOARD_STORE."
)
NO_ANSWER: Final = later(
    "The store of the snapshots does not answer. Try again in a minute; if that does not help, "
    "check DASHBOARD_STORE and the network."
)
NO_CREDENTIALS: Final = later(
    "The store of the snapshots asks who we are. Give this server the credentials of the bucket "
    "named in DASHBOARD_STORE."
)
NO_PACKAGE: Final = later(
    "This kind of store needs one more package: install s3fs for an address that begins with s3://."
)
NO_KIND: Final = later(
    "DASHBOARD_STORE names no kind of store we know. Write a folder, or s3://bucket/folder."
)

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_NAMELESS: Final = {"NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"}


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """Turns whatever goes wrong behind the doors of the house into what to do about it."""
    try:
        yield
    except StoreFailed:
        raise
    except OSError as error:
        raise _failure(error) from error
    except ImportError as error:
        raise StoreFailed(NO_PACKAGE) from error
    except Exception as error:
        nameless = type(error).__name__ in _NAMELESS
        raise StoreFailed(NO_CREDENTIALS if nameless else NO_ANSWER) from error


def _failure(error: OSError) -> StoreFailed:
    if error.errno in _FULL:
        return StoreFull(DISK_FULL)
    if isinstance(error, PermissionError) or error.errno in _CLOSED:
        return StoreFailed(NOT_ALLOWED)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreFailed(NOT_THERE)
    return StoreFailed(NO_ANSWER)
