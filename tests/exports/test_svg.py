"""A picture as a part of a page: compact, safe, and the same to look at."""

import gzip
import io
import re
from statistics import median
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from exports.image_files import make_drawings
from exports.renderer import Renderer
from exports.svg import minify, shorten_path
from figures.core.palette import BLUE, GREEN, GREY, ORANGE
from figures.plotly.layout import NARROW, WIDE, Paper
from schemas import Tables
from tests.editions import ATTACK, chart_of

SHOWN = ("civilian-toll-compared", "displaced-people", "aid-by-month", "kyiv-28-august-2025")
SVG = "{http://www.w3.org/2000/svg}"
PARTS = {
    "svg",
    "title",
    "desc",
    "defs",
    "pattern",
    "circle",
    "rect",
    "path",
    "g",
    "text",
    "tspan",
}
HUES = {BLUE, GREEN, ORANGE, GREY, "none", "currentColor", "#FFF"}

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("painter")]


def drawn(figure_id: str, tables: Tables, painter: Renderer, layout: Paper) -> tuple[bytes, str]:
    """A picture as it was painted, and as a page has it."""
    chart = chart_of(figure_id, tables, "uk")
    svg = painter.paint(chart, "svg", layout=layout)
    return svg, minify(svg, prefix="x", title=chart.alt, description=chart.summary[0])


def texts(svg: str | bytes) -> set[str]:
    """Every text of a picture, its lines joined."""
    parts = ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314 - our own picture
    return {words for part in parts if (words := "".join(part.itertext()).strip(" \xa0"))}


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_a_drawing_keeps_every_word_and_nothing_but_plain_parts(
    layout: Paper, tables: Tables, painter: Renderer
) -> None:
    for figure_id in SHOWN:
        svg, compact = drawn(figure_id, tables, painter, layout)
        root = ET.fromstring(compact)  # noqa: S314 - our own picture
        assert {part.tag.removeprefix(SVG) for part in root.iter()} <= PARTS
        assert {words.replace("\xa0", "") for words in texts(svg)} == {
            words.replace("\xa0", "") for words in texts(compact)
        }
        assert root.get("viewBox") == ET.fromstring(svg).get("viewBox")  # noqa: S314 - likewise
        assert "width" not in root.attrib


def test_a_drawing_can_stand_under_a_strict_content_security_policy(
    tables: Tables, painter: Renderer
) -> None:
    for figure_id in SHOWN:
        _, compact = drawn(figure_id, tables, painter, WIDE)
        assert not re.search(r"\bstyle=|\bon\w+=|<style|<script|href|font-family|data-", compact)


def test_a_drawing_has_a_name_a_description_and_ids_of_its_own(
    tables: Tables, painter: Renderer
) -> None:
    chart = chart_of("aid-by-month", tables)
    both = make_drawings(chart, painter)
    for drawing, prefix in ((both.wide, "w"), (both.narrow, "n")):
        root = ET.fromstring(drawing)  # noqa: S314 - our own picture
        names = {part.get("id") for part in root.iter() if part.get("id")}
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{prefix}-t"
        assert root.get("aria-describedby") == f"{prefix}-d"
        heard = [part.tag for part in root if part.get("aria-hidden") != "true"]
        assert heard == [f"{SVG}title", f"{SVG}desc"] or heard[2:] == [f"{SVG}defs"]
        assert root.findtext(f"{SVG}title") == chart.alt
        assert all(name.startswith(f"{prefix}-") for name in names if name)
        assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= names


def test_colours_read_on_light_and_on_dark_paper(tables: Tables, painter: Renderer) -> None:
    for figure_id in SHOWN:
        _, compact = drawn(figure_id, tables, painter, WIDE)
        for part in ET.fromstring(compact).iter():  # noqa: S314 - our own picture
            painted = {part.get("fill", "none"), part.get("stroke", "none")}
            assert all(colour in HUES or colour.startswith("url(#") for colour in painted), painted


def test_hatching_and_dotted_lines_survive(tables: Tables, painter: Renderer) -> None:
    _, hatched = drawn("aid-by-month", tables, painter, WIDE)
    assert 'fill="url(#x-' in hatched
    assert "<pattern " in hatched
    _, dashed = drawn("displaced-people", tables, painter, WIDE)
    assert 'stroke-dasharray="' in dashed


def test_the_dots_of_a_hatching_are_drawn(tables: Tables, painter: Renderer) -> None:
    for figure_id in ("people-in-need", "reconstruction-needs"):
        svg, dotted = drawn(figure_id, tables, painter, WIDE)
        assert b"<circle" in svg
        inner = re.findall(r"<pattern .*?</pattern>", dotted)
        assert any("<circle " in one for one in inner)
        assert 'd=""' not in dotted


def test_drawings_are_light(tables: Tables, painter: Renderer) -> None:
    weights = [
        len(gzip.compress(drawn(figure_id, tables, painter, layout)[1].encode(), mtime=0))
        for figure_id in SHOWN
        for layout in (WIDE, NARROW)
    ]
    assert median(weights) < 2500
    assert max(weights) < 5000


def test_words_that_are_markup_stay_words(tables: Tables, painter: Renderer) -> None:
    svg = painter.paint(chart_of("aid-by-type", tables), "svg", layout=NARROW)
    compact = minify(svg, prefix="x", title=ATTACK, description=f"{ATTACK}\x00\x1b")
    root = ET.fromstring(compact)  # noqa: S314 - our own picture
    assert "<script" not in compact
    assert "<!--" not in compact
    assert root.findtext(f"{SVG}title") == ATTACK.replace("\r\n", "\n")


PAGE = (
    "<style>body {{ margin: 0; color: #1F2328; font-family: 'Source Sans 3' }}"
    "svg {{ display: block; width: {width}px }} "
    "text {{ font-family: inherit !important; text-rendering: geometricPrecision }}"
    "</style>{svg}"
)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_a_drawing_looks_like_the_picture_it_was_made_from(
    layout: Paper, tables: Tables, painter: Renderer, window: Page
) -> None:
    for figure_id in SHOWN:
        before, after = (
            _seen(window, svg, layout.width) for svg in drawn(figure_id, tables, painter, layout)
        )
        histogram = ImageChops.difference(before, after).histogram()
        assert sum(histogram[48:]) < 0.008 * sum(histogram), figure_id


def _seen(window: Page, svg: str | bytes, width: int) -> Image.Image:
    text = svg if isinstance(svg, str) else svg.decode()
    window.set_content(PAGE.format(width=width, svg=text))
    return Image.open(io.BytesIO(window.screenshot())).convert("L")


@pytest.mark.parametrize(
    ("data", "short"),
    [
        ("M0,8.33V58.33H505.96V8.33Z", "M0 8.3v50h506v-50z"),
        ("M1,1L2,2L3,3M5,5h2v2", "M1 1l1 1 1 1M5 5h2v2"),
        ("M3.5,0A3.5,3.5 0 1,1 0,-3.5", "M3.5 0a3.5 3.5 0 1 1-3.5-3.5"),
        ("M0,0L.04,.04L-1,0.5", "M0 0l-1 .5"),
        ("m1 1 2 2z", "M1 1l2 2z"),
    ],
)
def test_lines_are_written_in_few_letters(data: str, short: str) -> None:
    assert shorten_path(data) == short


def test_lines_are_moved() -> None:
    assert shorten_path("M0,8V58h5.06Z", 2 - 1j) == "M2 7v50h5.1z"


def test_lines_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(KeyError, match="C"):
        shorten_path("M0,0C1,1 2,2 3,3")


def test_rounding_does_not_add_up() -> None:
    steps = shorten_path("M0,0" + "".join(f"L{number * 0.34},0" for number in range(1, 301)))
    assert abs(sum(map(float, steps.removeprefix("M0 0h").split())) - 102) < 0.06
