"""Links of the embedded page open beside the article, never in its place or in the frame."""

import pytest
from playwright.sync_api import Page

from tests.clients.articles import PLAIN, article
from tests.clients.embedded import HOME, INSIDE
from tests.clients.measures import embedded_frames
from tests.clients.sites import Site, html

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("clients")]


def test_a_link_opens_in_a_tab_of_its_own_that_cannot_reach_the_article(
    page: Page, newspaper: Site, house: Site, address: str
) -> None:
    newspaper.answers["/links"] = html(article(PLAIN, address, (640,)))
    page.goto(f"{newspaper.address}/links")
    with page.expect_popup() as opened:
        embedded_frames(page)[0].click(INSIDE)
    opened.value.wait_for_url(house.address + HOME)
    assert opened.value.evaluate("opener") is None
    assert page.url == f"{newspaper.address}/links"
    opened.value.close()


def test_a_page_opened_by_itself_says_nothing_to_anybody(page: Page, address: str) -> None:
    page.add_init_script("self.heard = 0; addEventListener('message', () => { heard += 1; });")
    page.goto(f"{address}#?secret=abc")
    page.wait_for_timeout(100)
    assert page.evaluate("heard") == 0
    with page.expect_popup() as opened:
        page.click(INSIDE)
    opened.value.close()
