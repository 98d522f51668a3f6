"""What an editor copies without any script: a frame that fits at every width, in every language."""

from collections.abc import Callable
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from exports.addresses import LOOKS, Edition, Look
from exports.addresses import Site as House
from exports.embedding import COLUMNS, write_fitting_script, write_fluid_frame
from exports.image_files import Drawings
from exports.page import estimate_height, make_page
from figures import FIGURES
from figures.core.chart import Chart
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import NARROW, WIDE, Paper
from locales import LANGUAGES
from schemas import Tables
from tests.clients.measures import embedded_frames, nothing_scrolls_inside
from tests.clients.sites import HTML, Answer, Site, html
from tests.editions import chart_of
from web.routes import write_framing_headers

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("clients")]

BLANK = 40
"""So many pixels may be empty, round the drawing or below the page."""
WORDPRESS = 1000
COMPACT = Look(form="compact")
_MEASURE = """() => {
  const drawn = [...document.querySelectorAll('#chart svg')].find((one) => one.checkVisibility());
  const room = drawn.getBoundingClientRect(), {width, height} = drawn.viewBox.baseVal;
  const used = Math.min(room.height, room.width * height / width);
  return {
    height: innerHeight,
    hidden: document.documentElement.scrollHeight - innerHeight,
    aside: document.documentElement.scrollWidth - innerWidth,
    blank: room.height - used,
    below: innerHeight - document.querySelector('footer').getBoundingClientRect().bottom,
  };
}"""


def drawing(chart: Chart, paper: Paper) -> str:
    """A drawing of the size of the chart; what is on it makes no difference to the page."""
    laid = lay_out(chart, paper).layout
    return (
        f'<svg viewBox="0 0 {laid.width} {laid.height}" role="img" aria-label="{laid.width}"></svg>'
    )


@pytest.fixture
def shown(newspaper: Site, told: Site, page: Page) -> Callable[..., Page]:
    """Opens an article with a figure in a column of each width, as it was copied."""

    def show(
        chart: Chart, look: Look = COMPACT, before: str = "", widths: tuple[int, ...] = COLUMNS
    ) -> Page:
        edition = Edition(House(told.address), chart.view, "0" * 20, look)
        drawings = Drawings(drawing(chart, WIDE), drawing(chart, NARROW))
        document = make_page(chart, edition, drawings).encode()
        told.answers[edition.path] = Answer(document, HTML, write_framing_headers(document))
        frame = write_fluid_frame(chart, edition, partial(estimate_height, chart, look=look))
        frame = frame.replace('loading="lazy"', "")
        columns = "".join(f'<div style="width:{width}px">{frame}</div>' for width in widths)
        newspaper.answers["/frames"] = html(f"<!DOCTYPE html><body>{before}{columns}")
        page.goto(f"{newspaper.address}/frames", wait_until="load")
        return page

    return show


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_figure_fits_the_copied_frame_at_every_width(
    language: str, shown: Callable[..., Page], tables: Tables
) -> None:
    for figure in FIGURES:
        page = shown(chart_of(figure, tables, language))
        for width, frame in zip(COLUMNS, embedded_frames(page), strict=True):
            frame.evaluate("document.fonts.ready")
            found = frame.evaluate(_MEASURE)
            where = (figure, width, found)
            assert found["height"] < WORDPRESS, where
            assert found["hidden"] == found["aside"] == 0, where
            assert 0 <= found["blank"] <= BLANK, where
            assert abs(found["below"]) <= BLANK, where


def test_more_opens_in_place_where_the_article_listens(
    shown: Callable[..., Page], told: Site, tables: Tables
) -> None:
    script = write_fitting_script(House(told.address))
    page = shown(chart_of("refugees", tables), before=script, widths=(640,))
    (frame,) = embedded_frames(page)
    before = frame.evaluate("innerHeight")
    frame.click("#on")
    frame.wait_for_selector(".more summary")
    frame.wait_for_function("before => innerHeight > before", arg=before)
    assert nothing_scrolls_inside(page)
    assert frame.get_attribute("#on", "aria-expanded") == "true"
    frame.click("#on")
    frame.wait_for_function("before => Math.abs(innerHeight - before) < 3", arg=before)
    assert nothing_scrolls_inside(page)


def test_more_opens_a_tab_of_its_own_where_nobody_listens(
    shown: Callable[..., Page], tables: Tables
) -> None:
    page = shown(chart_of("refugees", tables), widths=(640,))
    (frame,) = embedded_frames(page)
    with page.context.expect_page() as opened:
        frame.click("#on")
    whole = opened.value
    expect(whole.locator(".more summary").first).to_be_visible()
    whole.close()
    assert not frame.is_visible(".more summary")


def test_more_opens_a_tab_too_where_the_frame_fits_by_chance(
    shown: Callable[..., Page], tables: Tables
) -> None:
    page = shown(chart_of("refugees", tables), widths=(640,))
    (frame,) = embedded_frames(page)
    tall = frame.evaluate(
        "() => { const {style} = document.documentElement; style.overflow = 'clip';"
        "const tall = document.documentElement.getBoundingClientRect().height;"
        "style.overflow = ''; return Math.ceil(tall); }"
    )
    page.evaluate("tall => { document.querySelector('iframe').style.height = tall + 'px'; }", tall)
    with page.context.expect_page() as opened:
        frame.click("#on")
    opened.value.close()
    expect(frame.locator(".more summary").first).to_be_hidden()


def test_without_script_the_tab_shows_everything(
    shown: Callable[..., Page], tables: Tables, told: Site
) -> None:
    page = shown(chart_of("refugees", tables), widths=(640,))
    address = embedded_frames(page)[0].url
    browser = page.context.browser
    assert browser is not None
    quiet = browser.new_page(java_script_enabled=False)
    quiet.goto(address)
    assert not quiet.is_visible(".more summary")
    quiet.goto(f"{address}#refugees")
    assert quiet.is_visible(".more summary")
    quiet.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_article_chooses_the_colours_whatever_the_reader_prefers(
    theme: str, shown: Callable[..., Page], tables: Tables
) -> None:
    look = Look(form="chart", theme=theme)
    page = shown(chart_of("refugees", tables), look, widths=(640,))
    (frame,) = embedded_frames(page)
    papers = set()
    for preferred in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if preferred == "dark" else "light")
        papers.add(frame.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert papers == {"rgb(255, 255, 255)" if theme == "light" else "rgb(23, 22, 20)"}


@pytest.mark.parametrize("form", LOOKS["form"][1:])
def test_axe_finds_no_violation_in_a_frame(
    form: str, shown: Callable[..., Page], tables: Tables
) -> None:
    page = shown(chart_of("weapons", tables), Look(form=form, theme="dark"), widths=(320,))
    (frame,) = embedded_frames(page)
    page.goto(frame.url)
    page.evaluate("document.documentElement.classList.add('cut')")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_a_headline_number_is_never_without_its_words(
    shown: Callable[..., Page], tables: Tables
) -> None:
    page = shown(chart_of("refugees", tables), Look(form="number", title="no"), widths=(640,))
    (frame,) = embedded_frames(page)
    box = frame.locator("h1").bounding_box()
    assert box is not None
    assert box["height"] > 20


def test_a_figure_without_its_title_still_tells_it_to_those_who_listen(
    shown: Callable[..., Page], tables: Tables
) -> None:
    page = shown(chart_of("refugees", tables), Look(form="chart", title="no"), widths=(640,))
    (frame,) = embedded_frames(page)
    assert "Refugees" in frame.locator("h1").inner_text()
    box = frame.locator("h1").bounding_box()
    assert box is not None
    assert box["height"] <= 1
