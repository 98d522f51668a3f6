"""Addresses that are no page, and those that machines ask for first."""

import re
import socket
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from figures import FIGURES
from locales import LANGUAGES, find_language
from pages.shell import make_page_routes
from snapshots.service import SnapshotService
from tests.conftest import PATIENCE
from web.directory import MENU, list_pages
from web.robots_and_sitemap import make_wayfinding_routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    routes = [*make_page_routes(SnapshotService(lambda: None)), *make_wayfinding_routes()]
    return TestClient(Starlette(routes=routes), follow_redirects=False)


@pytest.mark.parametrize("path", ["/nonsense", "/refugees/more", "/wp-login.php", "/_stcor"])
@pytest.mark.parametrize("code", list(LANGUAGES))
def test_an_unknown_address_is_not_found_and_names_every_page(
    client: TestClient, path: str, code: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": code})
    assert answer.status_code == 404
    assert f'<html lang="{code}">' in answer.text
    t = find_language(code)
    for place in (*MENU, *list_pages()):
        if place.path != "check-a-file":
            assert f'href="/{place.path}?lang={code}">' in answer.text
    assert t("There is no page at this address") in unescape(answer.text)
    assert "<script" not in answer.text


def test_nothing_of_an_unknown_address_comes_back(client: TestClient) -> None:
    assert "alert" not in client.get('/"><script>alert(1)</script>?alert=1').text


@pytest.mark.parametrize("path", ["/REFUGEES", "/Refugees/", "/refugees/"])
def test_an_address_in_capitals_leads_to_the_page(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?lang=fr&scope=EUROPE")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/refugees?lang=fr&scope=EUROPE"


def test_a_page_is_found_where_it_is(client: TestClient) -> None:
    assert client.get("/refugees?lang=fr").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/_stcore/health", "/static/js/index.js", "/media/1.png", "/component/x", "/manifest.json"],
)
def test_what_streamlit_answers_is_left_to_it(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.text == "Not Found"


def test_robots_are_told_where_the_sitemap_is(client: TestClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    line = answer.text.splitlines()[-1]
    assert line.startswith("Sitemap: http")
    assert client.get(urlsplit(line.removeprefix("Sitemap: ")).path).status_code == 200


def test_the_sitemap_names_every_page_in_every_language(client: TestClient) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    named = [one.text or "" for one in root.findall(".//{*}loc")]
    assert len(set(named)) == len(named) == len(list_pages()) * len(LANGUAGES)
    for figure in FIGURES:
        assert any(urlsplit(name).path == f"/{figure}" for name in named)
    for name in named:
        parts = urlsplit(name)
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200


@pytest.mark.xdist_group("pages")
def test_the_running_house_knows_its_own_addresses_and_no_others(server: str) -> None:
    def code(path: str) -> int:
        return httpx2.get(f"{server}{path}", timeout=PATIENCE / 1000).status_code

    script = re.search(r'src="\./(static/js/[^"]+)"', httpx2.get(f"{server}/?lang=en").text)
    assert script
    known = (
        "/?lang=en",
        "/aid?lang=fr",
        "/figures/refugees.csv",
        "/embed/refugees",
        "/_stcore/health",
    )
    for path in (*known, "/manifest.json", "/favicon.png", "/robots.txt", f"/{script[1]}"):
        assert code(path) == 200, path
    for path in ("/nonsense", "/figures", "/aid/more", "/index.html", "/.env"):
        assert code(path) == 404, path
    assert code("/AID") == 308


def first_line(server: str, request: str) -> str:
    """What a server answers to a request that no client of ours would send."""
    host = urlsplit(server)
    with socket.create_connection((host.hostname, host.port), PATIENCE / 1000) as line:
        line.sendall(f"{request}\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode())
        return line.makefile(encoding="latin-1").readline().strip()


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize(
    ("request_line", "code"),
    [
        ("PUT * HTTP/1.1", 404),
        ("OPTIONS * HTTP/1.1", 404),
        ("PUT /refugees HTTP/1.1", 405),
        ("NONSENSE /refugees HTTP/1.1", 405),
        ("GET /oembed?url=http://[ HTTP/1.1", 404),
        ("GET /oembed?url=http://[::1 HTTP/1.1", 404),
        ("GET /language/fr HTTP/1.1\r\nReferer: http://[", 303),
        ("GET /language/fr HTTP/1.1\r\nReferer: //[", 303),
        ("GET /refugees?lang=fr HTTP/1.1\r\nReferer: http://[::1", 200),
    ],
)
def test_what_is_no_request_of_a_browser_is_refused_and_breaks_nothing(
    server: str, request_line: str, code: int
) -> None:
    assert first_line(server, request_line).split()[1] == str(code)
