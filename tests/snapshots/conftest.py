"""One painter and one window of Chromium for all tests that look at pictures."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from snapshots.pictures import Painter


@pytest.fixture(scope="session")
def painter() -> Iterator[Painter]:
    painter = Painter()
    yield painter
    painter.close()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 960, "height": 1200})
    yield page
    page.close()
