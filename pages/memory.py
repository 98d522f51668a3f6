"""When what nobody refers to any more is taken out of memory: by the clock, not after every answer.

What the process holds from its start is not looked through again.
"""

import gc
import threading
from typing import Final

_SECONDS: Final = 30.0


def collect_by_the_clock() -> None:
    """Look for garbage every half minute, and only in what came after the start.

    The setting `runner.postScriptGC` keeps the framework from looking after every answer.
    """
    gc.collect()
    gc.freeze()
    pause = threading.Event()

    def collect_again() -> None:
        while not pause.wait(_SECONDS):
            gc.collect()

    threading.Thread(target=collect_again, name="memory", daemon=True).start()
