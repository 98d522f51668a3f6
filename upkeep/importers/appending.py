"""New rows in a CSV of ours: every line that stands there keeps its bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upkeep.importers.draft import Row


@dataclass(frozen=True)
class _Lines:
    """The lines of a CSV, the records they make, and where each record ends."""

    header: list[str]
    records: list[list[str]]
    ends: list[int]
    lines: list[str]


def appended(content: bytes, rows: Sequence[Row], beside: str) -> bytes:
    """The CSV with to add in its own style, each after the last that agrees in `beside`.

    Rows that agree with none come at the end; an empty `beside` puts all of them there.
    """
    text = content.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    parts = _split(text.removeprefix(mark))
    position = parts.header.index(beside) if beside in parts.header else -1
    inserted: dict[int, list[Row]] = {}
    for row in rows:
        inserted.setdefault(_place(parts, position, row.get(beside, "")), []).append(row)
    pieces, begins = [mark], 0
    for end in sorted(inserted):
        pieces += parts.lines[begins:end]
        pieces.append(_written(parts, inserted[end], end))
        begins = end
    return "".join([*pieces, *parts.lines[begins:]]).encode("utf-8")


def _split(text: str) -> _Lines:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), strict=True)
    header: list[str] = []
    records, ends = [], []
    for cells in reader:
        if not header:
            header = cells
        elif cells:
            records.append(cells)
            ends.append(reader.line_num)
    return _Lines(header, records, ends, lines)


def _place(parts: _Lines, position: int, value: str) -> int:
    """The number of lines before the new row."""
    if position >= 0:
        for cells, end in zip(reversed(parts.records), reversed(parts.ends), strict=True):
            if len(cells) > position and cells[position] == value:
                return end
    return parts.ends[-1] if parts.ends else len(parts.lines)


def _written(parts: _Lines, rows: Iterable[Row], end: int) -> str:
    """The rows as text; a last line without a line break gets one first."""
    first = parts.lines[0]
    line_break = "\r\n" if first.endswith("\r\n") else "\n"
    quoted = first.startswith('"') and first.rstrip("\r\n").count('"') == 2 * len(parts.header)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text,
        parts.header,
        lineterminator=line_break,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    before = parts.lines[end - 1] if end else ""
    start = "" if before.endswith(("\n", "\r")) else line_break
    return start + text.getvalue()
