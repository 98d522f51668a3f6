"""The light page of every figure, read by programs that are not ours."""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from statistics import median

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from exports.addresses import Edition, Site
from exports.image_files import make_drawings
from exports.page import estimate_height
from exports.page import make_page as page_of
from exports.renderer import Renderer
from exports.typeface import MEDIA_TYPE, read_font_files
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from locales import LANGUAGES, find_language
from schemas import Tables
from tests.clients.needs import needed
from web.panel import make_panel
from web.routes import EVERYBODY
from web.static_site import make_index, make_signpost

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("light-pages")]

SITE = Site("https://numbers.example")
WIDTHS = (960, 640, 320)
VNU = Path(__file__).parents[1] / "clients/node_modules/vnu-jar/build/dist/vnu.jar"
LINE = 24


@pytest.fixture(scope="module")
def charts(tables: Tables) -> dict[str, Chart]:
    """The default view of every figure, by its name; the languages take turns."""
    return {
        name: draw(make_view(figure, tables, {}, code), tables)
        for (name, figure), code in zip(FIGURES.items(), cycle(LANGUAGES), strict=False)
    }


@pytest.fixture(scope="module")
def folder(
    charts: dict[str, Chart], painter: Renderer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Every page as a file, as if it had been saved to disk."""
    folder = tmp_path_factory.mktemp("pages")
    for name, chart in charts.items():
        edition = Edition(SITE, chart.view, "0123456789abcdef0123")
        document = page_of(chart, edition, make_drawings(chart, painter))
        (folder / f"{name}.html").write_text(document, encoding="utf-8")
    return folder


def _give(content: bytes, route: Route) -> None:
    route.fulfill(body=content, content_type=MEDIA_TYPE, headers=dict(EVERYBODY))


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[Page]:
    """A window on the pages, with the typeface where a site has it."""
    page = chromium.new_page()
    for path, content in read_font_files().items():
        page.route(f"**/{path}", partial(_give, content))
    yield page
    page.close()


def test_pages_weigh_next_to_nothing(folder: Path) -> None:
    weights = [len(gzip.compress(path.read_bytes())) for path in folder.iterdir()]
    assert len(weights) == len(FIGURES)
    assert median(weights) <= 15_000
    assert max(weights) <= 40_000


@pytest.fixture(scope="module")
def surroundings(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The panel of every edition and the index of a published site, in every language."""
    folder = tmp_path_factory.mktemp("surroundings")
    for code in LANGUAGES:
        chart = draw(make_view(FIGURES["civilian-toll-compared"], tables, {}, code), tables)
        for name in ("", "0123456789abcdef0123"):
            document = make_panel(chart, Edition(SITE, chart.view, name), ready=not name)
            (folder / f"panel-{code}{name}.html").write_text(document, encoding="utf-8")
        views = [make_view(FIGURES[name], tables, {}, code) for name in ("refugees", "weapons")]
        shown = [(draw(view, tables), Edition(SITE, view, "0" * 20)) for view in views]
        listed = make_index(shown, find_language(code))
        (folder / f"signpost-{code}.html").write_text(make_signpost(shown), encoding="utf-8")
        (folder / f"index-{code}.html").write_text(listed, encoding="utf-8")
    return folder


@pytest.mark.clients
def test_the_validator_of_the_w3c_finds_no_error(folder: Path, surroundings: Path) -> None:
    java = needed("java", shutil.which("java"))
    jar = needed("vnu.jar", str(VNU) if VNU.exists() else None)
    documents = [*folder.iterdir(), *surroundings.iterdir()]
    found = subprocess.run(
        [java, "-jar", jar, "--errors-only", "--format", "json", *map(str, documents)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    messages = json.loads(found.stderr)["messages"]
    assert {one["message"] for one in messages} == set()


class Loaded(HTMLParser):
    """Everything a document loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        loads = given.get("rel") in ("stylesheet", "icon", "preload") or tag != "link"
        if tag not in ("a", "meta") and loads:
            self.addresses += [given[name] or "" for name in ("src", "href") if given.get(name)]


def test_pages_load_nothing_but_their_typeface(folder: Path) -> None:
    for path in folder.iterdir():
        loaded = Loaded()
        text = path.read_text(encoding="utf-8")
        loaded.feed(text)
        asked = {one for one in loaded.addresses if not one.startswith("#")}
        assert asked <= {f"../../../{font}" for font in read_font_files()}, path.name
        assert " style=" not in text
        assert not re.search(r"<[^>]+ on[a-z]+=", text)


def test_every_page_reads_without_script_network_or_room(
    folder: Path, sheet: Page, charts: dict[str, Chart]
) -> None:
    """At 320 pixels nothing sticks out, and the height is about what editors are told."""
    for number, (name, chart) in enumerate(charts.items()):
        sheet.goto((folder / f"{name}.html").as_uri())
        for width in WIDTHS if number % 4 == 0 else WIDTHS[-1:]:
            sheet.set_viewport_size({"width": width, "height": 600})
            wide, tall = sheet.evaluate(
                "[document.documentElement.scrollWidth, document.body.offsetHeight]"
            )
            assert wide <= width, (name, width)
            told = estimate_height(chart, width)
            assert tall - LINE <= told <= 1.15 * tall, (name, width, told, tall)
        svg = sheet.locator("#chart svg:visible")
        assert svg.get_attribute("role") == "img"
        assert chart.title.split()[0] in sheet.locator("h1").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    folder: Path, sheet: Page, scheme: str, charts: dict[str, Chart]
) -> None:
    """Every figure by day; by night some."""
    names = list(charts)[:: 1 if scheme == "light" else 7]
    axe = Axe()
    sheet.set_viewport_size({"width": 640, "height": 900})
    sheet.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in names:
        sheet.goto((folder / f"{name}.html").as_uri())
        found = axe.run(sheet, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], name


def test_figures_speak_to_machines(folder: Path) -> None:
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert block is not None
        assert json.loads(block[1])["@type"] == "Dataset"
        for name in ("og:title", "og:description", "og:image", "og:url"):
            assert f'property="{name}"' in text
        assert 'type="application/json+oembed"' in text
