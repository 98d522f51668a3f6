"""A CSV as it is written: its cells as text, each row with the line it begins on."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import pandas as pd

from schemas.findings import Finding, make_finding

MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class TextTable:
    """The cells of one table as text; the index of the frame is the line of the row."""

    file: str
    frame: pd.DataFrame

    @cached_property
    def columns(self) -> Mapping[str, list[str]]:
        """The cells of every column, for looking up many rows one by one."""
        return {str(name): cells.tolist() for name, cells in self.frame.items()}

    @cached_property
    def rows(self) -> Mapping[int, dict[str, str]]:
        """Every row by its line, each by its column names."""
        return cast("dict[int, dict[str, str]]", self.frame.to_dict("index"))


def make_text_table(
    file: str, header: Sequence[str], lines: Sequence[int], records: Sequence[Sequence[str]]
) -> TextTable:
    """A table of text from its rows; of columns of the same name the first counts."""
    columns = list(zip(*records, strict=True)) if records else [()] * len(header)
    cells = {
        name: pd.array(column, dtype="str")
        for name, column in reversed(list(zip(header, columns, strict=True)))
    }
    names = list(dict.fromkeys(header))
    return TextTable(file, pd.DataFrame(cells, index=pd.Index(lines, dtype="int64"))[names])


@dataclass
class CsvRecords:
    """What stands in a CSV: its header, its rows, and rows that do not fit the header.

    `lines` counts as a text editor does; `rows` as a spreadsheet does, where a cell with a
    line break inside is still one row.
    """

    header: list[str] = field(default_factory=list)
    header_line: int = 1
    lines: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    records: list[list[str]] = field(default_factory=list)
    ragged: list[tuple[int, int, list[str]]] = field(default_factory=list)
    """Line, row and cells of every row with too many or too few cells."""
    broken: int = 0
    """The line near which quotation marks make the file unreadable; 0 if it is whole."""

    def column(self, at: int) -> list[str]:
        """The cells of one column."""
        return [record[at] for record in self.records]


def split_csv(content: bytes, separator: str = ",") -> CsvRecords:
    """The cells of UTF-8 text; a byte-order mark before it does no harm."""
    found, begins = CsvRecords(), 1
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(reader, 1):
            line, begins = begins, reader.line_num + 1
            if not any(cells):
                continue
            if not found.header:
                found.header, found.header_line = cells, line
            elif len(found.header) > MOST_COLUMNS:
                break
            elif len(cells) != len(found.header):
                found.ragged.append((line, row, cells))
            else:
                found.lines.append(line)
                found.rows.append(row)
                found.records.append(cells)
    except csv.Error:
        found.broken = begins
    return found


def read_texts(contents: Mapping[str, bytes]) -> dict[str, TextTable]:
    """The text of tables by name, whatever is wrong with it."""
    return {name: read_text(f"{name}.csv", content)[0] for name, content in contents.items()}


def read_text(file: str, content: bytes) -> tuple[TextTable, list[Finding]]:
    """The cells of a CSV; rows whose cells do not fit the header are set aside and reported."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(content[: error.start].split(b"\n"))
        return make_text_table(file, [], [], []), [make_finding("file_not_utf8", file, line)]
    found = split_csv(content)
    header = found.header[:MOST_COLUMNS]
    findings = [
        make_finding("column_repeated", file, 1, name, name)
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    wanted = str(len(found.header))
    findings += [
        make_finding("row_ragged", file, line, found=str(len(cells)), wanted=wanted)
        for line, _, cells in found.ragged
    ]
    if found.broken:
        findings.append(make_finding("file_quotes", file, found.broken))
    if not found.lines and not findings:
        findings.append(make_finding("file_without_rows" if header else "file_empty", file))
    return make_text_table(file, header, found.lines, found.records), findings
