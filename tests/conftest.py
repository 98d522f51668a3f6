"""What all tests share: two sets of tables, and one browser driver in each process."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from schemas import Tables, read_all
from snapshots.pictures import browser as browser_path
from tests.frozen import FROZEN
from tests.views import MANY

PATIENCE = 180_000
"""Milliseconds after which something hangs; a slow machine may take most of them."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

expect.set_options(timeout=PATIENCE)
# Two slow cores: a test is judged by what it finds, not by how long one example takes.
settings.register_profile("house", deadline=None, max_examples=50 if MANY else 15, derandomize=True)
settings.load_profile("house")


@pytest.fixture(
    params=[pytest.param(12, id="few"), pytest.param(300, id="many", marks=pytest.mark.soak)]
)
def rounds(request: pytest.FixtureRequest) -> int:
    """How often to do what must never fail: a few times here, long in `make soak`."""
    return int(request.param)


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The frozen tables: what is asserted of their values stays true."""
    return read_all(FROZEN)


@pytest.fixture(scope="session")
def live_tables() -> Tables:
    """The tables that readers see, for what holds whatever they say."""
    return read_all()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def launched(playwright: Playwright, **options: Any) -> Browser:
    """A Chromium that calls nobody by itself."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    return playwright.chromium.launch(
        executable_path=browser_path(), args=[*QUIET, *sandbox], **options
    )


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launched(playwright)
    yield browser
    browser.close()
