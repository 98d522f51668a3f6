"""What one trial may use: memory and time of its own process, and no file at all."""

import os
import sys
from collections.abc import Mapping
from typing import Final

MEMORY: Final = 1_200_000_000
"""Bytes of address space."""
SECONDS: Final = 60
"""Of processor time, so that a busy machine stops nobody whose files are in order."""
MINUTES: Final = 5
"""From the start of the process to its end, against one that waits for ever."""
TOO_MUCH: Final = 3
"""The exit code of a trial for which the memory did not suffice."""
_KINDNESS: Final = 10
"""Readers of the pages come first."""

ENVIRONMENT: Final[Mapping[str, str]] = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
}
"""Without it each thread of the numeric libraries claims room that is never used."""


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
