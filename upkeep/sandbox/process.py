"""A trial in a process of its own, so that no file can harm those who only read the pages."""

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from locales import Language
from upkeep.check import Given
from upkeep.sandbox.result import Result, read_result
from upkeep.sandbox.unpack import Refused, weigh

MEMORY: Final = 1_200_000_000
"""Bytes of address space."""
SECONDS: Final = 60
"""Of processor time, so that a busy machine stops nobody whose files are in order."""
MINUTES: Final = 30
"""From the start of the process to its end, against one that waits for ever."""
AT_ONCE: Final = 2
"""Trials that may run at the same time; each takes a processor."""
PATIENCE: Final = 600
"""Seconds to wait for one of them to end."""
TOO_MUCH: Final = 3
"""The exit code of a trial for which the memory did not suffice."""
STEP: Final = "step: "
"""What a line begins with that says how far a trial is."""
ROOT: Final = Path(__file__).resolve().parents[2]

_KINDNESS: Final = 5
"""Readers of the pages come first."""
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT")
"""What the other process learns of our environment; no passwords."""
_ENVIRONMENT: Final[Mapping[str, str]] = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
}
"""Without it each thread of the numeric libraries claims room that is never used."""

_LOG = logging.getLogger("dashboard.sandbox")
_places = threading.BoundedSemaphore(AT_ONCE)

Tell = Callable[[str], object]
"""Takes the name of what is being done: waiting, reading, checking, comparing or drawing."""


class Stopped(Exception):
    """Raised when a trial did not come to its end; its words say why and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


def bind() -> None:
    """Bind this process: so much memory, so much time, and not one byte written to a disk.

    On systems without such bounds only its minutes are bounded, by who started the process.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    os.nice(_KINDNESS)
    # Where both bounds of the processor are one, the process is killed before it is told why.
    for what, soft, hard in (
        (resource.RLIMIT_AS, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, SECONDS, SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))


def try_apart(
    dropped: Sequence[Given], present: Mapping[str, bytes], t: Language, tell: Tell = str
) -> Result:
    """What comes of files dropped on the present data; raises Stopped."""
    try:
        weigh(dropped)
    except Refused as refused:
        raise Stopped(refused.words(t)) from None
    if not _places.acquire(blocking=False):
        tell("waiting")
        if not _places.acquire(timeout=PATIENCE):
            raise Stopped(t("Other files are being checked. Try again in a minute."))
    try:
        answer = _run(pickle.dumps((t.code, list(dropped), dict(present))), t, tell)
    finally:
        _places.release()
    result = read_result(answer)
    if isinstance(result, str):
        raise Stopped(result)
    return result


def _run(request: bytes, t: Language, tell: Tell) -> bytes:
    """What the other process answers; it never outlives its time, nor whoever asked."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    told: list[str] = []
    timed_out = threading.Event()

    def stop() -> None:
        timed_out.set()
        process.kill()

    with (
        subprocess.Popen(
            [sys.executable, "-m", "upkeep.sandbox"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=ROOT, env={**environment, **_ENVIRONMENT},
        ) as process,
        ThreadPoolExecutor(1) as reader,
    ):  # fmt: skip
        pipes = (process.stdin, process.stdout, process.stderr)
        to, out, steps = cast("tuple[IO[bytes], IO[bytes], IO[bytes]]", pipes)
        answer = reader.submit(out.read)
        timer = threading.Timer(60 * MINUTES, stop)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                to.write(request)
            with suppress(BrokenPipeError):
                to.close()
            for line in steps:
                text = line.decode(errors="replace")
                told.append(text)
                if text.startswith(STEP):
                    tell(text.removeprefix(STEP).strip())
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
    if code == 0:
        return answer.result()
    _LOG.warning("A trial ended with %d: %s", code, "".join(told[-20:]))
    raise Stopped(_say_why(code, t, timed_out=timed_out.is_set()))


def _say_why(code: int, t: Language, *, timed_out: bool = False) -> str:
    """Why the other process ended before its time."""
    if timed_out:
        return t(
            "The check had not ended after {minutes} minutes and was stopped. The machine may be "
            "busy: try again later, with the same files.",
            minutes=MINUTES,
        )
    if code == TOO_MUCH or code < 0:
        return t(
            "The check was stopped because these files take more than {seconds} seconds of "
            "computing, or more memory than a check may use. Drop fewer files at once, or only the "
            "rows that change, below the names of the columns.",
            seconds=SECONDS,
        )
    return t("The check failed. The maintainers of this site can see where in its log.")
