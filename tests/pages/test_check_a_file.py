"""Check a file, in real Chromium: what maintainers get of it, and that nobody else suffers.

The server of these tests may not write a single byte to any file.
"""

import os
import re
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from schemas.findings import Severity
from schemas.reading import read_files
from tests.conftest import PATIENCE
from tests.frozen import FROZEN
from tests.pages.browsing import open_page
from tests.pages.conftest import Server, started
from tests.upkeep.dropping import (
    EVIL,
    FORMULA,
    as_excel_in_french,
    changed,
    house,
    hurt,
)
from upkeep.check import Given, check
from web.directory import CHECK

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("check-a-file")]


@dataclass(frozen=True)
class House:
    """A server that may not write, and its folder for temporary files."""

    server: Server
    temporary: Path


@dataclass(frozen=True)
class Visit:
    """A page on which files were dropped, and what the browser complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)


def lying_in(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    store, temporary = tmp_path_factory.mktemp("store"), tmp_path_factory.mktemp("temporary")
    settings = {"DASHBOARD_STORE": str(store), "TMPDIR": str(temporary)}
    with started(FROZEN, settings) as server:
        resource.prlimit(server.process, resource.RLIMIT_FSIZE, (0, 0))
        yield House(server, temporary)


@contextmanager
def visiting(context: BrowserContext, house: House, language: str = "en") -> Iterator[Visit]:
    visit = Visit(context.new_page())
    visit.page.set_default_timeout(PATIENCE)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    open_page(visit.page, house.server.address, CHECK.path, language)
    yield visit
    visit.page.close()


def drop(page: Page, files: dict[str, bytes]) -> None:
    payload = [
        FilePayload(name=name, mimeType="text/csv", buffer=content)
        for name, content in files.items()
    ]
    page.locator("input[type=file]").set_input_files(payload)


def checked(visit: Visit, files: dict[str, bytes]) -> Locator:
    """The page once the files were checked; what was said of them."""
    drop(visit.page, files)
    visit.page.locator(".findings").first.wait_for()
    return visit.page.locator(".lead[role=status]")


def download(page: Page, label: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=label).click()
    return waited.value.path().read_bytes()


@pytest.fixture(scope="module")
def good(context: BrowserContext, dashboard: House) -> Iterator[Visit]:
    with visiting(context, dashboard) as visit:
        checked(visit, {"civilian_deaths.csv": changed()})
        yield visit


def test_a_good_file_says_what_it_changes_and_is_drawn_before_and_after(good: Visit) -> None:
    page = good.page
    expect(page.locator(".lead[role=status]")).to_contain_text("No errors.")
    expect(page.locator(".changes").first).to_contain_text("live figures change")
    expect(page.locator(".changes").first).to_contain_text(re.compile(r"\d → \d+, \+1 "))
    charts = page.locator(".st-key-drawn-civilian-casualties-by-month .stPlotlyChart")
    expect(charts).to_have_count(2)
    expect(charts.first).to_have_attribute("aria-label", re.compile("^Before: "))
    expect(charts.last).to_have_attribute("aria-label", re.compile("^After: "))
    before, after = (charts.nth(side).locator(".ytick").all_inner_texts() for side in (0, 1))
    assert before == after
    assert good.complaints == []


def test_a_part_of_a_table_is_checked_and_handed_back_whole(
    context: BrowserContext, dashboard: House
) -> None:
    rows = changed().splitlines(keepends=True)
    with visiting(context, dashboard) as visit:
        said = checked(visit, {"some_deaths.csv": rows[0] + b"".join(rows[-30:])})
        expect(said).to_contain_text("No errors.")
        expect(visit.page.locator(".findings").first).to_contain_text("A part of the table")
        whole = download(visit.page, "The whole table: civilian_deaths.csv")
    assert len(whole.splitlines()) == len(rows)


def test_the_reports_hold_what_the_page_says(good: Visit) -> None:
    page = good.page
    summary = page.locator(".lead[role=status]").inner_text().removeprefix("No errors. ")
    assert summary in download(page, "Report (text)").decode()
    assert summary in download(page, "Report (HTML)").decode()
    assert "live figures change" in download(page, "What changes (HTML)").decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_result(good: Visit, scheme: str) -> None:
    good.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    good.page.wait_for_timeout(300)
    found = Axe().run(good.page).response["violations"]
    # The role of the box is Streamlit's own; axe counts it as minor, and nothing depends on it.
    ours = [one for one in found if one["id"] != "presentation-role-conflict"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in ours] == []


def test_nothing_is_cut_off_on_a_phone(good: Visit) -> None:
    assert_nothing_is_too_wide(good.page)


def test_the_empty_page_is_whole_in_the_longest_language(
    context: BrowserContext, dashboard: House
) -> None:
    with visiting(context, dashboard, "fr") as visit:
        expect(visit.page.get_by_role("button")).to_be_visible()
        assert visit.page.evaluate("document.documentElement.lang") == "fr"
        assert_nothing_is_too_wide(visit.page)
        assert visit.complaints == []


def assert_nothing_is_too_wide(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    too_wide = page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')]
           .filter(part => !part.closest('.stPlotlyChart, .st-key-menu'))
           .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
           .map(part => part.tagName + '.' + part.className).slice(0, 5)"""
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    assert too_wide == []


def test_a_broken_file_is_told_repaired_and_harmless(
    context: BrowserContext, dashboard: House
) -> None:
    name = "civilian_deaths<img src=x onerror=alert(1)>.csv"
    with visiting(context, dashboard) as visit:
        said = checked(visit, {name: hurt(), "exchange_rates.csv": as_excel_in_french()})
        page = visit.page
        expect(said).to_contain_text("that only a person can correct")
        found = page.locator(".findings").first
        expect(found).to_contain_text("Another separator")
        expect(found).to_contain_text("Decimal comma")
        expect(found).to_contain_text("‘kiled’: write one of: killed, injured")
        expect(found).to_contain_text("onerror=alert(1)")
        expect(found).to_contain_text(FORMULA)
        expect(page.locator(".changes").first).to_contain_text(EVIL)
        rates = download(page, "Repaired: exchange_rates.csv")
        deaths = download(page, "Repaired: civilian_deaths.csv")
        report = download(page, "Report (HTML)").decode()
        assert page.locator("img[src=x], .stHtml script").count() == 0
        assert visit.complaints == []
    assert rates == house("exchange_rates")
    again = check([Given("exchange_rates.csv", rates)], read_files(FROZEN))
    assert again.count(Severity.ERROR) == 0
    assert f"'{FORMULA}".encode() in deaths
    assert "<script" not in report
    assert "<img" not in report


@contextmanager
def held(server: Server) -> Iterator[None]:
    """While the check a server has begun stands still."""
    while not (trials := trials_of(server)):
        time.sleep(0.01)
    for process in trials:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in trials:
            os.kill(process, signal.SIGCONT)


def trials_of(server: Server) -> list[int]:
    children = Path(f"/proc/{server.process}/task").glob("*/children")
    return [int(child) for each in children for child in each.read_text().split()]


def test_others_read_on_while_a_file_is_checked_and_nothing_is_written_on_the_server(
    context: BrowserContext, chromium: Browser, dashboard: House
) -> None:
    """The file is larger than what a server usually keeps in memory."""
    assert resource.prlimit(dashboard.server.process, resource.RLIMIT_FSIZE) == (0, 0)
    data = lying_in(FROZEN)
    with visiting(context, dashboard) as visit:
        said = visit.page.locator(".lead[role=status]")
        drop(visit.page, {"aid_flows.csv": house("aid_flows") + b"\n" * 250_000})
        with held(dashboard.server):
            reader = chromium.new_page()
            reader.set_default_timeout(PATIENCE)
            open_page(reader, dashboard.server.address, "civilians-killed-by-month")
            reader.close()
            expect(said).to_have_text("Reading the files …")
        visit.page.locator(".findings").first.wait_for()
    assert lying_in(FROZEN) == data
    assert lying_in(dashboard.temporary) == {}
    opened = Path(f"/proc/{dashboard.server.process}/fd")
    assert not [one for one in opened.iterdir() if "(deleted)" in str(one.readlink())]
