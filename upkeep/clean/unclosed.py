"""Quotation marks that do not match: the row is set aside and the rest is read all the same."""

from typing import Final

from schemas.text import CsvRecords, split_csv
from upkeep.clean.layout import Layout, moved
from upkeep.clean.repair import Repair

_SMALL: Final = 5_000_000


def read_on(made: Repair, text: bytes, layout: Layout) -> CsvRecords:
    """The cells of the file, also behind a quotation mark that was never closed."""
    found = layout.split
    if not found.broken:
        return found
    made.sure = False
    lines = text.split(b"\n")
    last = len(lines) if lines[-1].strip() else len(lines) - 1
    above = layout.skipped
    for _ in range(100 if len(text) < _SMALL else 3):
        at = found.broken
        if not at:
            break
        cut_off = at == last and not text.endswith(b"\n")
        made.see("file_truncated" if cut_off else "file_quotes", made.line(at))
        lines[at - 1] = b""
        rest = b"\n".join(lines[max(above, 0) :])
        found = moved(split_csv(layout.written + rest, layout.separator), above)
    return found
