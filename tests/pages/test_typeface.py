"""Pages are set in one typeface of our own: no other file of letters is asked for or seen."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from exports.typeface import read_font_files
from tests.pages.browsing import open_page

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

_SETTLED = "() => document.fonts.ready.then(() => document.fonts.status)"
_LOADED = """() => [...document.fonts].filter(face => face.status === "loaded")
  .map(face => face.family.replaceAll('"', ""))"""
_ICONS = """() => [...document.querySelectorAll("[data-testid=stIconMaterial]")]
  .map(icon => getComputedStyle(icon).fontSize)"""


def asked_for(page: Page) -> list[str]:
    """The files of letters a page will ask for, by their path."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(urlsplit(request.url).path.removeprefix("/"))
            if request.resource_type == "font" or ".woff" in request.url
            else None
        ),
    )
    return asked


@pytest.mark.parametrize(
    ("path", "code"), [("", "en"), ("civilian-deaths", "uk"), ("check-a-file", "fr")]
)
def test_a_page_asks_for_no_typeface_but_ours(
    chromium: Browser, server: str, path: str, code: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked = asked_for(page)
    open_page(page, server, path, code)
    assert page.evaluate(_SETTLED) == "loaded"
    assert set(asked) == set(read_font_files())
    assert set(page.evaluate(_LOADED)) == {"Source Sans 3"}
    context.close()


def test_the_page_for_an_address_that_is_none_is_set_in_it_too(page: Page, server: str) -> None:
    asked = asked_for(page)
    page.goto(f"{server}/no-such-page?lang=uk")
    assert page.evaluate(_SETTLED) == "loaded"
    assert set(asked) == set(read_font_files())
    assert set(page.evaluate(_LOADED)) == {"Source Sans 3"}


def test_no_icon_shows_the_word_it_is_made_of(page: Page, server: str) -> None:
    open_page(page, server, "check-a-file")
    page.locator("[data-testid=stIconMaterial]").first.wait_for(state="attached")
    sizes = page.evaluate(_ICONS)
    assert sizes
    assert set(sizes) == {"0px"}


def test_other_typefaces_are_named_nowhere_in_the_style_sheet_of_the_framework(
    server: str, page: Page
) -> None:
    page.goto(server)
    address = page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
    sheet = page.request.get(f"{server}/{address}")
    assert sheet.ok
    assert len(sheet.text()) > 1000
    assert "@font-face" not in sheet.text()
