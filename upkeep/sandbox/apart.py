"""A trial in a process of its own, so that no file can harm those who only read the pages."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from locales import Language
from upkeep.check import Given
from upkeep.sandbox.bounds import ENVIRONMENT, MINUTES, SECONDS, TOO_MUCH
from upkeep.sandbox.outcome import Outcome, opened, sealed, unsealed
from upkeep.sandbox.parcel import Refused, weigh

AT_ONCE: Final = 2
"""Trials that may run at the same time; each takes a processor."""
PATIENCE: Final = 60
"""Seconds to wait for one of them to end."""
ROOT: Final = Path(__file__).resolve().parents[2]
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT")
"""What the other process learns of our environment; no passwords."""

_OUT_OF_TIME: Final = 24
"""The signal that ends a process whose processor time is used up; Windows has none."""

_LOG = logging.getLogger("dashboard.sandbox")
_places = threading.BoundedSemaphore(AT_ONCE)


class Stopped(Exception):
    """Raised when a trial did not come to its end; its words say why and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def tried_apart(dropped: Sequence[Given], present: Mapping[str, bytes], t: Language) -> Outcome:
    """What comes of files dropped on the present data; raises Stopped."""
    try:
        weigh(dropped)
    except Refused as refused:
        raise Stopped(refused.words(t)) from None
    if not _places.acquire(timeout=PATIENCE):
        raise Stopped(t("Other files are being checked. Try again in a minute."))
    try:
        return _outcome(_answer(_request(dropped, present, t), t))
    finally:
        _places.release()


def _request(dropped: Sequence[Given], present: Mapping[str, bytes], t: Language) -> bytes:
    head = {
        "language": t.code,
        "files": [each.name for each in dropped],
        "tables": list(present),
    }
    return sealed(head, [*(each.content for each in dropped), *present.values()])


def _answer(request: bytes, t: Language) -> bytes:
    """What the other process answers; it never outlives its time."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "upkeep.sandbox"],
            input=request,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env={**environment, **ENVIRONMENT},
            timeout=60 * MINUTES,
        )
    except subprocess.TimeoutExpired:
        raise Stopped(_never_ended(t)) from None
    if done.returncode == 0:
        return done.stdout
    _LOG.warning("A trial ended with %d: %s", done.returncode, done.stderr[-2000:].decode())
    raise Stopped(_ended(done.returncode, t))


def _ended(code: int, t: Language) -> str:
    """Why the other process ended before its time."""
    if code == -_OUT_OF_TIME:
        return _too_long(t)
    if code == TOO_MUCH or code < 0:
        return t(
            "The check was stopped because these files take more memory than a check may use. "
            "Drop fewer files at once, each of them whole; one that is too much alone can be "
            "checked with “make check” on a computer of your own."
        )
    return t("The check failed. The maintainers of this site can see where in its log.")


def _too_long(t: Language) -> str:
    return t(
        "The check was stopped because these files take more than {seconds} seconds of computing. "
        "Drop fewer files at once, each of them whole; one that is too much alone can be checked "
        "with “make check” on a computer of your own.",
        seconds=SECONDS,
    )


def _never_ended(t: Language) -> str:
    return t(
        "The check had not ended after {minutes} minutes and was stopped. The machine may be busy: "
        "try again later, with the same files.",
        minutes=MINUTES,
    )


def _outcome(answer: bytes) -> Outcome:
    head, _ = unsealed(answer)
    if "refused" in head:
        raise Stopped(head["refused"])
    return opened(answer)
