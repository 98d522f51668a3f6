"""The house as plain files, and the commands that keep them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from locales import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.cluster, pytest.mark.xdist_group("publishing")]

FIGURE = "headline-refugees"
ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "snapshots", *arguments],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_ADDRESS": "https://numbers.example"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one figure in every language."""
    folder = tmp_path_factory.mktemp("site")
    published = command("publish", str(folder), "--only", FIGURE)
    assert published.returncode == 0, published.stderr
    assert f"3/3 {FIGURE} (uk): frozen" in published.stdout
    return folder


def frozen(folder: Path) -> list[Path]:
    return sorted((folder / "snapshots" / FIGURE).iterdir())


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_the_index_links_every_snapshot_of_its_language(folder: Path, code: str) -> None:
    index = folder / ("index.html" if code == "en" else f"{code}/index.html")
    text = index.read_text(encoding="utf-8")
    assert f'<html lang="{code}">' in text
    linked = [path for path in frozen(folder) if f"{path.name}/" in text]
    assert len(linked) == 1
    assert f'<html lang="{code}"' in (linked[0] / "index.html").read_text(encoding="utf-8")


def test_the_site_holds_all_its_pages_ask_for(folder: Path) -> None:
    assert list((folder / "plotly").glob("plotly-*.min.js"))
    assert (folder / "snapshots" / "feed.json").exists()
    for path in frozen(folder):
        assert json.loads((path / "status.json").read_text())["state"] == "current"


def test_every_page_of_the_site_finds_its_typeface_under_any_path(folder: Path) -> None:
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 2 * len(LANGUAGES)
    for page in pages:
        linked = re.findall(r'url\("([^"]+)"\)', page.read_text(encoding="utf-8"))
        assert len(linked) == 2, page
        assert all((page.parent / one).is_file() for one in linked), page


def test_publishing_what_has_changed_paints_nothing_twice(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in frozen(folder)[0].glob("*.png")}
    again = command("publish", str(folder), "--changed", "--only", FIGURE)
    assert again.stdout.count("unchanged") == len(LANGUAGES)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_every_snapshot_is_rebuilt_and_is_the_same(folder: Path) -> None:
    verified = command("verify", "--store", str(folder))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert verified.stdout.count("byte for byte the same") == len(LANGUAGES)


def test_a_changed_file_is_found(folder: Path) -> None:
    page = frozen(folder)[0] / "index.html"
    content = page.read_bytes()
    page.write_bytes(content.replace(b"5,", b"6,", 1) + b" ")
    try:
        verified = command("verify", "--store", str(folder))
    finally:
        page.write_bytes(content)
    assert verified.returncode == 1
    assert "index.html" in verified.stdout


def test_a_snapshot_can_be_withdrawn_with_a_reason_and_stays_readable(folder: Path) -> None:
    path = frozen(folder)[-1]
    name = f"{FIGURE}/{path.name}"
    withdrawn = command(
        "withdraw", name, "--reason", "The source took it back.",
        "--reason-fr", "La source l’a retiré.", "--reason-uk", "Джерело його відкликало.",
        "--store", str(folder),
    )  # fmt: skip
    assert withdrawn.returncode == 0, withdrawn.stderr
    command("publish", str(folder), "--changed", "--only", FIGURE)
    status = json.loads((path / "status.json").read_text(encoding="utf-8"))
    assert status["state"] == "withdrawn"
    manifest = json.loads((path / "snapshot.json").read_bytes())
    code = next(code for code in LANGUAGES if manifest["view"].endswith(f"lang={code}"))
    reasons = {
        "en": "The source took it back.",
        "fr": "La source l’a retiré.",
        "uk": "Джерело його відкликало.",
    }
    assert reasons[code] in status["text"]
    assert (path / "index.html").exists()
    for language, reason in reasons.items():
        suffix = "" if language == "en" else f"-{language}"
        feed = json.loads((folder / "snapshots" / f"feed{suffix}.json").read_bytes())
        (item,) = [item for item in feed["items"] if "withdrawn" in item["tags"]]
        assert item["url"].endswith(f"/snapshots/{name}/")
        assert reason in item["content_text"]


def test_an_unknown_snapshot_cannot_be_withdrawn(folder: Path) -> None:
    refused = command("withdraw", "nothing/0", "--reason", "x", "--store", str(folder))
    assert refused.returncode == 1
    assert "There is no such snapshot." in refused.stderr


def test_a_folder_that_cannot_be_written_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    failed = command("publish", str(tmp_path / "file" / "site"), "--only", FIGURE)
    assert failed.returncode == 2
    assert "Traceback" not in failed.stderr
    assert "DASHBOARD_STORE" in failed.stderr
