"""One painter and one window of Chromium for all tests that look at pictures."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from snapshots.pictures import Painter
from snapshots.pictures import browser as browser_path
from tests.pages.conftest import QUIET


@pytest.fixture(scope="session")
def painter() -> Iterator[Painter]:
    painter = Painter()
    yield painter
    painter.close()


@pytest.fixture(scope="session")
def window() -> Iterator[Page]:
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=[*QUIET, *sandbox]
        )
        yield browser.new_page(viewport={"width": 960, "height": 1200})
        browser.close()
