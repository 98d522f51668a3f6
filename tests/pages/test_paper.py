"""What a page is on paper: A4, read as text and measured as it lies on the sheet."""

import io
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from schemas import Tables
from tests.conftest import PATIENCE
from tests.pages.browsing import open_page

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("pages")]

FIGURE = "internally-displaced"


@pytest.fixture(params=["light", "dark"])
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=request.param
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def printed(page: Page) -> str:
    """The text of the sheets, with one space between words."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets.pages).split())


def chart_of(tables: Tables) -> Chart:
    return draw(make_view(FIGURES[FIGURE], tables, {}), tables)


def carries(text: str, words: str) -> bool:
    """Whether words stand on paper, however they are broken into lines."""
    return _letters(words) in _letters(text)


def _letters(text: str) -> str:
    """A text without spaces and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_a_page_on_paper_carries_the_whole_figure_and_nothing_to_press(
    reader: BrowserContext, server: str, tables: Tables
) -> None:
    page, chart = reader.new_page(), chart_of(tables)
    open_page(page, server, FIGURE)
    text = printed(page)
    for words in (chart.title, chart.subtitle, *chart.caveats, *chart.further_caveats):
        assert carries(text, words)
    for cited in chart.note.cited:
        assert carries(text, cited.describe(chart.t))
    for row in chart.table.rows:
        assert carries(text, row[2])
    for words in ("Download", "Embed and cite", "Sources and method", "Français"):
        assert not carries(text, words)


def test_no_chart_is_wider_than_the_sheet_or_cut(reader: BrowserContext, server: str) -> None:
    page = reader.new_page()
    open_page(page, server, FIGURE)
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    chart = page.locator(".stPlotlyChart").bounding_box()
    drawn = page.locator(".js-plotly-plot .main-svg").first.bounding_box()
    assert chart
    assert drawn
    assert drawn["width"] <= 688
    assert drawn["x"] + drawn["width"] <= chart["x"] + chart["width"] + 1
    assert drawn["y"] + drawn["height"] <= chart["y"] + chart["height"] + 1
    words = page.locator(".js-plotly-plot .main-svg text").all()
    rights = [box["x"] + box["width"] for one in words if (box := one.bounding_box())]
    assert rights
    assert max(rights) <= 688


def test_a_light_page_on_paper_carries_the_whole_figure(
    reader: BrowserContext, server: str, tables: Tables
) -> None:
    page, chart = reader.new_page(), chart_of(tables)
    page.goto(f"{server}/figures/{FIGURE}?lang=en")
    text = printed(page)
    for words in (chart.title, chart.subtitle, *chart.caveats, *chart.further_caveats):
        assert carries(text, words)
    for row in chart.table.rows:
        assert carries(text, row[2])
    assert not carries(text, "Make interactive")
