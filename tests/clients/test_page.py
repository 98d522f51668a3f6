"""What the script of the page does: news, an interactive chart, and nothing anybody notices."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page

from exports.renderer import SMALL_BUNDLE, find_plotly_js
from tests.clients.articles import CLIENTS, PLAIN, article
from tests.clients.embedded import EXPORTS, FIGURE, PAGE, PLOTLY, STATUS, news
from tests.clients.measures import (
    content_heights,
    embedded_frames,
    nothing_scrolls_inside,
    wait_for_heights,
)
from tests.clients.sites import Answer, Site, html

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("clients")]

INK = "getComputedStyle(document.querySelector('#chart .xtick text')).fill"


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Whatever the browser complains of: blocked by the policy, failed to load, thrown."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.on("console", hear)
    return heard


@pytest.fixture(params=["plain", "amp"], ids=["in a frame", "in a sandbox"])
def framed(
    request: pytest.FixtureRequest, page: Page, newspaper: Site, told: Site, address: str
) -> Frame:
    """The page in an article; a sandbox leaves it no origin of its own."""
    newspaper.answers["/page"] = html(article(CLIENTS[request.param], address, (640,)))
    page.goto(f"{newspaper.address}/page")
    return embedded_frames(page)[0]


def explored(frame: Frame) -> None:
    frame.click("#explore")
    frame.wait_for_selector("#chart .plot-container")


# Its weight


def test_the_script_weighs_little() -> None:
    sender, page = ((EXPORTS / name).read_bytes() for name in ("sender.js", "page.js"))
    assert len(sender) <= 1500
    assert len(gzip.compress(sender)) <= 820
    assert len(sender + page) <= 3800


# News


def test_news_is_one_line_of_plain_words_with_a_link(
    page: Page, told: Site, address: str, complaints: list[str]
) -> None:
    told.answers[STATUS] = news("<b>Newer</b> numbers", "https://elsewhere.invalid/a")
    page.goto(address)
    line = page.locator("#status")
    line.wait_for()
    assert line.inner_text() == "<b>Newer</b> numbers"
    assert line.locator("a").get_attribute("href") == "https://elsewhere.invalid/a"
    assert complaints == []


def test_news_links_nowhere_but_to_the_web(page: Page, told: Site, address: str) -> None:
    told.answers[STATUS] = news("Newer numbers", "javascript:alert(1)")
    page.goto(address)
    page.locator("#status").wait_for()
    assert page.locator("#status a").count() == 0


def test_news_reaches_a_sandbox_and_is_counted_in_the_height(
    page: Page, told: Site, newspaper: Site, address: str
) -> None:
    told.answers[STATUS] = news("Newer numbers")
    newspaper.answers["/news"] = html(article(CLIENTS["amp"], address, (640,)))
    page.goto(f"{newspaper.address}/news")
    frame = embedded_frames(page)[0]
    frame.locator("#status").wait_for()
    wait_for_heights(page, content_heights(page))
    assert nothing_scrolls_inside(page)


@pytest.mark.parametrize(
    "answer",
    [news(), Answer(b"<!DOCTYPE html>", "text/html"), Answer(b"null", "application/json")],
    ids=["no news", "not JSON", "nothing"],
)
def test_without_news_nothing_is_shown(
    page: Page, told: Site, address: str, complaints: list[str], answer: Answer
) -> None:
    told.answers[STATUS] = answer
    page.goto(address, wait_until="networkidle")
    assert not page.locator("#status").is_visible()
    assert complaints == []


# The interactive chart


def test_the_chart_becomes_interactive_in_its_place(
    framed: Frame, page: Page, complaints: list[str]
) -> None:
    explored(framed)
    chart = framed.locator("#chart")
    assert chart.locator(".wide, .narrow").count() == 0
    assert chart.locator("> [role=img]").get_attribute("aria-label") == framed.inner_text("h1")
    assert not framed.locator("#explore").is_visible()
    assert framed.locator(".modebar-btn").count() == 0
    wait_for_heights(page, content_heights(page))
    assert nothing_scrolls_inside(page)
    bars = framed.locator("#chart .bars path")
    heights = bars.evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().height)")
    bars.nth(heights.index(max(heights))).hover(force=True)
    framed.locator(".hoverlayer .hovertext").wait_for()
    # The whole library brings a style for its maps, which the policy keeps out.
    assert complaints == [] or find_plotly_js().name != SMALL_BUNDLE


def test_the_keyboard_stays_at_the_chart(page: Page, told: Site, address: str) -> None:
    page.goto(address)
    page.focus("#explore")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chart .plot-container")
    page.wait_for_function("() => document.activeElement.parentNode?.id === 'chart'")


def test_the_interactive_chart_does_not_hold_the_article_back(
    page: Page, newspaper: Site, told: Site, address: str
) -> None:
    newspaper.answers["/scrolled"] = html(article(PLAIN, address))
    page.set_viewport_size({"width": 1100, "height": 600})
    page.goto(f"{newspaper.address}/scrolled")
    frame = embedded_frames(page)[0]
    explored(frame)
    frame.locator("#chart .bars path").first.hover(force=True)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 100")


def test_the_interactive_chart_follows_its_column(framed: Frame, page: Page) -> None:
    explored(framed)
    page.evaluate("document.querySelector('.column').style.width = '320px'")
    framed.wait_for_function("() => document.querySelector('#chart .main-svg').clientWidth < 320")
    framed.wait_for_function("() => document.documentElement.scrollWidth === 320")
    wait_for_heights(page, content_heights(page))


def test_the_words_of_the_interactive_chart_follow_the_theme(
    page: Page, told: Site, address: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    page.click("#explore")
    page.wait_for_selector("#chart .plot-container")
    page.wait_for_function(f"() => {INK} === 'rgb(240, 237, 230)'")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {INK} === 'rgb(22, 32, 43)'")


@pytest.mark.parametrize("missing", [PLOTLY, FIGURE], ids=["no library", "no chart"])
def test_what_cannot_be_loaded_leaves_the_drawing_and_says_so(
    page: Page, told: Site, address: str, missing: str
) -> None:
    kept = told.answers.pop(missing)
    page.goto(address)
    page.focus("#explore")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.inner_text() == page.get_attribute("#explore", "data-failed")
    assert page.locator("#chart svg").first.is_visible()
    assert page.evaluate("document.activeElement.id") == "explore"
    told.answers[missing] = kept
    page.keyboard.press("Enter")
    page.wait_for_selector("#chart .plot-container")
    assert alert.count() == 0


# What it leaves alone


def test_nothing_is_stored(page: Page, told: Site, address: str) -> None:
    page.goto(address)
    page.click("#explore")
    page.wait_for_selector("#chart .plot-container")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_a_page_saved_to_disk_asks_nobody(
    page: Page, house: Site, complaints: list[str], tmp_path: Path
) -> None:
    saved = tmp_path / "index.html"
    saved.write_bytes(house.answers[PAGE].content)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    page.wait_for_timeout(100)
    elsewhere = [url for url in asked if not url.startswith("file:")]
    besides = [url for url in asked if not url.endswith((".html", ".woff2"))]
    assert elsewhere == besides == []
    assert not page.locator("#explore").is_visible()
    assert not page.locator("#status").is_visible()
    about_fonts = (".woff2", "net::ERR_F")
    assert [one for one in complaints if not any(part in one for part in about_fonts)] == []


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_the_drawing_stands_and_no_button_is_offered(
    scriptless: Page, address: str
) -> None:
    scriptless.goto(address)
    assert scriptless.locator("#chart svg").first.is_visible()
    assert not scriptless.locator("#explore").is_visible()
