"""How an editor takes a figure along, from the figure to the line that is pasted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from locales import LANGUAGES
from tests.conftest import PATIENCE
from tests.pages.browsing import open_page

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FIGURE = "headline-refugees"


@pytest.fixture
def panel(chromium: Browser, server: str) -> Page:
    """The panel, reached from the figure."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    open_page(page, server, FIGURE)
    link = page.locator(f".st-key-figure-{FIGURE} .actions a", has_text="Embed and cite")
    page.goto(server + (link.get_attribute("href") or ""))
    return page


def test_the_panel_freezes_by_itself_and_copies_what_it_shows(panel: Page) -> None:
    expect(panel.locator("#said")).to_contain_text("Frozen.", timeout=PATIENCE)
    panel.locator("[data-copies=iframe]").click()
    expect(panel.locator("[data-copies=iframe]")).to_have_text("Copied")
    copied = panel.evaluate("navigator.clipboard.readText()")
    assert copied == panel.locator("#iframe").input_value()
    assert re.search(rf"/snapshots/{FIGURE}/[0-9a-f]{{20}}/", copied)
    panel.reload()
    expect(panel.locator("#freeze")).to_have_count(0)
    assert panel.locator("#iframe").input_value() == copied
    panel.context.close()


def test_the_previews_are_as_tall_as_what_they_show(panel: Page) -> None:
    expect(panel.locator("#said")).to_contain_text("Frozen.", timeout=PATIENCE)
    for width in (640, 320):
        frame = panel.locator(f".preview iframe[width='{width}']")
        frame.scroll_into_view_if_needed()
        inside = panel.frame_locator(f".preview iframe[width='{width}']").locator("h1")
        inside.wait_for()
        panel.wait_for_timeout(500)
        box = frame.bounding_box()
        tall = inside.evaluate("() => document.documentElement.getBoundingClientRect().height")
        assert box is not None
        assert abs(box["height"] - tall) <= 3, width
    panel.context.close()


def test_without_javascript_one_button_freezes(chromium: Browser, server: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server}/embed/headline-appeal?lang=fr")
    page.locator("#freeze button").click()
    expect(page.locator("#freeze")).to_have_count(0, timeout=PATIENCE)
    assert "/snapshots/headline-appeal/" in page.locator("#iframe").input_value()
    context.close()


@pytest.mark.parametrize("code", list(LANGUAGES))
@pytest.mark.parametrize("edition", ["frozen", "live"])
def test_axe_finds_no_violation_and_nothing_sticks_out_on_a_phone(
    chromium: Browser, server: str, code: str, edition: str
) -> None:
    page = chromium.new_page(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if edition == "live" else "light",
    )
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server}/embed/{FIGURE}?lang={code}&edition={edition}")
    page.locator("[data-when-frozen]").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    page.close()
