"""The other side of a trial: one request on standard input, one outcome on standard output.

What it is doing is told on standard error, line by line; of what goes wrong only the place is
told, never what stood in a file.
"""

import os
import pickle
import sys
import traceback

from locales import find_language
from upkeep.sandbox.process import STEP, TOO_MUCH, bind
from upkeep.sandbox.result import write_refusal, write_result
from upkeep.sandbox.trial import try_files
from upkeep.sandbox.unpack import Refused


def main() -> int:
    """Try what was sent within bounds that hold for this process alone; the exit code."""
    bind()
    language, dropped, present = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own side sends it
    t = find_language(language)
    try:
        answer = write_result(try_files(dropped, present, t, _tell))
    except Refused as refused:
        answer = write_refusal(refused.words(t))
    except MemoryError:
        return TOO_MUCH
    except Exception as error:
        places = traceback.format_tb(error.__traceback__)
        sys.stderr.write(f"{type(error).__name__}\n{''.join(places[-3:])}")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def _tell(step: str) -> None:
    sys.stderr.write(f"{STEP}{step}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # Nothing is left to be tidied up, and tables take their time to go.
    os._exit(code)
