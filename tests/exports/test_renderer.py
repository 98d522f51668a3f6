"""Pictures in every layout, painted by real Chromium."""

import contextlib
import io
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import plotly
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from exports import renderer
from exports.image_files import PICTURES, halve, make_drawings, paint, reduce_colours
from exports.renderer import Busy, Renderer, RenderingFailed, find_browser, name_browser
from exports.typeface import FONTCONFIG
from figures.core.chart import Chart
from figures.plotly.layout import CARD, NARROW, PICTURE, SQUARE, WIDE, Paper
from schemas import Tables
from tests.conftest import PATIENCE
from tests.editions import chart_of, empty, frozen

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
    assert renderer.read_bundle_version(FULL) == renderer.plotly_version()
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


def test_only_so_many_bytes_of_pictures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "KEPT_BYTES", 100)
    painter = Renderer()
    painter._keep(("old",), b"x" * 60)
    painter._keep(("new",), b"y" * 60)
    assert painter._kept == {("new",): b"y" * 60}


def started_by(painter: Renderer, tables: Tables) -> list[int]:
    """The processes of the browser this painter has started, with its first picture painted."""
    painter.paint(chart_of(FIGURE, tables), "svg")
    assert painter._session is not None
    group = painter._session._kaleido.subprocess.pid
    return [process for process in running() if os.getpgid(process) == group]


def running() -> list[int]:
    """Every Chromium on this machine that has not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, state = stat.read_text(encoding="utf-8").rsplit(")", 1)
            if "(chrom" in name and state.split()[0] != "Z":
                found.append(int(stat.parent.name))
    return found


def test_a_browser_that_cannot_start_is_a_clear_failure_and_not_a_hang(
    tables: Tables, own: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = chart_of(FIGURE, tables)
    monkeypatch.setenv("BROWSER_PATH", "/bin/true")
    with pytest.raises(RenderingFailed):
        own.paint(chart, "svg")
    monkeypatch.delenv("BROWSER_PATH")
    assert own.paint(chart, "svg").startswith(b"<svg")


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the browser's process in /proc")
def test_a_browser_that_dies_is_replaced(tables: Tables, own: Renderer) -> None:
    started = started_by(own, tables)
    for process in started:
        with contextlib.suppress(ProcessLookupError):  # it ended with the one before
            os.kill(process, signal.SIGKILL)
    assert started
    assert own.paint(chart_of("aid-by-type", tables), "svg").startswith(b"<svg")


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the browser's process in /proc")
def test_a_browser_that_hangs_is_killed_and_replaced(tables: Tables, own: Renderer) -> None:
    hanging = started_by(own, tables)
    for process in hanging:
        os.kill(process, signal.SIGSTOP)
    assert own._session is not None
    own._session._timeout = 1
    chart = chart_of("aid-by-type", tables)
    with pytest.raises(RenderingFailed):
        own.paint(chart, "svg")
    assert hanging
    assert not set(hanging) & set(running())
    assert own.paint(chart, "svg").startswith(b"<svg")


@pytest.mark.parametrize("code", ["fr", "uk"])
def test_a_machine_without_any_typeface_paints_the_same_picture(
    code: str, tables: Tables, painter: Renderer, own: Renderer, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    chart = chart_of(FIGURE, tables, code)
    picture = painter.paint(chart, "png")
    usual = FONTCONFIG.read_text(encoding="utf-8")
    bare = re.sub(r"<dir>.*</dir>|<dir prefix=.xdg.*</dir>|<cachedir.*</cachedir>", "", usual)
    bare = bare.replace('<dir prefix="relative">.', f"<dir>{FONTCONFIG.parent}")
    (tmp_path / "fonts.conf").write_text(bare, encoding="utf-8")
    monkeypatch.setattr(renderer, "FONTCONFIG", tmp_path / "fonts.conf")
    assert bare.count("<dir") == 1
    assert own.paint(chart, "png") == picture


def test_without_our_typeface_a_picture_looks_otherwise(
    tables: Tables,
    painter: Renderer,
    own: Renderer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    chart = chart_of(FIGURE, tables)
    picture = painter.paint(chart, "png")
    usual = FONTCONFIG.read_text(encoding="utf-8")
    without = usual.replace('<dir prefix="relative">.</dir>', "")
    (tmp_path / "fonts.conf").write_text(without, encoding="utf-8")
    monkeypatch.setattr(renderer, "FONTCONFIG", tmp_path / "fonts.conf")
    assert own.paint(chart, "png") != picture


def test_letters_stand_where_their_typeface_wants_them(tables: Tables, painter: Renderer) -> None:
    drawn = ET.fromstring(painter.paint(chart_of(FIGURE, tables), "svg"))  # noqa: S314 - our own
    assert drawn.get("text-rendering") == "geometricPrecision"
