"""`python -m upkeep …`: the maintainers' commands."""

import io
import os
import sys

from upkeep.cli import main


def _run() -> int:
    """The exit code of the command; a reader who stops reading, as `head` does, is no failure."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(_run())
