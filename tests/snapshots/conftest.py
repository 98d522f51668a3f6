"""One painter, one window of Chromium, a bucket on this machine, and the doors of a small house."""

import os
from collections.abc import Iterator

import botocore.session
import pytest
from moto.server import ThreadedMotoServer
from playwright.sync_api import Page, Playwright
from starlette.applications import Starlette
from starlette.testclient import TestClient

from exports.typeface import CONFIGURATION
from schemas import Tables
from snapshots.addresses import Site
from snapshots.limits import Limits
from snapshots.pictures import Painter
from snapshots.store import Store
from snapshots.studio import Studio
from snapshots.web import figure_routes
from snapshots.web.frozen import frozen_routes
from tests.conftest import PATIENCE, launched

FIGURE = "civilians-killed-by-month"
VIEW = "from=2024-01&to=2024-12&lang=fr"
_BUCKET = "numbers"


@pytest.fixture(scope="session")
def painter() -> Iterator[Painter]:
    painter = Painter(timeout=PATIENCE / 1000, patience=PATIENCE / 1000)
    yield painter
    painter.close()


@pytest.fixture(scope="session")
def window(playwright: Playwright) -> Iterator[Page]:
    """A window on a machine that has the typeface of the house."""
    browser = launched(playwright, env={**os.environ, "FONTCONFIG_FILE": str(CONFIGURATION)})
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
def studio(tables: Tables, painter: Painter, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    store = Store(str(tmp_path_factory.mktemp("store")))
    return Studio(lambda: tables, store, painter, Site("http://testserver"))


@pytest.fixture(scope="module")
def client(studio: Studio) -> TestClient:
    return serve(studio)


def serve(studio: Studio, limits: Limits | None = None) -> TestClient:
    routes = frozen_routes(studio, limits) if limits else figure_routes(studio)
    return TestClient(Starlette(routes=list(routes)), follow_redirects=False)


@pytest.fixture(scope="module")
def address(client: TestClient) -> str:
    """Where one view was frozen."""
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
    assert answer.status_code == 201, answer.text
    where: str = answer.json()["address"]
    return where.removeprefix("http://testserver")
