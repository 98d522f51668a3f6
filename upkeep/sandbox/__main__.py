"""The other side of a trial: one request on standard input, one outcome on standard output."""

import os
import sys
import traceback

from locales import find_language
from upkeep.check import Given
from upkeep.sandbox.bounds import TOO_MUCH, bind
from upkeep.sandbox.outcome import packed, sealed, unsealed
from upkeep.sandbox.parcel import Refused
from upkeep.sandbox.trying import tried


def main() -> int:
    """Try what was sent within bounds that hold for this process alone."""
    bind()
    head, parts = unsealed(sys.stdin.buffer.read())
    t = find_language(head["language"])
    number = len(head["files"])
    dropped = [Given(*pair) for pair in zip(head["files"], parts[:number], strict=True)]
    present = dict(zip(head["tables"], parts[number:], strict=True))
    try:
        answer = packed(tried(dropped, present, t))
    except Refused as refused:
        answer = sealed({"refused": refused.words(t)}, ())
    except MemoryError:
        return TOO_MUCH
    sys.stdout.buffer.write(answer)
    return 0


def _run() -> int:
    """The exit code; of what goes wrong only the place is told, never what stood in a file."""
    try:
        return main()
    except Exception as error:
        places = traceback.format_tb(error.__traceback__)
        sys.stderr.write(f"{type(error).__name__}\n{''.join(places[-3:])}")
        return 1


if __name__ == "__main__":
    code = _run()
    sys.stdout.flush()
    # Nothing is left to be tidied up, and tables take their time to go.
    os._exit(code)
