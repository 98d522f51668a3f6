"""Temporary protection: SDMX-CSV, the site's own tables, and one that does not say of whom."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run_again

Bring = Callable[..., Answer]
HEAD = (
    "DATAFLOW", "LAST UPDATE", "freq", "unit", "citizen", "sex", "age", "geo", "TIME_PERIOD",
    "OBS_VALUE", "OBS_FLAG", "CONF_STATUS",
)  # fmt: skip
START = ("ESTAT:MIGR_ASYTPSM(1.0)", "10/09/26 23:00:00", "M", "PER")
SOURCE = "eurostat-2026-07"


def sdmx() -> list[list[str]]:
    told = (
        ("UA", "T", "TOTAL", "DE", "2026-06", "1250825", ""),
        ("UA", "T", "TOTAL", "DE", "2026-07", "1255010", "p"),
        ("UA", "T", "TOTAL", "EL", "2026-07", "40700", ""),
        ("UA", "T", "TOTAL", "LU", "2026-07", ":", "c"),
        ("UA", "T", "TOTAL", "EU27_2020", "2026-07", "4350000", "e"),
        ("UA", "T", "TOTAL", "NL", "2026-07", "140000", "bp"),
        ("UA", "F", "TOTAL", "DE", "2026-07", "700000", ""),
        ("UA", "T", "Y_LT14", "DE", "2026-07", "300000", ""),
        ("RU", "T", "TOTAL", "DE", "2026-07", "1000", ""),
        ("TOTAL", "T", "TOTAL", "DE", "2026-07", "1270000", ""),
    )
    return [list(HEAD), *([*START, *row, ""] for row in told)]


def counts(data: Path, source: str = SOURCE) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    rows = rows_of(data, "displacement", source)
    return {
        (row["series"], row["date"], row["location"]): (
            row["value"],
            row["obs_status"],
            row["bound"],
        )
        for row in rows
    }


UA, ALL = "eurostat-ukrainian-citizens", "eurostat-all-beneficiaries"
EXPECTED = {
    (UA, "2026-06-30", "DEU"): ("1250825", "A", "exact"),
    (UA, "2026-07-31", "DEU"): ("1255010", "P", "exact"),
    (UA, "2026-07-31", "GRC"): ("40700", "A", "exact"),
    (UA, "2026-07-31", "EU27"): ("4350000", "A", "approximate"),
    (UA, "2026-07-31", "NLD"): ("140000", "B", "exact"),
    (ALL, "2026-07-31", "DEU"): ("1270000", "A", "exact"),
}


def test_june_2026_as_handed_on_is_there_already() -> None:
    path = made.UPSTREAM / "eurostat_migr_asytpsm_2026-06.csv"
    assert "--citizen" in run_again("eurostat", path).text
    answer = run_again("eurostat", path, "--citizen", "UA")
    assert "eurostat-2026-06: 0 to add, 31 there already" in answer.text


def test_sdmx_csv_knows_its_own_date_and_two_populations(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("eurostat", made.saved(tmp_path, "x.csv", sdmx()), "--write")
    assert answer.code == 0, answer.text
    assert counts(data) == EXPECTED
    [source] = rows_of(data, "sources", SOURCE)
    assert (source["published"], source["available"]) == ("2026-09-10", "2026-09-10")
    assert "sex, age or other citizenship are left out" in answer.text


def _labelled(rows: list[list[str]]) -> list[list[str]]:
    words = {"UA": "UA: Ukraine", "DE": "DE: Germany", "EL": "EL: Greece", "T": "T: Total"}
    words |= {"TOTAL": "TOTAL: Total", "NL": "NL: Netherlands"}
    words |= {"EU27_2020": "EU27_2020: European Union - 27 countries (from 2020)"}
    return [rows[0], *([words.get(cell, cell) for cell in row] for row in rows[1:])]


def _moved(rows: list[list[str]]) -> list[list[str]]:
    return [["", *reversed(row)] for row in rows]


def _grouped(rows: list[list[str]]) -> list[list[str]]:
    return [[f"{int(cell):,}" if cell.isdigit() else cell for cell in row] for row in rows]


@pytest.mark.parametrize("mutation", [_labelled, _moved, _grouped])
@pytest.mark.parametrize(
    "separator", [",", *(pytest.param(mark, marks=pytest.mark.soak) for mark in ";\t")]
)
def test_another_dress_gives_the_same_counts(
    bring: Bring,
    tmp_path: Path,
    data: Path,
    mutation: Callable[[list[list[str]]], list[list[str]]],
    separator: str,
) -> None:
    path = made.saved(tmp_path, "x.csv", mutation(sdmx()), separator)
    assert bring("eurostat", path, "--write").code == 0
    assert counts(data) == EXPECTED


def site() -> list[list[str]]:
    return [
        ["Data extracted on 21/09/2026 10:12:13 from [ESTAT]"],
        ["Dataset:", "Beneficiaries of temporary protection [migr_asytpsm__custom_1]"],
        ["Last updated:", "10/09/2026 23:00"],
        ["Country of citizenship", "Ukraine"],
        ["Sex", "Total"],
        ["Age class", "Total"],
        ["TIME", "2026-06", "", "2026-07", ""],
        ["GEO (Labels)", "", "", "", ""],
        ["Germany (including former GDR)", "1 250 825", "", "1\u00a0255\u00a0010", "p"],
        ["Greece", ":", "", "40,700", ""],
        ["Special value"],
        [":", "not available"],
    ]  # fmt: skip


def test_the_tables_of_the_site_have_months_as_columns(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = made.saved(tmp_path, "x.csv", site())
    answer = bring("eurostat", path, "--write")
    assert answer.code == 0, answer.text
    assert counts(data) == {key: EXPECTED[key] for key in list(EXPECTED)[:3]}
    assert rows_of(data, "sources", SOURCE)[0]["published"] == "2026-09-10"


def test_a_table_of_the_site_that_does_not_say_of_whom_asks(bring: Bring, tmp_path: Path) -> None:
    path = made.saved(tmp_path, "x.csv", [row for row in site() if "citizenship" not in row[0]])
    assert bring("eurostat", path).code == 2
    assert "--citizen" in bring("eurostat", path).text


def test_tsv_files_write_their_dimensions_into_one_cell(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    rows = [
        ["freq,citizen,sex,age,unit,geo\\TIME_PERIOD", "2026-06 ", "2026-07 "],
        ["M,UA,T,TOTAL,PER,DE", "1250825 ", "1255010 p"],
        ["M,UA,F,TOTAL,PER,DE", "700000 ", "700000 "],
        ["M,UA,T,TOTAL,PER,EL", ": ", "40700 "],
    ]
    path = made.saved(tmp_path, "x.tsv", rows, "\t")
    assert bring("eurostat", path, "--published", "2026-09-10", "--write").code == 0
    assert counts(data) == {key: EXPECTED[key] for key in list(EXPECTED)[:3]}


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        (10, "q", "“q” is a flag that is not known"),
        (7, "Atlantis", "“Atlantis”"),
        (8, "2026-Q1", "is no month"),
        (9, "12.5", "number of people"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(
    bring: Bring, tmp_path: Path, column: int, text: str, words: str
) -> None:
    rows = sdmx()
    rows[2][column] = text
    answer = bring("eurostat", made.saved(tmp_path, "x.csv", rows))
    assert (answer.code, words in answer.text) == (1, True), answer.text


def test_missing_dimensions_are_named(bring: Bring, tmp_path: Path) -> None:
    rows = [[*row[:5], *row[7:]] for row in sdmx()]
    answer = bring("eurostat", made.saved(tmp_path, "x.csv", rows))
    assert answer.code == 1
    assert "has no “sex”, “age”" in answer.text


def test_a_cut_file_is_refused(bring: Bring, tmp_path: Path) -> None:
    content = made.text_of(sdmx())
    path = tmp_path / "x.csv"
    for end in (len(content) - 1, len(content) - 6, len(content) // 2):
        path.write_bytes(content[:end])
        assert bring("eurostat", path).code == 1


def test_half_of_a_month_that_was_whole_before_is_refused(bring: Bring, tmp_path: Path) -> None:
    assert bring("eurostat", made.saved(tmp_path, "x.csv", sdmx()), "--write").code == 0
    half = [sdmx()[0], *([row[0], "10/10/26 23:00:00", *row[2:]] for row in sdmx()[1:3])]
    half[1][9] = "1250830"
    answer = bring("eurostat", made.saved(tmp_path, "y.csv", half), "--source", "eurostat-again")
    assert (answer.code, "may be cut off" in answer.text) == (1, True), answer.text
