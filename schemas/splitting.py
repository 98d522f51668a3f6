"""Splitting the text of a CSV into cells, exactly, and quickly where the file is regular."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]  # it publishes no types
from pyarrow import csv as arrow_csv

from schemas.raw import Coder, Flagged, Numbers, RawColumn

if TYPE_CHECKING:
    from _csv import Reader

LARGE = 200_000
"""Bytes from which the quick way is worth its start."""

BLOCK = 1 << 23
BATCH = 20_000
MOST_COLUMNS = 1_000


@dataclass
class Split:
    """What stands in a CSV: its header, its rows, and rows that do not fit the header.

    `lines` counts as a text editor does; `rows` as a spreadsheet does, where a cell with a
    line break inside is still one row.
    """

    header: list[str] = field(default_factory=list)
    header_line: int = 1
    lines: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    rows: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    columns: list[RawColumn] = field(default_factory=list)
    ragged: list[tuple[int, int, list[str]]] = field(default_factory=list)
    """Line, row and cells of every row with too many or too few cells."""
    broken: int = 0
    """The line near which quotation marks make the file unreadable; 0 if it is whole."""


def split(content: bytes, separator: str = ",") -> Split:
    """The cells of UTF-8 text; a byte-order mark before it does no harm."""
    if len(content) >= LARGE:
        quick = _regular(content, separator)
        if quick is not None:
            return quick
    return _any_shape(content, separator)


def _any_shape(content: bytes, separator: str) -> Split:
    found = Split()
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    coders: list[Coder] = []
    batch: list[list[str]] = []
    lines: list[int] = []
    rows: list[int] = []
    for line, row, cells in _records(reader, found):
        if not found.header:
            if any(cells):
                found.header, found.header_line = cells, line
                coders = [Coder() for _ in cells[:MOST_COLUMNS]]
            continue
        if len(coders) < len(found.header) or not any(cells):
            continue
        if len(cells) != len(found.header):
            found.ragged.append((line, row, cells))
            continue
        batch.append(cells)
        lines.append(line)
        rows.append(row)
        if len(batch) == BATCH:
            _take(coders, batch)
    _take(coders, batch)
    found.columns = [coder.column() for coder in coders]
    found.lines, found.rows = np.array(lines, np.int64), np.array(rows, np.int64)
    return found


def _records(reader: "Reader", found: Split) -> Iterator[tuple[int, int, list[str]]]:
    """Each record with the line it begins on and its row in a spreadsheet."""
    begins, row = 1, 0
    try:
        for cells in reader:
            row += 1
            yield begins, row, cells
            begins = reader.line_num + 1
    except csv.Error:
        found.broken = begins


def _take(coders: Sequence[Coder], batch: list[list[str]]) -> None:
    if batch:
        for coder, cells in zip(coders, zip(*batch, strict=True), strict=True):
            coder.add(cells)
        batch.clear()


@cache
def _loose_quote(separator: str) -> re.Pattern[bytes]:
    """A quotation mark that neither opens nor closes a whole cell."""
    ends = re.escape(separator).encode() + rb"\r\n"
    return re.compile(rb'[^%b"]"[^%b"]|[%b]""[^"%b]' % (ends, ends, ends, ends))


def _regular(content: bytes, separator: str) -> Split | None:
    """The cells of a file with one row on every line, or None if it is not so regular."""
    begins = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    end = content.find(b"\n", begins)
    head = content[begins:end].rstrip(b"\r")
    if end < 0 or not head or b'"' in head or not _is_plain(content, separator):
        return None
    try:
        header = head.decode().split(separator)
        if not any(header) or len(header) > MOST_COLUMNS:
            return None
        table = _arrow_table(content, len(header), separator)
    except (UnicodeDecodeError, pa.ArrowInvalid):
        return None
    last = 0 if content.endswith(b"\n") else 1
    if table.num_rows != content.count(b"\n") - 1 + last:
        return None
    columns = [_coded(column) for column in table.columns]
    lines = np.arange(2, table.num_rows + 2)
    filled = _filled(columns)
    if not filled.all():
        columns, lines = [column.without(~filled) for column in columns], lines[filled]
    return Split(header, 1, lines, lines, columns)


def _is_plain(content: bytes, separator: str) -> bool:
    """Whether every quotation mark and line end is where a regular file has them."""
    if b"\0" in content or content.count(b"\r") != content.count(b"\r\n"):
        return False
    return b'"' not in content or _loose_quote(separator).search(content) is None


def _arrow_table(content: bytes, width: int, separator: str) -> pa.Table:
    names = [str(number) for number in range(width)]
    kind = pa.dictionary(pa.int32(), pa.string())
    table = arrow_csv.read_csv(
        pa.BufferReader(content),
        read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator, newlines_in_values=True, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, kind), strings_can_be_null=False, null_values=[]
        ),
    )
    return table.unify_dictionaries().combine_chunks()


def _coded(column: pa.ChunkedArray) -> RawColumn:
    if column.num_chunks == 0:
        return RawColumn(pd.Series([], dtype="str"), np.empty(0, np.int32))
    chunk = column.chunk(0)
    texts = pd.Series(chunk.dictionary.to_pandas(), dtype="str")
    return RawColumn(texts, chunk.indices.to_numpy())


def _filled(columns: Sequence[RawColumn]) -> Flagged:
    """For every row, whether anything stands in it."""
    filled = np.zeros(len(columns[0].codes), bool)
    for column in columns:
        written = (column.texts != "").to_numpy(bool)
        if written.all():
            return np.ones(len(filled), bool)
        filled |= written[column.codes]
    return filled
