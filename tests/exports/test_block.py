"""The block of a figure: how its numbers are known, what is said where, and how it is heard."""

import csv
import re

import pytest
from playwright.sync_api import Browser

from exports.block import BLOCK_STYLE, make_spreadsheet_table
from exports.html import fill_macro, space_thousands
from exports.page import DOWNLOADS, make_block
from figures import FIGURES
from figures.core.chart import Chart
from figures.core.palette import Meaning
from locales import LANGUAGES
from schemas import Tables
from tests.editions import chart_of, frozen

every_figure = pytest.mark.parametrize("figure", list(FIGURES))


def block_html(chart: Chart) -> str:
    return fill_macro("figure.html", "under", chart.t, make_block(chart, frozen(chart)))


def known(figure: str, tables: Tables) -> list[tuple[str, str]]:
    chart = chart_of(figure, tables)
    return [(one.meaning.value, one.word) for one in make_block(chart, frozen(chart)).kinds]


def test_kinds_of_knowledge_come_surest_first_in_the_words_of_the_tables(tables: Tables) -> None:
    assert known("civilian-toll-compared", tables) == [
        ("counted", "verified"),
        ("estimated", "estimate"),
        ("said", "claim"),
    ]
    assert known("people-in-need", tables) == [("estimated", "planning figure")]


def test_money_is_counted_where_it_was_booked_and_said_where_it_was_announced(
    tables: Tables,
) -> None:
    assert known("humanitarian-appeals", tables) == [
        ("counted", "funded"),
        ("estimated", "required"),
    ]
    assert known("air-defence-2025", tables) == [("counted", "allocated"), ("said", "announced")]


@every_figure
def test_every_kind_of_mark_drawn_has_its_badge(figure: str, live_tables: Tables) -> None:
    chart = chart_of(figure, live_tables)
    drawn = {mark.meaning for mark in chart.plot.marks if mark.points}
    shown = {one.meaning for one in make_block(chart, frozen(chart)).kinds}
    assert drawn - {Meaning.COUNTED} <= shown
    assert shown


@every_figure
def test_the_block_says_no_caveat_twice_and_forgets_none(figure: str, live_tables: Tables) -> None:
    chart = chart_of(figure, live_tables)
    block = make_block(chart, frozen(chart))
    told = [*block.first, *(text for texts in block.limits.values() for text in texts)]
    assert len(told) == len(set(told))
    assert {*chart.caveats, *chart.further_caveats} <= set(told)


def test_four_publishers_are_named_and_the_others_counted(tables: Tables) -> None:
    many = chart_of("civilian-toll-compared", tables)
    line = fill_macro("figure.html", "source_line", many.t, make_block(many, frozen(many)))
    assert f"and {len(many.note.cited) - 4} more" in line
    assert line.count("; ") == 3
    one = chart_of("aid-by-month", tables)
    line = fill_macro("figure.html", "source_line", one.t, make_block(one, frozen(one)))
    assert " more" not in line
    assert one.note.cited[0].describe(one.t) in line


def test_every_link_and_word_to_open_says_of_which_figure_it_is(tables: Tables) -> None:
    chart = chart_of("aid-by-donor", tables)
    name = chart.t(chart.figure.name)
    heard = re.findall(r'<(?:summary|a href="[^"]*") aria-label="([^"]*)"', block_html(chart))
    assert len(heard) == 4 + len(DOWNLOADS)
    assert all(words.endswith(f": {name}") for words in heard)


def test_numbers_lose_only_what_stands_between_their_thousands() -> None:
    assert space_thousands("17,257") == "17<i>257</i>"
    assert (
        space_thousands("17\u202f257\u202f001 (2\u00a0000\u20133)")
        == "17<i>257</i><i>001</i> (2<i>000</i>–3)"
    )
    assert space_thousands("31 Aug 2026, 4 <b>") == "31 Aug 2026, 4 &lt;b&gt;"


@pytest.fixture(params=list(LANGUAGES))
def copied(request: pytest.FixtureRequest, chromium: Browser, tables: Tables) -> tuple[Chart, str]:
    """A chart, and its table as a browser copies it, as text."""
    chart = chart_of("civilians-killed-by-year", tables, request.param)
    table = fill_macro("figure.html", "table", chart.t, make_block(chart, frozen(chart)))
    page = chromium.new_page()
    page.set_content(f'<html lang="{chart.t.code}"><style>{BLOCK_STYLE}</style>{table}')
    page.evaluate("getSelection().selectAllChildren(document.querySelector('tbody'))")
    text: str = page.evaluate("getSelection().toString()")
    shown = page.locator("td.number").first
    assert shown.evaluate("cell => getComputedStyle(cell.querySelector('i'), '::before').content")
    page.close()
    return chart, text


@pytest.mark.browser
def test_copied_numbers_are_numbers_in_every_language(copied: tuple[Chart, str]) -> None:
    chart, text = copied
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    points = [point for mark in chart.plot.marks for point in mark.points]
    number = make_spreadsheet_table(chart).number
    assert [int(row[number]) for row in rows] == [point.y for point in points]


@every_figure
def test_every_row_of_the_table_keeps_its_words(figure: str, live_tables: Tables) -> None:
    chart = chart_of(figure, live_tables)
    shown = make_spreadsheet_table(chart)
    for row, words in zip(shown.rows, chart.table.rows, strict=True):
        assert len(row) == len(shown.header)
        assert (row[:2], row[-3:]) == (words[:2], words[-3:])
        assert all(part in words[2] for part in re.findall(r"[\d,.]+", row[shown.number]))


def test_a_number_never_stands_without_its_bound_and_range(tables: Tables) -> None:
    shown = make_spreadsheet_table(chart_of("civilian-toll-compared", tables))
    assert shown.header[2:5] == ("Bound", "Number", "Range")
    said = {row[2:5] for row in shown.rows}
    assert ("at least", "100,000", "") in said
    assert ("could be", "100,000", "") in said
    assert ("", "30,738", "23,185–48,928") in said
    assert ("", "17,257", "") in said


def test_exact_numbers_need_no_column_for_bounds_and_money_names_its_unit_once(
    tables: Tables,
) -> None:
    shown = make_spreadsheet_table(chart_of("aid-by-donor", tables))
    assert shown.header[2] == "Number, EUR"
    assert len(shown.header) == 6
    assert all(row[2].replace(",", "").isdigit() for row in shown.rows)
