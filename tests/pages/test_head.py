"""What the page of a figure tells the programs that read it: its address, card and oEmbed."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from exports.addresses import SETTING, Site
from exports.citations import write_heading
from locales import LANGUAGES
from pages.shell import make_page_routes
from schemas import Tables
from snapshots.service import SnapshotService
from tests.editions import chart_of
from tests.elements import Element, elements
from web.routes import make_panel_routes

FIGURE = "civilians-killed-by-month"
SITE = "https://numbers.example"


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, SITE)


@pytest.fixture
def client(tables: Tables) -> TestClient:
    """The pages and, beside them, the address that describes them."""
    studio = SnapshotService(lambda: tables, site=Site(SITE))
    return TestClient(Starlette(routes=[*make_panel_routes(studio), *make_page_routes(studio)]))


def told(found: list[Element], name: str) -> list[str]:
    """What the tags of a head say by this name."""
    return [
        given.get("content") or given["href"]
        for _, given in found
        if name in (given.get("property"), given.get("rel"), given.get("type"))
    ]


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_page_of_a_figure_has_its_message_and_its_card(
    client: TestClient, tables: Tables, code: str
) -> None:
    found = elements(client.get(f"/{FIGURE}?lang={code}").text)
    assert told(found, "og:title") == [write_heading(chart_of(FIGURE, tables, code))]
    (card,) = told(found, "og:image")
    assert card.startswith(f"{SITE}/figures/{FIGURE}/card.png?")
    assert f"lang={code}" in card
    assert told(found, "og:url") == told(found, "canonical") == [f"{SITE}/{FIGURE}?lang={code}"]


def test_search_engines_find_the_page_of_a_figure_described_as_a_dataset(
    client: TestClient,
) -> None:
    html = client.get(f"/{FIGURE}?lang=fr").text
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    dataset = json.loads(text)
    assert dataset["@type"] == "Dataset"
    assert dataset["inLanguage"] == "fr"


def test_the_view_of_the_address_is_the_view_that_is_told(client: TestClient) -> None:
    query = "from=2024-01&known-on=2025-03-01&lang=uk"
    found = elements(client.get(f"/{FIGURE}?nonsense=1&{query}").text)
    assert told(found, "canonical") == [f"{SITE}/{FIGURE}?{query}"]
    (card,) = told(found, "og:image")
    assert "from=2024-01" in card
    assert "known-on=2025-03-01" in card


def test_the_language_of_a_reader_is_told_where_the_address_names_none(client: TestClient) -> None:
    found = elements(client.get(f"/{FIGURE}", headers={"Accept-Language": "fr"}).text)
    assert told(found, "canonical") == [f"{SITE}/{FIGURE}?lang=fr"]


@pytest.mark.cluster
def test_content_systems_find_how_to_embed_what_stands_in_the_browsers_bar(
    client: TestClient,
) -> None:
    found = elements(client.get(f"/{FIGURE}?from=2024-01&lang=fr").text)
    for kind in ("application/json+oembed", "text/xml+oembed"):
        (address,) = told(found, kind)
        parts = urlsplit(address)
        answer = client.get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200
        assert "from=2024-01" in answer.text
        assert parse_qs(parts.query)["url"] == told(found, "canonical")


@pytest.mark.cluster
@pytest.mark.parametrize("path", ["/", "/aid", "/sources-and-method"])
def test_other_pages_are_described_and_cannot_be_embedded(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert len(told(elements(text), "og:title")) == 1
    assert "oembed" not in text


def test_without_data_a_page_is_described_by_its_name() -> None:
    client = TestClient(Starlette(routes=make_page_routes(SnapshotService(lambda: None))))
    found = elements(client.get(f"/{FIGURE}").text)
    assert len(told(found, "og:title")) == 1
    assert told(found, "og:image") == []


def test_nothing_that_is_typed_gets_into_the_head(client: TestClient) -> None:
    hostile = "\"'><script>alert(1)</script>"
    for name in ("from", "lang", "known-on", "anything"):
        assert "alert(1)" not in client.get(f"/{FIGURE}", params={name: hostile}).text


def test_the_page_of_a_number_is_html_without_scripts_and_json(client: TestClient) -> None:
    page = client.get(f"/{FIGURE}?lang=fr").text
    (path, *_) = re.findall(r'href="(/numbers/[0-9a-f]+)\?lang=fr"', page)
    answer = client.get(f"{path}?lang=fr")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert client.get(f"{path}.json?lang=fr").json()["name"] == path.rsplit("/", 1)[-1]
    assert client.get(path, follow_redirects=False).status_code == 302


def test_a_number_nobody_knows_is_not_found(client: TestClient) -> None:
    assert client.get("/numbers/000000000000?lang=fr").status_code == 404
    assert client.get("/numbers/x.y.z?lang=fr").status_code == 404
