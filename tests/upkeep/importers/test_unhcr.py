"""The Refugee Data Finder: year-ends by host country, in both layouts it has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run_again

Bring = Callable[..., Answer]
KNOWN = ("--published", "2027-06-20")
SOURCE = "unhcr-rdf-2027-06-20"


def counts(data: Path) -> dict[tuple[str, str, str], int]:
    return {
        (row["population_group"], row["date"], row["location"]): int(row["value"])
        for row in rows_of(data, "displacement", SOURCE)
    }


def test_the_data_finder_as_published_is_there_already() -> None:
    answer = run_again("unhcr", made.UPSTREAM / "unhcr_population_origin_ukr.csv")
    assert answer.code == 0
    assert "unhcr-rdf-2026-06-25: 0 to add, 94 there already" in answer.text


def test_hosts_are_carried_by_iso_code_with_the_sum_of_all(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("unhcr", made.saved(tmp_path, "x.csv", made.finder()), *KNOWN, "--write")
    assert answer.code == 0, answer.text
    found = counts(data)
    assert found["REF", "2021-12-31", "AUT"] == 253
    assert found["REF", "2021-12-31", "AUS"] == 18
    assert found["REF", "2021-12-31", "WORLD"] == 253 + 18 + 225 + 918
    assert ("REF", "2021-12-31", "BGR") not in found
    assert {date for _, date, _ in found} == {"2021-12-31", "2022-12-31"}
    assert "displaced inside Ukraine are left out" in answer.text


def _as_on_the_site(rows: list[list[str]]) -> list[list[str]]:
    head = [
        "Year", "Country of origin", "Country of origin (ISO)", "Country of asylum",
        "Country of asylum (ISO)", "Refugees under UNHCR’s mandate", "Asylum-seekers",
        "IDPs of concern to UNHCR", "Host Community",
    ]  # fmt: skip
    made_rows = [
        [row[0][:4], row[1], row[3], row[4], row[6], row[7][:-2], row[8][:-2], row[10][:-2], "-"]
        for row in rows[1:]
    ]
    return [
        ["Extracted from the UNHCR Refugee Population Statistics Database"],
        [],
        head,
        *made_rows,
    ]


def _moved(rows: list[list[str]]) -> list[list[str]]:
    return [[*reversed(row)] for row in rows]


def _other_origins(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, ["2022.0", "Syrian Arab Rep.", "SYR", "SYR", *rows[1][4:]]]


@pytest.mark.parametrize("mutation", [_as_on_the_site, _moved, _other_origins])
def test_another_dress_gives_the_same_counts(
    bring: Bring, tmp_path: Path, mutation: Callable[[list[list[str]]], list[list[str]]]
) -> None:
    assert bring("unhcr", made.saved(tmp_path, "x.csv", made.finder()), *KNOWN, "--write").code == 0
    answer = bring("unhcr", made.saved(tmp_path, "y.csv", mutation(made.finder())))
    assert answer.code == 0
    assert f"{SOURCE}: 0 to add" in answer.text


def test_half_a_file_is_refused(bring: Bring, tmp_path: Path) -> None:
    path = made.saved(tmp_path, "x.csv", made.finder())
    assert bring("unhcr", path, *KNOWN, "--write").code == 0
    half = made.finder()[:15]
    half[-1][7] = "70000.0"
    answer = bring("unhcr", made.saved(tmp_path, "y.csv", half), "--published", "2028-06-20")
    assert answer.code == 1
    assert "may be cut off or filtered" in answer.text
    path.write_bytes(path.read_bytes()[:-40])
    assert bring("unhcr", path, "--published", "2028-06-20").code == 1


@pytest.mark.parametrize(
    ("line", "column", "text", "words"),
    [
        (8, 7, "1.5", "Line 9, refugees"),
        (8, 0, "31.12.2021", "is not a year"),
        (8, 6, "ATL", "“ATL”"),
        (9, 6, "AUT", "stands twice in 2021"),
    ],
)
def test_a_cell_that_cannot_be_right_is_named(
    bring: Bring, tmp_path: Path, line: int, column: int, text: str, words: str
) -> None:
    rows = made.finder()
    rows[line][column] = text
    answer = bring("unhcr", made.saved(tmp_path, "x.csv", rows), *KNOWN)
    assert (answer.code, words in answer.text) == (1, True), answer.text


def test_a_file_without_people_from_ukraine_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = [[cell.replace("UKR", "SYR") for cell in row] for row in made.finder()]
    path = made.saved(tmp_path, "x.csv", rows)
    assert "no rows of people from Ukraine" in bring("unhcr", path, *KNOWN).text


@pytest.mark.cluster
def test_a_break_marked_in_the_last_edition_is_marked_in_the_next(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = made.saved(tmp_path, "x.csv", made.finder())
    assert bring("unhcr", path, *KNOWN, "--write").code == 0
    table = data / "displacement.csv"
    usual = b"CZE,67500,,,exact,registered,A,,"
    marked = usual.replace(b"A,,", b"B,,Reclassified.")
    table.write_bytes(table.read_bytes().replace(usual, marked))
    rows = made.finder()
    rows[13][7] = "70000.0"
    later = made.saved(tmp_path, "y.csv", rows)
    answer = bring("unhcr", later, "--published", "2028-06-20", "--write")
    assert answer.code == 0, answer.text
    kept = rows_of(data, "displacement", "unhcr-rdf-2028-06-20")
    assert [(row["location"], row["note"]) for row in kept if row["obs_status"] == "B"] == [
        ("CZE", "Reclassified.")
    ]
    assert "keeps its mark" not in answer.text
    rows[15][7] = "60000.0"
    answer = bring("unhcr", made.saved(tmp_path, "z.csv", rows), "--published", "2029-06-20")
    assert "CZE keeps its mark B though its number changed" in answer.text


@pytest.mark.parametrize(
    "head",
    [
        ["geomaster_name", "date", "individuals", "source"],
        ["Country", "Source", "Data date", "Population"],
    ],
)
def test_tables_of_the_portal_are_not_the_data_finder(
    bring: Bring, tmp_path: Path, head: list[str]
) -> None:
    path = made.saved(tmp_path, "x.csv", [head, ["Poland", "2026-06-30", "958885", "Government"]])
    for publisher in ("unhcr", "hdx"):
        answer = bring(publisher, path, *KNOWN)
        assert (answer.code, "operational portal" in answer.text) == (1, True)
