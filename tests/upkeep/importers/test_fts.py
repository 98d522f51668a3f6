"""OCHA FTS: plans and clusters."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run_again

Bring = Callable[..., Answer]
KNOWN = ("--published", "2026-11-20")
SOURCE = "ocha-fts-2026-11-20"


def amounts(data: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {
        (row["plan"], row["cluster"], row["measure"]): (row["recipient"], row["amount"])
        for row in rows_of(data, "aid_flows", SOURCE)
    }


def test_the_snapshot_of_february_is_there_already_here_and_at_hdx() -> None:
    path = made.UPSTREAM / "fts_requirements_funding_global_2026-02-20.csv"
    for publisher in ("fts", "hdx"):
        answer = run_again(publisher, path)
        assert "ocha-fts-2026-02-20: 0 to add, 48 there already" in answer.text


def test_plans_for_ukraine_and_its_refugees_are_carried(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    answer = bring("fts", made.saved(tmp_path, "x.csv", made.plans()), *KNOWN, "--write")
    assert answer.code == 0, answer.text
    found = amounts(data)
    assert found["RUKRN24", "", "funding"] == ("MDA", "141494300")
    assert found["not-specified", "", "funding"] == ("UKR", "4785170")
    assert {plan for plan, _, _ in found}.isdisjoint({"HAFG26", "HUKR20"})
    assert len(found) == 10


def test_a_requirement_of_zero_is_no_need_of_zero(bring: Bring, tmp_path: Path, data: Path) -> None:
    path = made.saved(tmp_path, "x.csv", made.plans())
    assert bring("fts", path, *KNOWN, "--write").code == 0
    assert amounts(data)["HUKR22", "", "requirement"] == ("UKR", "")


def _tagged(rows: list[list[str]]) -> list[list[str]]:
    return [rows[0], list(made.FTS_TAGS), *rows[1:]]


def _only_tags(rows: list[list[str]]) -> list[list[str]]:
    return [[f"Colonne {n}" for n in range(12)], list(made.FTS_TAGS), *rows[1:]]


def _moved(rows: list[list[str]]) -> list[list[str]]:
    return [["", *reversed(row)] for row in rows]


def _millions(rows: list[list[str]]) -> list[list[str]]:
    head = [
        f"{cell} (USD million)" if cell in ("requirements", "funding") else cell for cell in rows[0]
    ]
    small = [
        [*row[:9], *(f"{int(cell) / 1e6:.6f}" if cell else "" for cell in row[9:11]), row[11]]
        for row in rows[1:]
    ]
    return [head, *small]


@pytest.mark.parametrize("mutation", [_tagged, _only_tags, _moved, _millions])
@pytest.mark.parametrize("publisher", ["fts", "hdx"])
def test_another_dress_gives_the_same_amounts(
    bring: Bring,
    tmp_path: Path,
    mutation: Callable[[list[list[str]]], list[list[str]]],
    publisher: str,
) -> None:
    path = made.saved(tmp_path, "x.csv", made.plans())
    assert bring("fts", path, *KNOWN, "--write").code == 0
    answer = bring(publisher, made.saved(tmp_path, "y.csv", mutation(made.plans())))
    assert answer.code == 0, answer.text
    assert f"{SOURCE}: 0 to add, 10 there already" in answer.text


def test_the_day_of_the_snapshot_is_asked_for(bring: Bring, tmp_path: Path) -> None:
    assert bring("fts", made.saved(tmp_path, "x.csv", made.plans())).code == 2


def test_a_share_that_is_not_that_of_its_amounts_is_refused(bring: Bring, tmp_path: Path) -> None:
    rows = made.plans()
    rows[4][9], rows[4][10] = rows[4][10], rows[4][9]
    answer = bring("fts", made.saved(tmp_path, "x.csv", rows), *KNOWN)
    assert answer.code == 1
    assert "Line 5, funding: “2303961975” is not 13 % of 310089453" in answer.text


def test_clusters_are_parts_and_have_a_series_of_their_own(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    plan = ["UKR", "1515", "HNRP 2026", "HUKR26", "2026-01-01", "2026-12-31", "2026"]
    head = [*made.FTS_HEAD[:4], *made.FTS_HEAD[6:9], "clusterCode", "cluster", *made.FTS_HEAD[9:]]
    rows = [
        head,
        [*plan, "8614", "Education", "58763796", "15546984", "26"],
        [*plan, "8756", "Emergency Telecommunications", "856000", "", ""],
        [*plan, "", "Not specified", "", "2500000", ""],
    ]
    path = made.saved(tmp_path, "x.csv", rows)
    assert bring("fts", path, *KNOWN, "--write").code == 0
    assert amounts(data) == {
        ("HUKR26", "Education", "requirement"): ("UKR", "58763796"),
        ("HUKR26", "Education", "funding"): ("UKR", "15546984"),
        ("HUKR26", "Emergency Telecommunications", "requirement"): ("UKR", "856000"),
        ("HUKR26", "Not specified", "funding"): ("UKR", "2500000"),
    }
    assert {row["series"] for row in rows_of(data, "aid_flows", SOURCE)} == {"fts-cluster"}


@pytest.mark.cluster
def test_half_a_file_is_refused(bring: Bring, tmp_path: Path) -> None:
    path = made.saved(tmp_path, "x.csv", made.plans())
    assert bring("fts", path, *KNOWN, "--write").code == 0
    rows = made.plans()
    rows[4][10] = "310089999"
    half = made.saved(tmp_path, "y.csv", [*rows[:5], rows[8]])
    answer = bring("fts", half, "--published", "2026-12-01")
    assert "may be cut off" in answer.text
    assert "--whole" not in answer.text
    assert bring("fts", half, "--published", "2026-12-01", "--whole").code == 0


@pytest.mark.parametrize("publisher", ["fts", "hdx", "kiel"])
@pytest.mark.parametrize("name", ["fts_globalcluster_ukr.csv", "download.csv"])
def test_global_clusters_are_not_the_clusters_of_a_plan(
    bring: Bring, tmp_path: Path, publisher: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes((made.UPSTREAM / "fts_globalcluster_ukr.csv").read_bytes())
    answer = bring(publisher, path, *KNOWN, "--whole")
    assert answer.code == 1
    assert f"{name} counts by global cluster" in answer.text
    assert "fts_requirements_funding_cluster_ukr.csv" in answer.text


def test_single_flows_are_named_and_refused(bring: Bring) -> None:
    for publisher in ("fts", "hdx"):
        answer = bring(publisher, made.UPSTREAM / "fts_incoming_ukr.csv", *KNOWN)
        assert (answer.code, "single flows of money" in answer.text) == (1, True)
