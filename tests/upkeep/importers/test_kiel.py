"""The Ukraine Support Tracker: its explorer and its workbook, as they are and as they might be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schemas.reading import read_files
from schemas.text import read_texts
from tests.frozen import FROZEN
from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run_again
from upkeep.importers import PUBLISHERS
from upkeep.importers.base import Answers
from upkeep.importers.proposal import propose
from upkeep.importers.table import read

Bring = Callable[..., Answer]
KNOWN = ("--release", "31", "--published", "2026-09-03")
SOURCE = "kiel-r31-2026-09-03-data-explorer"


def amounts(data: Path, source: str = SOURCE) -> dict[tuple[str, ...], str]:
    keys = ("donor", "period_start", "aid_type", "measure")
    return {
        tuple(row[key] for key in keys): row["amount"] for row in rows_of(data, "aid_flows", source)
    }


def test_release_29_as_published_is_there_already() -> None:
    answer = run_again("kiel", made.UPSTREAM / "kiel_r29_data_explorer.csv")
    assert answer.code == 0
    assert "kiel-r29-2026-06-04-data-explorer: 0 to add, 90 there" in answer.text


def test_a_release_is_carried_in_the_tables_own_words(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("kiel", made.saved(tmp_path, "x.csv", made.explorer()), *KNOWN, "--write")
    assert answer.code == 0, answer.text
    found = amounts(data)
    assert len(found) == made.EXPLORER_AMOUNTS
    assert found["EUU", "2022-02-01", "all", "commitment"] == "1200000000"
    assert found["AUS", "2022-03-01", "humanitarian", "allocation"] == "65300000"
    assert not [key for key in found if key[2] == "all" and key[3] == "allocation"]
    [source] = rows_of(data, "sources", SOURCE)
    assert (source["title"], source["kind"], source["accessed"]) == (
        "Ukraine Support Tracker, Data Explorer, Release 31",
        "primary",
        "2026-11-22",
    )


def test_what_the_file_does_not_say_is_asked_for(bring: Bring, tmp_path: Path) -> None:
    answer = bring("kiel", made.saved(tmp_path, "x.csv", made.explorer()))
    assert answer.code == 2
    assert "--release" in answer.text
    assert "--published" in answer.text


def _moved(rows: list[list[str]]) -> list[list[str]]:
    order = [8, 3, 2, 7, 0, 5, 11, 6, 1, 10, 4, 9]
    return [[row[place] for place in order] for row in rows]


def _blank_column(rows: list[list[str]]) -> list[list[str]]:
    return [["", *row] for row in rows]


def _spaced(rows: list[list[str]]) -> list[list[str]]:
    head = [f" {name.title()}\u00a0" for name in rows[0]]
    return [head, *([f"\u00a0{row[0]} ", *row[1:]] for row in rows[1:])]


def _words_around(rows: list[list[str]]) -> list[list[str]]:
    return [["Ukraine Support Tracker"], [], *rows, [], ["Source: Kiel Institute"]]


def _new_column(rows: list[list[str]]) -> list[list[str]]:
    return [[*row[:4], "new" if row is rows[0] else "9", *row[4:]] for row in rows]


def _with_sum(rows: list[list[str]]) -> list[list[str]]:
    return [*rows, ["Total", "", "2022", "3", "9", "3", "3", "3", "9", "0", "0", "0"]]


@pytest.mark.parametrize(
    "mutation", [_moved, _blank_column, _spaced, _words_around, _new_column, _with_sum]
)
def test_another_dress_gives_the_same_amounts(
    bring: Bring, tmp_path: Path, data: Path, mutation: Callable[[list[list[str]]], list[list[str]]]
) -> None:
    plain = made.saved(tmp_path, "plain.csv", made.explorer())
    assert bring("kiel", plain, *KNOWN, "--write").code == 0
    dressed = made.saved(tmp_path, "dressed.csv", mutation(made.explorer()), ";")
    answer = bring("kiel", dressed)
    assert answer.code == 0
    assert f"{SOURCE}: 0 to add, {made.EXPLORER_AMOUNTS} there already" in answer.text


def test_the_files_count_in_billions_unless_something_says_otherwise(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = made.saved(tmp_path, "x.csv", made.explorer(1000))
    assert bring("kiel", path, *KNOWN, "--unit", "million", "--write").code == 0
    assert amounts(data)["AUS", "2022-03-01", "humanitarian", "allocation"] == "65300000"


def test_a_heading_tells_the_unit_and_must_agree(bring: Bring, tmp_path: Path, data: Path) -> None:
    rows = made.explorer(1000)
    rows[0] = [f"{name} (€ million)" if name == "total" else name for name in rows[0]]
    path = made.saved(tmp_path, "x.csv", rows)
    answer = bring("kiel", path, *KNOWN, "--unit", "billion")
    assert "do not say one unit" in answer.text
    assert bring("kiel", path, *KNOWN, "--write").code == 0
    assert amounts(data)["AUS", "2022-03-01", "humanitarian", "allocation"] == "65300000"


def test_an_export_without_commitments_gives_its_allocations(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    rows = [[*row[:8], *row[9:]] for row in made.explorer()]
    assert bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN, "--write").code == 0
    found = amounts(data)
    assert {measure for *_, measure in found} == {"allocation"}
    assert found["AUS", "2022-03-01", "humanitarian", "allocation"] == "65300000"


TRACKER = "kiel-r31-2026-09-03-tracker"


def test_the_weapons_of_release_29_are_there_already() -> None:
    path = made.UPSTREAM / "kiel_r29_weapons.csv"
    assert "--until" in run_again("kiel", path).text
    answer = run_again("kiel", path, "--until", "2026-04-30")
    assert "kiel-r29-2026-06-04-tracker: 0 to add, 61 there already" in answer.text


def test_a_price_not_fit_to_chart_stays_so_in_the_next_release_while_it_is_the_same() -> None:
    said = {"release": "31", "published": "2026-09-03", "until": "2026-06-30"}
    answers = Answers(date(2026, 11, 22), said=said)
    sheets = read(made.UPSTREAM / "kiel_r29_weapons.csv")
    [edition] = PUBLISHERS["kiel"].draft(sheets, answers).editions
    found = propose(edition, read_texts(read_files(FROZEN)), answers, ended=True)
    marked = [(row["donor"], row["units"]) for row in found.added if row["obs_status"] == "U"]
    assert marked == [("GBR", "19")]
    assert len(found.added) == 61


def test_weapons_and_totals_by_month_are_two_files_of_one_source(bring: Bring, data: Path) -> None:
    weapons = made.UPSTREAM / "kiel_r29_weapons.csv"
    assert bring("kiel", weapons, *KNOWN, "--until", "2026-06-30", "--write").code == 0
    totals = made.UPSTREAM / "kiel_r29_total_allocations.csv"
    answer = bring("kiel", totals, *KNOWN, "--write")
    assert answer.code == 0, answer.text
    rows = rows_of(data, "aid_flows", TRACKER)
    [tanks] = [row for row in rows if row["donor"] == "AUS" and row["item"] == "tanks"]
    assert (tanks["units"], tanks["amount"], tanks["period_end"]) == (
        "49", "463047927", "2026-06-30",
    )  # fmt: skip
    begun = [row for row in rows if row["period_end"] == "2022-01-31"]
    assert {(row["donor"], row["aid_type"], row["amount"]) for row in begun} == {
        ("ALL", "military", "231852000"),
        ("ALL", "financial", "0"),
        ("ALL", "humanitarian", "35009000"),
    }
    assert len(rows_of(data, "sources", TRACKER)) == 1


def test_a_weapon_without_a_word_in_the_tables_is_named(bring: Bring, tmp_path: Path) -> None:
    head = ["donor", "category", "number_of_weapons", "monetary_value_eur"]
    path = made.saved(tmp_path, "x.csv", [head, ["Australia", "Drones", "6", "5"]])
    answer = bring("kiel", path, *KNOWN, "--until", "2026-06-30")
    assert "Line 2, category: “Drones”" in answer.text


def test_another_unit_than_the_last_release_is_refused(bring: Bring, tmp_path: Path) -> None:
    path = made.saved(tmp_path, "x.csv", made.explorer())
    assert bring("kiel", path, *KNOWN, "--write").code == 0
    later = made.saved(tmp_path, "y.csv", made.explorer(1000))
    words = ("--release", "32", "--published", "2026-12-03", "--unit", "billion")
    assert "about 1,000 times" in bring("kiel", later, *words).text


def test_a_total_that_is_not_its_parts_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = made.explorer()
    rows[0][4], rows[0][8] = rows[0][8], rows[0][4]
    answer = bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN, "--unit", "billion")
    assert answer.code == 1
    assert "is not what military, financial and humanitarian add up to" in answer.text


def test_a_missing_column_is_named(bring: Bring, tmp_path: Path) -> None:
    rows = [[*row[:7], *row[8:]] for row in made.explorer()]
    answer = bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN)
    assert (answer.code, "has no “military”" in answer.text) == (1, True)


def test_an_unknown_donor_is_named_with_its_line(bring: Bring, tmp_path: Path) -> None:
    rows = made.explorer()
    rows[3][1] = "ATL"
    assert "Line 4, iso: “ATL”" in bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN).text


def test_a_silent_zero_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = made.explorer()
    zeros = [rows[0], *([*row[:4], *(["0"] * 8)] for row in rows[1:])]
    answer = bring("kiel", made.saved(tmp_path, "x.csv", zeros), *KNOWN, "--unit", "billion")
    assert "no amount other than zero" in answer.text
    assert "no rows" in bring("kiel", made.saved(tmp_path, "x.csv", rows[:1]), *KNOWN).text


@pytest.mark.cluster
def test_half_a_file_is_refused_or_gives_only_what_is_certain(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    whole = made.saved(tmp_path, "whole.csv", made.explorer())
    assert bring("kiel", whole, *KNOWN, "--write").code == 0
    certain = set(amounts(data).items())
    content = whole.read_bytes()
    cut = tmp_path / "cut.csv"
    later = ("--release", "32", "--published", "2026-12-03", "--source", "cut", "--write")
    proposed = 0
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    for end in range(90, len(content), 31):
        cut.write_bytes(content[:end])
        answer = bring("kiel", cut, *later)
        assert answer.code in (0, 1), answer.text
        if answer.code == 0:
            proposed += 1
            assert set(amounts(data, "cut").items()) <= certain
        for name, old in before.items():
            (data / name).write_bytes(old)
    assert proposed < 5


def test_one_figure_changed_under_the_same_name_is_a_contradiction(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    rows = made.explorer()
    assert bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN, "--write").code == 0
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    rows[1][8] = "0.003"
    answer = bring("kiel", made.saved(tmp_path, "x.csv", rows), *KNOWN, "--write")
    assert answer.code == 1
    assert "AUS, UKR, all, commitment, EUR is 2645000 there, 3000000 in the file" in answer.text
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_the_same_numbers_under_a_new_label_are_the_release_that_is_there(
    bring: Bring, tmp_path: Path
) -> None:
    path = made.saved(tmp_path, "x.csv", made.explorer())
    assert bring("kiel", path, *KNOWN, "--write").code == 0
    answer = bring("kiel", path, "--release", "32", "--published", "2026-10-01")
    assert f"{SOURCE}: 0 to add" in answer.text
