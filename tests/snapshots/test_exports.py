"""Tables and pictures of exactly one view, with their sources."""

import contextlib
import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures import FIGURES
from figures.chart import draw
from figures.view import view_of
from schemas import Tables
from snapshots.exports import SOURCE_COLUMNS, as_csv, as_excel, harmless
from snapshots.pictures import Painter, PaintingFailed
from snapshots.routes import figure_routes

FIGURE = "civilians-killed-by-month"


@pytest.fixture(scope="module")
def client(tables: Tables) -> TestClient:
    return TestClient(Starlette(routes=figure_routes(lambda: tables)))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_the_csv_holds_exactly_the_rows_shown_with_their_sources(
    figure_id: str, tables: Tables
) -> None:
    chart = draw(view_of(FIGURES[figure_id], tables, {}), tables)
    rows = pd.read_csv(io.BytesIO(as_csv(chart)), dtype=str, keep_default_na=False)
    assert rows["source_id"].tolist() == chart.rows["source_id"].tolist()
    assert (rows["source_publisher"] != "").all()
    assert {f"source_{name}" for name in SOURCE_COLUMNS} <= set(rows)


def test_amounts_are_written_as_the_source_gives_them(tables: Tables) -> None:
    chart = draw(view_of(FIGURES["reconstruction-needs"], tables, {}), tables)
    assert ",349000000000,USD," in as_csv(chart).decode("utf-8-sig")


def test_excel_holds_the_rows_and_a_sheet_that_says_what_they_are(tables: Tables) -> None:
    chart = draw(view_of(FIGURES[FIGURE], tables, {}), tables)
    book = openpyxl.load_workbook(io.BytesIO(as_excel(chart)))
    assert book["data"].max_row == len(chart.rows) + 1
    about = [row[1].value for row in book["about"].iter_rows()]
    assert about[:3] == [chart.title, chart.subtitle, chart.note.text]


def test_excel_holds_the_exchange_rates_where_amounts_were_converted(tables: Tables) -> None:
    chart = draw(view_of(FIGURES["air-defence-2025"], tables, {}), tables)
    book = openpyxl.load_workbook(io.BytesIO(as_excel(chart)))
    assert book["exchange_rates"].max_row == len(chart.scene.rates) + 1 > 1


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("plain") == "plain"


def test_the_address_decides_which_rows_are_given(client: TestClient) -> None:
    answer = client.get(f"/figures/{FIGURE}.csv?from=2024-01&to=2024-12")
    rows = pd.read_csv(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows["period_start"].min() == "2024-01-01"
    assert rows["period_end"].max() == "2024-12-31"


def test_an_unknown_figure_or_form_is_not_found(client: TestClient) -> None:
    assert client.get("/figures/nothing.csv").status_code == 404
    assert client.get(f"/figures/{FIGURE}.exe").status_code == 404


def test_nonsense_in_the_address_gives_the_default_view(client: TestClient) -> None:
    nonsense = client.get(f"/figures/{FIGURE}.csv?from=<script>&known-on=never&lang=xx")
    assert nonsense.content == client.get(f"/figures/{FIGURE}.csv").content


def test_without_data_the_answer_says_so() -> None:
    client = TestClient(Starlette(routes=figure_routes(lambda: None)))
    assert client.get(f"/figures/{FIGURE}.csv").status_code == 503


@pytest.mark.browser
@pytest.mark.xdist_group("painter")
def test_pictures_carry_title_and_source_note(tables: Tables) -> None:
    painter = Painter()
    try:
        chart = draw(view_of(FIGURES[FIGURE], tables, {}, "fr"), tables)
        svg = painter.paint(chart, "svg")
        png = painter.paint(chart, "png", scale=2)
        assert painter.paint(chart, "svg") is svg
    finally:
        painter.close()
    words = " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter() if text.text)  # noqa: S314 - our own picture
    assert chart.title.split()[0] in words
    assert chart.note.text.split(",")[0] in words.replace("\xa0", " ") or "HCDH" in words
    assert png.startswith(b"\x89PNG")


@pytest.fixture
def painter() -> Iterator[Painter]:
    painter = Painter(timeout=20)
    yield painter
    painter.close()


@pytest.mark.browser
@pytest.mark.xdist_group("painter")
def test_the_same_view_painted_by_another_browser_is_the_same_picture(tables: Tables) -> None:
    chart = draw(view_of(FIGURES["civilian-toll-compared"], tables, {}, "uk"), tables)
    pictures = set()
    for _ in range(2):
        painter = Painter()
        pictures.add((painter.paint(chart, "svg"), painter.paint(chart, "png")))
        painter.close()
    assert len(pictures) == 1


def chromium_of_this_process() -> list[int]:
    """The browsers started here, by their id."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text(encoding="utf-8")
            if f"PPid:\t{os.getpid()}\n" in text and "chrom" in text.splitlines()[0]:
                found.append(int(status.parent.name))
    return found


@pytest.mark.browser
@pytest.mark.xdist_group("painter")
def test_a_browser_that_cannot_start_is_a_clear_failure_and_not_a_hang(
    tables: Tables, painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = draw(view_of(FIGURES[FIGURE], tables, {}), tables)
    monkeypatch.setenv("BROWSER_PATH", "/bin/true")
    with pytest.raises(PaintingFailed):
        painter.paint(chart, "svg")
    monkeypatch.delenv("BROWSER_PATH")
    assert painter.paint(chart, "svg").startswith(b"<svg")


@pytest.mark.browser
@pytest.mark.xdist_group("painter")
@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the browser's process in /proc")
def test_a_browser_that_dies_is_replaced(tables: Tables, painter: Painter) -> None:
    painter.paint(draw(view_of(FIGURES[FIGURE], tables, {}), tables), "svg")
    for process in chromium_of_this_process():
        os.kill(process, signal.SIGKILL)
    other = draw(view_of(FIGURES["aid-by-type"], tables, {}), tables)
    assert painter.paint(other, "svg").startswith(b"<svg")


@pytest.mark.browser
def test_without_a_browser_the_answer_says_what_is_missing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("snapshots.pictures.browser", lambda: None)
    monkeypatch.setattr("snapshots.routes._PAINTER", Painter())
    answer = client.get(f"/figures/{FIGURE}.svg")
    assert answer.status_code == 503
    assert "Chromium" in answer.text
