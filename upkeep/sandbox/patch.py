"""A change of a file as a patch: `git apply` makes the new bytes of the old ones, exactly."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

CONTEXT: Final = 3
"""Lines shown before and after what changes."""
_NO_END: Final = b"\n\\ No newline at end of file\n"

Pair = tuple[int, int]
"""A line that stays: its place among the old lines and among the new ones."""


@dataclass(frozen=True)
class Gap:
    """Lines that differ: old ones from `start` to `end`, new ones from `begin` to `stop`."""

    start: int
    end: int
    begin: int
    stop: int


def patch(path: str, old: bytes | None, new: bytes) -> bytes:
    """The unified diff of one file, with a last line end or without; empty if nothing differs.

    `old` is None where the file was not there.
    """
    if old == new:
        return b""
    was, now = _lines(old or b""), _lines(new)
    name = path.encode()
    head = b"diff --git a/%b b/%b\n" % (name, name)
    if old is None:
        head += b"new file mode 100644\n"
    if was or now:
        head += b"--- %b\n+++ b/%b\n" % (b"/dev/null" if old is None else b"a/" + name, name)
    return head + b"".join(_hunk(was, now, gaps) for gaps in _near(_gaps(was, now)))


def _lines(content: bytes) -> list[bytes]:
    """Lines with their ends; a carriage return is no end of a line."""
    lines = [line + b"\n" for line in content.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _gaps(was: Sequence[bytes], now: Sequence[bytes]) -> Iterator[Gap]:
    ends = [(-1, -1), *_staying(was, now), (len(was), len(now))]
    for (start, begin), (end, stop) in pairwise(ends):
        if end - start > 1 or stop - begin > 1:
            yield Gap(start + 1, end, begin + 1, stop)


def _staying(was: Sequence[bytes], now: Sequence[bytes]) -> list[Pair]:
    """The lines that stay, found in little time however much was moved about."""
    staying: list[Pair] = []
    ends = [(-1, -1), *_anchors(was, now), (len(was), len(now))]
    for (i, j), (end, stop) in pairwise(ends):
        room = min(end - i, stop - j) - 1
        ahead = _alike(was[i + 1 : i + 1 + room], now[j + 1 : j + 1 + room])
        room -= ahead
        behind = _alike(was[end - room : end][::-1], now[stop - room : stop][::-1])
        staying += [(i + n, j + n) for n in range(1, ahead + 1)]
        staying += [(end - n, stop - n) for n in range(behind, 0, -1)]
        if end < len(was):
            staying.append((end, stop))
    return staying


def _alike(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many lines are the same from the beginning on."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=True))
    return sum(1 for _ in same)


def _anchors(was: Sequence[bytes], now: Sequence[bytes]) -> list[Pair]:
    """The longest run, in order, of lines that stand once among the old and once among the new."""
    often, places = Counter(was), {line: j for j, line in enumerate(now)}
    again = Counter(now)
    lasts: list[int] = []
    tails: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for i, line in enumerate(was):
        if often[line] == 1 and again[line] == 1:
            pair = i, places[line]
            at = bisect_left(lasts, pair[1])
            before[pair] = tails[at - 1] if at else None
            lasts[at : at + 1] = [pair[1]]
            tails[at : at + 1] = [pair]
    run: list[Pair] = []
    last = tails[-1] if tails else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]


def _near(gaps: Iterator[Gap]) -> Iterator[list[Gap]]:
    """Gaps so near each other that they share the lines around them."""
    group: list[Gap] = []
    for gap in gaps:
        if group and gap.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(gap)
    if group:
        yield group


def _hunk(was: Sequence[bytes], now: Sequence[bytes], gaps: Sequence[Gap]) -> bytes:
    start = max(gaps[0].start - CONTEXT, 0)
    end = min(gaps[-1].end + CONTEXT, len(was))
    begin = gaps[0].begin - (gaps[0].start - start)
    stop = gaps[-1].stop + (end - gaps[-1].end)
    told = [b"@@ -%b +%b @@\n" % (_range(start, end), _range(begin, stop))]
    at = start
    for gap in gaps:
        told += [_told(b" ", line) for line in was[at : gap.start]]
        told += [_told(b"-", line) for line in was[gap.start : gap.end]]
        told += [_told(b"+", line) for line in now[gap.begin : gap.stop]]
        at = gap.end
    told += [_told(b" ", line) for line in was[at:end]]
    return b"".join(told)


def _range(start: int, end: int) -> bytes:
    """Where lines begin, counted from 1, and how many; of none, the line before them."""
    return b"%d,%d" % (start + 1 if end > start else start, end - start)


def _told(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + _NO_END
