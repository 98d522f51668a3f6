"""What is opened below a figure: there without being sent again, and that of what is chosen."""

import http.client
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PATIENCE
from tests.pages.browsing import open_page

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FIGURE = "weapons"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def open_tab(page: Page, label: str) -> None:
    page.locator(f".st-key-figure-{FIGURE} .under summary", has_text=label).click()


def choose_other(page: Page) -> None:
    buttons = page.locator(f".st-key-figure-{FIGURE} [data-testid=stButtonGroup]").first
    buttons.get_by_role("radio", checked=False).first.click()


def test_the_table_of_the_page_before_the_explorer_is_not_fetched_again(
    reader: Page, server: str
) -> None:
    open_page(reader, server, FIGURE)
    reader.locator("html[data-explorer=shown]").wait_for(state="attached")
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    open_tab(reader, "Table")
    expect(reader.locator(f".st-key-figure-{FIGURE} tbody tr").first).to_be_visible()
    assert asked == []


def test_after_another_choice_the_table_is_that_of_the_choice(reader: Page, server: str) -> None:
    open_page(reader, server, FIGURE)
    reader.locator("html[data-explorer=shown]").wait_for(state="attached")
    under = reader.locator(f".st-key-figure-{FIGURE} .under")
    before = under.get_attribute("data-elsewhere")
    choose_other(reader)
    expect(under).not_to_have_attribute("data-elsewhere", str(before))
    with reader.expect_response(lambda answer: f"/{FIGURE}?" in answer.url) as fetched:
        open_tab(reader, "Table")
    assert "outcome=injured" in fetched.value.url
    expect(under.locator("tbody tr").first).to_be_visible()
    expect(under.locator("table")).to_have_attribute(
        "aria-label", reader.locator(f".st-key-figure-{FIGURE} .message").inner_text()
    )


def test_what_is_opened_has_an_address_where_it_cannot_be_fetched(
    reader: Page, server: str
) -> None:
    open_page(reader, server, FIGURE)
    reader.locator("html[data-explorer=shown]").wait_for(state="attached")
    under = reader.locator(f".st-key-figure-{FIGURE} .under")
    before = under.get_attribute("data-elsewhere")
    choose_other(reader)
    expect(under).not_to_have_attribute("data-elsewhere", str(before))
    reader.route(f"**/{FIGURE}?*", lambda route: route.abort())
    open_tab(reader, "Table")
    expect(under.locator("details[open] .panel a")).to_have_attribute(
        "href", str(under.get_attribute("data-elsewhere"))
    )


def test_the_socket_looks_back_as_far_as_browsers_allow(server: str) -> None:
    asked = http.client.HTTPConnection(server.removeprefix("http://"))
    asked.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": server,
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions": "permessage-deflate; server_max_window_bits=15",
        },
    )
    answer = asked.getresponse().headers["Sec-WebSocket-Extensions"]
    asked.close()
    assert "permessage-deflate" in answer
    assert "=12" not in answer
