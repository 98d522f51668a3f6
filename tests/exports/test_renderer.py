"""Pictures in every layout, painted by real Chromium."""

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import plotly
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from exports import renderer
from exports.addresses import Look
from exports.image_files import PICTURES, halve, make_drawings, paint, reduce_colours
from exports.renderer import Busy, Renderer, find_browser, name_browser
from exports.sized_cache import SizedCache
from figures.core.chart import Chart
from figures.plotly.layout import CARD, NARROW, PICTURE, SQUARE, WIDE, Paper
from schemas import Tables
from tests.conftest import PATIENCE
from tests.editions import chart_of, empty, frozen, live

FIGURE = "civilians-killed-by-month"
CROWDED = (
    "civilian-toll-compared",
    "commitments-and-allocations",
    "displaced-people",
    "humanitarian-appeals",
    "internally-displaced",
    "weapons",
)
FULL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("painter")]


@pytest.fixture
def own() -> Iterator[Renderer]:
    """A painter that a test may hurt."""
    painter = Renderer(timeout=PATIENCE / 1000)
    yield painter
    painter.close()


def paint_all(chart: Chart, painter: Renderer) -> dict[str, bytes]:
    return {name: paint(name, chart, frozen(chart), painter) for name in PICTURES}


def test_pictures_carry_title_and_source_note(tables: Tables, painter: Renderer) -> None:
    chart = chart_of(FIGURE, tables, "fr")
    svg = painter.paint(chart, "svg")
    words = " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter() if text.text)  # noqa: S314 - our own picture
    assert chart.title.split()[0] in words
    assert chart.note.text.split(",")[0] in words.replace("\xa0", " ") or "HCDH" in words


def test_a_picture_painted_lately_is_not_painted_again(tables: Tables, painter: Renderer) -> None:
    chart = chart_of(FIGURE, tables, "fr")
    assert painter.paint(chart, "svg") is painter.paint(chart, "svg")


def test_every_picture_of_an_edition_has_the_size_it_is_named_for(
    tables: Tables, painter: Renderer
) -> None:
    chart = chart_of("aid-by-type", tables)
    painted = paint_all(chart, painter)
    sizes = {
        name: Image.open(io.BytesIO(content)).size
        for name, content in painted.items()
        if name != "figure.svg"
    }
    assert list(painted) == list(PICTURES)
    assert sizes["card.png"] == (1200, 630)
    assert sizes["square.png"] == (1080, 1080)
    assert sizes["figure@2x.png"] == sizes["figure.jpg"] == (1920, 2 * sizes["figure.png"][1])
    assert sizes["figure.png"][0] == 960
    assert all(len(painted[name]) < 100_000 for name in painted if name.endswith(".png"))


@pytest.mark.parametrize("layout", [CARD, SQUARE], ids=lambda layout: layout.name)
def test_a_card_has_its_size_at_every_scale(
    layout: Paper, tables: Tables, painter: Renderer
) -> None:
    for figure_id in ("headline-refugees", "people-in-need", "kyiv-28-august-2025"):
        card = painter.paint(chart_of(figure_id, tables, "uk"), "png", layout=layout)
        assert Image.open(io.BytesIO(card)).size == (layout.width, layout.height)


def test_an_empty_chart_is_painted_in_every_layout(tables: Tables, painter: Renderer) -> None:
    chart = empty(FIGURE, tables, "fr")
    for layout in (PICTURE, CARD, SQUARE, WIDE, NARROW):
        assert painter.paint(chart, "png", layout=layout).startswith(b"\x89PNG")
    assert "<text" in make_drawings(chart, painter).narrow


OUT_OF_PLACE = """() => {
  const svg = document.querySelector('svg'), paper = svg.getBoundingClientRect();
  const lines = [...svg.querySelectorAll('text')].flatMap(text => {
    const broken = [...text.querySelectorAll('tspan.line')];
    return broken.length ? broken : [text];
  }).map(line => [line.textContent.trim(), line.getBoundingClientRect()])
    .filter(([words, box]) => words && box.width);
  const cut = lines.filter(([, box]) => box.left < paper.left - 1 || box.right > paper.right + 1
    || box.top < paper.top - 1 || box.bottom > paper.bottom + 1).map(([words]) => words);
  const covered = lines.flatMap(([words, a], i) => lines.slice(i + 1).filter(([, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 7)
    .map(([other]) => words + ' / ' + other));
  return [...cut, ...covered];
}"""


@pytest.mark.parametrize("layout", [PICTURE, CARD, SQUARE, NARROW], ids=lambda layout: layout.name)
def test_no_words_are_cut_off_or_cover_others(
    layout: Paper, tables: Tables, painter: Renderer, window: Page
) -> None:
    for figure_id in CROWDED:
        svg = painter.paint(chart_of(figure_id, tables, "uk"), "svg", layout=layout)
        window.set_content(f'<body style="margin:0">{svg.decode()}')
        assert window.evaluate(OUT_OF_PLACE) == [], figure_id


def test_fewer_colours_look_the_same(tables: Tables, painter: Renderer) -> None:
    large = painter.paint(chart_of("aid-by-month", tables), "png", scale=2)
    few = reduce_colours(large)
    before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (large, few))
    histogram = ImageChops.difference(before, after).convert("L").histogram()
    assert after.getpixel((0, 0)) == (255, 255, 255)
    assert max(shade for shade, count in enumerate(histogram) if count) < 24
    assert sum(histogram[8:]) < 0.01 * sum(histogram)
    assert len(few) < len(large) / 2
    assert halve(large) == halve(large)


def test_the_same_view_painted_by_another_browser_is_the_same_picture(
    tables: Tables, painter: Renderer, own: Renderer
) -> None:
    chart = chart_of("children-women-men", tables, "uk")
    first, second = (paint_all(chart, one) for one in (painter, own))
    assert first == second
    assert make_drawings(chart, painter) == make_drawings(chart, own)


@pytest.mark.skipif(renderer.find_plotly_js() == FULL, reason="there is no small bundle to compare")
def test_both_bundles_paint_the_same(
    tables: Tables, painter: Renderer, own: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(renderer.PLOTLY_SETTING, str(FULL))
    for figure_id in ("displaced-people", "aid-by-month"):
        chart = chart_of(figure_id, tables)
        assert own.paint(chart, "svg") == painter.paint(chart, "svg")
    assert own.paint(chart, "png") == painter.paint(chart, "png")


def test_a_bundle_that_is_missing_or_of_another_version_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert renderer.read_bundle_version(FULL) == renderer.read_plotly_version()
    other = tmp_path / "plotly-basic.min.js"
    monkeypatch.setenv(renderer.PLOTLY_SETTING, str(other))
    with pytest.raises(renderer.WrongBundle, match="no file"):
        renderer.find_plotly_js()
    other.write_text("/**\n* plotly.js (basic - minified) v1.2.3\n*/")
    with pytest.raises(renderer.WrongBundle, match=r"1\.2\.3"):
        renderer.find_plotly_js()


def test_the_painter_is_named_with_its_version() -> None:
    told = subprocess.run(
        [find_browser() or "", "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert name_browser() in told
    assert name_browser()[-1].isdigit()


def test_when_too_many_wait_the_next_is_sent_away_before_any_browser_starts(tables: Tables) -> None:
    painter = Renderer(callers=0)
    with pytest.raises(Busy):
        painter.paint(chart_of(FIGURE, tables), "svg")
    assert painter._session is None


def test_nobody_waits_longer_than_patience_lasts(tables: Tables) -> None:
    painter = Renderer(patience=0.1, callers=1)
    for _ in range(2):
        with painter._queue.lock, pytest.raises(Busy):
            painter.paint(chart_of(FIGURE, tables), "svg")
    with painter._queue.turn():
        assert painter._queue.lock.locked()


def test_only_so_many_bytes_are_kept_and_what_is_asked_for_longest() -> None:
    kept: SizedCache[str] = SizedCache(100)
    kept.keep("old", "old", 40)
    kept.keep("older", "older", 40)
    assert kept.find("old") == "old"
    kept.keep("new", "new", 60)
    kept.keep("huge", "huge", 101)
    assert [kept.find(key) for key in ("old", "older", "new", "huge")] == ["old", None, "new", None]


def test_a_dark_picture_has_dark_paper_and_light_words(tables: Tables, painter: Renderer) -> None:
    chart = chart_of("people-in-need", tables)
    papers, words = [], []
    for pictures in ("light", "dark"):
        edition = replace(live(chart), look=Look(pictures=pictures))
        picture = Image.open(io.BytesIO(paint("figure.png", chart, edition, painter))).convert(
            "RGB"
        )
        papers.append(picture.getpixel((0, 0)))
        svg = paint("figure.svg", chart, edition, painter).decode()
        words.append([colour in svg for colour in ("rgb(31, 35, 40)", "rgb(240, 237, 230)")])
    assert papers == [(255, 255, 255), (23, 22, 20)]
    assert words == [[True, False], [False, True]]
