"""IOM DTM: national totals, one edition for each round."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_tables import SMALL, written
from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of

Bring = Callable[..., Answer]
HEAD = [
    "id",
    "operation",
    "admin0Name",
    "admin0Pcode",
    "numPresentIdpInd",
    "reportingDate",
    "yearReportingDate",
    "roundNumber",
    "assessmentType",
]
TAGS = [
    "#id+code",
    "#operation+name",
    "#country+name",
    "#country+code",
    "#affected+idps",
    "#date+reported",
    "#date+year+reported",
    "#round+code",
    "#assessment+type",
]
SURVEY = "General Population Survey"


def totals() -> list[list[str]]:
    def one(idps: str, day: str, round_: str) -> list[str]:
        return ["1", SURVEY, "Ukraine", "UKR", idps, day, day[:4], round_, "SA"]

    return [
        HEAD,
        one("3669000", "2024-08-31T00:00:00", "17"),
        one("3713000", "2026-09-30T00:00:00", "22"),
        ["2", SURVEY, "Sudan", "SDN", "9000000", "2026-09-30T00:00:00", "2026", "5", "SA"],
    ]


NEW = ("--round", "22", "--published", "2026-11-02")
SOURCE = "iom-dtm-2026-11-02-r22"


def test_a_round_is_carried_under_a_name_of_its_own(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("dtm", made.saved(tmp_path, "x.csv", totals()), *NEW, "--write")
    assert answer.code == 0, answer.text
    [row] = rows_of(data, "displacement", SOURCE)
    assert (row["series"], row["population_group"], row["date"], row["value"], row["status"]) == (
        "iom-gps", "IDP", "2026-09-30", "3713000", "survey_estimate",
    )  # fmt: skip


def test_the_rounds_there_are_known_by_number_though_their_day_was_mended(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    source = {**SMALL["sources"][0], "source_id": "iom-dtm-2024-09-20-r17", "publisher": "IOM DTM"}
    row = {**SMALL["displacement"][0], "source_id": "iom-dtm-2024-09-20-r17"}
    row |= {"date": "2024-08-25", "value": "3669000"}
    (data / "sources.csv").write_bytes(written("sources", [*SMALL["sources"], source]))
    (data / "displacement.csv").write_bytes(written("displacement", [*SMALL["displacement"], row]))
    path = made.saved(tmp_path, "x.csv", totals()[:2])
    assert "iom-dtm-2024-09-20-r17: 0 to add, 1 there already" in bring("dtm", path).text


def test_several_rounds_are_imported_one_at_a_time(bring: Bring, tmp_path: Path) -> None:
    answer = bring("dtm", made.saved(tmp_path, "x.csv", totals()))
    assert answer.code == 2
    assert "--round" in answer.text
    assert "--published" in answer.text


def _tagged(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], TAGS, *rows[1:]]


def _only_tags(rows: list[list[str]]) -> list[list[str]]:
    return [[f"Поле {n}" for n in range(9)], TAGS, *rows[1:]]


def _moved(rows: list[list[str]]) -> list[list[str]]:
    return [["", *reversed(row)] for row in rows]


def _written_out(rows: list[list[str]]) -> list[list[str]]:
    return [
        rows[0],
        *(
            [*row[:4], f"{int(row[4]):,}", row[5], row[6], f"Round {row[7]}", row[8]]
            for row in rows[1:]
        ),
    ]


@pytest.mark.parametrize("publisher", ["dtm", pytest.param("hdx", marks=pytest.mark.soak)])
@pytest.mark.parametrize("mutation", [_tagged, _only_tags, _moved, _written_out])
def test_another_dress_gives_the_same_total(
    bring: Bring,
    tmp_path: Path,
    data: Path,
    mutation: Callable[[list[list[str]]], list[list[str]]],
    publisher: str,
) -> None:
    path = made.saved(tmp_path, "x.csv", mutation(totals()))
    answer = bring(publisher, path, *NEW, "--write")
    assert answer.code == 0, answer.text
    assert [row["value"] for row in rows_of(data, "displacement", SOURCE)] == ["3713000"]


def test_returnees_have_a_source_of_their_own(bring: Bring, tmp_path: Path, data: Path) -> None:
    rows = [
        ["Country", "Reporting date", "Round", "Returnees"],
        ["Ukraine", "2026-09-30", "22", "4000000"],
    ]
    assert bring("dtm", made.saved(tmp_path, "x.csv", rows), *NEW, "--write").code == 0
    assert rows_of(data, "displacement", f"{SOURCE}-returns")[0]["population_group"] == "RET"


def _by_oblast(rows: list[list[str]]) -> list[list[str]]:
    return [[*rows[0], "admin1Name"], *([*row, "Kyivska"] for row in rows[1:])]


def _two_operations(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, [rows[2][0], "Registered IDPs", *rows[2][2:]]]


def _registration(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], *([*row[:8], "BA"] for row in rows[1:])]


def _by_origin(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, rows[2]]


@pytest.mark.parametrize(
    ("mutation", "words"),
    [
        (_by_oblast, "counts by oblast"),
        (_two_operations, "never added"),
        (_registration, "is a registration, which is no survey"),
        (_by_origin, "“22” has several rows"),
    ],
)
def test_parts_and_registers_are_refused(
    bring: Bring,
    tmp_path: Path,
    mutation: Callable[[list[list[str]]], list[list[str]]],
    words: str,
) -> None:
    answer = bring("dtm", made.saved(tmp_path, "x.csv", mutation(totals())), *NEW)
    assert (answer.code, words in answer.text) == (1, True), answer.text
