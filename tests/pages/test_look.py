"""What readers see of the pages in real Chromium: on a phone, on any window, without icon words."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PATIENCE
from tests.pages.browsing import open_page
from web.directory import MENU, OVERVIEW, TOPIC_PAGES

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

SCREEN = 844
FIGURE = "internally-displaced"
_ICON = re.compile(r"\b(?:keyboard_arrow|arrow|chevron|expand)_\w+|\bupload")
_ACROSS = "document.querySelector('[data-testid=stMain]').scrollWidth"
_DOWN = "document.querySelector('[data-testid=stMain]').scrollHeight"


def phone(chromium: Browser) -> Page:
    page = chromium.new_page(viewport={"width": 390, "height": SCREEN})
    page.set_default_timeout(PATIENCE)
    return page


def open_on_a_phone(page: Page, server: str, path: str, code: str, query: str = "") -> None:
    page.goto(f"{server}/{path}?lang={code}{query}")
    page.locator(".footer").wait_for()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()


@pytest.mark.parametrize("code", ["en", pytest.param("uk", marks=pytest.mark.cluster)])
@pytest.mark.parametrize("path", [OVERVIEW.path, *(one.path for one in TOPIC_PAGES.values())])
def test_a_page_is_at_most_eight_screens_on_a_phone(
    chromium: Browser, server: str, path: str, code: str
) -> None:
    page = phone(chromium)
    open_on_a_phone(page, server, path, code)
    assert page.evaluate(_DOWN) <= 8 * SCREEN
    assert page.evaluate(_ACROSS) <= 390
    page.close()


def test_a_figure_on_a_phone_opens_where_its_finding_stands(chromium: Browser, server: str) -> None:
    page = phone(chromium)
    open_on_a_phone(page, server, "displacement", "en")
    row = page.locator(f".st-key-row-{FIGURE}")
    expect(row.locator(".kind.estimated")).to_be_visible()
    expect(row.locator(".js-plotly-plot")).to_have_count(0)
    row.locator("summary").first.click()
    expect(row.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(row.locator(".under .source")).to_be_visible()
    page.close()


def test_an_address_that_answers_a_closed_figure_opens_it(chromium: Browser, server: str) -> None:
    page = phone(chromium)
    open_on_a_phone(page, server, "displacement", "en", f"&{FIGURE}.from=2024-01")
    expect(page.locator(f".st-key-figure-{FIGURE} .subtitle")).to_contain_text("2024")
    page.close()


def _wait_for_upload(page: Page) -> None:
    """The framework fetches its parts one by one; one that is not there yet shows no word."""
    icon = page.get_by_test_id("stFileUploader").get_by_test_id("stIconMaterial")
    icon.first.wait_for(state="attached")


@pytest.mark.parametrize("path", [OVERVIEW.path, "displacement", "check-a-file"])
def test_no_icon_is_read_as_a_word(page: Page, server: str, path: str) -> None:
    open_page(page, server, path)
    if path == "check-a-file":
        _wait_for_upload(page)
    assert _ICON.findall(page.locator("body").inner_text()) == []


def test_an_icon_word_would_be_found(page: Page, server: str) -> None:
    open_page(page, server, "check-a-file")
    _wait_for_upload(page)
    page.add_style_tag(content="[data-testid=stIconMaterial] { all: revert !important; }")
    assert _ICON.findall(page.locator("body").inner_text())


def test_the_menu_says_on_which_page_one_is(page: Page, server: str) -> None:
    open_page(page, server, OVERVIEW.path)
    for place in reversed(MENU):
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )
        page.locator(".st-key-menu a", has_text=place.name).first.click()
        expect(page.locator(".st-key-here")).to_have_text(place.name)
        expect(page.locator(".st-key-menu [aria-current=page]")).to_have_text(place.name)


def test_the_menu_of_a_phone_shows_the_page_one_is_on(chromium: Browser, server: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": SCREEN})
    page.set_default_timeout(PATIENCE)
    for place in MENU:
        page.goto(f"{server}/{place.path}?lang=fr")
        expect(page.locator(".st-key-here")).to_be_in_viewport(ratio=1)
    page.close()


@pytest.mark.parametrize("width", [320, 700, 1000, 1600])
def test_nothing_scrolls_sideways(page: Page, server: str, width: int) -> None:
    open_page(page, server, OVERVIEW.path, "uk")
    page.set_viewport_size({"width": width, "height": SCREEN})
    across = page.evaluate(_ACROSS)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert across <= width
