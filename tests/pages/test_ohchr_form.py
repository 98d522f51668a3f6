"""A month of OHCHR by the form, in real Chromium: by keyboard, on a phone, and what it gives."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from schemas import Tables, read
from schemas.reading import read_files
from tests.conftest import PATIENCE
from tests.frozen import FROZEN
from tests.pages.browsing import open_page
from upkeep.ohchr_month import find_month, list_questions

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FORM = ".st-key-month"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def open_form(page: Page, server: str, code: str = "en") -> None:
    open_page(page, server, "check-a-file", code)
    page.locator(f"{FORM} summary").first.press("Enter")
    page.locator(f"{FORM} .history").first.wait_for()


def fill(page: Page, values: list[int]) -> None:
    """The day of the report, then the first numbers, each left with the key Tab."""
    page.locator(f"{FORM} input[type=text]").nth(1).fill("2026-12-15")
    page.keyboard.press("Tab")
    for number, value in enumerate(values):
        page.locator(f"{FORM} input[type=number]").nth(number).fill(str(value))
        page.keyboard.press("Tab")


def usual(tables: Tables) -> list[int]:
    """What the first two fields were a month before, a little changed."""
    asked = list_questions(tables, find_month(tables))
    return [question.history[0][1] + 1 for question in asked[:2]]


@pytest.mark.parametrize("code", ["en", "fr", "uk"])
def test_every_field_has_its_own_history_and_fits_a_phone(
    phone: Page, server: str, tables: Tables, code: str
) -> None:
    open_form(phone, server, code)
    asked = list_questions(tables, find_month(tables))
    expect(phone.locator(f"{FORM} input[type=number]")).to_have_count(len(asked))
    expect(phone.locator(f"{FORM} .history")).to_have_count(len(asked))
    for field in phone.locator(f"{FORM} input").all():
        box = field.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 390


def test_what_is_filled_in_becomes_rows_and_tables_that_are_valid(
    page: Page, server: str, tables: Tables
) -> None:
    open_form(page, server)
    values = usual(tables)
    fill(page, values)
    rows = page.locator(f"{FORM} code").last
    for value in values:
        expect(rows).to_contain_text(f",{value},")
    with page.expect_download() as waiting:
        page.locator(f"{FORM} .stDownloadButton button").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as packed:
        carried = {name.removesuffix(".csv"): packed.read(name) for name in packed.namelist()}
    frozen = read_files(FROZEN)
    assert read({**frozen, **carried}).findings == read(frozen).findings


def test_a_slip_is_told_while_the_field_is_left(page: Page, server: str, tables: Tables) -> None:
    open_form(page, server)
    killed, injured = usual(tables)
    fill(page, [killed * 10, injured])
    expect(page.locator(f"{FORM} .findings section").first).to_be_visible()


def test_a_day_that_is_none_is_told_and_nothing_is_lost(
    page: Page, server: str, tables: Tables
) -> None:
    open_form(page, server)
    fill(page, usual(tables))
    page.locator(f"{FORM} input[type=text]").nth(1).fill("15.12.2026")
    page.keyboard.press("Tab")
    expect(page.locator(f"{FORM} [role=alert]").first).to_contain_text("2026-10-14")
    first = page.locator(f"{FORM} input[type=number]").first
    expect(first).to_have_value(str(usual(tables)[0]))
