"""Two numbers beside each other: compare and add refuse exactly what figures refuse."""

import random

import pandas as pd
import pytest

from exports.row_names import name_rows
from figures.core.selection import NotAddable, add_up
from locales import LANGUAGES, make_translator
from schemas import FACT_TABLES, MODELS, Tables
from tests.web.test_numbers import find_month
from web.comparison import compare_numbers, find_name, write_number_page

BASE = "https://numbers.example"


def find_one(rows: pd.DataFrame, table: str, **cells: str) -> str:
    """The name of the latest row with these words."""
    for column, word in cells.items():
        rows = rows[rows[column] == word]
    return name_rows(rows.sort_values("available", kind="stable"), table)[-1]


def test_two_editions_are_compared_and_never_added(tables: Tables) -> None:
    first, *_, last = find_month(tables)
    told = compare_numbers(first, last, tables, make_translator("en", tables))
    assert told["apart"] == ()
    (why,) = told["not_added"]
    assert "two editions" in why


def test_refugees_and_people_under_temporary_protection_are_not_added(tables: Tables) -> None:
    rows = tables.displacement
    refugees = find_one(rows, "displacement", population_group="REF", location="POL")
    protected = find_one(rows, "displacement", population_group="TPR", location="POL")
    told = compare_numbers(refugees, protected, tables, make_translator("en", tables))
    assert told["not_added"]
    assert told["differences"]


def test_a_verified_count_and_a_claim_are_not_compared(tables: Tables) -> None:
    rows = tables.civilian_deaths
    verified = find_one(rows, "civilian_deaths", status="verified", series="cumulative")
    claim = find_one(rows, "civilian_deaths", status="claim")
    told = compare_numbers(verified, claim, tables, make_translator("fr", tables))
    assert told["apart"]
    assert told["not_added"] == told["apart"]


def test_people_and_money_are_different_things(tables: Tables) -> None:
    people = find_one(tables.displacement, "displacement", population_group="REF")
    money = find_one(tables.aid_flows, "aid_flows", measure="allocation")
    told = compare_numbers(people, money, tables, make_translator("en", tables))
    assert told["apart"] == told["not_added"] != ()


@pytest.mark.parametrize("table", FACT_TABLES)
def test_it_may_be_added_if_and_only_if_figures_may_add_it(table: str, tables: Tables) -> None:
    rows, number = getattr(tables, table), MODELS[table].number_column()
    rows = rows[rows[number].notna()]
    names = name_rows(rows, table)
    lot, t = random.Random(table), make_translator("en", tables)  # noqa: S311 - chance
    for _ in range(60):
        one, other = lot.sample(range(len(rows)), 2)
        try:
            add_up(rows.iloc[[one, other]], number)
            addable = True
        except NotAddable:
            addable = False
        told = compare_numbers(names[one], names[other], tables, t)
        assert (not told["not_added"]) == addable


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_page_says_both_and_why(code: str, tables: Tables) -> None:
    first, *_, last = find_month(tables)
    t = make_translator(code, tables)
    html = write_number_page(first, last, tables, t, BASE)
    assert t("They must not be added.") in html
    assert f'href="/numbers/{last}?lang={code}"' in html


def test_an_address_without_a_number_is_told(tables: Tables) -> None:
    html = write_number_page(
        find_month(tables)[0], "x", tables, make_translator("en", tables), BASE
    )
    assert "No number of this site has this address." in html


def test_a_number_is_not_set_beside_itself(tables: Tables) -> None:
    name, t = find_month(tables)[0], make_translator("en", tables)
    html = write_number_page(name, f"/numbers/{name}", tables, t, BASE)
    assert html == write_number_page(name, "", tables, t, BASE)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("https://numbers.example/numbers/4f706ed1662f?lang=uk", "4f706ed1662f"),
        ("4f706ed1662f", "4f706ed1662f"),
        ("4f706ed1662f0", ""),
        ("nothing", ""),
    ],
)
def test_a_number_is_found_in_its_address(words: str, name: str) -> None:
    assert find_name(words) == name
