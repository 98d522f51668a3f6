"""Foreign files: read in whatever dress they come, refused when they are something else."""

from pathlib import Path

import pytest

from tests.upkeep.importers.made import explorer, text_of, workbook, zipped
from upkeep.importers import table
from upkeep.importers.cells import Refused
from upkeep.importers.table import read, separate

ROWS = [("name", "value"), ("a, b", "1"), ("c", "2")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_separators_and_line_breaks_are_told_from_the_rows(separator: str, line_break: str) -> None:
    assert separate("x.csv", text_of(ROWS, separator, line_break)).rows == tuple(ROWS)


def test_decimal_commas_do_not_hide_the_semicolons() -> None:
    assert separate("x.csv", b"a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n").rows[1] == ("1,5", "2,5", "3,5")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_part_of_the_first_name(encoding: str) -> None:
    content = text_of(ROWS).decode().encode(encoding)
    assert separate("x.csv", content).rows[0] == ROWS[0]


def test_lines_are_counted_as_a_text_editor_counts_them() -> None:
    assert separate("x.csv", b'a,b\n\n"two\nlines",1\nc,2\n').lines == (1, 3, 5)


def test_a_file_that_stops_within_a_line_is_known() -> None:
    assert not separate("x.csv", b"a,b\n1,2").ended


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        ("Київ,1\n".encode("cp1251"), "not UTF-8"),
        (b'a,b\n"open,1\n', "damaged or cut off"),
        (b"\n\n", "is empty"),
        (b"", "is empty"),
        (b"PK\x03\x04 and no more", "cannot be unpacked"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        read(path)


def test_the_one_file_in_a_zip_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, "x.zip", {"x.csv": text_of(ROWS)})
    assert read(path)[0].rows == tuple(ROWS)


def test_of_several_files_in_a_zip_none_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="2 files"):
        read(zipped(tmp_path, "x.zip", {"a.csv": b"a,b\n", "b.csv": b"a,b\n"}))


def test_a_zip_that_would_burst_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST", 1_000_000)
    path = zipped(tmp_path, "x.zip", {"x.csv": b"0" * 2_000_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(Refused, match="too large"):
        read(path)


def test_sheets_of_a_workbook_keep_their_numbers_as_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"one": [["name", 0.1, 2.0]], "two": [[None, 3]]})
    assert [sheet.rows for sheet in read(path)] == [(("name", "0.1", "2"),), (("", "3"),)]


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"one": explorer()})
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(Refused, match="cannot be unpacked"):
        read(path)
