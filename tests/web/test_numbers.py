"""The page of one number: of every row of the tables, and of the numbers figures show in tables."""

import json
import random
import re

import pandas as pd
import pytest

from exports.block import MOST_PARTS
from exports.row_names import name_rows
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from locales import LANGUAGES, make_translator
from schemas import FACT_TABLES, Tables
from tests.elements import elements
from tests.web.test_light_pages import write
from web.directory import make_figure_page
from web.numbers import find_numbers, write_number_json, write_numbers

BASE = "https://numbers.example"


def read_json(name: str, tables: Tables, code: str = "en") -> dict[str, object]:
    told: dict[str, object] = json.loads(
        write_number_json(name, tables, make_translator(code, tables), BASE)
    )
    return told


def find_month(tables: Tables) -> list[str]:
    """The editions of the killed of March 2022, the oldest first."""
    deaths = tables.civilian_deaths
    month = deaths[
        (deaths["series"] == "monthly")
        & (deaths["period_start"] == "2022-03-01")
        & (deaths["outcome"] == "killed")
        & (deaths["victims"] == "all")
    ]
    return name_rows(month.sort_values("available", kind="stable"), "civilian_deaths")


def test_every_row_has_a_name_of_its_own(live_tables: Tables) -> None:
    rows = sum(len(getattr(live_tables, table)) for table in FACT_TABLES)
    assert len(find_numbers(live_tables)) == rows


def test_a_name_does_not_hang_on_the_order_of_the_rows(tables: Tables) -> None:
    rows = tables.civilian_deaths
    names = dict(zip(rows.index, name_rows(rows, "civilian_deaths"), strict=True))
    turned = rows.iloc[::-1]
    assert name_rows(turned, "civilian_deaths") == [names[line] for line in turned.index]


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_any_number_has_its_page(code: str, live_tables: Tables) -> None:
    lot = random.Random(code)  # noqa: S311 - chance, not secrecy
    t = make_translator(code, live_tables)
    for name in lot.sample(sorted(find_numbers(live_tables)), 6):
        html = write_numbers(name, live_tables, t, BASE)
        assert html.count("<h1") == 1
        assert f"{BASE}/numbers/{name}" in html


def test_a_number_names_its_earlier_and_later_editions(tables: Tables) -> None:
    month = find_month(tables)
    editions = read_json(month[-1], tables)["editions"]
    assert isinstance(editions, list)
    assert len(month) > 1
    assert [one["name"] for one in editions] == month
    html = write_numbers(month[0], tables, make_translator("en", tables), BASE)
    assert f'href="/numbers/{month[-1]}?lang=en"' in html


def test_a_number_says_who_when_of_what_and_in_which_row(tables: Tables) -> None:
    told = read_json(find_month(tables)[-1], tables)
    assert told["publisher"] == "OHCHR"
    assert told["status"] == "verified"
    assert ["Outcome", "killed"] in list(told["facts"])  # type: ignore[call-overload]
    header, row, end = str(told["csv"]).split("\n")
    assert header.startswith("source_id,")
    assert row.startswith(f"{told['source_id']},monthly,2022-03-01,2022-03-31,")
    assert end == ""


def find_lines(tables: Tables, table: str, **cells: str) -> dict[str, pd.Series]:
    """The rows of a table with these words, by their names."""
    rows = getattr(tables, table)
    for column, word in cells.items():
        rows = rows[rows[column] == word]
    return dict(zip(name_rows(rows, table), (row for _, row in rows.iterrows()), strict=True))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"measure": "requirement"}, ("estimated", "required")),
        ({"measure": "disbursement"}, ("counted", "disbursed")),
        ({"series": "announcement"}, ("said", "announced")),
    ],
)
def test_money_is_known_as_it_is_on_figures(
    cells: dict[str, str], kind: tuple[str, str], tables: Tables
) -> None:
    for name in [*find_lines(tables, "aid_flows", **cells)][:5]:
        told = read_json(name, tables)
        assert (told["meaning"], told["status"]) == kind


def test_a_number_of_pieces_is_told_beside_their_value(tables: Tables) -> None:
    name, row = next(iter(find_lines(tables, "aid_flows", series="kiel-weapons").items()))
    facts = dict(map(tuple, read_json(name, tables)["facts"]))  # type: ignore[call-overload]
    assert facts["Units"] == make_translator("en", tables).format_number(row["units"])


def test_a_corrected_number_says_what_was_published_and_keeps_its_row(tables: Tables) -> None:
    overrides = tables.corrections[
        (tables.corrections["action"] == "override") & (tables.corrections["column"] == "value")
    ]
    correction = overrides.iloc[0]
    name, row = next(
        (name, row)
        for name, row in find_lines(tables, "civilian_deaths").items()
        if correction["correction_id"] in row["correction"].split()
    )
    told = read_json(name, tables)
    assert f",{correction['printed']}," in str(told["csv"])
    assert f"“{correction['printed']}”" in str(told["corrections"])
    assert str(told["number"]) == make_translator("en", tables).format_number(row["value"])


def test_a_name_nobody_has_is_no_number(tables: Tables) -> None:
    with pytest.raises(KeyError):
        write_numbers("000000000000", tables, make_translator("en", tables), BASE)


@pytest.mark.parametrize("figure", list(FIGURES))
def test_every_number_in_a_table_leads_to_its_page(figure: str, tables: Tables) -> None:
    html = write(make_figure_page(figure), tables)
    known = find_numbers(tables)
    linked = [
        given["href"]
        for tag, given in elements(html)
        if tag == "a" and str(given.get("href", "")).startswith("/numbers/")
    ]
    for href in linked:
        found = re.fullmatch(r"/numbers/([0-9a-f.]+)\?lang=en", str(href))
        assert found
        assert set(found[1].split(".")) <= set(known)
    chart = draw(make_view(FIGURES[figure], tables, {}), tables)
    parts = [len(point.rows) for mark in chart.plot.marks for point in mark.points]
    assert bool(linked) == any(0 < number <= MOST_PARTS for number in parts)


def test_a_number_made_of_several_lists_them(tables: Tables) -> None:
    month = find_month(tables)
    html = write_numbers(".".join(month[:2]), tables, make_translator("en", tables), BASE)
    assert "Made of 2 numbers" in html
    assert all(f"/numbers/{name}?lang=en" in html for name in month[:2])
