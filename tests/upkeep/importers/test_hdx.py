"""HDX: people in need, by name or by tag."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of

Bring = Callable[..., Answer]
HEAD = [
    "Country ISO3",
    "Admin 1 PCode",
    "Admin 1 Name",
    "Admin 2 PCode",
    "Cluster",
    "Category",
    "In Need",
    "Targeted",
]
TAGS = [
    "#country+code",
    "#adm1+code",
    "#adm1+name",
    "#adm2+code",
    "#sector+code",
    "#category",
    "#inneed",
    "#targeted",
]
KNOWN = (
    "--published",
    "2026-12-10",
    "--title",
    "Ukraine Humanitarian Needs and Response Plan 2027",
)
SOURCE = "ocha-2026-12-10-hnrp"


def needs() -> list[list[str]]:
    return [
        HEAD,
        ["UKR", "", "", "", "ALL", "total", "10800000", "4100000"],
        ["UKR", "UA63", "Kharkivska", "", "ALL", "total", "1649708", "9"],
        ["UKR", "UA80", "Kyiv", "", "ALL", "total", "1329511", "9"],
        ["UKR", "UA63", "Kharkivska", "UA6312", "ALL", "total", "500000", "9"],
        ["UKR", "UA63", "Kharkivska", "", "HEA", "total", "900000", "9"],
        ["UKR", "", "", "", "ALL", "Returnees", "700000", "9"],
        ["SDN", "", "", "", "ALL", "total", "30000000", "9"],
    ]


def _plain(rows: list[list[str]]) -> list[list[str]]:
    return rows


def _tagged(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], TAGS, *rows[1:]]


def _only_tags(rows: list[list[str]]) -> list[list[str]]:
    return [[f"Поле {n}" for n in range(len(HEAD))], TAGS, *rows[1:]]


@pytest.mark.parametrize(
    "mutation", [pytest.param(_plain, marks=pytest.mark.soak), _tagged, _only_tags]
)
def test_people_in_need_are_carried_for_the_country_and_its_oblasts(
    bring: Bring,
    tmp_path: Path,
    data: Path,
    mutation: Callable[[list[list[str]]], list[list[str]]],
) -> None:
    path = made.saved(tmp_path, "x.csv", mutation(needs()))
    answer = bring("hdx", path, *KNOWN, "--write")
    assert answer.code == 0, answer.text
    found = {row["location"]: row["value"] for row in rows_of(data, "displacement", SOURCE)}
    assert found == {"UKR": "10800000", "UA63": "1649708", "UA80": "1329511"}
    assert "finer than an oblast left out: 1" in answer.text
    assert "single clusters or groups left out: 2" in answer.text


def test_the_title_is_asked_for_and_never_made_up(bring: Bring, tmp_path: Path) -> None:
    answer = bring("hdx", made.saved(tmp_path, "x.csv", needs()))
    assert (answer.code, "--title" in answer.text, "--published" in answer.text) == (2, True, True)


def test_the_codes_of_kyiv_and_its_oblast_in_each_others_place_are_refused(
    bring: Bring, tmp_path: Path
) -> None:
    rows = needs()
    rows[3][1] = "UA32"
    assert "names the city" in bring("hdx", made.saved(tmp_path, "x.csv", rows), *KNOWN).text


def test_a_temporary_code_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = needs()
    rows[3][1] = "Temp03"
    assert "“Temp03”" in bring("hdx", made.saved(tmp_path, "x.csv", rows), *KNOWN).text


def test_other_files_are_refused_with_what_is_known(bring: Bring, tmp_path: Path) -> None:
    path = made.saved(tmp_path, "x.csv", [["event", "fatalities"], ["x", "1"]])
    answer = bring("hdx", path)
    assert answer.code == 1
    assert "people in need by oblast; FTS requirements and funding by cluster" in answer.text


def test_a_sheet_of_ocha_that_quotes_ohchr_is_not_ohchr(bring: Bring, tmp_path: Path) -> None:
    head = ["Date", "Civilian casualities(OHCHR) - Killed", "Civilian casualities(OHCHR) - Injured"]
    path = made.saved(tmp_path, "x.csv", [head, ["2022-03-31", "1232", "1935"]])
    answer = bring("hdx", path, *KNOWN)
    assert (answer.code, "quotes OHCHR" in answer.text) == (1, True)
