"""Every client gives the embedded page exactly the height it needs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.clients.articles import CLIENTS, PLAIN, UNMOVED, article
from tests.clients.conftest import LIBRARIES
from tests.clients.embedded import sender
from tests.clients.measures import (
    CLOSE,
    OPEN,
    Heights,
    nothing_scrolls_inside,
    run_inside,
    wait_for_heights,
)
from tests.clients.needs import needed
from tests.clients.sites import Site, html

pytestmark = [
    pytest.mark.browser,
    pytest.mark.clients,
    pytest.mark.xdist_group("clients"),
]

NARROWER = """() => {
  const [wide, middle] = document.querySelectorAll('.column');
  [wide.style.width, middle.style.width] = ['640px', '320px'];
  dispatchEvent(new Event('resize'));
}"""
BACK = """() => {
  const [wide, middle] = document.querySelectorAll('.column');
  [wide.style.width, middle.style.width] = ['960px', '640px'];
  dispatchEvent(new Event('resize'));
}"""


@pytest.fixture(scope="module", params=list(CLIENTS))
def read(
    request: pytest.FixtureRequest, context: BrowserContext, newspaper: Site, address: str
) -> Iterator[Page]:
    """An article open in a browser, once for each client."""
    client = CLIENTS[request.param]
    if client.library:
        script = LIBRARIES / client.library
        needed(client.library, str(script) if script.exists() else None)
    newspaper.answers[f"/{request.param}"] = html(article(client, address))
    page = context.new_page()
    page.goto(f"{newspaper.address}/{request.param}")
    yield page
    page.close()


def test_a_frame_is_exactly_as_tall_as_its_page(
    read: Page, true_heights: dict[str, Heights]
) -> None:
    wait_for_heights(read, true_heights["closed"])
    assert nothing_scrolls_inside(read)


def test_a_frame_grows_with_what_is_opened_and_shrinks_again(
    read: Page, true_heights: dict[str, Heights]
) -> None:
    run_inside(read, OPEN)
    wait_for_heights(read, true_heights["opened"])
    assert nothing_scrolls_inside(read)
    run_inside(read, CLOSE)
    wait_for_heights(read, true_heights["closed"])


def test_a_frame_follows_the_width_of_its_column(
    read: Page, true_heights: dict[str, Heights]
) -> None:
    _, middle, narrow = true_heights["closed"]
    read.evaluate(NARROWER)
    wait_for_heights(read, [middle, narrow, narrow])
    assert nothing_scrolls_inside(read)
    read.evaluate(BACK)
    wait_for_heights(read, true_heights["closed"])


def test_a_figure_below_the_fold_has_its_height_before_anybody_scrolls_to_it(
    page: Page, newspaper: Site, address: str, true_heights: dict[str, Heights]
) -> None:
    far = article(PLAIN, address).replace("<body>", '<body><div style="height:9000px"></div>')
    newspaper.answers["/far"] = html(far)
    page.set_viewport_size({"width": 1100, "height": 700})
    page.goto(f"{newspaper.address}/far")
    wait_for_heights(page, true_heights["closed"])


def test_a_figure_that_was_hidden_has_its_height_when_it_is_shown(
    page: Page, newspaper: Site, address: str, true_heights: dict[str, Heights]
) -> None:
    hidden = article(PLAIN, address).replace('class="column"', 'class="column" hidden')
    newspaper.answers["/hidden"] = html(hidden)
    page.goto(f"{newspaper.address}/hidden", wait_until="load")
    assert page.evaluate("[...document.querySelectorAll('iframe')].every(f => !f.style.height)")
    page.evaluate("document.querySelectorAll('.column').forEach((one) => { one.hidden = false; })")
    wait_for_heights(page, true_heights["closed"])
    assert nothing_scrolls_inside(page)


def test_a_frame_that_joins_late_is_told_the_height_when_it_asks(
    page: Page, newspaper: Site, address: str, true_heights: dict[str, Heights]
) -> None:
    client = CLIENTS["newswire"]
    late = article(replace(UNMOVED, library=client.library), address)
    newspaper.answers["/late"] = html(late)
    page.goto(f"{newspaper.address}/late", wait_until="load")
    page.evaluate("document.querySelectorAll('iframe').forEach(newswireFrames.observeIframe)")
    wait_for_heights(page, true_heights["closed"])


def test_the_frame_does_not_rock_with_the_scroll_bar_of_the_article(
    page: Page, told: Site, newspaper: Site
) -> None:
    drawing = '<svg viewBox="0 0 2 1" style="display:block;width:100%"></svg>'
    drawn = f'<!DOCTYPE html><body style="margin:0">{drawing}<script>{sender()}</script>'
    told.answers["/drawing"] = html(drawn)
    newspaper.answers["/rocking"] = html(
        article(PLAIN, f"{told.address}/drawing", (1000,)).replace("width:1000px", "margin:0")
    )
    page.add_init_script("self.heard = 0; addEventListener('message', () => { heard += 1; });")
    page.set_viewport_size({"width": 1000, "height": 498})
    page.goto(f"{newspaper.address}/rocking")
    page.wait_for_timeout(600)
    before = page.evaluate("heard")
    page.wait_for_timeout(300)
    assert page.evaluate("heard") == before < 15
    wait_for_heights(page, [500])
