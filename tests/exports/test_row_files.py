"""Tables and pictures of exactly one view, with their sources."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from exports.columns import SOURCE_COLUMNS, find_columns
from exports.row_files import disarm_formulas, write_csv, write_excel
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from locales import LANGUAGES
from schemas import Tables
from tests.editions import chart_of, empty

FIGURE = "civilians-killed-by-month"


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_the_csv_holds_exactly_the_rows_shown_with_their_sources(
    figure_id: str, tables: Tables
) -> None:
    chart = draw(make_view(FIGURES[figure_id], tables, {}), tables)
    rows = pd.read_csv(io.BytesIO(write_csv(chart)), dtype=str, keep_default_na=False)
    assert rows["source_id"].tolist() == chart.rows["source_id"].tolist()
    assert (rows["source_publisher"] != "").all()
    assert {f"source_{name}" for name in SOURCE_COLUMNS} <= set(rows)


def test_amounts_are_written_as_the_source_gives_them(tables: Tables) -> None:
    chart = draw(make_view(FIGURES["reconstruction-needs"], tables, {}), tables)
    assert ",349000000000,US Dollar," in write_csv(chart).decode("utf-8-sig")


def test_excel_holds_the_rows_and_a_sheet_that_says_what_they_are(tables: Tables) -> None:
    chart = draw(make_view(FIGURES[FIGURE], tables, {}), tables)
    book = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))
    assert book["Data"].max_row == len(chart.rows) + 1
    about = [row[1].value for row in book["About"].iter_rows()]
    assert about[:3] == [chart.title, chart.subtitle, chart.note.text]


def test_excel_holds_the_exchange_rates_where_amounts_were_converted(tables: Tables) -> None:
    chart = draw(make_view(FIGURES["air-defence-2025"], tables, {}), tables)
    book = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))
    assert book["Exchange rates"].max_row == len(chart.scene.rates) + 1 > 1


def test_days_and_numbers_are_real_in_excel(tables: Tables) -> None:
    chart = draw(make_view(FIGURES[FIGURE], tables, {}), tables)
    sheet = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))["Data"]
    names = [column.name for column in find_columns(chart)]
    cells = dict(zip(names, sheet[2], strict=True))
    assert cells["period_start"].is_date
    assert cells["source_available"].is_date
    assert cells["value"].data_type == "n"
    assert cells["value"].value == chart.rows["value"].iloc[0]
    assert cells["low"].value is None


def test_a_spreadsheet_groups_whole_numbers_and_keeps_the_decimals_there_are(
    tables: Tables,
) -> None:
    def form(figure: str, name: str) -> str:
        chart = chart_of(figure, tables)
        place = [column.name for column in find_columns(chart)].index(name)
        sheet = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))["Data"]
        return str(sheet[2][place].number_format)

    assert form("refugees", "value") == form("reconstruction-needs", "amount") == "#,##0"
    assert form("air-defence-2025", "amount") == "#,##0.00##"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_column_of_the_data_is_explained_under_its_title(
    language: str, tables: Tables
) -> None:
    for figure_id in ("refugees", FIGURE, "air-defence-2025"):
        chart = chart_of(figure_id, tables, language)
        book = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))
        t = chart.t
        titles = [cell.value for cell in book[t("Data")][1]]
        explained = list(book[t("Columns")].iter_rows(min_row=2, values_only=True))
        assert titles == [row[0] for row in explained]
        assert len(set(titles)) == len(titles)
        header = write_csv(chart).decode("utf-8-sig").partition("\n")[0].split(",")
        assert [row[4] for row in explained] == header
        assert all(row[1] and row[2] for row in explained)


def test_the_codes_are_explained_as_readers_see_them(tables: Tables) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_excel(chart_of("refugees", tables, "fr"))))
    meanings = {row[4]: row[3] for row in book["Colonnes"].iter_rows(values_only=True)}
    assert "REF\u00a0: réfugiés" in meanings["population_group"].splitlines()
    assert meanings["population_group_label"] is None


def test_a_column_with_nothing_in_it_is_not_shown_and_one_with_something_is(
    tables: Tables,
) -> None:
    chart = chart_of("refugees", tables)
    sheet = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))["Data"]
    names = [column.name for column in find_columns(chart)]
    sides = {
        name: sheet.column_dimensions[get_column_letter(number)].hidden
        for number, name in enumerate(names, start=1)
    }
    assert sides["low"]
    assert not sides["value"]


def test_a_workbook_is_dated_by_its_data(tables: Tables) -> None:
    chart = draw(make_view(FIGURES[FIGURE], tables, {}), tables)
    assert chart.freshness is not None
    day = chart.freshness.available
    book = write_excel(chart)
    properties = openpyxl.load_workbook(io.BytesIO(book)).properties
    assert properties.created.date() == properties.modified.date() == day
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert {part.date_time for part in parts.infolist()} == {
            (day.year, day.month, day.day, 0, 0, 0)
        }


def test_a_workbook_without_rows_can_be_opened(tables: Tables) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_excel(empty("aid-by-month", tables))))
    assert book["Data"].max_row == 1


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\n=1",
    "\r=1",
    "  =1",
    "\xa0=1",
    "＝1",
    "\x00=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert disarm_formulas(text).startswith("'")


@pytest.mark.parametrize("text", ["plain", "1 - 2", "13 million", "Україна", "two\nlines", ""])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert disarm_formulas(text) == text


def hostile_rows(text: str, tables: Tables) -> Chart:
    """A chart whose every text is hostile, down to the exchange rates."""
    chart = draw(make_view(FIGURES["air-defence-2025"], tables, {}), tables)
    scene, sources = chart.scene, chart.scene.sources.copy()
    sources[list(sources.select_dtypes("string").columns.drop("source_id"))] = text
    rows = scene.rows.assign(note=text, correction=text, package=text)
    rates = scene.rates.assign(month=text, correction=text)
    changed = replace(scene, rows=rows, rates=rates, sources=sources)
    note = replace(chart.note, text=text)
    return replace(chart, title=text, subtitle=text, note=note, scene=changed)


@pytest.mark.parametrize("text", ["=1+1", "\xa0-1", "a\r=1+1"])
def test_no_route_leads_a_formula_into_a_table(text: str, tables: Tables) -> None:
    chart = hostile_rows(text, tables)
    book = openpyxl.load_workbook(io.BytesIO(write_excel(chart)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert disarm_formulas(text) in [cell.value for cell in cells]
    written = write_csv(chart).decode("utf-8-sig")
    assert "\r" not in written
    rows = list(csv.reader(io.StringIO(written)))
    assert len(rows) == len(chart.rows) + 1
    assert not [cell for row in rows for cell in row if cell != disarm_formulas(cell)]


EVERYTHING = """
from hashlib import sha256
from schemas import read_all
from tests.frozen import FROZEN
from exports.citations import make_citation_files
from exports.structured_data import write_data_package
from exports.embedding import make_embed_codes
from exports.row_files import write_csv, write_excel
from exports.embedding import describe_for_oembed, write_discovery_links, write_oembed_xml
from exports.embedding import write_open_graph
from exports.structured_data import write_json_ld
from tests.editions import chart_of, frozen, live

for figure, language in (("air-defence-2025", "fr"), ("displaced-people", "uk")):
    chart = chart_of(figure, read_all(FROZEN), language)
    for edition in (frozen(chart), live(chart)):
        files = make_citation_files(chart, edition)
        for made in (
            write_csv(chart), write_excel(chart), *files.values(),
            write_data_package(chart, edition), write_json_ld(chart, edition),
            write_oembed_xml(describe_for_oembed(chart, edition, lambda width: width)),
            write_discovery_links(chart, edition), write_open_graph(chart, edition),
            make_embed_codes(chart, edition, lambda _: 500),
        ):
            print(sha256(made if isinstance(made, bytes) else str(made).encode()).hexdigest())
"""


@pytest.mark.cluster
def test_two_processes_write_the_same_bytes() -> None:
    """Neither chance, nor the clock, nor the place on earth leaves a trace."""
    chances = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "TZ": "UTC"})
    running = [
        subprocess.Popen(
            [sys.executable, "-c", EVERYTHING],
            env={**os.environ, **chance},
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent.parent,
        )
        for chance in chances
    ]
    first, second = (process.communicate()[0].split() for process in running)
    assert first == second
    assert len(first) == 2 * 2 * 12
