"""What one trial may use: memory and time of its own process, and no file at all."""

import os
import sys
from collections.abc import Mapping
from typing import Final

MEMORY: Final = 1_200_000_000
"""Bytes of address space."""
SECONDS: Final = 30
"""From the start of the process to its end."""
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

    On systems without such bounds the time alone is bounded, by who started the process.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    os.nice(_KINDNESS)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
