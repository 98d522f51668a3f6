"""The addresses of figures, as browsers and content systems ask for them."""

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from httpx2 import Response
from playwright.sync_api import Browser, Route
from starlette.testclient import TestClient

from exports.addresses import Site
from exports.files import FILES
from exports.renderer import Renderer
from exports.typeface import read_font_files
from schemas import Tables
from snapshots.blob_store import BlobInfo
from snapshots.errors import NO_ANSWER
from snapshots.history import ChangeEvent, EventKind
from snapshots.service import SnapshotService
from snapshots.store import MANIFEST, SnapshotStore, StoreFailed
from tests.conftest import FIGURE, VIEW, serve

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("painter")]

BEFORE = Path(__file__).parent.parent / "store"
"""A store with one snapshot whose address still held the program that made it."""
HOSTILE = "\"'><script>alert(1)</script>=cmd|'/c calc'!A0\r\nX-Evil: 1"


def test_a_form_without_script_leads_back_to_the_panel(client: TestClient, address: str) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    panel = client.get(answer.headers["location"])
    assert address in panel.text
    assert "Freeze" not in panel.text


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_every_file_of_a_snapshot_is_given_for_ever(
    client: TestClient, address: str, name: str
) -> None:
    answer = client.get(f"{address}{name}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    again = client.get(f"{address}{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_frozen_page_may_be_framed_by_anybody_and_asks_nobody(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors *" in policy
    assert "unsafe-inline" not in policy
    assert '<html lang="fr"' in answer.text
    assert "set-cookie" not in answer.headers


def test_a_folder_without_its_slash_is_the_folder(client: TestClient, address: str) -> None:
    answer = client.get(address.rstrip("/"))
    assert answer.status_code == 301
    assert answer.headers["location"].endswith(address)


def test_the_status_is_small_current_and_fetched_anew(client: TestClient, address: str) -> None:
    answer = client.get(f"{address}status.json")
    assert answer.json()["state"] == "current"
    assert answer.json()["text"] == ""
    assert len(answer.content) < 600
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        f"/snapshots/{FIGURE}/00000000000000000000/",
        f"/snapshots/{FIGURE}/..%2f..%2f/index.html",
        "/snapshots/nothing/00000000000000000000/status.json",
        "/figures/nothing",
        f"/figures/{FIGURE}/nothing.txt",
        f"/figures/{FIGURE}.exe",
        "/embed/nothing",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_files_a_store_keeps_for_itself_are_not_given(client: TestClient, address: str) -> None:
    assert client.get(f"{address}frozen.json").status_code == 404


def test_a_live_page_has_the_view_of_its_address(client: TestClient) -> None:
    answer = client.get(f"/figures/{FIGURE}?{VIEW}")
    assert "1er\u00a0janvier 2024" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "immutable" not in answer.headers["cache-control"]
    assert "data-status" not in answer.text


@pytest.mark.parametrize("edition", ["frozen", "live"])
def test_the_panel_gives_the_codes_of_an_edition(
    client: TestClient, address: str, edition: str
) -> None:
    panel = client.get(f"/embed/{FIGURE}?{VIEW}&form=whole&edition={edition}").text
    wanted = address if edition == "frozen" else f"/figures/{FIGURE}?"
    assert f"http://testserver{wanted}" in panel
    for form in ("&lt;iframe", "&lt;figure&gt;", "@", "TY  -", "card.png", "square.png"):
        assert form in panel


def test_oembed_answers_for_frozen_and_live(client: TestClient, address: str) -> None:
    for page in (address, f"/figures/{FIGURE}?{VIEW}", f"/{FIGURE}?lang=uk"):
        url = f"http://testserver{page}"
        answer = client.get("/oembed", params={"url": url, "maxwidth": "400"})
        told = answer.json()
        assert answer.headers["content-type"] == "application/json"
        assert told["version"] == "1.0"
        assert told["width"] == 400
        assert "<iframe" in told["html"]
        xml = client.get("/oembed", params={"url": url, "format": "xml", "maxwidth": "400"})
        assert ET.fromstring(xml.content).findtext("html") == told["html"]  # noqa: S314 - our own


def test_oembed_of_a_frozen_address_tells_what_was_frozen_whatever_the_tables_say(
    client: TestClient, studio: SnapshotService, address: str, tables: Tables
) -> None:
    def told(tables: Tables | None, page: str = address) -> Response:
        later = serve(SnapshotService(lambda: tables, studio.store, studio.painter, studio.site))
        return later.get("/oembed", params={"url": f"http://testserver{page}"})

    deaths = tables.civilian_deaths
    doubled = replace(
        tables, civilian_deaths=deaths.assign(value=deaths["value"] * 2), digest="doubled"
    )
    frozen = json.loads(client.get(f"{address}oembed.json").text)
    live = f"/figures/{FIGURE}?{VIEW}"
    assert told(doubled).json() == told(None).json() == frozen
    assert told(doubled, live).json()["title"] != told(tables, live).json()["title"]
    assert told(None, live).status_code == 503


def test_the_frame_of_a_frozen_address_is_as_tall_as_its_page_at_that_width(
    client: TestClient, address: str
) -> None:
    heights = json.loads(client.get(f"{address}{MANIFEST}").text)["heights"]
    url = f"http://testserver{address}"
    for width in ("320", "640"):
        told = client.get("/oembed", params={"url": url, "maxwidth": width}).json()
        assert told["height"] == heights[width]
        assert f'width="{width}" height="{heights[width]}"' in told["html"]
    between = client.get("/oembed", params={"url": url, "maxwidth": "330"}).json()
    assert between["height"] == max(heights["320"], heights["360"])


def test_a_snapshot_of_before_stays_at_its_address_and_speaks(
    tables: Tables, painter: Renderer, tmp_path: Path
) -> None:
    copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    store = SnapshotStore(str(tmp_path))
    ((figure, digest),) = store.find_all()
    site = Site("https://numbers.example")
    client = serve(SnapshotService(lambda: tables, store, painter, site))
    place = f"/snapshots/{figure}/{digest}/"
    assert client.get(place).content == (BEFORE / place[1:] / "index.html").read_bytes()
    assert client.get(f"{place}status.json").json()["state"] == "current"
    described = client.get("/oembed", params={"url": f"{site.base}{place}"}).json()
    assert described == json.loads(client.get(f"{place}oembed.json").text)
    narrow = client.get("/oembed", params={"url": f"{site.base}{place}", "maxwidth": "360"}).json()
    assert narrow["height"] == 2 * described["height"]
    manifest = client.get(f"{place}{MANIFEST}").json()
    panel = client.get(f"/embed/{figure}?{manifest['view']}").text
    assert f'href="{place}"' in panel
    assert place not in client.get(f"/embed/{figure}?lang=uk").text


def test_a_page_names_an_oembed_address_that_answers_for_it(
    client: TestClient, address: str
) -> None:
    described = json.loads(client.get(f"{address}oembed.json").text)
    found = client.get("/oembed", params={"url": f"http://testserver{address}"}).json()
    assert found == described


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"url": "http://elsewhere.example/figures/refugees"}, 404),
        ({"url": "http://testserver/sources-and-method"}, 404),
        ({"url": "http://["}, 404),
        ({"url": "http://[::1"}, 404),
        ({}, 404),
        ({"url": f"http://testserver/figures/{FIGURE}", "format": "yaml"}, 501),
        ({"url": f"http://testserver/figures/{FIGURE}", "maxwidth": "wide"}, 400),
    ],
)
def test_oembed_refuses_as_the_standard_says(
    client: TestClient, query: dict[str, str], code: int
) -> None:
    assert client.get("/oembed", params=query).status_code == code


@pytest.mark.parametrize(
    "path",
    [
        f"/figures/{FIGURE}",
        f"/figures/{FIGURE}.csv",
        f"/figures/{FIGURE}/figure.json",
        f"/embed/{FIGURE}",
        "/snapshots/feed.json",
        "/snapshots/feed.xml",
    ],
)
@pytest.mark.parametrize("name", ["from", "lang", "known-on", "edition", "figure", "anything"])
def test_nothing_a_visitor_types_comes_back(client: TestClient, path: str, name: str) -> None:
    answer = client.get(path, params={name: HOSTILE})
    assert "alert(1)" not in answer.text
    assert "x-evil" not in answer.headers


def test_the_address_decides_which_rows_are_given(client: TestClient) -> None:
    answer = client.get(f"/figures/{FIGURE}.csv?from=2024-01&to=2024-12")
    saved = f'attachment; filename="{FIGURE}_2024-01_2024-12_en.csv"'
    assert answer.headers["content-disposition"] == saved
    rows = pd.read_csv(io.BytesIO(answer.content))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows["period_start"].min() == "2024-01-01"
    assert rows["period_end"].max() == "2024-12-31"


def test_nonsense_in_the_address_gives_the_default_view(client: TestClient) -> None:
    nonsense = client.get(f"/figures/{FIGURE}.csv?from=<script>&known-on=never&lang=xx")
    assert nonsense.content == client.get(f"/figures/{FIGURE}.csv").content


@pytest.mark.parametrize("page", ["figures", "embed"])
def test_a_past_state_and_a_strange_choice_are_told_above_the_figure(
    client: TestClient, page: str
) -> None:
    below = {"figures": "subtitle", "embed": "quiet"}
    text = client.get(f"/{page}/{FIGURE}?from=XX&known-on=2024-06-01&lang=fr").text
    assert "État connu au 1er\u00a0juin 2024." in text
    assert "« XX »".replace(" ", "\u00a0") in text
    assert text.index("XX") < text.index(f'<p class="{below[page]}">')
    today = re.search(r'href="([^"]+)" target="_self">Afficher', text)
    assert today
    answer = client.get(html.unescape(today[1]))
    assert answer.status_code == 200
    assert "État connu" not in answer.text
    assert "banana" in client.get(f"/{page}/{FIGURE}?known-on=banana").text


def test_without_data_the_answer_says_so(studio: SnapshotService) -> None:
    client = serve(replace(studio, tables=lambda: None))
    for path in (f"/figures/{FIGURE}.csv", f"/figures/{FIGURE}", f"/embed/{FIGURE}"):
        assert client.get(path).status_code == 503


def test_without_a_browser_the_answer_says_what_to_install(
    studio: SnapshotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.renderer.find_browser", lambda: None)
    client = serve(replace(studio, painter=Renderer()))
    for answer in (client.get(f"/figures/{FIGURE}.svg"), client.post(f"/snapshots/{FIGURE}")):
        assert answer.status_code == 503
        assert "chromium" in answer.text
    assert client.get(f"/figures/{FIGURE}.csv").status_code == 200
    for kind in ("frozen", "live"):
        assert client.get(f"/embed/{FIGURE}?edition={kind}").status_code == 200


def test_a_feed_that_is_asked_for_is_read_and_nothing_is_written(
    studio: SnapshotService, tmp_path: Path
) -> None:
    client = serve(replace(studio, store=SnapshotStore(str(tmp_path / "new"))))
    assert client.get("/snapshots/feed.json").json()["items"] == []
    assert list(tmp_path.iterdir()) == []


def test_while_the_store_fails_the_feed_of_before_is_given(
    studio: SnapshotService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = SnapshotStore(str(tmp_path))
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    event = ChangeEvent(FIGURE, "0" * 20, noon, EventKind.NEWER, {"en": "308 killed in August"})
    kept.shelf.write(f"history/{FIGURE}/event.json", event.as_json())
    first, other = (serve(replace(studio, store=kept)) for _ in range(2))
    before = first.get("/snapshots/feed.json")
    assert len(before.json()["items"]) == 1

    def fail(folder: str = "") -> Iterator[BlobInfo]:
        raise StoreFailed(NO_ANSWER)

    monkeypatch.setattr(kept.shelf, "files", fail)
    assert first.get("/snapshots/feed.json").content == before.content
    assert "does not answer" in other.get("/snapshots/feed.json").text


def test_feeds_are_there_in_every_form(client: TestClient) -> None:
    assert client.get("/snapshots/feed.json").headers["content-type"] == "application/feed+json"
    assert ET.fromstring(client.get("/snapshots/feed.xml").content).tag.endswith("feed")  # noqa: S314 - our own


def test_the_typeface_may_be_kept_for_ever_and_fetched_from_any_frame(client: TestClient) -> None:
    for path, content in read_font_files().items():
        answer = client.get(f"/{path}")
        assert answer.content == content
        assert answer.headers["Content-Type"] == "font/woff2"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/fonts/latin.woff2").status_code == 404


def test_a_page_in_a_frame_without_an_origin_is_set_in_our_typeface(
    client: TestClient, chromium: Browser
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://testserver")
        if path == "/":
            page = f'<iframe sandbox="allow-scripts" src="/figures/{FIGURE}"></iframe>'
            route.fulfill(body=page, content_type="text/html")
            return
        asked.append(path)
        given = client.get(path, headers=route.request.headers)
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)

    page = chromium.new_page()
    page.route("http://testserver/**", answer)
    page.goto("http://testserver/")
    frame = page.frames[1]
    frame.wait_for_load_state()
    frame.evaluate("() => document.fonts.ready.then(() => 0)")
    faces = frame.evaluate(
        "() => [...document.fonts].filter(f => f.status === 'loaded')"
        ".map(f => f.family.replaceAll('\"', ''))"
    )
    assert set(faces) == {"Source Sans 3"}
    assert f"/{next(iter(read_font_files()))}" in asked
    page.close()
