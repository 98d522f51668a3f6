"""The main workbook of the Ukraine Support Tracker: its sheets, each an edition of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of

Bring = Callable[..., Answer]
KNOWN = ("--release", "31", "--published", "2026-09-03")


def amounts(data: Path, source: str) -> dict[tuple[str, ...], str]:
    keys = ("donor", "period_start", "aid_type", "measure")
    rows = rows_of(data, "aid_flows", source)
    return {tuple(row[key] for key in keys): row["amount"] for row in rows}


WORKBOOK: dict[str, Sequence[made.Cells]] = {
    "ReadMe": [["Ukraine Support Tracker"]],
    made.SUMMARY: made.summary(),
    made.MAIN: made.packages(),
    made.DISBURSED: made.disbursements(),
}


def test_the_workbook_gives_an_edition_for_each_sheet_it_is_known_by(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("kiel", made.workbook(tmp_path, WORKBOOK), *KNOWN, "--write")
    assert answer.code == 0, answer.text
    assert "Sheets left out: ReadMe" in answer.text
    totals = amounts(data, "kiel-r31-2026-09-03-country-summary")
    assert totals["NOR", "2022-01-24", "military", "allocation"] == "6190000000"
    assert totals["AUS", "2022-01-24", "financial", "allocation"] == "0"
    assert totals["EUU", "2022-01-24", "all", "commitment"] == "190774000000"
    assert len(totals) == 20
    rows = rows_of(data, "aid_flows", "kiel-r31-2026-09-03-main-data")
    assert {(row["donor"], row["series"], row["period_end"], row["amount"]) for row in rows} == {
        ("AUS", "kiel-month", "2022-03-31", "42500000.5"),
        ("SVN", "kiel-month", "2022-05-31", "6700000"),
        ("DEU", "kiel-undated", "2026-06-30", "127046050"),
        ("DEU", "kiel-month", "2022-05-31", "1000000000"),
    }  # fmt: skip
    paid = amounts(data, "kiel-r31-2026-09-03-financial-disbursements")
    assert paid == {
        ("AUT", "2022-11-01", "financial", "disbursement"): "10398449.7",
        ("AUT", "2023-01-01", "financial", "disbursement"): "100000000",
        ("ITA", "2022-11-01", "financial", "disbursement"): "-2857142.86",
        ("ITA", "2022-12-01", "financial", "disbursement"): "200000000",
    }


@pytest.mark.cluster
def test_a_summary_in_millions_gives_the_same_totals(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = made.workbook(tmp_path, {made.SUMMARY: made.summary("€ million", 1000)})
    assert bring("kiel", path, *KNOWN, "--write").code == 0
    totals = amounts(data, "kiel-r31-2026-09-03-country-summary")
    assert totals["NOR", "2022-01-24", "military", "allocation"] == "6190000000"


def test_a_summary_with_its_units_in_the_headings_loses_no_row(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    *top, heads, _units = made.summary()[:5]
    named = [f"{name} (€ billion)" if name in made.SUMMARY_NAMES else name for name in heads[:-1]]
    path = made.workbook(tmp_path, {made.SUMMARY: [*top, named, *made.summary()[5:]]})
    assert bring("kiel", path, *KNOWN, "--until", "2026-06-30", "--write").code == 0
    totals = amounts(data, "kiel-r31-2026-09-03-country-summary")
    assert totals["AUS", "2022-01-24", "military", "allocation"] == "911714000"
    assert len(totals) == 20


def test_a_summary_without_its_units_is_refused(bring: Bring, tmp_path: Path) -> None:
    path = made.workbook(tmp_path, {made.SUMMARY: made.summary("")})
    assert "names no unit" in bring("kiel", path, *KNOWN).text


def test_a_summary_whose_columns_were_exchanged_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = [list(row) for row in made.summary()]
    rows[3][6], rows[3][7] = rows[3][7], rows[3][6]
    answer = bring("kiel", made.workbook(tmp_path, {made.SUMMARY: rows}), *KNOWN)
    assert "do not add up" in answer.text


def test_a_workbook_with_no_day_up_to_which_it_counts_asks_for_it(
    bring: Bring, tmp_path: Path
) -> None:
    rows = [row for row in made.summary() if not (row and "January" in str(row[0]))]
    path = made.workbook(tmp_path, {made.SUMMARY: rows})
    assert "--until" in bring("kiel", path, *KNOWN).text
    assert bring("kiel", path, *KNOWN, "--until", "2026-06-30").code == 0


def test_a_workbook_of_other_sheets_is_refused_by_their_names(bring: Bring, tmp_path: Path) -> None:
    path = made.workbook(tmp_path, {"Figure 1": [["a", "b"]], "Figure 2": [["a", "b"]]})
    assert "it has: Figure 1; Figure 2" in bring("kiel", path, *KNOWN).text


@pytest.mark.cluster
def test_explorer_and_packages_of_one_day_are_not_both_carried(
    bring: Bring, tmp_path: Path
) -> None:
    path = made.saved(tmp_path, "x.csv", made.explorer())
    assert bring("kiel", path, *KNOWN, "--write").code == 0
    main = made.workbook(tmp_path, {made.MAIN: made.packages(), "ReadMe": [["x", "y"]]})
    answer = bring("kiel", main, *KNOWN, "--until", "2026-06-30", "--whole")
    assert "only one of the two can be carried" in answer.text
