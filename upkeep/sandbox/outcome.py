"""What comes of a trial, ready to be shown, and how it travels from one process to another."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from upkeep.sandbox.drawings import Drawing, Drawn


@dataclass(frozen=True)
class Download:
    """A file to take away; `about` is the table it holds, if it holds one."""

    kind: str
    """repaired, report, text, changes, sentences or patch."""
    name: str
    content: bytes
    about: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was found in files, what they change, and what can be taken away.

    `found`, `known` and `changes` are HTML in which everything that stood in a file is escaped;
    `known` is what is found in the present data as well.
    """

    summary: str
    """What was looked at and how many findings there are, in one sentence."""
    errors: int = 0
    left: int = 0
    """Errors that are left in the repaired files."""
    found: str = ""
    known: str = ""
    known_summary: str = ""
    repairs: tuple[str, ...] = ()
    """What repaired files write differently, the first of it."""
    repaired: int = 0
    """How many changes that are in all."""
    remarks: tuple[str, ...] = ()
    changes: str = ""
    sentences: tuple[str, ...] = ()
    """Sentences that nobody has translated yet."""
    drawn: tuple[Drawn, ...] = ()
    downloads: tuple[Download, ...] = ()


def sealed(head: dict[str, Any], parts: Sequence[bytes]) -> bytes:
    """A head and some bytes as one piece: a line of JSON, then the bytes one after the other."""
    line = json.dumps({**head, "sizes": [len(part) for part in parts]})
    return b"".join((line.encode(), b"\n", *parts))


def unsealed(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The head and the bytes of one piece; raises ValueError for anything else."""
    line, end, rest = content.partition(b"\n")
    head = json.loads(line)
    sizes = head.pop("sizes")
    if not end or sum(sizes) != len(rest):
        raise ValueError("cut off")
    parts, at = [], 0
    for size in sizes:
        parts.append(rest[at : at + size])
        at += size
    return head, parts


def packed(outcome: Outcome) -> bytes:
    """An outcome as bytes."""
    head = asdict(outcome)
    for one in head["downloads"]:
        del one["content"]
    return sealed(head, [one.content for one in outcome.downloads])


def opened(content: bytes) -> Outcome:
    """The outcome of some bytes; raises ValueError, KeyError or TypeError for anything else."""
    head, parts = unsealed(content)
    downloads = [
        Download(**one, content=part)
        for one, part in zip(head.pop("downloads"), parts, strict=True)
    ]
    drawn = [_drawn(one) for one in head.pop("drawn")]
    head |= {name: tuple(head[name]) for name in ("repairs", "remarks", "sentences")}
    return Outcome(**head, drawn=tuple(drawn), downloads=tuple(downloads))


def _drawn(told: dict[str, Any]) -> Drawn:
    before, after = (told.pop(side) for side in ("before", "after"))
    return Drawn(
        **told,
        before=None if before is None else Drawing(**before),
        after=None if after is None else Drawing(**after),
    )
