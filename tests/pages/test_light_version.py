"""The page before the explorer, in real Chromium: read without scripts, sockets or patience."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

SHOWN = "html[data-explorer=shown]"
FIGURE = "internally-displaced"


def new_page(chromium: Browser, **options: Any) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    page = new_page(chromium, java_script_enabled=False)
    yield page
    page.context.close()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    page = new_page(chromium)
    yield page
    page.context.close()


def test_without_scripts_the_headline_numbers_and_the_figures_are_there(
    scriptless: Page, server: str
) -> None:
    scriptless.goto(f"{server}/?lang=fr")
    expect(scriptless.locator(".card .big")).to_have_count(6)
    expect(scriptless.locator(".figure .message")).to_have_count(3)
    expect(scriptless.locator(".figure .source").first).to_be_visible()


def test_without_scripts_a_choice_is_a_form(scriptless: Page, server: str) -> None:
    scriptless.goto(f"{server}/displacement?lang=en")
    figure = scriptless.locator(f"#{FIGURE}")
    figure.locator("select[name$=from]").select_option("2024-01")
    figure.get_by_role("button", name="Show").click()
    assert f"{FIGURE}.from=2024-01" in scriptless.url
    expect(scriptless.locator(f"#{FIGURE} .subtitle")).to_contain_text("2024")


def test_without_scripts_tables_and_notes_open(scriptless: Page, server: str) -> None:
    scriptless.goto(f"{server}/{FIGURE}?lang=en")
    tab = scriptless.locator("details", has=scriptless.locator("table"))
    expect(tab.locator("table")).to_be_hidden()
    tab.locator("summary").click()
    expect(tab.locator("tbody tr").first).to_be_visible()


def test_the_explorer_takes_the_place_of_a_page_nobody_reads_yet(reader: Page, server: str) -> None:
    reader.goto(f"{server}/{FIGURE}?lang=en")
    reader.locator(SHOWN).wait_for(state="attached")
    expect(reader.locator("#first")).to_have_count(0)
    expect(reader.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert reader.locator("h1:visible").count() == 1


def test_the_explorer_waits_behind_a_button_while_the_page_is_read(
    reader: Page, server: str
) -> None:
    reader.goto(f"{server}/displacement?lang=en", wait_until="commit")
    first = reader.locator(f"#first #{FIGURE}")
    first.locator("summary").first.click()
    button = reader.locator("#switch button")
    button.wait_for()
    expect(first).to_be_visible()
    button.click()
    expect(reader.locator("#first")).to_have_count(0)
    expect(reader.locator(f".st-key-figure-{FIGURE} .message")).to_be_in_viewport()


def test_a_page_whose_socket_is_blocked_stays_and_says_so(reader: Page, server: str) -> None:
    reader.route_web_socket(re.compile("stream"), lambda socket: socket.close())
    reader.goto(f"{server}/{FIGURE}?lang=uk")
    expect(reader.locator("#first .message")).to_be_visible()
    expect(reader.locator("#switch")).to_be_visible()
    expect(reader.locator("#first .message")).to_be_visible()


@pytest.mark.parametrize("header", [{"Save-Data": "on"}, {"ECT": "2g"}])
def test_a_line_that_carries_little_gets_the_light_version(
    chromium: Browser, server: str, header: dict[str, str]
) -> None:
    page = new_page(chromium, extra_http_headers=header)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(f"{server}/aid")
    assert "version=light" in page.url
    expect(page.locator(".figure .message").first).to_be_visible()
    assert not {"script", "websocket"} & set(asked)
    page.context.close()


def test_who_stays_with_the_light_version_is_remembered_and_can_leave_it(
    reader: Page, server: str
) -> None:
    reader.goto(f"{server}/aid?lang=en", wait_until="commit")
    reader.locator(".ending a").click()
    reader.wait_for_url("**/aid?*version=light")
    reader.locator(".menu a").first.click()
    reader.wait_for_url("**/?*version=light*")
    reader.goto(f"{server}/")
    assert "version=light" in reader.url
    reader.locator(".ending a").click()
    reader.locator(SHOWN).wait_for(state="attached")
    reader.goto(f"{server}/displacement")
    assert "version=light" not in reader.url


def test_a_page_of_the_light_version_weighs_little(reader: Page, server: str) -> None:
    for path, most in (("", 40_000), (FIGURE, 40_000), ("displacement", 60_000)):
        for _ in range(2):
            answer = reader.request.get(f"{server}/{path}?lang=uk&version=light")
        length = int(answer.headers["content-length"])
        assert answer.headers["content-encoding"] == "br"
        assert length <= most, path


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_the_light_version_is_cut_off(
    chromium: Browser, server: str, width: int
) -> None:
    page = new_page(chromium, java_script_enabled=False)
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("", "civilian-deaths", "sources-and-method", FIGURE):
        page.goto(f"{server}/{path}?lang=uk")
        assert page.locator("html").bounding_box()["width"] <= width  # type: ignore[index]
        box = page.locator("#first").bounding_box()
        assert box
        assert box["width"] <= width
    page.context.close()
