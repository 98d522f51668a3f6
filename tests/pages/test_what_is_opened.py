"""What is opened below a figure: there without being sent again, and that of what is chosen."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.browsing import open_page

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FIGURE = "weapons"


def open_tab(page: Page, label: str) -> None:
    page.locator(f".st-key-figure-{FIGURE} .under summary", has_text=label).click()


def open_explorer(page: Page, server: str) -> Locator:
    """What stands below the figure, once the explorer has taken the place of the page before it."""
    open_page(page, server, FIGURE)
    page.locator("html[data-explorer=shown]").wait_for(state="attached")
    return page.locator(f".st-key-figure-{FIGURE} .under")


def choose_other(page: Page, under: Locator) -> None:
    """Another answer to the first question, until it is answered."""
    before = under.get_attribute("data-elsewhere")
    buttons = page.locator(f".st-key-figure-{FIGURE} [data-testid=stButtonGroup]").first
    buttons.get_by_role("radio", checked=False).first.click()
    expect(under).not_to_have_attribute("data-elsewhere", str(before))


def test_the_table_of_the_page_before_the_explorer_is_not_fetched_again(
    page: Page, server: str
) -> None:
    under = open_explorer(page, server)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_tab(page, "Table")
    expect(under.locator("tbody tr").first).to_be_visible()
    assert asked == []


def test_after_another_choice_the_table_is_that_of_the_choice(page: Page, server: str) -> None:
    under = open_explorer(page, server)
    choose_other(page, under)
    with page.expect_response(lambda answer: f"/{FIGURE}?" in answer.url) as fetched:
        open_tab(page, "Table")
    assert "outcome=injured" in fetched.value.url
    expect(under.locator("tbody tr").first).to_be_visible()
    expect(under.locator("table")).to_have_attribute(
        "aria-label", page.locator(f".st-key-figure-{FIGURE} .message").inner_text()
    )


def test_what_is_opened_has_an_address_where_it_cannot_be_fetched(page: Page, server: str) -> None:
    under = open_explorer(page, server)
    choose_other(page, under)
    page.route(f"**/{FIGURE}?*", lambda route: route.abort())
    open_tab(page, "Table")
    expect(under.locator("details[open] .panel a")).to_have_attribute(
        "href", str(under.get_attribute("data-elsewhere"))
    )
