"""A corpus of broken files: good tables, and everything that programs and people do to them."""

import csv
import gzip
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

from schemas import MODELS
from tests.frozen import FROZEN
from upkeep.clean.cells import columns_of

Rows = list[list[str]]

ROWS = 8
"""Rows of each table that are broken; the ninth line of a file is its last."""


def good(table: str) -> Rows:
    """The header and the first rows of a frozen table."""
    with (FROZEN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(islice(csv.reader(file), ROWS + 1))


def text_of(rows: Rows, separator: str = ",") -> str:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def bytes_of(table: str) -> bytes:
    return text_of(good(table)).encode()


def column_of(table: str, kind: str) -> str:
    """The first column of a kind that can be broken, or ''."""
    declared = columns_of(MODELS[table])
    if kind in declared:
        return kind
    return next((name for name, column in declared.items() if column.kind == kind), "")


@dataclass(frozen=True)
class FileDamage:
    """Something done to a whole file: the cause it must be given, and where."""

    cause: str
    do: Callable[[str], bytes]
    line: int = 0


@dataclass(frozen=True)
class CellDamage:
    """Something done to a cell of a kind of column; what must stand there, if that is sure."""

    cause: str
    kind: str
    written: str
    meant: str | None = None


def _wrapped(table: str) -> bytes:
    lines = text_of(good(table)).splitlines()
    return text_of([[line] for line in lines]).encode()


def _unwrappable(table: str, change: Callable[[Rows], Rows]) -> bytes:
    return text_of(change([list(row) for row in good(table)])).encode()


def _with_row(cells: Callable[[Rows], list[str]], at: int = 4) -> Callable[[str], bytes]:
    """A file with one more row as line `at` + 1."""
    return lambda table: _unwrappable(table, lambda rows: [*rows[:at], cells(rows), *rows[at:]])


def _columns(change: Callable[[list[str], int], list[str]]) -> Callable[[str], bytes]:
    """A file whose every row is changed; the second argument is the number of the row."""
    return lambda table: _unwrappable(
        table, lambda rows: [change(row, number) for number, row in enumerate(rows)]
    )


def _cyrillic(table: str) -> Rows:
    rows = good(table)
    texts = [
        at for at, name in enumerate(rows[0]) if columns_of(MODELS[table])[name].kind == "text"
    ]
    if texts:
        rows[3][texts[0]] = "Управління ООН з прав людини"
    else:
        rows[3][0] = "управління"
    return rows


def _french(table: str) -> Rows:
    rows = good(table)
    texts = [
        at for at, name in enumerate(rows[0]) if columns_of(MODELS[table])[name].kind == "text"
    ]
    rows[3][texts[0] if texts else 0] = "Réfugiés à l’étranger"
    return rows


def _decoded_twice(table: str) -> bytes:
    """One line in an old encoding, in a file that is UTF-8 elsewhere."""
    old = text_of(_french(table)).encode("cp1252").split(b"\n")
    new = text_of(_cyrillic(table)).encode().split(b"\n")
    return b"\n".join([*new[:5], old[3], *new[5:]])


def _cut(table: str) -> bytes:
    content = bytes_of(table)
    last = content.rstrip(b"\n").rfind(b"\n")
    return content[: last + 6]


def _as(content: bytes) -> Callable[[str], bytes]:
    return lambda table: content


FILES: Mapping[str, FileDamage] = {
    "empty": FileDamage("file_empty", _as(b"")),
    "only blank lines": FileDamage("file_empty", _as(b"\n \r\n\n")),
    "only a byte-order mark": FileDamage("file_empty", _as(b"\xef\xbb\xbf")),
    "zero bytes": FileDamage("file_other_kind", _as(b"\0" * 5000)),
    "workbook": FileDamage("file_other_kind", _as(b"PK\x03\x04" + b"\x14\0\6\0" * 99)),
    "old workbook": FileDamage("file_other_kind", _as(b"\xd0\xcf\x11\xe0" + b"\xa1\xb1" * 99)),
    "pdf": FileDamage("file_other_kind", _as(b"%PDF-1.7\n%\xe2\xe3")),
    "gzip": FileDamage("file_other_kind", lambda table: gzip.compress(bytes_of(table))),
    "picture": FileDamage("file_other_kind", _as(b"\x89PNG\r\n\x1a\n\0\0")),
    "photograph": FileDamage("file_other_kind", _as(b"\xff\xd8\xff\xe0\0\x10JFIF")),
    "zip archive": FileDamage("file_other_kind", _as(b"PK\x03\x04\x14" + b"\0" * 99)),
    "OpenDocument": FileDamage(
        "file_other_kind",
        _as(b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
    ),
    "web page": FileDamage("file_other_kind", _as(b"<!DOCTYPE html>\n<html><body>404")),
    "table of a web page": FileDamage("file_other_kind", _as(b"<table><tr><td>a</td></tr>")),
    "json": FileDamage("file_other_kind", _as(b'[{"source_id": "a", "value": 1}]')),
    "noise": FileDamage("file_other_kind", _as(bytes(range(256)) * 40)),
    "byte-order mark": FileDamage(
        "byte_order_mark", lambda table: b"\xef\xbb\xbf" + bytes_of(table)
    ),
    "utf-16": FileDamage("file_utf16", lambda table: text_of(good(table)).encode("utf-16")),
    "utf-16-le": FileDamage("file_utf16", lambda table: text_of(good(table)).encode("utf-16-le")),
    "utf-16-be": FileDamage("file_utf16", lambda table: text_of(good(table)).encode("utf-16-be")),
    "utf-32": FileDamage("file_utf16", lambda table: text_of(good(table)).encode("utf-32")),
    "utf-16 cut off": FileDamage(
        "file_truncated", lambda table: text_of(good(table)).encode("utf-16")[:-1], ROWS + 1
    ),
    "windows-1251": FileDamage(
        "file_encoding", lambda table: text_of(_cyrillic(table)).encode("cp1251"), 4
    ),
    "windows-1252": FileDamage(
        "file_encoding", lambda table: text_of(_french(table)).encode("cp1252"), 4
    ),
    "two encodings": FileDamage("file_encoding_mixed", _decoded_twice, 6),
    "cut off": FileDamage("file_truncated", _cut, ROWS + 1),
    "header only": FileDamage(
        "file_without_rows", lambda table: text_of(good(table)[:1]).encode()
    ),
    "a thousand and more columns": FileDamage(
        "file_columns", _columns(lambda row, number: row + ["x"] * 2000), 1
    ),
    "unclosed quotation mark": FileDamage(
        "file_quotes",
        lambda table: bytes_of(table).replace(b"\n", b'\n"', 4).replace(b'\n"', b"\n", 3),
        5,
    ),
    "unknown table": FileDamage("file_unknown_table", _as(b"a,b,c\n1,2,3\n"), 1),
    "semicolons": FileDamage(
        "separator", lambda table: text_of(good(table), ";").encode(), 1
    ),
    "tabs": FileDamage("separator", lambda table: text_of(good(table), "\t").encode(), 1),
    "bars": FileDamage("separator", lambda table: text_of(good(table), "|").encode(), 1),
    "sep line": FileDamage("separator_line", lambda table: b"sep=,\n" + bytes_of(table), 1),
    "title above": FileDamage(
        "preamble", lambda table: b"Table 1. Data\n\n" + bytes_of(table), 1
    ),
    "whole rows quoted": FileDamage("rows_in_quotes", _wrapped, 1),
    "table on its side": FileDamage(
        "transposed",
        lambda table: text_of([list(row) for row in zip(*good(table), strict=True)]).encode(),
    ),
    "no header": FileDamage(
        "header_missing", lambda table: text_of(good(table)[1:]).encode(), 1
    ),
    "hxl tags": FileDamage(
        "hxl_row", _with_row(lambda rows: ["#meta+id"] * len(rows[0]), at=1), 2
    ),
    "hxl tags, short row": FileDamage("hxl_row", _with_row(lambda rows: ["#date", "#adm1"]), 5),
    "header again": FileDamage("header_again", _with_row(lambda rows: rows[0]), 5),
    "footnote": FileDamage(
        "footnote", _with_row(lambda rows: ["* without Crimea", *[""] * (len(rows[0]) - 1)]), 5
    ),
    "footnote, one cell": FileDamage("footnote", _with_row(lambda rows: ["Source: a report"]), 5),
    "total": FileDamage(
        "total_row", _with_row(lambda rows: ["Total", *["1"] * (len(rows[0]) - 1)]), 5
    ),
    "total in Ukrainian": FileDamage(
        "total_row", _with_row(lambda rows: ["Усього", *["1"] * (len(rows[0]) - 1)]), 5
    ),
    "unfinished merge": FileDamage("row_ragged", _with_row(lambda rows: ["<<<<<<< HEAD"]), 5),
    "a cell too many": FileDamage(
        "row_ragged", _with_row(lambda rows: ["odd", "row", *rows[1]]), 5
    ),
    "cells missing": FileDamage("row_ragged", _with_row(lambda rows: rows[1][:2]), 5),
    "commas behind": FileDamage(
        "row_long", _with_row(lambda rows: [*rows[1], "", "", ""]), 5
    ),
    "column in capitals": FileDamage(
        "column_renamed",
        _columns(lambda row, number: [row[0].upper() + " ", *row[1:]] if not number else row),
        1,
    ),
    "column misspelt": FileDamage(
        "column_renamed",
        _columns(lambda row, number: [row[0] + "s", *row[1:]] if not number else row),
        1,
    ),
    "column in Cyrillic look-alikes": FileDamage(
        "column_renamed",
        _columns(
            lambda row, number: [row[0].replace("o", "о"), *row[1:]] if not number else row
        ),
        1,
    ),
    "column missing": FileDamage("column_missing", _columns(lambda row, number: row[:-1]), 1),
    "column unknown": FileDamage(
        "column_unknown", _columns(lambda row, number: [*row, "x" if number else "colour"]), 1
    ),
    "blank columns": FileDamage("column_blank", _columns(lambda row, number: [*row, "", ""]), 1),
    "row numbers": FileDamage(
        "column_numbering",
        _columns(lambda row, number: [str(number - 1) if number else "", *row]),
        1,
    ),
    "column twice": FileDamage("column_repeated", _columns(lambda row, number: [*row, row[0]]), 1),
    "column twice, differing": FileDamage(
        "column_repeated", _columns(lambda row, number: [*row, "x" if number else row[0]]), 1
    ),
    "columns turned round": FileDamage(
        "column_order", _columns(lambda row, number: row[::-1]), 1
    ),
}  # fmt: skip
"""What is done to whole files, by name."""

CELLS: Mapping[str, CellDamage] = {
    "space behind": CellDamage("spaces_around", "text", "OHCHR ", "OHCHR"),
    "space before a code": CellDamage("spaces_around", "obs_status", " A", "A"),
    "no-break space around": CellDamage("spaces_around", "obs_status", "\u00a0A\u00a0", "A"),
    "line break behind": CellDamage("spaces_around", "obs_status", "A\n", "A"),
    "zero-width space": CellDamage(
        "invisible_signs", "source_id", "ohchr\u200b-2025", "ohchr-2025"
    ),
    "NUL": CellDamage("invisible_signs", "source_id", "oh\0chr-2025", "ohchr-2025"),
    "soft hyphen": CellDamage("invisible_signs", "text", "dis\u00adplaced", "displaced"),
    "smart quotes": CellDamage("smart_quotes", "obs_status", "“A”", "A"),
    "quote before a number": CellDamage("smart_quotes", "whole_number", "'1286", "1286"),
    "NA": CellDamage("missing_mark", "whole_number", "NA", ""),
    "n/a": CellDamage("missing_mark", "whole_number", "n/a", ""),
    "#N/A": CellDamage("sheet_error", "whole_number", "#N/A"),
    "ellipsis": CellDamage("missing_mark", "whole_number", "…", ""),
    "dash": CellDamage("missing_mark", "whole_number", "-"),
    "long dash": CellDamage("missing_mark", "text", "—", ""),
    "null": CellDamage("missing_mark", "decimal_number", "NULL", ""),
    "no data in Ukrainian": CellDamage("missing_mark", "text", "немає даних", ""),
    "#REF!": CellDamage("sheet_error", "whole_number", "#REF!"),
    "narrow cell": CellDamage("sheet_error", "day", "########"),
    "formula": CellDamage("formula", "whole_number", "=SUM(L2:L9)"),
    "formula of a text": CellDamage("formula", "whole_number", '="1286"', "1286"),
    "formula in a note": CellDamage("formula", "text", '=HYPERLINK("http://x";"y")'),
    "command in a note": CellDamage("formula", "text", "@SUM(1+1)*cmd|' /C calc'!A0"),
    "Cyrillic in a code": CellDamage("script_mixed", "obs_status", "А", "A"),
    "Cyrillic in a place": CellDamage("script_mixed", "location", "UКR", "UKR"),
    "Latin in a Ukrainian word": CellDamage("script_mixed", "text", "Xapків", "Харків"),
    "UTF-8 read as 1252": CellDamage("garbled", "text", "ÐšÐ¸Ñ—Ð²", "Київ"),
    "UTF-8 read as 1251": CellDamage("garbled", "text", "РљРёС—РІ", "Київ"),
    "letters lost": CellDamage("letters_lost", "text", "????? in Kharkiv"),
    "small letters": CellDamage("letter_case", "obs_status", "a", "A"),
    "capitals": CellDamage("letter_case", "source_id", "OHCHR-2025", "ohchr-2025"),
    "country in small letters": CellDamage("letter_case", "location", "ukr", "UKR"),
    "words for a code": CellDamage("words_for_code", "obs_status", "provisional", "P"),
    "country in words": CellDamage("words_for_code", "location", "Poland", "POL"),
    "two letters for a country": CellDamage("words_for_code", "location", "PL", "POL"),
    "euro sign": CellDamage("words_for_code", "currency", "€", "EUR"),
    "zero lost": CellDamage("zeros_lost", "location", "UA5"),
    "spaces in thousands": CellDamage("thousands", "whole_number", "1 286 000", "1286000"),
    "thin spaces": CellDamage("thousands", "whole_number", "1\u2009286", "1286"),
    "no-break spaces": CellDamage("thousands", "whole_number", "1\u00a0286", "1286"),
    "narrow no-break spaces": CellDamage("thousands", "whole_number", "1\u202f286", "1286"),
    "apostrophes": CellDamage("thousands", "whole_number", "1'286", "1286"),
    "commas in thousands": CellDamage("thousands", "whole_number", "1,286,000", "1286000"),
    "points in thousands": CellDamage("thousands", "whole_number", "1.286.000", "1286000"),
    "digits torn apart": CellDamage("thousands", "whole_number", "00 969 240"),
    "one comma": CellDamage("number_ambiguous", "whole_number", "1,286"),
    "one point": CellDamage("number_ambiguous", "whole_number", "1.286"),
    "one comma in an amount": CellDamage("number_ambiguous", "decimal_number", "1,286"),
    "decimal comma": CellDamage("decimal_comma", "decimal_number", "12,5", "12.5"),
    "German amount": CellDamage("decimal_comma", "decimal_number", "1.286,50", "1286.50"),
    "French amount": CellDamage("decimal_comma", "decimal_number", "1 286,50", "1286.50"),
    "English amount": CellDamage("thousands", "decimal_number", "1,286.50", "1286.50"),
    "whole number with point": CellDamage("number_form", "whole_number", "182672.0", "182672"),
    "long minus": CellDamage("number_form", "decimal_number", "−5", "-5"),
    "brackets": CellDamage("number_form", "decimal_number", "(500)", "-500"),
    "plus": CellDamage("number_form", "whole_number", "+5", "5"),
    "powers of ten": CellDamage("number_rounded", "decimal_number", "4.34E+06"),
    "about": CellDamage("number_words", "whole_number", "~500"),
    "footnote mark": CellDamage("number_words", "whole_number", "500*"),
    "range": CellDamage("number_words", "whole_number", "500-600"),
    "letter O": CellDamage("number_words", "whole_number", "5OO"),
    "millions": CellDamage("number_unit", "whole_number", "3.7 million"),
    "currency": CellDamage("number_unit", "decimal_number", "€500"),
    "percent": CellDamage("number_unit", "decimal_number", "12%"),
    "d.m.y": CellDamage("date_order", "day", "31.08.2025", "2025-08-31"),
    "d/m/y": CellDamage("date_order", "day", "31/08/2025", "2025-08-31"),
    "m/d/y": CellDamage("date_order", "day", "08/31/2025", "2025-08-31"),
    "y/m/d": CellDamage("date_order", "day", "2025/08/31", "2025-08-31"),
    "y-d-m": CellDamage("date_impossible", "day", "2025-31-08"),
    "without zeros": CellDamage("date_order", "day", "2025-8-1", "2025-08-01"),
    "without hyphens": CellDamage("date_order", "day", "20250831", "2025-08-31"),
    "day or month": CellDamage("date_ambiguous", "day", "03/04/2025"),
    "day or month, points": CellDamage("date_ambiguous", "day", "03.04.2025"),
    "serial number": CellDamage("date_number", "day", "45900", "2025-08-31"),
    "serial number with point": CellDamage("date_number", "day", "45900.0", "2025-08-31"),
    "English date": CellDamage("date_words", "day", "31 August 2025", "2025-08-31"),
    "American date": CellDamage("date_words", "day", "Aug 31, 2025", "2025-08-31"),
    "French date": CellDamage("date_words", "day", "1er août 2025", "2025-08-01"),
    "Ukrainian date": CellDamage("date_words", "day", "31 серпня 2025 р.", "2025-08-31"),
    "month alone": CellDamage("date_words", "day", "August 2025"),
    "midnight": CellDamage("date_time", "day", "2025-08-31 00:00:00", "2025-08-31"),
    "time of day": CellDamage("date_time", "day", "2025-08-30T22:00:00Z"),
    "short year": CellDamage("date_short", "day", "31/08/25"),
    "short month": CellDamage("date_short", "day", "Aug-25"),
    "thirteenth month": CellDamage("date_impossible", "day", "2023-13-01"),
    "minus behind": CellDamage("number_words", "whole_number", "500-"),
    "no such day": CellDamage("date_impossible", "day", "2025-02-30"),
    "month without zero": CellDamage("date_order", "month", "2025-8", "2025-08"),
    "month as a serial number": CellDamage("date_number", "month", "45870", "2025-08"),
}
"""What is done to cells, by name."""


def applicable(damage: CellDamage) -> list[str]:
    """The tables that have a column of the kind."""
    return [table for table in MODELS if column_of(table, damage.kind)]


def with_cells(table: str, cells: Mapping[tuple[int, str], str]) -> Rows:
    """The good rows of a table with some cells written otherwise, by row number and column."""
    rows = good(table)
    for (row, name), written in cells.items():
        rows[row][rows[0].index(name)] = written
    return rows
