"""Reading: all of the tables or a list of everything to fix."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import MODELS, InvalidData, Tables, read_all, read_contents
from schemas.findings import CAUSES
from tests.frozen import FROZEN
from tests.small_tables import SMALL, messages, small_with, written

COLUMN = CAUSES["column_missing"].advice


def test_what_readers_see_is_valid_and_so_are_the_frozen_tables(
    tables: Tables, live_tables: Tables
) -> None:
    for read in (tables, live_tables):
        assert all(len(getattr(read, name)) for name in MODELS)


def test_reading_the_same_bytes_again_gives_the_same_tables() -> None:
    assert read_all() is read_all()


def test_every_row_knows_since_when_it_was_public(tables: Tables) -> None:
    for rows in (tables.displacement, tables.civilian_deaths, tables.aid_flows):
        assert rows["available"].notna().all()


def test_the_index_of_a_row_is_its_line_in_the_file(tables: Tables) -> None:
    text = (FROZEN / "civilian_deaths.csv").read_text(encoding="utf-8").splitlines()
    row = tables.civilian_deaths.iloc[30]
    assert text[int(row.name) - 1].startswith(row["source_id"])


def test_one_bad_cell_hides_no_other() -> None:
    rows = [dict(row) for row in SMALL["displacement"]]
    rows[0] |= {"value": "many", "date": "soon", "status": "certain", "location": "XYZ"}
    rows[1] |= {"period_end": "2022-01-01", "source_id": "unknown-source"}
    found = messages(small_with(displacement=written("displacement", rows)))
    located = [message.split(" is ")[0] for message in found]
    assert located == [
        "data/displacement.csv, line 2: date",
        "data/displacement.csv, line 2: location",
        "data/displacement.csv, line 2: status",
        "data/displacement.csv, line 2: value",
        "data/displacement.csv, line 3: period_end",
        "data/displacement.csv, line 3: source_id",
    ]


def test_problems_of_several_files_are_listed_together() -> None:
    contents = small_with(
        sources=written("sources", [SMALL["sources"][0] | {"kind": "x"}]),
        aid_flows=written("aid_flows", [SMALL["aid_flows"][0] | {"measure": "gift"}]),
    )
    assert [message.split(",")[0] for message in messages(contents)] == [
        "data/aid_flows.csv",
        "data/sources.csv",
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for name, content in small_with().items():
        (tmp_path / MODELS[name].file_name()).write_bytes(content)
    (tmp_path / "aid_flows.csv").unlink()
    with pytest.raises(InvalidData) as invalid:
        read_all(tmp_path)
    assert str(invalid.value) == (
        "data/aid_flows.csv: the file is missing; put it back into the data folder"
    )


def test_without_a_column_that_tells_facts_apart_none_is_called_the_same_twice() -> None:
    header, row = written("civilian_deaths", SMALL["civilian_deaths"]).decode().splitlines()
    at = header.split(",").index("outcome")
    lines = [line.split(",") for line in (header, row, row)]
    text = "".join(",".join([*line[:at], *line[at + 1 :]]) + "\n" for line in lines)
    found = messages(small_with(civilian_deaths=text.encode()))
    assert "data/civilian_deaths.csv, line 1: outcome is 'outcome'; " + COLUMN in found
    assert not [message for message in found if "the same fact" in message]


def test_a_file_in_another_encoding_is_named_with_its_line() -> None:
    content = written("sources", [SMALL["sources"][0] | {"publisher": "Київ"}])
    assert messages(small_with(sources=content.decode().encode("cp1251"))) == [
        "data/sources.csv, line 2: the file is not UTF-8 text; save it as “CSV UTF-8”"
    ]


def test_a_byte_order_mark_does_no_harm() -> None:
    contents = small_with(sources=b"\xef\xbb\xbf" + written("sources", SMALL["sources"]))
    assert messages(contents) == []


def test_a_file_without_rows_is_refused() -> None:
    assert messages(small_with(exchange_rates=written("exchange_rates", []))) == [
        "data/exchange_rates.csv: the file has a first line and no rows; restore the last good copy"
    ]


def test_columns_missing_unknown_and_repeated_are_named() -> None:
    header, row = written("exchange_rates", SMALL["exchange_rates"]).decode().splitlines()
    header = header.replace("days", "month").replace("currency", "money")
    found = messages(small_with(exchange_rates=f"{header}\n{row}\n".encode()))
    assert [message.split(": ", 1)[1] for message in found] == [
        "currency is 'currency'; the column is missing; add it to the first line",
        "days is 'days'; the column is missing; add it to the first line",
        "money is 'money'; this column is not known; remove it or correct its name",
        "month is 'month'; the column appears twice; keep one of them",
    ]


def test_columns_in_another_order_are_read_all_the_same() -> None:
    frame = pd.DataFrame(SMALL["exchange_rates"])
    turned = frame[frame.columns[::-1]].to_csv(index=False).encode()
    assert messages(small_with(exchange_rates=turned)) == []


def test_a_ragged_row_is_named_and_the_others_are_still_checked() -> None:
    lines = written("exchange_rates", SMALL["exchange_rates"]).decode().splitlines()
    bad = lines[1].replace("A", "A,A")
    worse = lines[1].replace("2025-08,USD", "August,USD")
    text = "\n".join([lines[0], bad, worse, ""])
    found = messages(small_with(exchange_rates=text.encode()))
    assert found == [
        "data/exchange_rates.csv, line 2: the row has 7 cells, the first line has 6; "
        "check for a missing comma or a comma outside quotation marks",
        "data/exchange_rates.csv, line 3: month is 'August'; write it in the form 2025-08",
    ]


def test_an_open_quotation_mark_is_named() -> None:
    text = written("exchange_rates", SMALL["exchange_rates"]).decode().replace("USD", '"USD')
    found = messages(small_with(exchange_rates=text.encode()))
    assert found[0] == (
        "data/exchange_rates.csv, line 2: the file cannot be read further from here; "
        "check the quotation marks near here"
    )


def test_blank_lines_and_quoted_newlines_do_not_shift_the_line_numbers() -> None:
    first = SMALL["sources"][0] | {"title": "Two\nlines"}
    second = SMALL["sources"][0] | {"source_id": "other", "kind": "x"}
    text = written("sources", [first, second]).decode()
    head, rest = text.split("\n", 1)
    found = messages(small_with(sources=f"{head}\n\n{rest}".encode()))
    assert found == [
        "data/sources.csv, line 5: kind is 'x'; write one of: primary, secondary, unseen"
    ]


def test_the_same_fact_twice_from_one_source_is_refused() -> None:
    rows = [SMALL["exchange_rates"][0], SMALL["exchange_rates"][0]]
    assert messages(small_with(exchange_rates=written("exchange_rates", rows))) == [
        "data/exchange_rates.csv, line 3: month is '2025-08'; "
        "the same fact stands in line 2 already; keep one of the two"
    ]


def test_a_known_misprint_is_mended_and_the_row_says_so() -> None:
    deaths = read_contents(small_with()).civilian_deaths
    assert deaths["value"].tolist() == [268]
    assert deaths["correction"].tolist() == ["a-misprint"]


@given(st.sampled_from(list(MODELS)), st.binary(max_size=400))
def test_rubbish_is_refused_in_words_and_never_with_a_traceback(table: str, rubbish: bytes) -> None:
    with pytest.raises(InvalidData) as invalid:
        read_contents(small_with(**{table: rubbish}))
    assert f"data/{table}.csv" in str(invalid.value)


@given(st.data())
def test_any_text_in_any_cell_is_read_or_located(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(list(MODELS)))
    column = data.draw(st.sampled_from(list(MODELS[table].columns())))
    text = data.draw(st.text(max_size=20))
    row = SMALL[table][0] | {column: text}
    for message in messages(small_with(**{table: written(table, [row, *SMALL[table][1:]])})):
        assert message.startswith("data/")
