"""A real server of the dashboard, and real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import PATIENCE
from tests.frozen import FROZEN

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@dataclass(frozen=True)
class Server:
    """A server of the dashboard: its address, and the id of its process."""

    address: str
    process: int


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The dashboard over a data folder, with a store of its own; its address."""
    with (
        TemporaryDirectory() as store,
        started(data, {"DASHBOARD_STORE": store}) as server,
    ):
        yield server.address


@contextmanager
def started(data: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    """The dashboard over a data folder, with more settings."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_DATA": str(data), **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE / 1000)


def wait_for(address: str, seconds: float = PATIENCE / 1000) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serving(FROZEN) as address:
        yield address


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of the data that a test may break."""
    return Path(shutil.copytree(FROZEN, tmp_path / "data"))


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
