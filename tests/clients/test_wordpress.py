"""WordPress, to which we are no listed provider: its PHP makes the frame, its script runs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.clients.articles import Client, article
from tests.clients.embedded import HOME, INSIDE, OUTSIDE
from tests.clients.measures import (
    CLOSE,
    OPEN,
    Heights,
    embedded_frames,
    run_inside,
    wait_for_heights,
    whole,
)
from tests.clients.needs import needed
from tests.clients.sites import SCRIPT, Answer, Site, html
from tests.conftest import PATIENCE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.clients,
    pytest.mark.xdist_group("clients"),
]

PASTE = Path(__file__).with_name("wordpress.php")
FOLDERS = (
    os.environ.get("WORDPRESS", ""),
    f"{sys.prefix}/wordpress/usr/share/wordpress",
    "/usr/share/wordpress",
)
EMBED = "wp-includes/js/wp-embed.js"
LEAST, MOST = 200, 1000
"""WordPress gives no frame fewer or more pixels."""


@pytest.fixture(scope="module")
def wordpress() -> Path:
    needed("php", shutil.which("php"))
    there = [name for name in FOLDERS if name and Path(name, EMBED).exists()]
    return Path(needed("WordPress", there[0] if there else None))


def pasted(wordpress: Path, address: str, width: int) -> str:
    """What WordPress makes of an address that is pasted into an article of this width."""
    command = ["php", str(PASTE), str(wordpress), address, str(width)]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=PATIENCE / 1000
    ).stdout


@pytest.fixture(scope="module")
def post(wordpress: Path, context: BrowserContext, newspaper: Site, address: str) -> Iterator[Page]:
    """A post with our address pasted into columns of three widths."""
    newspaper.answers["/library/wp-embed.js"] = Answer((wordpress / EMBED).read_bytes(), SCRIPT)
    client = Client(lambda address, width: pasted(wordpress, address, width), "", "wp-embed.js")
    newspaper.answers["/wordpress"] = html(article(client, address))
    page = context.new_page()
    page.goto(f"{newspaper.address}/wordpress")
    yield page
    page.close()


@pytest.fixture
def middle(post: Page, true_heights: dict[str, Heights]) -> Frame:
    """The frame in the middle column, ready."""
    wait_for_heights(post, allowed(true_heights["closed"]))
    return embedded_frames(post)[1]


def allowed(heights: Heights) -> Heights:
    return [max(LEAST, min(height, MOST)) for height in heights]


def test_wordpress_finds_our_description_and_locks_the_frame_in(post: Page) -> None:
    frame = post.locator("iframe").first
    assert frame.get_attribute("sandbox") == "allow-scripts"
    assert frame.get_attribute("title")
    assert "#?secret=" in (frame.get_attribute("src") or "")


def test_the_words_make_room_for_the_frame(post: Page, middle: Frame) -> None:
    assert not post.locator("blockquote").first.is_visible()
    assert post.locator("iframe").first.is_visible()


def test_the_frame_is_exactly_as_tall_as_its_page(
    post: Page, middle: Frame, true_heights: dict[str, Heights]
) -> None:
    heights = zip(embedded_frames(post), true_heights["closed"], strict=True)
    small = [frame for frame, height in heights if LEAST <= height <= MOST]
    assert small
    assert all(whole(frame) for frame in small)


def test_a_page_taller_than_wordpress_allows_can_be_scrolled(
    post: Page, middle: Frame, true_heights: dict[str, Heights]
) -> None:
    assert max(true_heights["opened"]) > MOST
    run_inside(post, OPEN)
    wait_for_heights(post, allowed(true_heights["opened"]))
    narrow = embedded_frames(post)[2]
    narrow.evaluate("scrollTo(0, 9999)")
    assert narrow.evaluate("scrollY") > 0
    run_inside(post, CLOSE)
    wait_for_heights(post, allowed(true_heights["closed"]))


def test_a_link_to_another_site_stays_shut_in_the_sandbox(post: Page, middle: Frame) -> None:
    before = post.url
    middle.click(OUTSIDE)
    post.wait_for_timeout(200)
    assert post.url == before


def test_a_link_to_our_site_opens_it_in_place_of_the_article(
    post: Page, middle: Frame, house: Site
) -> None:
    middle.click(INSIDE)
    post.wait_for_url(house.address + HOME)
