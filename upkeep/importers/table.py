"""Tables of publishers: CSV, workbook or zip, the header found, the columns by name."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from openpyxl import load_workbook

from locales import later
from upkeep.importers import cells
from upkeep.importers.cells import Refused, plain
from upkeep.importers.declared import DECLARED

Read = TypeVar("Read")

LARGEST: Final = 200_000_000
"""Bytes that are read at most, packed or unpacked."""

_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError,
    AttributeError, SyntaxError, RuntimeError,
)  # fmt: skip
"""What the readers of zips and workbooks raise for files that are no such thing."""
_SEPARATORS: Final = (",", ";", "\t", "|")
_TRIED: Final = 200
"""Rows that show which separator a file has."""
SEARCHED: Final = 40
"""Rows among which a header is looked for."""
_UNIT: Final = re.compile(r"^(?P<name>.*?)[,:]?\s*[\(\[](?P<unit>[^)\]]*)[\)\]]$")
_MONEY: Final = re.compile(r"€|\$|\b(?:eur|usd|dollar|billion|million)|\b(?:bn|mln|mio|mrd)\b")


@dataclass(frozen=True)
class Sheet:
    """One table of a file: its cells as text, with the line each row begins on."""

    name: str
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    ended: bool = True
    """Whether the last line ends in a line break; one cut off does not."""

    def below(self, position: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows after one, each with its line."""
        return zip(self.lines[position + 1 :], self.rows[position + 1 :], strict=True)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of table: our word for each, and the names it goes by."""

    key: str
    name: str
    needed: Mapping[str, Sequence[str]]
    optional: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_layouts(publisher: str, *keys: str) -> tuple[Layout, ...]:
    """The layouts of a publisher's files; those of some keys, else all."""
    declared = DECLARED[publisher]["layouts"]
    return tuple(Layout(key, **declared[key]) for key in keys or declared)


@dataclass(frozen=True)
class LookAlike:
    """A file that is easily taken for another: how it is known, and what to take instead."""

    fits: Callable[[Sheet], bool]
    message: str


def _read_by(read: Callable[[str, int, str], Read]) -> Callable[["Record", str], Read]:
    """A method that reads the cell of one column."""
    return lambda record, column: read(record[column], record.line, column)


@dataclass(frozen=True)
class Record:
    """One row of a foreign table, by our words for its columns."""

    line: int
    texts: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def plain(self, column: str) -> str:
        """A cell without capitals and odd spaces."""
        return plain(self[column])

    def refuse(self, column: str, problem: str, **values: object) -> Refused:
        """What is wrong with a cell of the row."""
        return cells.refuse(self[column], self.line, column, problem, **values)

    number = _read_by(cells.number)
    people = _read_by(cells.people)
    day = _read_by(cells.day)
    year = _read_by(cells.year)
    place = _read_by(cells.known_place)
    donor = _read_by(cells.known_donor)


@dataclass(frozen=True)
class Table:
    """The rows of a sheet in a known layout, and the units of money its headings name."""

    layout: Layout
    records: tuple[Record, ...]
    units: Mapping[str, str]


def read(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a file; raises Refused for what is no table, OSError for what is not there."""
    name, large = path.name, later("{file} is too large to be read.")
    if path.stat().st_size > LARGEST:
        raise Refused(large, file=name)
    content = path.read_bytes()
    if not content.startswith(b"PK\x03\x04"):
        return (separate(name, content),)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST:
                raise Refused(large, file=name)
            members = [member for member in packed.namelist() if not member.endswith("/")]
            if "xl/workbook.xml" in members:
                return _read_workbook(content)
            if len(members) == 1:
                return (separate(members[0], packed.read(members[0])),)
    except _DAMAGED as error:
        message = later("{file} cannot be unpacked; it is damaged or cut off. Download it again.")
        raise Refused(message, file=name) from error
    message = later("{file} holds {found} files; unpack it and import the one that is meant.")
    raise Refused(message, file=name, found=len(members))


def _read_workbook(content: bytes) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        # Features of Excel that openpyxl does not keep are of no interest in a file only read.
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return tuple(
            Sheet(page.title, tuple(range(1, len(rows) + 1)), rows)
            for page in book.worksheets
            for rows in [tuple(tuple(map(_write_cell, row)) for row in page.values)]
        )


def _write_cell(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def separate(name: str, content: bytes) -> Sheet:
    """The sheet of a CSV, whatever its encoding, line breaks and separator."""
    start = content[:1000].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        message = later("{file} is a web page, not a table; download the file itself.")
        raise Refused(message, file=name)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        message = later("{file} is an old Excel file; open it and save it as .xlsx.")
        raise Refused(message, file=name)
    try:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = later("{file} is not UTF-8 text; open it and save it as “CSV UTF-8”.")
        raise Refused(message, file=name) from error
    csv.field_size_limit(1_000_000)
    try:
        records = list(_split(text, max(_SEPARATORS, key=lambda one: _fit(text, one))))
    except csv.Error as error:
        message = later("{file} cannot be read as a table; it is damaged or cut off within quotes.")
        raise Refused(message, file=name) from error
    filled = [(line, tuple(row)) for line, row in records if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused(later("{file} is empty."), file=name)
    lines, rows = zip(*filled, strict=True)
    return Sheet(name, lines, rows, text.endswith(("\n", "\r")))


def _split(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    for row in reader:
        yield begins, row
        begins = reader.line_num + 1


def _fit(text: str, separator: str) -> tuple[float, int]:
    """How well a separator fits: rows of one width, and the width they have."""
    widths: list[int] = []
    try:
        widths += (len(row) for _, row in islice(_split(text, separator), _TRIED))
    except csv.Error:
        return 0.0, 0
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0, 0
    width, rows = max(split.items(), key=lambda pair: (pair[1], pair[0]))
    # A tab in every row can only be meant, though the first cell of a row be full of commas.
    return rows / len(widths), 1_000 if separator == "\t" and rows == len(widths) else width


def heading(text: str) -> tuple[str, str]:
    """The name of a heading, and the unit of money in its brackets."""
    name = plain(text)
    split = _UNIT.match(name)
    if split and split["unit"] and _MONEY.search(split["unit"]):
        return split["name"].strip(), split["unit"]
    return name, ""


def headed(pattern: str) -> Callable[[Sheet], bool]:
    """Whether some heading of a sheet reads like this."""
    form = re.compile(pattern)
    return lambda sheet: any(
        form.search(plain(cell)) for row in sheet.rows[:SEARCHED] if len(row) > 1 for cell in row
    )


def find_table(sheet: Sheet, layouts: Iterable[Layout]) -> Table:
    """The table in the first layout that fits; raises Refused naming what is missing."""
    tried = [
        (layout, position, *_match(row, layout))
        for layout in layouts
        for position, row in enumerate(sheet.rows[:SEARCHED])
    ]
    for layout, position, found, missing in tried:
        if not missing:
            return _read_table(sheet, layout, position, found)
    best = max(tried, key=lambda one: len(one[2]), default=None)
    if best is None or len(best[2]) < 2:
        message = later("{file} has no layout that is known here. Known: {layouts}.")
        names = "; ".join(layout.name for layout in layouts)
        raise Refused(message, file=sheet.name, layouts=names)
    layout, position, _, missing = best
    raise Refused(
        later("Line {line} of {file} is nearly the header of “{layout}”, but has no {missing}."),
        line=sheet.lines[position], file=sheet.name, layout=layout.name,
        missing=", ".join(f"“{name}”" for name in missing),
    )  # fmt: skip


def choose_sheet(sheets: Sequence[Sheet], is_it: Callable[[Sheet], bool], name: str) -> Sheet:
    """The one sheet that fits, or the one that is named; the first where none does."""
    if name:
        sheets = [sheet for sheet in sheets if plain(sheet.name) == plain(name)]
    fitting = [sheet for sheet in sheets if is_it(sheet)] if len(sheets) > 1 else sheets
    if len(fitting) > 1 or not sheets:
        message = later("Several sheets can be meant, or none; choose one with --sheet: {names}.")
        raise Refused(message, names="; ".join(sheet.name for sheet in fitting))
    return fitting[0] if fitting else sheets[0]


def _match(row: Sequence[str], layout: Layout) -> tuple[dict[str, int], list[str]]:
    """Where the columns of a layout stand in a row, and those that are needed and missing."""
    names = [heading(cell)[0] for cell in row]
    found: dict[str, int] = {}
    missing = []
    for column, aliases in {**layout.needed, **layout.optional}.items():
        alias = next((alias for alias in aliases if alias in names), None)
        if alias is not None and names.count(alias) > 1:
            message = later("The column “{column}” stands twice in the header; keep one of them.")
            raise Refused(message, column=alias)
        if alias is not None:
            found[column] = names.index(alias)
        elif column in layout.needed:
            missing.append(aliases[0])
    return found, missing


def _read_table(sheet: Sheet, layout: Layout, position: int, places: Mapping[str, int]) -> Table:
    header = sheet.rows[position]
    records = []
    for line, row in sheet.below(position):
        filled = [cell.strip() for cell in row if cell.strip()]
        # Remarks stand in one cell, under or between the rows; HXL tags under the header.
        if len(filled) <= 1 or all(re.fullmatch(r"#\w.*", cell) for cell in filled):
            continue
        check_width(sheet, line, row, len(header), max(places.values()))
        values = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        if any(values.values()):
            records.append(Record(line, values))
    if not records:
        raise Refused(later("{file} has a header and no rows."), file=sheet.name)
    units = {column: heading(header[at])[1] for column, at in places.items()}
    return Table(layout, tuple(records), units)


def check_width(sheet: Sheet, line: int, row: Sequence[str], wanted: int, last: int) -> None:
    """Refuse a row with cells beyond the header, or without its last column that is needed."""
    if len(row) <= last or any(cell.strip() for cell in row[wanted:]):
        raise Refused(
            later(
                "Line {line} of {file} has {found} cells where the header has {wanted}: "
                "the file is damaged or cut off there."
            ),
            line=line, file=sheet.name, found=len(row), wanted=wanted,
        )  # fmt: skip
