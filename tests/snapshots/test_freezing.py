"""Freezing by the door: what is refused, by whom, what was lost, and what the log says of it."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from exports.renderer import Renderer
from snapshots.service import SnapshotService
from snapshots.store import MANIFEST, SnapshotStore
from tests.conftest import FIGURE, VIEW, serve
from web.rate_limits import NOBODY, RateLimits

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("painter")]


def test_freezing_the_same_view_twice_gives_the_same_address(
    client: TestClient, address: str
) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["address"].endswith(address)
    assert answer.json()["new"] is False


def test_a_choice_that_is_not_offered_is_refused_by_name(client: TestClient) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?from=1999-01")
    assert answer.status_code == 400
    assert "1999-01" in answer.text
    assert "from" in answer.text


@pytest.mark.parametrize("name", ["evil", "edition", "From"])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(
    client: TestClient, name: str
) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}&{name}=1")
    assert answer.status_code == 400
    assert f"« {name} »".replace(" ", "\u00a0") in answer.text
    for known in ("from", "to", "known-on", "lang"):
        assert known in answer.text


def test_a_day_that_is_none_is_refused(client: TestClient) -> None:
    answer = client.post(f"/snapshots/{FIGURE}?known-on=banana")
    assert answer.status_code == 400
    assert "banana" in answer.text
    assert client.post(f"/snapshots/{FIGURE}?{VIEW}&known-on=").status_code == 303


def test_of_many_who_freeze_one_view_at_once_one_has_made_it_and_is_counted(
    studio: SnapshotService, tmp_path: Path
) -> None:
    limits = RateLimits(6, 600)
    client = serve(replace(studio, store=SnapshotStore(str(tmp_path))), limits)

    def freeze(_: int) -> tuple[int, bool]:
        answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
        return answer.status_code, answer.json()["new"]

    with ThreadPoolExecutor(6) as crowd:
        answers = sorted(crowd.map(freeze, range(6)))
    assert answers == [(200, False)] * 5 + [(201, True)]
    assert [limits.allows(NOBODY) for _ in range(6)] == [True] * 5 + [False]


def test_an_unknown_figure_cannot_be_frozen(client: TestClient) -> None:
    assert client.post("/snapshots/nothing").status_code == 404


def test_other_sites_cannot_make_their_readers_freeze(client: TestClient) -> None:
    answer = client.post(f"/snapshots/{FIGURE}", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_nobody_freezes_by_looking(client: TestClient) -> None:
    assert client.get(f"/snapshots/{FIGURE}").status_code == 405


def test_who_freezes_too_much_is_asked_to_wait(studio: SnapshotService, address: str) -> None:
    client = serve(studio, RateLimits(0, 600))
    known = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
    assert known.status_code == 200
    refused = client.post(f"/snapshots/{FIGURE}?lang=uk")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_a_full_store_says_so_and_keeps_what_it_has(
    studio: SnapshotService, client: TestClient, address: str, tmp_path: Path
) -> None:
    full = replace(studio, store=SnapshotStore(str(tmp_path), quota=10))
    refused = serve(full).post(f"/snapshots/{FIGURE}?{VIEW}")
    assert refused.status_code == 507
    assert "DASHBOARD_STORE_QUOTA" in refused.text
    assert client.get(address).status_code == 200


def test_a_lost_file_is_restored_when_the_view_is_frozen_again(
    studio: SnapshotService, client: TestClient, address: str
) -> None:
    lost = f"{address.strip('/')}/data.csv"
    content = studio.store.shelf.read(lost)
    assert content is not None
    studio.store.shelf.remove(lost)
    assert client.get(f"/{lost}").status_code == 404
    assert "Figer" in client.get(f"/embed/{FIGURE}?{VIEW}").text
    answer = client.post(f"/snapshots/{FIGURE}?{VIEW}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["new"]) == (200, False)
    assert client.get(f"/{lost}").content == content


def test_a_lost_file_that_cannot_be_made_again_is_named_with_what_to_do(
    studio: SnapshotService, client: TestClient, address: str
) -> None:
    where, shelf = address.strip("/"), studio.store.shelf
    manifest, page = (shelf.read(f"{where}/{name}") for name in (MANIFEST, "index.html"))
    assert manifest is not None
    assert page is not None
    told = json.loads(manifest)
    told["files"]["index.html"] = "0" * 64
    shelf.write(f"{where}/{MANIFEST}", json.dumps(told).encode())
    shelf.remove(f"{where}/index.html")
    try:
        refused = client.post(f"/snapshots/{FIGURE}?{VIEW}")
        assert refused.status_code == 409
        assert "index.html" in refused.text
        assert "sauvegarde" in refused.text
        assert client.get(address).status_code == 404
    finally:
        shelf.write(f"{where}/{MANIFEST}", manifest)
        shelf.write(f"{where}/index.html", page)


@pytest.mark.cluster
def test_a_store_moved_away_is_told_and_what_is_frozen_then_is_new(
    studio: SnapshotService, tmp_path: Path
) -> None:
    place = tmp_path / "store"
    client = serve(replace(studio, store=SnapshotStore(str(place))))
    view, script = f"/snapshots/{FIGURE}?{VIEW}", {"Accept": "application/json"}
    first = client.post(view, headers=script)
    address = first.json()["address"].removeprefix("http://testserver")
    place.rename(tmp_path / "elsewhere")
    gone = client.get(address)
    assert (gone.status_code, gone.text) == (404, "There is no such snapshot.")
    again = client.post(view, headers=script)
    assert (again.status_code, again.json()["new"]) == (201, True)
    assert client.get(address).status_code == 200


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The lines of the log, which never hold who asked."""
    assert "testclient" not in caplog.text
    ours = (record for record in caplog.records if record.name.startswith("dashboard."))
    return [f"{record.name} {record.getMessage()}" for record in ours]


def test_what_is_not_frozen_leaves_one_line_in_the_log(
    studio: SnapshotService, address: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(studio, RateLimits(0, 600))
    client.post(f"/snapshots/{FIGURE}?lang=uk")
    client.post(f"/snapshots/{FIGURE}?from=1999%0A")
    client.post(f"/snapshots/{FIGURE}", headers={"Sec-Fetch-Site": "cross-site"})
    full = replace(studio, store=SnapshotStore(str(tmp_path), quota=10))
    serve(full).post(f"/snapshots/{FIGURE}?{VIEW}")
    many, value, elsewhere, room = refusals(caplog)
    begin = f"dashboard.freezes Not frozen: {FIGURE}"
    assert re.fullmatch(begin + "/[0-9a-f]{20}: too many from one client", many)
    assert value == begin + r": does not offer '1999\n' for 'from'"
    assert elsewhere == f"{begin}: asked for by another site"
    assert room.startswith(f"{begin}: StoreFull ")


def test_what_was_frozen_already_leaves_no_line_in_the_log(
    client: TestClient, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    client.post(f"/snapshots/{FIGURE}?{VIEW}")
    assert refusals(caplog) == []


@pytest.mark.cluster
def test_a_slow_freeze_leaves_one_line_in_the_log(
    studio: SnapshotService,
    address: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("snapshots.service.SLOW", 0.0)
    serve(replace(studio, store=SnapshotStore(str(tmp_path)))).post(f"/snapshots/{FIGURE}?{VIEW}")
    (line,) = refusals(caplog)
    assert re.fullmatch(rf"dashboard.freezes Freezing {FIGURE}/[0-9a-f]{{20}} took [\d.]+ s.", line)


def test_a_picture_that_fails_leaves_one_line_in_the_log(
    studio: SnapshotService,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exports.renderer.find_browser", lambda: "/bin/false")
    failing = replace(studio, painter=Renderer(timeout=5), store=SnapshotStore(str(tmp_path)))
    assert serve(failing).post(f"/snapshots/{FIGURE}?{VIEW}").status_code == 503
    (line,) = refusals(caplog)
    assert line.startswith(f"dashboard.pictures No picture (svg) of {FIGURE}?")
    assert "lang=fr" in line
