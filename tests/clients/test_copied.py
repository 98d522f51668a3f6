"""What an editor copies with its script, in an article that has none of its own."""

import pytest
from playwright.sync_api import Page

from tests.clients.articles import COPIED, article
from tests.clients.measures import Heights, nothing_scrolls_inside, wait_for_heights
from tests.clients.sites import Site, html

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("clients")]

STRANGER = (
    "<!DOCTYPE html><script>"
    "parent.postMessage({sentinel: 'amp', type: 'embed-size', height: 777}, '*')</script>"
)


def test_the_copied_frame_is_as_high_as_its_page_on_a_desk_and_on_a_phone(
    page: Page, newspaper: Site, address: str, true_heights: dict[str, Heights]
) -> None:
    newspaper.answers["/copied"] = html(article(COPIED, address))
    page.goto(f"{newspaper.address}/copied")
    wait_for_heights(page, true_heights["closed"])
    assert nothing_scrolls_inside(page)


def test_its_script_leaves_the_frames_of_others_alone(
    page: Page, newspaper: Site, address: str, true_heights: dict[str, Heights]
) -> None:
    newspaper.answers["/stranger"] = html(STRANGER)
    beside = '<body><iframe src="/stranger" style="height:50px"></iframe>'
    both = article(COPIED, address, (320,)).replace("<body>", beside)
    newspaper.answers["/beside"] = html(both)
    page.goto(f"{newspaper.address}/beside")
    wait_for_heights(page, [50, true_heights["closed"][2]])
