"""The names of the columns: which declared column each written one is meant to be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from schemas.text import CsvRecords

_LATIN: Final = str.maketrans("АВЕКМНОРСТХІЈЅаеорсухіјѕ", "ABEKMHOPCTXIJSaeopcyxijs")
_ALIKE: Final = 0.84


@cache
def plain(name: str) -> str:
    """A name of a column without what does not matter: case, spaces, quotes, look-alikes."""
    name = name.translate(_LATIN).strip(" \t\r\n\u00a0\ufeff\"'“”„«»*#")
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def likeness(written: str, wanted: Sequence[str]) -> float:
    """1 for the name of a column, a little less for one that was only written otherwise."""
    if written in wanted:
        return 1.0
    return 0.9 if plain(written) in wanted else 0.0


@dataclass(frozen=True)
class Meant:
    """Which written column is which declared one, and what is wrong with the others."""

    positions: Mapping[str, int]
    """Declared name → position in the file; columns that are missing have none."""
    renamed: Mapping[int, str]
    repeated: Sequence[int]
    repeated_differently: Sequence[int]
    blank: Sequence[int]
    numbering: Sequence[int]
    unknown: Sequence[int]
    missing: Sequence[str]
    out_of_order: bool


def meant(found: CsvRecords, wanted: Sequence[str]) -> Meant:
    """Match written names with declared ones: exactly, then loosely, then by spelling."""
    header = found.header
    positions: dict[str, int] = {}
    renamed: dict[int, str] = {}
    left: list[int] = []
    for position, name in enumerate(header):
        if name in wanted and name not in positions:
            positions[name] = position
        else:
            left.append(position)
    for close in (False, True):
        for position in list(left):
            name = _found(header[position], [n for n in wanted if n not in positions], close=close)
            if name:
                positions[name], renamed[position] = position, name
                left.remove(position)
    repeated = [at for at in left if header[at] in positions or plain(header[at]) in positions]
    differing = [at for at in repeated if not _same(found, at, positions)]
    blank = [at for at in left if not header[at].strip() and _is_blank(found.column(at))]
    unnamed = re.compile(r"\s*(Unnamed: \d+|index|id|№|#|n)?\s*", re.I)
    numbering = [at for at in left if at not in blank and unnamed.fullmatch(header[at])
                 and _is_numbering(found.column(at))]  # fmt: skip
    odd = {*repeated, *blank, *numbering}
    order = [positions[name] for name in wanted if name in positions]
    return Meant(
        positions, renamed, [at for at in repeated if at not in differing], differing, blank,
        numbering, [at for at in left if at not in odd],
        [name for name in wanted if name not in positions], order != sorted(order),
    )  # fmt: skip


def _found(written: str, free: Sequence[str], *, close: bool) -> str:
    """The one free name that was meant, or ''."""
    name = plain(written)
    if name in free:
        return name
    if not close or len(name) < 4:
        return ""
    alike = [other for other in free if SequenceMatcher(None, name, other).ratio() >= _ALIKE]
    return alike[0] if len(alike) == 1 else ""


def _same(found: CsvRecords, at: int, positions: Mapping[str, int]) -> bool:
    name = found.header[at]
    other = positions.get(name, positions.get(plain(name), at))
    return found.column(at) == found.column(other)


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(text.strip() for text in cells)


def _is_numbering(cells: Sequence[str]) -> bool:
    if not cells or not all(re.fullmatch(r"[0-9]{1,9}", text) for text in cells):
        return False
    return all(int(text) == int(cells[0]) + step for step, text in enumerate(cells))
