"""What an editor can choose in the panel, and what comes of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from exports.addresses import LOOKS, Site
from exports.embedding import COLUMNS
from exports.page import TALLEST
from exports.renderer import Renderer
from schemas import Tables
from snapshots.service import SnapshotService
from snapshots.store import MANIFEST
from tests.conftest import FIGURE, VIEW, serve

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("painter")]
LOOK = "form=compact&theme=dark&title=no&pictures=dark"


@pytest.fixture(scope="module")
def dark(client: TestClient) -> str:
    """Where the view was frozen in another look."""
    answer = client.post(
        f"/snapshots/{FIGURE}?{VIEW}&{LOOK}", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 201, answer.text
    where: str = answer.json()["address"]
    return where.removeprefix("http://testserver")


def linked(panel: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="(/embed/[^"]+)"', panel)]


def read(client: TestClient, path: str) -> Mapping[str, object]:
    told: Mapping[str, object] = json.loads(client.get(path).text)
    return told


@pytest.mark.parametrize("name", list(LOOKS))
def test_every_look_is_offered_and_the_one_chosen_is_marked(client: TestClient, name: str) -> None:
    _, *others = LOOKS[name]
    panel = client.get(f"/embed/{FIGURE}?{VIEW}&edition=live&form=whole&{name}={others[-1]}").text
    offered = {look for one in linked(panel) for look in re.findall(rf"\b{name}=([a-z]+)", one)}
    assert set(others) - {"compact"} <= offered
    assert panel.count('<b aria-current="true">') == len(LOOKS) + 1


def test_the_compact_form_is_offered_first(client: TestClient) -> None:
    panel = client.get(f"/embed/{FIGURE}?lang=en&edition=live").text
    assert '<b aria-current="true">Compact</b>' in panel
    assert "form=compact" in unescape(panel)


def test_one_choice_leaves_the_others_as_they_are(client: TestClient) -> None:
    panel = client.get(f"/embed/{FIGURE}?{VIEW}&edition=live&form=table&theme=dark").text
    untitled = next(one for one in linked(panel) if "title=no" in one)
    for kept in ("form=table", "theme=dark", "edition=live", "lang=fr", "from=2024-01"):
        assert kept in untitled
    other = next(one for one in linked(panel) if "lang=uk" in one)
    assert "form=table" in other


def test_a_look_is_frozen_under_an_address_of_its_own(
    client: TestClient, address: str, dark: str
) -> None:
    assert dark != address
    assert read(client, f"{dark}{MANIFEST}")["look"] == LOOK
    assert "look" not in read(client, f"{address}{MANIFEST}")
    page = client.get(dark)
    for said in ('class="cut', 'data-form="compact"', 'data-theme="dark"', 'data-title="no"'):
        assert said in page.text
    assert client.get(f"{dark}figure.png").content != client.get(f"{address}figure.png").content
    assert client.get(f"{dark}data.csv").content == client.get(f"{address}data.csv").content


def test_a_live_page_has_the_look_of_its_address(client: TestClient) -> None:
    page = client.get(f"/figures/{FIGURE}?{VIEW}&form=number&theme=light").text
    assert 'data-form="number" data-theme="light"' in page
    assert "data-form" not in client.get(f"/figures/{FIGURE}?{VIEW}&form=huge").text


def test_a_look_that_is_not_offered_is_refused_by_name(client: TestClient) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}&form=huge")
    assert answer.status_code == 400
    assert "huge" in answer.text


def test_content_systems_are_told_the_height_of_the_look(client: TestClient, dark: str) -> None:
    for page in (dark, f"/figures/{FIGURE}?{VIEW}&{LOOK}"):
        for width in COLUMNS:
            asked = {"url": f"http://testserver{page}", "maxwidth": str(width)}
            told = client.get("/oembed", params=asked).json()
            assert told["height"] <= TALLEST
            assert f'height="{told["height"]}"' in told["html"]
    whole = client.get("/oembed", params={"url": f"http://testserver/figures/{FIGURE}?{VIEW}"})
    assert whole.json()["height"] > told["height"]


def test_the_snapshots_of_a_view_are_listed_with_what_has_changed_since(
    client: TestClient,
    studio: SnapshotService,
    address: str,
    dark: str,
    tables: Tables,
    painter: Renderer,
) -> None:
    panel = client.get(f"/embed/{FIGURE}?{VIEW}").text
    assert f'href="{address}"' in panel
    assert f'href="{dark}"' in panel
    assert "Forme compacte" in panel
    deaths = tables.civilian_deaths
    doubled = replace(
        tables, civilian_deaths=deaths.assign(value=deaths["value"] * 2), digest="doubled twice"
    )
    later = serve(
        SnapshotService(lambda: doubled, studio.store, painter, Site("http://testserver"))
    )
    told = later.get(f"/embed/{FIGURE}?{VIEW}").text
    listed = told[told.index(f'href="{address}"') :]
    title = str(read(client, f"{address}oembed.json")["title"])
    assert re.search(r"\d+ lignes modifiées", listed)
    assert title in unescape(listed)
    assert "lignes modifiées" not in panel
