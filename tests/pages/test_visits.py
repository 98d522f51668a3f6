"""Every page in two languages, in real Chromium, as readers meet it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from locales import LANGUAGES, find_language
from schemas import Tables
from tests.conftest import PATIENCE
from tests.pages.browsing import figures_on, open_page
from tests.pages.heard import TOO_SMALL, UNSEEN, Heard, heard
from web.directory import MENU

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

    @cached_property
    def heard(self) -> Heard:
        return heard(self.page)


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
        chart = draw(make_view(FIGURES[figure_id], tables, {}, visit.language), tables)
        expect(block.locator(".message")).to_have_text(chart.title)
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
    cut = visit.page.evaluate(
        """[...document.querySelectorAll('.st-key-content input, .st-key-content *')]
           .filter(part => part.scrollWidth > part.clientWidth + 1)
           .filter(part => part.matches('input')
             || getComputedStyle(part).textOverflow === 'ellipsis' && part.innerText)
           .map(part => part.value || part.innerText).slice(0, 5)"""
    )
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert too_wide == []
    assert cut == []


@visits(MENU_PAIRS)
def test_a_page_is_a_banner_its_content_and_an_end_in_this_order(visit: Visit) -> None:
    assert visit.heard.landmarks == ["banner", "main", "contentinfo"]
    menus = [part.name for part in visit.heard.of("navigation")]
    t = find_language(visit.language)
    assert menus[:2] == [t("Language"), t("Menu")]
    assert len(set(menus)) == len(menus)


@visits(MENU_PAIRS)
def test_headings_begin_with_one_of_the_first_level_and_skip_none(visit: Visit) -> None:
    assert visit.heard.levels.count(1) == 1
    assert visit.heard.skipped == []


@visits(MENU_PAIRS)
def test_a_chart_is_one_picture_named_after_its_figure_and_its_words_are_not_read_singly(
    visit: Visit,
) -> None:
    t = find_language(visit.language)
    named = [part.name for part in visit.heard.of("image")]
    assert named == visit.heard.pictures
    figures = [t(FIGURES[figure_id].name) for figure_id in figures_on(visit.path)]
    place = t("In words")
    assert sorted(named) == sorted(
        t("Chart: {name}. Described under “{place}”", name=figure, place=place)
        for figure in figures
    )


@visits(MENU_PAIRS)
def test_the_chart_leads_to_its_description(visit: Visit) -> None:
    for figure_id in figures_on(visit.path):
        chart = visit.page.locator(f".st-key-figure-{figure_id} .stPlotlyChart")
        expect(chart).to_have_attribute("aria-details", f"words-{figure_id}")
        expect(visit.page.locator(f"#words-{figure_id} summary")).to_contain_text(
            find_language(visit.language)("In words")
        )


@visits(MENU_PAIRS)
def test_what_can_be_pressed_has_a_name_its_size_and_shows_where_the_keyboard_is(
    visit: Visit,
) -> None:
    assert visit.heard.nameless == []
    assert visit.page.evaluate(TOO_SMALL) == []
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate(UNSEEN) == []


def test_what_is_wrong_with_a_page_is_heard(page: Page) -> None:
    page.set_content(
        "<style>button { width: 9px; height: 9px; padding: 0; outline: 0 }</style>"
        "<main><nav><a href='/' style='outline: 3px solid'></a></nav>"
        "<h1>One</h1><h3>Three</h3><img src='data:'>"
        "<div role=img aria-label=Chart><p>1</p></div><button>x</button></main>"
    )
    found = heard(page)
    assert found.landmarks == ["main"]
    assert found.skipped == [(1, 3)]
    assert found.nameless == ["navigation", "link", "image"]
    assert "Chart" not in found.pictures
    assert [part[:7] for part in page.evaluate(TOO_SMALL)] == ["<button"]
    page.keyboard.press("Tab")
    assert [part[:7] for part in page.evaluate(UNSEEN)] == ["<button"]


Scheme = Literal["light", "dark"]


def axed(pair: tuple[str, str], scheme: Scheme) -> tuple[pytest.MarkDecorator, ...]:
    """Before every push the first page is looked at by night and another by day."""
    by_night = pair == GATE_PAIRS[0]
    return () if pair in GATE_PAIRS and by_night == (scheme == "dark") else (pytest.mark.cluster,)


@pytest.mark.parametrize(
    ("visit", "scheme"),
    [
        pytest.param(pair, scheme, id="-".join((*pair, scheme)), marks=axed(pair, scheme))
        for pair in [*((path, "fr") for path in MENU_PATHS), SINGLE_PAIRS[0]]
        for scheme in get_args(Scheme)
    ],
    indirect=["visit"],
)
def test_axe_finds_no_violation(visit: Visit, scheme: Scheme) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    dark = "rgb(23, 22, 20)" if scheme == "dark" else "rgb(255, 255, 255)"
    expect(visit.page.locator(".stApp")).to_have_css("background-color", dark)
    found = Axe().run(visit.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.cluster
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
