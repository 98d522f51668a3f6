"""What somebody drops: CSVs, a workbook or a zip of CSVs, unpacked within limits, in memory."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from locales import Language, later
from schemas.findings import show_invisible
from upkeep.check import Given
from upkeep.sandbox.workbook import MOST_COLUMNS, TooLarge, Unreadable, sheets

MEGABYTE: Final = 1_000_000
LARGEST: Final = 60 * MEGABYTE
"""Bytes that all files may have together, packed or unpacked."""
MOST_FILES: Final = 12
"""Files, sheets or members that are looked at."""
MOST_ROWS: Final = 300_000
MOST_MEMBERS: Final = 500
"""Members a zip may list at all."""

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BOOK: Final = "xl/workbook.xml"
_TABLES: Final = (".csv", ".tsv", ".txt")
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError,
)  # fmt: skip


class Refused(Exception):
    """Raised for files that are not looked at; its words say why and what to do."""

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        super().__init__(message.format(**values))

    def words(self, t: Language) -> str:
        """Why, and what to do."""
        numbers = {
            name: t.format_number(value) if isinstance(value, int) else value
            for name, value in self.values.items()
        }
        return t(self.message, **numbers)


class Kind(StrEnum):
    """Where a piece of a parcel comes from."""

    FILE = "file"
    SHEET = "sheet"
    OTHER = "other"
    """Something in a zip that is no CSV; its bytes are not read."""


@dataclass(frozen=True)
class Piece:
    """One piece of what was dropped."""

    name: str
    content: bytes
    kind: Kind = Kind.FILE


@dataclass(frozen=True)
class Parcel:
    """Everything that was dropped as CSV text, and the names of what is no table.

    `sheets` are the names of those files that came out of workbooks: some may be mere notes.
    """

    files: tuple[Given, ...]
    sheets: frozenset[str] = frozenset()
    aside: tuple[str, ...] = ()


def weigh(dropped: Sequence[Given]) -> None:
    """Raise Refused for more than is looked at, before anything is opened."""
    if len(dropped) > MOST_FILES:
        raise _too_many(len(dropped))
    if sum(len(each.content) for each in dropped) > LARGEST:
        raise _too_large()


def unpacked(dropped: Sequence[Given]) -> Parcel:
    """The tables in what was dropped, each under a name of its own; raises Refused."""
    weigh(dropped)
    found: list[Given] = []
    of_books: set[str] = set()
    aside: list[str] = []
    room = LARGEST
    for each in dropped:
        name = show_invisible(each.name) or "?"
        with _opening(name):
            for piece in _pieces(name, each.content, room):
                if piece.kind is Kind.OTHER:
                    aside.append(piece.name)
                    continue
                one = Given(_unlike(piece.name, found), piece.content)
                found.append(one)
                of_books |= {one.name} if piece.kind is Kind.SHEET else set()
                room -= len(one.content)
                _measure(one, len(found), room)
    return Parcel(tuple(found), frozenset(of_books), tuple(aside))


def _measure(one: Given, number: int, room: int) -> None:
    if number > MOST_FILES:
        raise _too_many(number)
    if room < 0:
        raise _too_large()
    if one.content.count(b"\n") > MOST_ROWS:
        raise Refused(
            later(
                "{file} has more than {limit} rows. A table so long can be checked with "
                "“make check” on a computer of your own."
            ),
            file=one.name,
            limit=MOST_ROWS,
        )


def _too_many(number: int) -> Refused:
    return Refused(
        later(
            "These are {number} files or more; at most {limit} are checked at once. "
            "Drop fewer of them."
        ),
        number=number,
        limit=MOST_FILES,
    )


def _too_large() -> Refused:
    return Refused(
        later(
            "These files have more than {limit} MB, unpacked. They are probably no tables of ours; "
            "drop the tables alone."
        ),
        limit=LARGEST // MEGABYTE,
    )


def _unlike(name: str, others: Sequence[Given]) -> str:
    """A name that no other file has: 'sources.csv', 'sources.csv (2)'."""
    taken = {each.name for each in others}
    if name not in taken:
        return name
    return next(new for n in range(2, 99) if (new := f"{name} ({n})") not in taken)


@contextmanager
def _opening(name: str) -> Iterator[None]:
    """Says what is wrong with a file that cannot be unpacked."""
    try:
        yield
    except _DAMAGED as error:
        raise Refused(
            later("{file} cannot be unpacked; it is damaged or cut off. Save it again."), file=name
        ) from error
    except RuntimeError as error:
        raise Refused(
            later("{file} is locked with a password. Save it without one."), file=name
        ) from error


def _pieces(name: str, content: bytes, room: int) -> Iterator[Piece]:
    """Each table of a workbook or a zip; any other file as it is."""
    if not content.startswith(_ZIP):
        yield Piece(name, content)
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        members = [member for member in packed.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise _too_many(len(members))
        if any(member.filename == _BOOK for member in members):
            yield from _sheets(name, content, members)
        else:
            yield from _members(name, packed, members, room)


def _members(
    name: str, packed: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], room: int
) -> Iterator[Piece]:
    there = False
    for member in members:
        path = PurePosixPath(member.filename)
        if path.name.startswith("."):  # what macOS puts beside each file
            continue
        if path.suffix.lower() not in _TABLES:
            yield Piece(f"{name}/{show_invisible(path.name)}", b"", Kind.OTHER)
            continue
        there = True
        with packed.open(member) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise _too_large()
        yield Piece(f"{name}/{show_invisible(path.name)}", content)
    if not there:
        raise Refused(
            later("{file} holds no CSV files and is no Excel workbook (.xlsx). Drop the tables."),
            file=name,
        )


def _sheets(name: str, content: bytes, members: Sequence[zipfile.ZipInfo]) -> Iterator[Piece]:
    if sum(member.file_size for member in members) > LARGEST:
        raise _too_large()
    try:
        for title, text in sheets(content, rows=MOST_ROWS, size=LARGEST):
            yield Piece(f"{name}/{show_invisible(title)}", text, Kind.SHEET)
    except TooLarge as large:
        raise Refused(
            later(
                "A sheet of {file} has more than {rows} rows or {columns} columns. "
                "Delete the empty ones, or save each table as CSV."
            ),
            file=name,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        ) from large
    except Unreadable as error:
        raise Refused(
            later(
                "{file} cannot be read as a workbook. Save it again as .xlsx, or as “CSV UTF-8”."
            ),
            file=name,
        ) from error
