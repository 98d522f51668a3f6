"""What all tests share: two sets of tables, one browser, one painter, a bucket, a small house."""

import os
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from hypothesis import settings
from moto.server import ThreadedMotoServer
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from starlette.applications import Starlette
from starlette.testclient import TestClient

from exports.addresses import Site
from exports.renderer import Renderer
from exports.renderer import find_browser as browser_path
from exports.typeface import FONTCONFIG
from locales import LANGUAGES
from schemas import Tables, read_all
from snapshots.service import SnapshotService
from snapshots.store import SnapshotStore
from tests.frozen import FROZEN
from tests.views import MANY
from web import make_routes
from web.rate_limits import RateLimits
from web.routes import make_snapshot_routes

FIGURE = "civilians-killed-by-month"
VIEW = "from=2024-01&to=2024-12&lang=fr"
_BUCKET = "numbers"
PATIENCE = 180_000
"""Milliseconds after which something hangs; a slow machine may take most of them."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

ENGLISH_FIRST = [
    pytest.param(code, marks=() if code == "en" else pytest.mark.soak) for code in LANGUAGES
]
"""Languages, where the others need much time and seldom say anything new."""

expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker do what shares its work, and begin with what takes longest.

    All tests of a figure share the charts that are drawn of it; tests of a browser share it; those
    of exports share the charts of all figures; the others of a file share its fixtures.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            folder = item.path.parent.name
            file = folder if folder == "exports" else item.nodeid.split("::")[0]
            item.add_marker(pytest.mark.xdist_group(_figure_of(item) or file))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def _figure_of(item: pytest.Item) -> str | None:
    """The figure a test is asked of."""
    asked = getattr(item, "callspec", None)
    named = (asked.params.get(name) for name in ("figure", "figure_id")) if asked else ()
    return next((name for name in named if isinstance(name, str)), None)


# Two slow cores: a test is judged by what it finds, not by how long one example takes.
settings.register_profile("house", deadline=None, max_examples=50 if MANY else 10, derandomize=True)
settings.load_profile("house")


@pytest.fixture(
    params=[pytest.param(12, id="few"), pytest.param(300, id="many", marks=pytest.mark.soak)]
)
def rounds(request: pytest.FixtureRequest) -> int:
    """How often to do what must never fail: a few times here, long in `make soak`."""
    return int(request.param)


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The frozen tables: what is asserted of their values stays true."""
    return read_all(FROZEN)


@pytest.fixture(scope="session")
def live_tables() -> Tables:
    """The tables that readers see, for what holds whatever they say."""
    return read_all()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def launched(playwright: Playwright, **options: Any) -> Browser:
    """A Chromium that calls nobody by itself."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    return playwright.chromium.launch(
        executable_path=browser_path(), args=[*QUIET, *sandbox], **options
    )


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def painter() -> Iterator[Renderer]:
    painter = Renderer(timeout=PATIENCE / 1000, patience=PATIENCE / 1000)
    yield painter
    painter.close()


@pytest.fixture(scope="session")
def window(playwright: Playwright) -> Iterator[Page]:
    """A window on a machine that has the typeface of the house."""
    browser = launched(playwright, env={**os.environ, "FONTCONFIG_FILE": str(FONTCONFIG)})
    yield browser.new_page(viewport={"width": 960, "height": 1200})
    browser.close()


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket on this machine, found as any other: by the usual variables."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    usual = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in usual.items():
            patch.setenv(name, value)
        botocore.session.get_session().create_client("s3").create_bucket(Bucket=_BUCKET)
        yield f"s3://{_BUCKET}"
    server.stop()


@pytest.fixture(scope="module")
def studio(
    tables: Tables, painter: Renderer, tmp_path_factory: pytest.TempPathFactory
) -> SnapshotService:
    store = SnapshotStore(str(tmp_path_factory.mktemp("store")))
    return SnapshotService(lambda: tables, store, painter, Site("http://testserver"))


@pytest.fixture(scope="module")
def client(studio: SnapshotService) -> TestClient:
    return serve(studio)


def serve(studio: SnapshotService, limits: RateLimits | None = None) -> TestClient:
    routes = make_snapshot_routes(studio, limits) if limits else make_routes(studio)
    return TestClient(Starlette(routes=list(routes)), follow_redirects=False)


@pytest.fixture(scope="module")
def address(client: TestClient) -> str:
    """Where one view was frozen."""
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.text
    where: str = answer.json()["address"]
    return where.removeprefix("http://testserver")
