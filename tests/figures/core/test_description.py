"""Readers see on a figure what we corrected in it, and why."""

from datetime import date
from typing import Any

import pytest

from exports.html import fill_macro
from exports.image_files import Drawings
from exports.page import make_page
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.description import collect_notes
from figures.core.view import make_view
from schemas import Tables, read_contents
from tests.editions import chart_of, frozen
from tests.small_tables import small_with
from web.site_blocks import make_explorer_block

CORRECTED = "civilians-killed-total"
TODAY = date(2026, 11, 22)


def speaking(chart: Chart, tables: Tables) -> list[dict[str, Any]]:
    """The corrections that speak of a row of a chart."""
    named = " ".join(chart.rows["correction"]).split()
    rows = tables.corrections[tables.corrections["correction_id"].isin(named)]
    return [dict(row) for row in rows.to_dict("records")]


def test_every_reason_that_concerns_a_row_shown_stands_in_the_remarks(tables: Tables) -> None:
    seen = 0
    for figure in FIGURES:
        chart = chart_of(figure, tables)
        said = " ".join(collect_notes(chart.scene))
        for correction in speaking(chart, tables):
            assert correction["reason"] in said, (figure, correction)
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_a_reason_is_told_in_the_language_of_the_reader(tables: Tables, code: str) -> None:
    chart = chart_of(CORRECTED, tables, code)
    said = " ".join(collect_notes(chart.scene))
    for correction in speaking(chart, tables):
        assert chart.t.data(correction["reason"]) in said
        assert correction["reason"] not in said


def test_a_figure_without_corrected_rows_speaks_of_none(tables: Tables) -> None:
    chart = chart_of("refugees-by-country", tables)
    assert not speaking(chart, tables)
    assert not collect_notes(chart.scene)


def test_a_replaced_value_is_told_as_printed_and_as_corrected(tables: Tables) -> None:
    said = collect_notes(chart_of(CORRECTED, tables).scene)
    told = [text for text in said if "corrected here" in text]
    assert told[0].startswith(
        "OHCHR, figure of 10 March 2022: published as “10 March 2021”, "
        "corrected here to “10 March 2022”. The year is misprinted;"
    )


def test_what_is_said_of_several_cells_is_said_once(tables: Tables) -> None:
    said = collect_notes(chart_of(CORRECTED, tables).scene)
    assert len(said) == len(set(said))


def test_the_page_and_the_frozen_page_say_why(tables: Tables) -> None:
    chart = chart_of(CORRECTED, tables)
    reason = "The year is misprinted"
    block = make_explorer_block(chart, TODAY, whole=False)
    assert reason in fill_macro("figure.html", "under", chart.t, block)
    drawings = Drawings(wide="<svg></svg>", narrow="<svg></svg>")
    assert reason in make_page(chart, frozen(chart), drawings)


def test_a_figure_as_known_on_a_day_speaks_only_of_rows_known_then(tables: Tables) -> None:
    figure = FIGURES[CORRECTED]
    early = draw(make_view(figure, tables, {}, "en", date(2022, 3, 5)), tables)
    assert "misprinted" not in " ".join(collect_notes(early.scene))


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    tables = read_contents(small_with())
    figure = FIGURES["civilians-killed-by-month"]
    chart = draw(make_view(figure, tables, {}), tables)
    assert collect_notes(chart.scene) == (
        "OHCHR, 13 August 2025: published as “286”, corrected here to “268”. Digits are swapped.",
    )
