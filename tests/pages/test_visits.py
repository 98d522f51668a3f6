"""Every page in two languages, in real Chromium, as readers meet it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from figures import FIGURES
from figures.chart import draw
from figures.view import view_of
from locales import LANGUAGES
from pages.directory import MENU
from schemas import Tables
from tests.conftest import PATIENCE
from tests.pages.browsing import figures_on, open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

MENU_PATHS = [place.path for place in MENU]
GATE_PAIRS = list(zip(MENU_PATHS, cycle(("fr", "en", "uk")), strict=False))
"""Every page in one language; here too all of them run in all languages, without a browser."""
MENU_PAIRS = [(path, code) for path in MENU_PATHS for code in LANGUAGES]
SINGLE_PAIRS = list(zip(list(FIGURES)[::2], cycle(LANGUAGES), strict=False))
"""A figure's own page shows what its topic page shows; every second will do."""


@dataclass(frozen=True)
class Visit:
    """One page, opened once in one language, and what the browser complained about."""

    page: Page
    path: str
    language: str
    complaints: list[str]


def visits(pairs: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """Visits to share: tests of the same page and language look at one opening of it."""
    return pytest.mark.parametrize(
        "visit",
        [
            pytest.param(
                pair, id="-".join(pair), marks=() if pair in GATE_PAIRS else pytest.mark.cluster
            )
            for pair in pairs
        ],
        indirect=True,
    )


@pytest.fixture(scope="module")
def visit(request: pytest.FixtureRequest, context: BrowserContext, server: str) -> Iterator[Visit]:
    path, language = request.param
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    own = (server, "data:", "blob:", server.replace("http", "ws"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(own) else complaints.append(asked.url),
    )
    open_page(page, server, path, language)
    yield Visit(page, path, language, complaints)
    page.close()


@visits(MENU_PAIRS + SINGLE_PAIRS)
def test_a_page_shows_all_its_charts_and_notes_and_calls_nobody(
    visit: Visit, tables: Tables
) -> None:
    for figure_id in figures_on(visit.path):
        block = visit.page.locator(f".st-key-figure-{figure_id}")
        chart = draw(view_of(FIGURES[figure_id], tables, {}, visit.language), tables)
        expect(block.locator("[role=figure]")).to_have_attribute("aria-label", chart.alt)
        expect(block.locator(".source")).to_be_visible()
        assert block.locator("details table tbody tr").count() > 0
    assert visit.page.evaluate("document.documentElement.lang") == visit.language
    assert visit.complaints == []


@visits(MENU_PAIRS)
def test_nothing_is_cut_off_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    too_wide = visit.page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')]
           .filter(part => !part.closest('.scroll, .stPlotlyChart, .st-key-menu'))
           .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
           .map(part => part.tagName + '.' + part.className).slice(0, 5)"""
    )
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert too_wide == []


Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@visits([*((path, "fr") for path in MENU_PATHS), SINGLE_PAIRS[0]])
def test_axe_finds_no_violation(visit: Visit, scheme: Scheme) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    dark = "rgb(23, 22, 20)" if scheme == "dark" else "rgb(255, 255, 255)"
    expect(visit.page.locator(".stApp")).to_have_css("background-color", dark)
    found = Axe().run(visit.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_charts_have_enough_contrast(
    chromium: Browser, server: str, scheme: Scheme
) -> None:
    page = chromium.new_page(color_scheme=scheme)
    page.set_default_timeout(PATIENCE)
    open_page(page, server, "civilians-killed-by-month")
    ink, paper = page.evaluate(
        """[getComputedStyle(document.querySelector('.js-plotly-plot .xtick text')).fill,
            getComputedStyle(document.querySelector('.stApp')).backgroundColor]"""
    )
    page.close()
    assert contrast(ink, paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours written rgb(r, g, b)."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
