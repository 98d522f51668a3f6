"""UCDP: estimates of documented events by oblast and month, never beside the verified count."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from figures.deaths import DEATHS
from schemas import read_all
from tests.frozen import FROZEN
from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer, rows_of, run

Bring = Callable[..., Answer]
CANDIDATES = made.UPSTREAM / "ucdp_candidate_26_0_5_ukraine.csv"
KNOWN = ("--release", "26.0.5", "--published", "2026-06-20")
SOURCE = "ucdp-candidate-26-0-5"
HEAD = (
    "id", "where_prec", "adm_1", "country", "date_start", "date_end", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "latitude", "source_headline",
)  # fmt: skip


def event(oblast: str = "Sumy oblast", **cells: str) -> dict[str, str]:
    usual = {
        "where_prec": "1", "country": "Ukraine", "date_start": "2026-05-03",
        "date_end": "2026-05-03", "deaths_civilians": "2", "deaths_unknown": "1", "best": "3",
        "high": "4", "low": "2", "latitude": "50.9", "source_headline": "A name",
    }  # fmt: skip
    return {"id": "1", "adm_1": oblast, **usual, **cells}


def saved(folder: Path, *events: dict[str, str]) -> Path:
    rows = [HEAD, *(tuple(each[name] for name in HEAD) for each in events)]
    return made.saved(folder, "events.csv", rows)


def killed(data: Path) -> dict[tuple[str, str, str], str]:
    keys = ("period_start", "period_end", "location")
    rows = rows_of(data, "civilian_deaths", SOURCE)
    return {(row[keys[0]], row[keys[1]], row[keys[2]]): row["value"] for row in rows}


def test_a_month_of_candidates_is_summed_by_oblast(bring: Bring, data: Path) -> None:
    answer = bring("ucdp", CANDIDATES, *KNOWN, "--write")
    assert answer.code == 0, answer.text
    may = ("2026-05-01", "2026-05-31")
    found = killed(data)
    assert found[(*may, "UA23")] == "2"
    assert found[(*may, "UA80")] == "27"
    assert found[(*may, "UA51")] == "3"
    assert {location for *_, location in found} >= {"UA12", "UA53", "UA56", "UA59", "UA74"}
    assert "Events in other countries left out: 6" in answer.text
    [row] = [row for row in rows_of(data, "civilian_deaths", SOURCE) if row["location"] == "UA80"]
    assert (row["status"], row["bound"], row["obs_status"], row["low"], row["high"]) == (
        "estimate", "approximate", "P", "", "",
    )  # fmt: skip


def test_a_highest_estimate_below_the_lowest_is_told(bring: Bring) -> None:
    assert "high (4393) is below low (6109)" in bring("ucdp", CANDIDATES, *KNOWN).text


def test_events_that_are_not_placed_have_a_place_of_their_own(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = saved(tmp_path, event(""), event(where_prec="5"), event(where_prec="4"))
    assert bring("ucdp", path, *KNOWN, "--write").code == 0
    may = ("2026-05-01", "2026-05-31")
    assert killed(data) == {(*may, "UKR-NOT-PLACED"): "4", (*may, "UA59"): "2"}


def test_an_event_that_spans_months_belongs_to_none_of_them(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    spans = event(date_start="2022-01-30 00:00:00.000", date_end="2022-04-02 00:00:00.000")
    path = saved(tmp_path, spans, event())
    assert bring("ucdp", path, *KNOWN, "--write").code == 0
    assert killed(data) == {
        ("2022-02-24", "2022-04-30", "UA59"): "2",
        ("2026-05-01", "2026-05-31", "UA59"): "2",
    }


def test_an_oblast_under_a_name_that_is_not_known_is_named(bring: Bring, tmp_path: Path) -> None:
    answer = bring("ucdp", saved(tmp_path, event("Atlantis oblast")), *KNOWN)
    assert "Line 2, adm_1: “Atlantis oblast”" in answer.text


def test_nothing_finer_than_an_oblast_and_no_words_of_others_are_carried(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    bring("ucdp", saved(tmp_path, event()), *KNOWN, "--write")
    text = str(rows_of(data, "civilian_deaths", SOURCE))
    assert "50.9" not in text
    assert "A name" not in text


def test_the_release_is_asked_for_and_the_yearly_one_is_not_provisional(
    bring: Bring, tmp_path: Path, data: Path
) -> None:
    path = saved(tmp_path, event())
    answer = bring("ucdp", path)
    assert (answer.code, "--release" in answer.text) == (2, True)
    assert bring("ucdp", path, "--release", "26.1", "--published", "2026-06", "--write").code == 0
    [row] = rows_of(data, "civilian_deaths", "ucdp-ged-26-1")
    assert row["obs_status"] == "A"


@pytest.mark.cluster
@pytest.mark.parametrize("shown", [figure.id for figure in DEATHS])
def test_no_figure_shows_deaths_by_oblast_of_a_single_month(shown: str, with_a_month: Path) -> None:
    charts = [
        draw(make_view(FIGURES[shown], tables, {}), tables)
        for tables in (read_all(FROZEN), read_all(with_a_month))
    ]
    assert charts[0].plot == charts[1].plot
    assert charts[0].note == charts[1].note


@pytest.fixture(scope="module")
def with_a_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen tables and one month of candidates."""
    folder = tmp_path_factory.mktemp("with") / "data"
    shutil.copytree(FROZEN, folder)
    answer = run("ucdp", str(CANDIDATES), "--data", str(folder), *KNOWN, "--write")
    assert answer.code == 0, answer.text
    return folder
