"""What readers do with the pages, from choosing to downloading, in real Chromium."""

import json
import re
import urllib.request
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from figures import FIGURES
from figures.core.chart import draw
from figures.core.figure import Topic
from figures.core.view import make_view
from schemas import Tables
from tests.conftest import ENGLISH_FIRST, PATIENCE
from tests.pages.browsing import choose, open_page
from tests.pages.conftest import serving
from web.directory import SOURCES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

FIGURE = "civilians-killed-by-month"


def subtitle(page: Page, figure_id: str = FIGURE) -> str:
    return page.locator(f".st-key-figure-{figure_id} .subtitle").inner_text()


def test_a_choice_lives_in_the_address_and_survives_reload_language_and_back(
    page: Page, server: str
) -> None:
    open_page(page, server, FIGURE)
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    assert "from=2024-01" in page.url
    page.reload()
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    choose(page, FIGURE, "To", "December 2024")
    expect(page.locator(".subtitle")).to_contain_text("31 December 2024")
    page.go_back()
    expect(page.locator(".subtitle")).not_to_contain_text("31 December 2024")
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    page.get_by_text("Français").click()
    expect(page.locator(".subtitle")).to_contain_text("1er janvier 2024")
    assert "from=2024-01" in page.url
    assert page.evaluate("document.documentElement.lang") == "fr"


@pytest.mark.cluster
def test_a_language_once_chosen_is_remembered(chromium: Browser, server: str) -> None:
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    open_page(page, server, SOURCES.path, "en")
    page.get_by_text("Українська").click()
    expect(page.locator("h1")).to_contain_text("Джерела")
    page.goto(f"{server}/aid")
    page.locator(".footer").wait_for()
    assert page.evaluate("document.documentElement.lang") == "uk"
    context.close()


@pytest.mark.cluster
def test_the_menu_keeps_the_language_and_names_the_page(page: Page, server: str) -> None:
    open_page(page, server, "", "fr")
    page.locator(".st-key-menu a").nth(2).click()
    page.wait_for_url("**/civilian-deaths?**")
    expect(page.locator("h1")).to_contain_text("Morts civiles")
    assert "Morts civiles" in page.title()


_TELLING = """() => {
  window.told = [];
  new MutationObserver(changes => changes.forEach(({target}) => {
    const words = target.parentElement?.closest('[role=status]') ?? target;
    // On a slow machine the line on the connection may have something to say as well.
    const ours = words.matches('[role=status]:not(#connection)');
    if (ours && words.textContent) told.push(words.textContent);
  })).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


@pytest.mark.cluster
def test_a_change_is_told_once_to_those_who_do_not_see_it(page: Page, server: str) -> None:
    open_page(page, server, FIGURE)
    page.wait_for_timeout(1500)
    expect(page.locator("#told")).to_be_empty()
    page.evaluate(_TELLING)
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator("#told")).not_to_be_empty()
    page.wait_for_timeout(1500)
    title = page.locator(".message").inner_text()
    assert page.evaluate("told") == [title]
    page.locator(".st-key-menu a").nth(1).click()
    expect(page.locator("#told")).to_have_text("Displacement")
    assert page.evaluate("told") == [title, "Displacement"]


_REACHED = """(({activeElement: part, body}) =>
  part === body ? '' : part.ariaLabel || part.innerText)(document)"""


@pytest.mark.cluster
def test_a_phone_is_used_by_keyboard_alone(chromium: Browser, server: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(PATIENCE)
    open_page(page, server, FIGURE)
    press(page, "Skip to the content")
    expect(page.locator("h1")).to_be_focused()
    press(page, "From")
    page.keyboard.type("January 2024")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).not_to_be_empty()
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    press(page, "Limits")
    expect(page.locator(".more details[open] summary")).to_be_focused()
    with page.expect_download() as saved:
        press(page, "CSV: Civilians killed by month")
    assert saved.value.suggested_filename.endswith(".csv")
    page.close()


def press(page: Page, name: str) -> None:
    """Go on with the Tab key until something of this name is reached, and open it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(_REACHED).startswith(name):
            page.keyboard.press("Enter")
            return
    raise LookupError(name)


@pytest.mark.cluster
def test_a_phone_is_used_by_touch(chromium: Browser, server: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server}/civilian-deaths?lang=en")
    other = "civilian-casualties-by-month"
    row = page.locator(f".st-key-row-{other}")
    row.locator("summary").first.tap()
    figure = page.locator(f".st-key-figure-{other}")
    figure.get_by_role("combobox", name="From").tap()
    page.get_by_role("option", name="May 2022").tap()
    expect(figure.locator(".subtitle")).to_contain_text("1 May 2022")
    expect(figure.locator(".message")).to_be_visible()
    figure.locator("summary", has_text="Limits").tap()
    expect(figure.locator("details[open] li").first).to_be_visible()
    with page.expect_download() as saved:
        figure.get_by_role("link", name="CSV").tap()
    assert saved.value.suggested_filename.endswith(".csv")
    context.close()


@pytest.mark.cluster
def test_a_change_of_one_figure_redraws_that_figure_alone(page: Page, server: str) -> None:
    open_page(page, server, "civilian-deaths")
    other = "civilian-casualties-by-month"
    chart = f".st-key-figure-{other} .js-plotly-plot"
    page.evaluate(f"document.querySelector('{chart}').dataset.untouched = 'yes'")
    page.evaluate("document.querySelector('.footer').dataset.untouched = 'yes'")
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator(f".st-key-figure-{FIGURE} .subtitle")).to_contain_text("1 January 2024")
    assert page.evaluate(f"document.querySelector('{chart}').dataset.untouched") == "yes"
    assert page.evaluate("document.querySelector('.footer').dataset.untouched") == "yes"


@pytest.mark.cluster
def test_an_empty_choice_says_so_and_what_to_do(page: Page, server: str) -> None:
    open_page(page, server, "civilian-toll-compared", query="&kinds=")
    expect(page.locator(".js-plotly-plot")).to_contain_text("No figures for this choice")


@pytest.mark.cluster
def test_the_search_over_publications_lives_in_the_address(page: Page, server: str) -> None:
    open_page(page, server, SOURCES.path)
    box = page.get_by_role("textbox")
    box.fill("Kiel 29")
    box.press("Enter")
    expect(page.locator(".publications summary").first).to_contain_text("Kiel Institute")
    page.wait_for_url("**search=Kiel+29**")


@pytest.mark.cluster
def test_a_broken_file_leaves_the_last_good_data_and_a_notice(
    chromium: Browser, own_data: Path
) -> None:
    with serving(own_data) as address:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        open_page(page, address, FIGURE)
        good = subtitle(page)
        file = own_data / "civilian_deaths.csv"
        content = file.read_text(encoding="utf-8")
        file.write_text(content.replace(",killed,", ",hurt,", 1), encoding="utf-8")
        open_until(page, address, alerts=1)
        expect(page.get_by_role("alert")).to_contain_text("last good state")
        assert subtitle(page) == good
        file.write_text(content, encoding="utf-8")
        open_until(page, address, alerts=0)
        assert subtitle(page) == good
        page.close()


def open_until(page: Page, address: str, alerts: int) -> None:
    """Open a page again and again: changed files are read beside serving, some seconds later."""
    for _ in range(PATIENCE // 1000):
        open_page(page, address, FIGURE)
        if page.get_by_role("alert").count() == alerts:
            return
        page.wait_for_timeout(1000)
    raise TimeoutError(f"{alerts} alerts")


@pytest.mark.cluster
def test_data_broken_from_the_start_show_the_list_of_what_to_mend(
    chromium: Browser, own_data: Path
) -> None:
    file = own_data / "civilian_deaths.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(",killed,", ",hurt,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with serving(own_data) as address:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        open_page(page, address, SOURCES.path, "en")
        expect(page.get_by_role("alert")).to_contain_text("The data cannot be read")
        expect(page.locator("[data-testid=stText]").first).to_contain_text(
            "data/civilian_deaths.csv, line 2: outcome is 'hurt'; write one of: killed, injured"
        )
        page.close()


def answer(address: str, encoding: str = "br") -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as response:  # noqa: S310
        headers = {name.lower(): value for name, value in response.headers.items()}
        return headers, response.read()


def test_answers_are_compressed_and_carry_strict_headers(server: str) -> None:
    document, html = answer(f"{server}/", "identity")
    policy = document["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert document["x-content-type-options"] == "nosniff"
    scripts = re.findall(r'src="\./(static/js/[^"]+)"', html.decode())
    headers, compressed = answer(f"{server}/{scripts[0]}")
    _, plain = answer(f"{server}/{scripts[0]}", "identity")
    assert headers["content-encoding"] == "br"
    assert headers["x-content-type-options"] == "nosniff"
    assert len(compressed) * 2 < len(plain)


@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_the_document_says_what_the_page_says_before_any_script(
    server: str, language: str, tables: Tables
) -> None:
    _, html = answer(f"{server}/aid?lang={language}", "identity")
    text = unescape(html.decode())
    assert f'<html lang="{language}">' in text
    assert 'name="description"' in text
    for figure in (one for one in FIGURES.values() if one.topic is Topic.AID):
        assert draw(make_view(figure, tables, {}, language), tables).title in text


def test_downloads_hold_the_view_that_is_shown(page: Page, server: str) -> None:
    open_page(page, server, FIGURE, query="&from=2024-01&to=2024-12")
    link = page.locator(".under .actions a", has_text="CSV").get_attribute("href")
    _, content = answer(f"{server}{link}", "identity")
    rows = content.decode("utf-8-sig").splitlines()
    assert len(rows) == 13
    assert json.dumps("2024-01-01").strip('"') in rows[1]
