"""Pages whose server is silent or gone say so, and no word of theirs stays English."""

import os
import re
import signal
from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from locales import find_language
from pages import shell
from tests.conftest import PATIENCE
from tests.frozen import FROZEN
from tests.pages.browsing import choose, open_page
from tests.pages.conftest import Server, started

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FIGURE = "civilians-killed-by-month"
AID = "aid-by-month"


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    with TemporaryDirectory() as store, started(FROZEN, {"DASHBOARD_STORE": store}) as server:
        yield server


@pytest.fixture
def own_context(chromium: Browser) -> Iterator[BrowserContext]:
    """Windows whose network a test may cut."""
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def earlier(page: Page) -> list[str]:
    """The figures marked as answers to an earlier choice."""
    marked = page.locator("[data-earlier]")
    return [one.get_attribute("class") or "" for one in marked.all()]


@pytest.mark.parametrize("code", ["en", "uk"])
def test_without_connection_the_earlier_choice_is_marked_until_it_is_answered(
    own_context: BrowserContext, server: str, code: str
) -> None:
    t, page = find_language(code), own_context.new_page()
    open_page(page, server, FIGURE, code)
    line = page.locator("#connection")
    expect(line).to_be_empty()
    own_context.set_offline(True)
    expect(line).to_have_text(t("No connection: a new choice cannot be answered now."))
    assert earlier(page) == []
    choose(page, FIGURE, t("From"), t.format_month(date(2024, 1, 1)))
    expect(line).to_have_text(t("No connection: what you see is the earlier choice."))
    assert [FIGURE in names for names in earlier(page)] == [True]
    expect(page.locator(".message")).to_have_css("opacity", "0.45")
    own_context.set_offline(False)
    expect(page.locator(".subtitle")).to_contain_text("2024")
    expect(line).to_be_empty()
    assert earlier(page) == []


def test_a_silent_server_is_told_after_five_seconds_and_links_are_plain_again(
    own_context: BrowserContext, own_server: Server
) -> None:
    page = own_context.new_page()
    open_page(page, own_server.address, FIGURE)
    line = page.locator("#connection")
    os.kill(own_server.process, signal.SIGSTOP)
    try:
        choose(page, FIGURE, "From", "January 2024")
        expect(line).to_have_text(
            "Still waiting for the answer: what you see is the earlier choice."
        )
        assert len(earlier(page)) == 1
        with page.expect_request(re.compile(r"/aid\?")) as asked:
            page.get_by_role("link", name="Aid", exact=True).click(no_wait_after=True)
        assert asked.value.is_navigation_request()
    finally:
        os.kill(own_server.process, signal.SIGCONT)


def test_an_answered_choice_is_not_reproached(own_context: BrowserContext, server: str) -> None:
    page = own_context.new_page()
    open_page(page, server, FIGURE)
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    page.wait_for_timeout(6000)
    expect(page.locator("#connection")).to_be_empty()
    assert earlier(page) == []


def test_a_server_that_is_gone_is_told_in_the_language_of_the_page(
    own_context: BrowserContext,
) -> None:
    page = own_context.new_page()
    with TemporaryDirectory() as store, started(FROZEN, {"DASHBOARD_STORE": store}) as server:
        open_page(page, server.address, FIGURE, "fr")
    t = find_language("fr")
    expect(page.locator("#connection")).to_have_text(
        t("No connection: a new choice cannot be answered now.")
    )
    page.wait_for_timeout(8000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#connection")).to_be_visible()


_SAID = """() => {
  const said = new Set(), ours = '.stHtml, .js-plotly-plot, script, style, noscript';
  for (const part of document.body.querySelectorAll('*')) {
    if (part.closest(ours)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
      if (part.getAttribute(name)) said.add(part.getAttribute(name));
    for (const node of part.childNodes) if (node.nodeType === 3) said.add(node.data.trim());
  }
  return [...said];
}"""
_ENGLISH = re.compile(
    r"\b(skip|clear|remove|press|open|selected|options?|available|choose|select|results?|dismiss|"
    r"close|upload|drop|file|limit|per|browse|suggestions|fullscreen|connection)\b",
    re.IGNORECASE,
)


def english(page: Page) -> list[str]:
    """What a page says in English; an icon of the framework is a word only to its font."""
    words: list[str] = page.evaluate(_SAID)
    icons = set(page.locator("[data-testid=stIconMaterial]").all_text_contents())
    return [text for text in words if _ENGLISH.search(text) and text not in icons]


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_no_word_of_the_framework_stays_english(
    own_context: BrowserContext, server: str, code: str
) -> None:
    page = own_context.new_page()
    open_page(page, server, "civilian-deaths", code)
    for box in page.locator("input[role=combobox]").all()[:4]:
        box.click()
        box.press_sequentially("2")
        assert english(page) == []
        box.press("Escape")
    assert english(page) == []
    open_page(page, server, "sources-and-method", code)
    page.get_by_role("textbox").fill("OHCHR")
    expect(page.get_by_text(find_language(code)("Press Enter to apply"))).to_be_visible()
    assert english(page) == []
    open_page(page, server, "check-a-file", code)
    page.locator("input[type=file]").set_input_files(
        {"name": "notes.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    )
    page.locator(".stFileChip").first.wait_for()
    assert english(page) == []


def test_english_is_found_where_it_stands(own_context: BrowserContext, server: str) -> None:
    page = own_context.new_page()
    open_page(page, server, "civilian-deaths")
    assert "Choose an option" in english(page)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_first_key_leads_past_the_menu(
    own_context: BrowserContext, server: str, code: str
) -> None:
    page = own_context.new_page()
    open_page(page, server, FIGURE, code)
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    expect(page.locator("#skip")).to_have_text(find_language(code)("Skip to the content"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    inside = page.evaluate("Boolean(document.activeElement.closest('[class*=st-key-figure-]'))")
    assert inside
    assert page.url.endswith(f"lang={code}")


def test_the_words_of_the_script_cannot_leave_their_place() -> None:
    assert (
        "<"
        not in shell.write_companion_head(find_language("fr")).split("data-words=")[1].split(">")[0]
    )
