"""The Data Package beside the rows: valid by an outside validator, honest about licences."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import pytest

from exports.row_files import write_csv
from exports.structured_data import write_data_package
from figures import FIGURES
from figures.core.chart import Chart
from schemas import Tables
from tests.editions import ATTACK, HASH, chart_of, charts, empty, frozen, hostile, live


@cache
def described(chart: Chart) -> Any:
    return json.loads(write_data_package(chart, frozen(chart)))


def problems(chart: Chart, folder: Path, rows: bytes | None = None) -> list[Any]:
    """What an outside validator finds in the two files of a chart."""
    (folder / "datapackage.json").write_bytes(write_data_package(chart, frozen(chart)))
    (folder / "data.csv").write_bytes(write_csv(chart) if rows is None else rows)
    report = frictionless.validate(str(folder / "datapackage.json"))
    found: list[Any] = report.flatten(["rowNumber", "fieldName", "type"])
    return found


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_the_rows_of_every_figure_are_as_described(
    figure_id: str, tables: Tables, tmp_path: Path
) -> None:
    assert not problems(chart_of(figure_id, tables), tmp_path)


@pytest.mark.parametrize("language", ["fr", "uk"])
@pytest.mark.parametrize("figure_id", ["reconstruction-needs", "displaced-people", "weapons"])
def test_so_are_they_in_other_languages(
    figure_id: str, language: str, tables: Tables, tmp_path: Path
) -> None:
    assert not problems(chart_of(figure_id, tables, language), tmp_path)


@pytest.mark.parametrize("figure_id", ["refugees", "civilians-killed-total", "aid-by-month"])
def test_a_figure_without_rows_is_described_too(
    figure_id: str, tables: Tables, tmp_path: Path
) -> None:
    chart = empty(figure_id, tables)
    assert chart.rows.empty
    assert not problems(chart, tmp_path)
    assert "created" not in described(chart)


def test_changed_rows_are_found(tables: Tables, tmp_path: Path) -> None:
    chart = chart_of("reconstruction-needs", tables)
    changed = write_csv(chart).replace(b"349000000000", b"349000000001")
    assert [kind for _, _, kind in problems(chart, tmp_path, changed)] == ["hash-count"]


def test_an_unknown_code_is_found_where_it_stands(tables: Tables) -> None:
    chart = chart_of("refugees", tables)
    (resource,) = described(chart)["resources"]
    bound = next(field for field in resource["schema"]["fields"] if field["name"] == "bound")
    schema = frictionless.Schema.from_descriptor({"fields": [bound]})
    rows = frictionless.Resource(data=[["bound"], ["exact"], ["roughly"]], schema=schema)
    assert rows.validate().flatten(["rowNumber", "type"]) == [[3, "constraint-error"]]


def test_every_column_is_described_in_order(tables: Tables) -> None:
    for chart in charts(tables):
        (resource,) = described(chart)["resources"]
        header = next(csv.reader(io.StringIO(write_csv(chart).decode("utf-8-sig"))))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_table_is_told_by_its_columns(tables: Tables) -> None:
    names = {
        chart_of(figure_id, tables).model.file_name()
        for figure_id in ("refugees", "weapons", "aid-by-type")
    }
    assert names == {"displacement.csv", "civilian_deaths.csv", "aid_flows.csv"}


def test_every_publication_is_a_source_with_its_own_date(tables: Tables) -> None:
    for chart in charts(tables):
        sources = described(chart)["sources"]
        assert [one["id"] for one in sources] == [one.source_id for one in chart.note.publications]
        assert all(one["version"] and one["title"] and one["publisher"] for one in sources)
        dates = [one.get("date", "") for one in sources]
        assert dates == [one.published for one in chart.note.publications]


def test_licences_are_those_of_the_sources_and_none_is_made_up(tables: Tables) -> None:
    (open_one,) = described(chart_of("headline-refugees", tables))["licenses"]
    assert open_one["name"] == "CC-BY-4.0"
    assert open_one["path"] == "https://creativecommons.org/licenses/by/4.0/"
    (unknown,) = described(chart_of("reconstruction-needs", tables))["licenses"]
    assert unknown["name"] == "notspecified"
    assert "path" not in unknown
    assert unknown["title"].endswith("single figures cited with a link")


def test_several_terms_each_say_whose_they_are(tables: Tables) -> None:
    terms = described(chart_of("displaced-people", tables))["licenses"]
    assert len(terms) > 1
    assert any(one["title"].startswith("UNHCR") for one in terms)


def test_rows_partly_under_no_licence_are_offered_under_none(tables: Tables) -> None:
    package = described(chart_of("civilian-toll-compared", tables))
    by_publisher = {one["publisher"]: one["license"] for one in package["sources"]}
    assert by_publisher["OHCHR"] == "notspecified"
    assert by_publisher["UCDP"] == "CC-BY-4.0"
    assert {one["name"] for one in package["licenses"]} == {"notspecified"}
    assert [one for one in package["licenses"] if "path" in one] == []
    assert any(one["title"] == "UCDP: CC BY 4.0" for one in package["licenses"])


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_counts_of_ohchr_are_offered_under_no_licence(figure_id: str, live_tables: Tables) -> None:
    package = described(chart_of(figure_id, live_tables))
    of_ohchr = "OHCHR" in {one["publisher"] for one in package["sources"]}
    assert not of_ohchr or {one["name"] for one in package["licenses"]} == {"notspecified"}


def test_it_is_dated_by_the_data_and_named_by_its_hash(tables: Tables) -> None:
    package = described(chart_of("headline-refugees", tables, "fr"))
    assert package["created"] == "2026-06-25T00:00:00Z"
    assert package["version"] == HASH
    assert package["languages"] == ["fr"]


def test_a_live_package_points_to_the_live_rows(tables: Tables) -> None:
    chart = chart_of("refugees", tables)
    package = json.loads(write_data_package(chart, live(chart)))
    assert package["resources"][0]["path"] == live(chart).address_of("data.csv")
    assert "version" not in package
    assert "hash" not in package["resources"][0]


def test_hostile_words_stay_words(tables: Tables, tmp_path: Path) -> None:
    chart = hostile(chart_of("refugees", tables))
    assert described(chart)["title"] == ATTACK
    assert not problems(chart, tmp_path)
