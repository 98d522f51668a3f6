"""The published site, given by a server that knows nothing but files, below a path of its host."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import httpx2
import pytest

from exports.addresses import Site
from exports.renderer import Renderer
from locales import LANGUAGES
from schemas import Tables
from snapshots.store import SnapshotStore
from tests.elements import elements
from web.static_site import HOME, publish, write_news

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("publishing")]

FIGURE = "headline-refugees"
BELOW = "path/numbers"
LINKING = ("href", "src", "data-status", "data-plotly", "data-wide", "data-narrow")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it is given
        pass


@contextmanager
def plain_server(root: Path) -> Iterator[str]:
    """The address of a folder, given as it is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def base(
    tables: Tables, painter: Renderer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a site of one figure in every language."""
    root = tmp_path_factory.mktemp("root")
    with plain_server(root) as host:
        site, store = Site(f"{host}/{BELOW}"), SnapshotStore(str(root / BELOW))
        for _ in publish(tables, store, painter, site, changed=False, only=[FIGURE]):
            pass
        write_news(tables, store, site, datetime.now(UTC))
        yield site.base


def links(text: str, address: str, base: str) -> set[str]:
    """Everything of the site that a document names: in its elements, and written out in full."""
    document = elements(text) if text.startswith("<!DOCTYPE html>") else []
    found = {
        urljoin(address, given[name])
        for _, given in document
        for name in LINKING
        if given.get(name)
    }
    found |= set(re.findall(rf"{re.escape(base)}[^\s\"'<>\\]*", unescape(text)))
    host = base.removesuffix(BELOW)
    return {urldefrag(one).url for one in found if one.startswith(host)}


def crawled(base: str) -> tuple[dict[str, int], set[str]]:
    """Every address of the site that can be reached, with its answer; and what leads nowhere."""
    answers: dict[str, int] = {}
    dead, ahead = set(), [(f"{base}/", "")]
    with httpx2.Client(follow_redirects=True) as client:
        while ahead:
            address, named_by = ahead.pop()
            if address in answers:
                continue
            answer = client.get(address)
            answers[address] = answer.status_code
            if answer.status_code != 200:
                dead.add(f"{named_by} → {address}")
            elif re.search("html|json|xml", answer.headers["content-type"]):
                here = str(answer.url)
                ahead += [(one, here) for one in links(answer.text, here, base)]
    return answers, dead


def test_no_link_of_the_site_is_dead(base: str) -> None:
    answers, dead = crawled(base)
    assert dead == set()
    kinds = ("oembed.json", "status.json", "card.png", "data.csv", ".min.js", "feed.xml")
    for kind in (*kinds, *HOME.values(), f"/{FIGURE}?"):
        assert any(kind in address for address in answers), kind


def test_a_dead_link_would_be_noticed(base: str, tmp_path: Path) -> None:
    with plain_server(tmp_path) as host:
        (tmp_path / BELOW).mkdir(parents=True)
        document = '<!DOCTYPE html><a href="gone/">x</a>'
        (tmp_path / BELOW / "index.html").write_text(document, encoding="utf-8")
        assert crawled(f"{host}/{BELOW}")[1] == {f"{host}/{BELOW}/ → {host}/{BELOW}/gone/"}


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_a_snapshot_is_embedded_and_leads_home(base: str, code: str) -> None:
    index = httpx2.get(f"{base}/{HOME[code]}")
    listed = [given["href"] for tag, given in elements(index.text) if tag == "a"]
    (path,) = [one for one in listed if "snapshots/" in one]
    page = httpx2.get(urljoin(str(index.url), path))
    heads = [given for tag, given in elements(page.text) if tag == "link"]
    (told,) = [given["href"] for given in heads if "oembed" in given.get("type", "")]
    answer = json.loads(httpx2.get(told).content)
    (frame,) = [given["src"] for tag, given in elements(answer["html"]) if tag == "iframe"]
    assert frame == str(page.url)
    home = [given["href"] for tag, given in elements(page.text) if tag == "a"][-1]
    today = httpx2.get(urljoin(frame, home), follow_redirects=True)
    assert today.status_code == 200
    assert f"{path.rstrip('/').rsplit('/', 1)[1]}/" in today.text
