"""One browser, our site, and a newspaper's site on another origin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from exports.addresses import Site as House
from schemas import Tables
from tests.clients.articles import CLIENTS, UNMOVED, article
from tests.clients.embedded import PAGE, answers
from tests.clients.measures import OPEN, Heights, content_heights, run_inside
from tests.clients.sites import SCRIPT, Answer, Site, html, serving
from tests.conftest import PATIENCE, launched

LIBRARIES = Path(__file__).parent / "node_modules"


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as readers have it: with scroll bars that take room."""
    browser = launched(playwright, ignore_default_args=["--hide-scrollbars"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1100, "height": 9000})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def house(tables: Tables) -> Iterator[Site]:
    """Our site: the page and all it needs."""
    with serving("127.0.0.1") as site:
        site.answers.update(answers(House(site.address), tables))
        yield site


@pytest.fixture
def told(house: Site) -> Iterator[Site]:
    """Our site, whose answers a test may change."""
    before = dict(house.answers)
    yield house
    house.answers.clear()
    house.answers.update(before)


@pytest.fixture(scope="session")
def newspaper() -> Iterator[Site]:
    """Another site: another name and port, so another origin and another process."""
    with serving("localhost") as site:
        for client in CLIENTS.values():
            script = LIBRARIES / client.library
            if client.library and script.exists():
                site.answers[f"/library/{client.library}"] = Answer(script.read_bytes(), SCRIPT)
        yield site


@pytest.fixture(scope="session")
def address(house: Site) -> str:
    """The address of the embedded page."""
    return house.address + PAGE


@pytest.fixture(scope="session")
def true_heights(context: BrowserContext, newspaper: Site, address: str) -> dict[str, Heights]:
    """How tall the page is at each width, closed and opened, measured in frames nobody resizes."""
    newspaper.answers["/unmoved"] = html(article(UNMOVED, address))
    page = context.new_page()
    page.goto(f"{newspaper.address}/unmoved")
    closed = content_heights(page)
    run_inside(page, OPEN)
    opened = content_heights(page)
    page.close()
    return {"closed": closed, "opened": opened}
