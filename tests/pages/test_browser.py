"""Every page in every language, in real Chromium, as readers meet it."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from figures import FIGURES
from figures.chart import draw
from figures.view import view_of
from locales import LANGUAGES
from pages.directory import MENU, OVERVIEW, SOURCES, TOPIC_PLACES, all_places
from pages.overview import STRONGEST
from schemas import Tables
from tests.pages.conftest import serving

pytestmark = pytest.mark.browser

PATHS = [place.path for place in all_places()]
TOPIC_OF = {place.path: topic for topic, place in TOPIC_PLACES.items()}
PATIENCE = 30_000


def figures_on(path: str) -> list[str]:
    """The figures whose charts a page shows."""
    if path == OVERVIEW.path:
        return list(STRONGEST)
    if path in TOPIC_OF:
        return [figure.id for figure in FIGURES.values() if figure.topic is TOPIC_OF[path]]
    return [path] if path in FIGURES else []


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def open_page(page: Page, server: str, path: str, language: str = "en", query: str = "") -> None:
    """Open a page and wait until its last word stands and all its charts are painted."""
    page.goto(f"{server}/{path}?lang={language}{query}")
    page.locator(".footer").wait_for()
    for figure_id in figures_on(path.split("?", maxsplit=1)[0]):
        page.locator(f".st-key-figure-{figure_id} .js-plotly-plot .main-svg").first.wait_for()
        page.locator(f".st-key-figure-{figure_id} .under .actions").wait_for()


@dataclass(frozen=True)
class Visit:
    """One page, opened once in one language, and what the browser complained about."""

    page: Page
    path: str
    language: str
    complaints: list[str]


def visits(paths: list[str], languages: list[str]) -> pytest.MarkDecorator:
    """Visits to share: tests of the same page and language look at one opening of it."""
    pairs = [(path, language) for path in paths for language in languages]
    return pytest.mark.parametrize(
        "visit",
        [
            pytest.param(pair, marks=pytest.mark.xdist_group("-".join(pair)), id="-".join(pair))
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


@visits(PATHS, list(LANGUAGES))
def test_a_page_shows_all_its_charts_and_notes_and_calls_nobody(
    visit: Visit, tables: Tables
) -> None:
    for figure_id in figures_on(visit.path):
        block = visit.page.locator(f".st-key-figure-{figure_id}")
        chart = draw(view_of(FIGURES[figure_id], tables, {}, visit.language), tables)
        expect(block.locator("[role=figure]")).to_have_attribute("aria-label", chart.alt)
        expect(block.locator(".source")).to_be_visible()
        drawn = block.locator(".js-plotly-plot text", has_text=chart.note.text.split(",")[0][:20])
        expect(drawn.first).to_be_visible()
        assert block.locator("details table tbody tr").count() > 0
    assert visit.page.evaluate("document.documentElement.lang") == visit.language
    assert visit.complaints == []


@visits([place.path for place in MENU], list(LANGUAGES))
def test_nothing_is_cut_off_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    too_wide = visit.page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')]
           .filter(part => !part.closest('.scroll') && !part.closest('.stPlotlyChart'))
           .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
           .map(part => part.tagName + '.' + part.className).slice(0, 5)"""
    )
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert too_wide == []


Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@visits([*(place.path for place in MENU), "civilian-toll-compared"], ["fr"])
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


def choose(page: Page, figure_id: str, question: str, answer: str) -> None:
    """Answer one question of a figure by keyboard, as with any list."""
    box = page.locator(f".st-key-figure-{figure_id}").get_by_role("combobox", name=question)
    box.click()
    box.fill(answer)
    page.get_by_role("option", name=answer).first.click()


FIGURE = "civilians-killed-by-month"


def subtitle(page: Page, figure_id: str = FIGURE) -> str:
    return page.locator(f".st-key-figure-{figure_id} .subtitle").inner_text()


def test_a_choice_lives_in_the_address_and_survives_reload_language_and_back(
    page: Page, server: str
) -> None:
    open_page(page, server, FIGURE)
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    assert "from=2024-01" in page.url
    page.reload()
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    choose(page, FIGURE, "To", "December 2024")
    expect(page.locator(".subtitle")).to_contain_text("31 December 2024")
    page.go_back()
    expect(page.locator(".subtitle")).not_to_contain_text("31 December 2024")
    expect(page.locator(".subtitle")).to_contain_text("1 January 2024")
    page.get_by_text("Français").click()
    expect(page.locator(".subtitle")).to_contain_text("1er janvier 2024")
    assert "from=2024-01" in page.url
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_language_once_chosen_is_remembered(chromium: Browser, server: str) -> None:
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    open_page(page, server, SOURCES.path, "en")
    page.get_by_text("Українська").click()
    expect(page.locator("h1")).to_contain_text("Джерела")
    page.goto(f"{server}/aid")
    page.locator(".footer").wait_for()
    assert page.evaluate("document.documentElement.lang") == "uk"
    context.close()


def test_the_menu_keeps_the_language_and_names_the_page(page: Page, server: str) -> None:
    open_page(page, server, "", "fr")
    page.locator(".st-key-menu a").nth(2).click()
    page.wait_for_url("**/civilian-deaths?**")
    expect(page.locator("h1")).to_contain_text("Décès de civils")
    assert "Décès de civils" in page.title()


def test_a_change_of_one_figure_redraws_that_figure_alone(page: Page, server: str) -> None:
    open_page(page, server, "civilian-deaths")
    other = "civilian-casualties-by-month"
    chart = f".st-key-figure-{other} .js-plotly-plot"
    page.evaluate(f"document.querySelector('{chart}').dataset.untouched = 'yes'")
    page.evaluate("document.querySelector('.footer').dataset.untouched = 'yes'")
    choose(page, FIGURE, "From", "January 2024")
    expect(page.locator(f".st-key-figure-{FIGURE} .subtitle")).to_contain_text("1 January 2024")
    assert page.evaluate(f"document.querySelector('{chart}').dataset.untouched") == "yes"
    assert page.evaluate("document.querySelector('.footer').dataset.untouched") == "yes"


def test_an_empty_choice_says_so_and_what_to_do(page: Page, server: str) -> None:
    open_page(page, server, "civilian-toll-compared", query="&kinds=")
    expect(page.locator(".js-plotly-plot")).to_contain_text("Nothing is known for this choice")


def test_the_search_over_publications_lives_in_the_address(page: Page, server: str) -> None:
    open_page(page, server, SOURCES.path)
    box = page.get_by_role("textbox")
    box.fill("Kiel 29")
    box.press("Enter")
    expect(page.locator(".publications summary").first).to_contain_text("Kiel Institute")
    page.wait_for_url("**search=Kiel+29**")


def test_a_broken_file_leaves_the_last_good_data_and_a_notice(
    chromium: Browser, own_data: Path
) -> None:
    with serving(own_data) as address:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        open_page(page, address, FIGURE)
        good = subtitle(page)
        file = own_data / "civilian_deaths.csv"
        content = file.read_text(encoding="utf-8")
        file.write_text(content.replace(",killed,", ",hurt,", 1), encoding="utf-8")
        open_page(page, address, FIGURE)
        expect(page.get_by_role("alert")).to_contain_text("last good state")
        assert subtitle(page) == good
        file.write_text(content, encoding="utf-8")
        open_page(page, address, FIGURE)
        expect(page.get_by_role("alert")).to_have_count(0)
        page.close()


def test_data_broken_from_the_start_show_the_list_of_what_to_mend(
    chromium: Browser, own_data: Path
) -> None:
    file = own_data / "civilian_deaths.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(",killed,", ",hurt,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with serving(own_data) as address:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        open_page(page, address, SOURCES.path, "en")
        expect(page.get_by_role("alert")).to_contain_text("The data cannot be read")
        expect(page.locator("[data-testid=stText]").first).to_contain_text(
            "data/civilian_deaths.csv, line 2: outcome is 'hurt'; write one of: killed, injured"
        )
        page.close()


def answer(address: str, encoding: str = "br") -> tuple[dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        headers = {name.lower(): value for name, value in response.headers.items()}
        return headers, response.read()


def test_answers_are_compressed_and_carry_strict_headers(server: str) -> None:
    document, html = answer(f"{server}/", "identity")
    policy = document["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert document["x-content-type-options"] == "nosniff"
    scripts = re.findall(r'src="\./(static/js/[^"]+)"', html.decode())
    headers, compressed = answer(f"{server}/{scripts[0]}")
    _, plain = answer(f"{server}/{scripts[0]}", "identity")
    assert headers["content-encoding"] == "br"
    assert headers["x-content-type-options"] == "nosniff"
    assert len(compressed) * 2 < len(plain)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_without_javascript_the_document_names_the_page_and_links_the_numbers(
    server: str, language: str
) -> None:
    _, html = answer(f"{server}/aid?lang={language}", "identity")
    text = html.decode()
    assert f'<html lang="{language}">' in text
    assert 'name="description"' in text
    assert f"/figures/aid-by-month.csv?lang={language}" in text


def test_downloads_hold_the_view_that_is_shown(page: Page, server: str) -> None:
    open_page(page, server, FIGURE, query="&from=2024-01&to=2024-12")
    link = page.locator(".under .actions a", has_text="CSV").get_attribute("href")
    _, content = answer(f"{server}{link}", "identity")
    rows = content.decode("utf-8-sig").splitlines()
    assert len(rows) == 13
    assert json.dumps("2024-01-01").strip('"') in rows[1]
