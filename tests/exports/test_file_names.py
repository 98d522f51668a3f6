"""A saved file says by its name what it holds."""

import re
from dataclasses import replace
from datetime import date

import pytest

from exports.block import name_download
from exports.files import FILES
from schemas import Tables
from tests.editions import chart_of, charts, empty, frozen, live
from web.panel import make_panel


@pytest.mark.parametrize(
    ("figure_id", "name"),
    [
        ("refugees-by-country", "refugees-by-country_2025-12-31_fr.csv"),
        ("kyiv-28-august-2025", "kyiv-28-august-2025_2025-08_fr.csv"),
        ("weapons", "weapons_2024-11_2026-08_fr.csv"),
    ],
)
def test_it_names_figure_period_and_language(figure_id: str, name: str, tables: Tables) -> None:
    chart = chart_of(figure_id, tables, "fr")
    assert name_download("data.csv", chart, live(chart)) == name


def test_a_frozen_one_bears_its_hash(tables: Tables) -> None:
    chart = chart_of("weapons", tables)
    assert name_download("data.xlsx", chart, frozen(chart)).endswith("_en_3f9c2a1b.xlsx")


def test_a_past_state_says_the_day(tables: Tables) -> None:
    chart = chart_of("weapons", tables)
    then = replace(chart, view=replace(chart.view, known_on=date(2025, 3, 1)))
    assert "_known-on-2025-03-01_" in name_download("data.csv", then, live(then))


def test_without_rows_there_is_no_period(tables: Tables) -> None:
    chart = empty("weapons", tables, "uk")
    name = name_download("data.csv", chart, live(chart))
    assert name == "weapons_known-on-2000-01-01_uk.csv"


@pytest.mark.cluster
def test_no_two_files_of_an_edition_share_a_name_and_all_are_plain(tables: Tables) -> None:
    for chart in charts(tables, "uk"):
        names = [name_download(file, chart, frozen(chart)) for file in FILES]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9_.-]+", name) for name in names)


def test_every_picture_of_the_panel_is_saved_under_such_a_name(tables: Tables) -> None:
    chart = chart_of("weapons", tables)
    document = make_panel(chart, frozen(chart), ready=True)
    saved = re.findall(r'download="([^"]+)"', document)
    assert name_download("card.png", chart, frozen(chart)) in saved
    assert len(set(saved)) == len(saved) == document.count(" download")
