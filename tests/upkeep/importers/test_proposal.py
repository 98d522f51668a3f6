"""New rows: in the file's own style, and every line that was there keeps its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_tables import SMALL, written
from upkeep.importers.base import Edition, blank
from upkeep.importers.proposal import Proposal, append, carry

ROW = {"source_id": "new", "series": "b", "note": 'says "no", twice'}


def test_rows_stand_after_the_last_of_their_series() -> None:
    old = b"source_id,series,note\nx,a,\ny,b,\nz,c,\n"
    assert append(old, [ROW], "series") == (
        b'source_id,series,note\nx,a,\ny,b,\nnew,b,"says ""no"", twice"\nz,c,\n'
    )


def test_rows_of_a_new_series_stand_at_the_end() -> None:
    assert append(b"source_id,series,note\nx,a,\n", [ROW], "series").splitlines()[2][:5] == b"new,b"


def test_a_file_without_a_last_line_break_gets_one_before_the_rows() -> None:
    row = {"source_id": "new", "note": ""}
    assert append(b"note,source_id\n1,x", [row], "") == b"note,source_id\n1,x\n,new\n"


def test_the_order_of_the_columns_is_that_of_the_file() -> None:
    row = {"source_id": "new", "series": "b"}
    assert append(b"series,source_id\n", [row], "series") == b"series,source_id\nb,new\n"


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_breaks_and_byte_order_marks_stay(line_break: bytes, mark: bytes) -> None:
    old = mark + line_break.join([b"source_id,series", b"x,b", b"z,c", b""])
    expected = mark + line_break.join([b"source_id,series", b"x,b", b"new,b", b"z,c", b""])
    assert append(old, [{"source_id": "new", "series": "b"}], "series") == expected


def test_a_file_that_quotes_everything_goes_on_to() -> None:
    old = b'"source_id","series"\n"x","b"\n'
    new = append(old, [{"source_id": "new", "series": "b"}], "series")
    assert new == old + b'"new","b"\n'


cells = st.text(st.characters(exclude_characters="\r\x00", codec="utf-8"), max_size=8)
tables = st.lists(st.tuples(cells, st.sampled_from(["a", "b", "c"])), max_size=6)


@given(tables, st.sampled_from(["a", "b", "d"]), st.booleans())
def test_no_line_that_was_there_changes(rows: list[tuple[str, str]], kind: str, ends: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    lines = [f'"{note.replace(chr(34), chr(34) * 2)}",{series}\n' for note, series in rows]
    old = "".join(["source_id,series\n", *lines])
    old = old if ends else old.rstrip("\n")
    new = append(old.encode(), [{"source_id": "new", "series": kind}], "series").decode()
    assert new.count(f"new,{kind}\n") >= 1
    before, _, after = new.partition(f"new,{kind}\n")
    assert (before + after).rstrip("\n") == old.rstrip("\n")


def test_sources_are_written_before_the_figures_that_cite_them() -> None:
    old = {name: written(name, SMALL[name]) for name in ("aid_flows", "displacement", "sources")}
    edition = Edition("aid_flows", (), lambda _: {}, "Kiel Institute")
    source = blank("sources", source_id="new", publisher="Kiel Institute")
    row = blank("aid_flows", source_id="new", series="kiel-month")
    new = carry(old, [Proposal(edition, "new", source, (row,))])
    assert list(new) == ["sources", "aid_flows"]
