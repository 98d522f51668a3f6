"""Real servers of the dashboard that share one store: crowds, crashes, and nothing half there."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from snapshots.store import SnapshotStore
from tests.conftest import PATIENCE
from tests.frozen import FROZEN
from tests.pages.conftest import Server, started

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("servers")]

FIGURES = ("headline-refugees", "headline-appeal")
VIEWS = [f"{figure}?lang={code}" for figure in FIGURES for code in ("en", "fr", "uk")]
CROWD = 200
SITE = "https://numbers.example"


def settings(store: Path) -> dict[str, str]:
    return {
        "DASHBOARD_STORE": str(store),
        "DASHBOARD_ADDRESS": SITE,
        "DASHBOARD_FREEZES": "1000/1min",
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared-store")


@pytest.fixture(scope="module")
def servers(store: Path) -> Iterator[tuple[Server, Server]]:
    with started(FROZEN, settings(store)) as one, started(FROZEN, settings(store)) as other:
        yield one, other


def frozen(server: str, view: str) -> tuple[int, str]:
    """What a server answers to a freeze: its code, and the address or the seconds to wait."""
    request = urllib.request.Request(  # noqa: S310 - a server of ours on this machine
        f"{server}/snapshots/{view}", method="POST", headers={"Accept": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE / 1000) as answer:  # noqa: S310 - likewise
            return answer.status, json.loads(answer.read())["address"]
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Retry-After"]
    except OSError as failed:
        return 0, str(failed)


def test_a_crowd_at_two_servers_gets_one_address_for_each_view(
    servers: tuple[Server, Server], store: Path
) -> None:
    asked = [(servers[turn % 2].address, VIEWS[turn % len(VIEWS)]) for turn in range(CROWD)]
    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(lambda one: (one[1], *frozen(*one)), asked))
    codes = Counter(code for _, code, _ in answers)
    assert set(codes) <= {200, 201, 503}, codes
    later = [(view, *frozen(servers[0].address, view)) for view in VIEWS]
    addresses = {(view, address) for view, code, address in [*answers, *later] if code != 503}
    assert len(addresses) == len(VIEWS)
    assert len(list(SnapshotStore(str(store)).find_all())) == len(VIEWS)
    assert all(int(wait) > 0 for _, code, wait in answers if code == 503)


def test_each_server_gives_what_the_other_froze(servers: tuple[Server, Server]) -> None:
    _, address = frozen(servers[0].address, VIEWS[0])
    path = address.removeprefix(SITE)
    with urllib.request.urlopen(servers[1].address + path, timeout=PATIENCE / 1000) as page:  # noqa: S310 - ours
        assert b"<h1" in page.read()


def test_a_server_killed_while_it_freezes_leaves_nothing_half_visible(tmp_path: Path) -> None:
    view = "headline-civilians-killed?lang=fr"
    with started(FROZEN, settings(tmp_path)) as server, ThreadPoolExecutor(1) as client:
        answer = client.submit(frozen, server.address, view)
        end = time.monotonic() + PATIENCE / 1000
        while not list(tmp_path.rglob("*.part")) and time.monotonic() < end:
            if answer.done():
                break
            time.sleep(0.001)
        os.kill(server.process, signal.SIGKILL)
    kept = SnapshotStore(str(tmp_path))
    for figure, name in kept.find_all():
        manifest = kept.manifest(figure, name) or {}
        assert all(kept.read(figure, name, one) is not None for one in manifest["files"])
    with started(FROZEN, settings(tmp_path)) as server:
        code, address = frozen(server.address, view)
        assert code in (200, 201)
        path = address.removeprefix(SITE)
        with urllib.request.urlopen(server.address + path, timeout=PATIENCE / 1000) as it:  # noqa: S310 - ours
            assert it.status == 200
