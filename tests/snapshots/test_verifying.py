"""Anybody who keeps the store can see whether readers still get what was frozen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from figures import FIGURES
from figures.chart import draw
from figures.view import View, view_of
from locales import language
from schemas import Tables
from snapshots.exports import as_csv
from snapshots.identity import name_of, renderer
from snapshots.store import Store
from snapshots.verifying import Finding, Verdict, verify
from tests.small_history import FIGURE, as_frozen, month, tables_of

PAINTER = "Chromium 150"


@dataclass(frozen=True)
class Folder:
    """A small snapshot: its rows, its title, its manifest."""

    name: str
    files: dict[str, bytes]


def freeze(view: View, tables: Tables, painter: str = PAINTER, **inputs: object) -> Folder:
    """Freezes rows and title, as freezing does it with many more files."""
    chart = draw(view, tables)
    files = {"data.csv": as_csv(chart), "title.txt": chart.title.encode()}
    sums = {name: sha256(content).hexdigest() for name, content in files.items()}
    manifest: dict[str, object] = {
        "figure": view.figure,
        "view": view.query(),
        "open": ["to"],
        "rows": sums["data.csv"],
        "renderer": renderer(),
        "site": "https://numbers.example.org",
        **inputs,
    }
    manifest["painter"] = painter
    name = name_of(manifest)
    manifest |= {"hash": name, "files": sums}
    return Folder(name, {**files, "snapshot.json": json.dumps(manifest).encode()})


def view() -> View:
    return view_of(FIGURES[FIGURE], as_frozen(), {})


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return Store(str(tmp_path))


def put(kept: Store, folder: Folder) -> str:
    kept.put(FIGURE, folder.name, folder.files)
    return f"snapshots/{FIGURE}/{folder.name}"


def found(
    kept: Store,
    tables: Tables | None = None,
    painter: str = PAINTER,
    again: Callable[[View, Tables], Folder] = freeze,
) -> Finding:
    """How the one snapshot of a store is found."""
    (finding,) = verify(kept, tables or as_frozen(), painter, again)
    return finding


def never(view: View, tables: Tables) -> Folder:
    raise AssertionError("frozen again without a reason")


def test_a_snapshot_frozen_again_is_the_same(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    finding = found(kept)
    assert finding.verdict is Verdict.SAME
    assert finding.sound


def test_what_this_house_would_draw_otherwise_is_named(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))

    def otherwise(view: View, tables: Tables) -> Folder:
        made = freeze(view, tables)
        return Folder(made.name, {**made.files, "title.txt": b"another title"})

    finding = found(kept, again=otherwise)
    assert (finding.verdict, finding.files) == (Verdict.DIFFERS, ("title.txt",))
    assert not finding.sound


def test_what_another_browser_painted_is_checked_by_its_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    assert found(kept, painter="Chromium 151", again=never).verdict is Verdict.CHECKED


def test_what_an_older_house_drew_is_checked_by_its_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen(), renderer="an older one"))
    assert found(kept, again=never).verdict is Verdict.CHECKED


def test_rows_the_tables_no_longer_hold_are_checked_by_their_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    now = tables_of([month(6, "200"), month(7, "2860")])
    assert found(kept, now, again=never).verdict is Verdict.CHECKED


def test_what_was_frozen_for_another_site_is_checked_by_its_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen(), site="https://elsewhere.example.org"))
    assert found(kept).verdict is Verdict.CHECKED


@pytest.mark.parametrize("name", ["data.csv", "title.txt"])
def test_a_damaged_file_is_named(kept: Store, name: str) -> None:
    folder = freeze(view(), as_frozen())
    kept.shelf.write(f"{put(kept, folder)}/{name}", folder.files[name] + b" ")
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (Verdict.DAMAGED, (name,))


def test_a_missing_file_is_named(kept: Store) -> None:
    kept.shelf.remove(f"{put(kept, freeze(view(), as_frozen()))}/title.txt")
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (Verdict.INCOMPLETE, ("title.txt",))


@pytest.mark.parametrize(
    "manifest", [b"", b"nonsense", b"[]", b"{}", b'{"files": {"data.csv": ""}}']
)
def test_a_manifest_that_says_nothing_is_damaged(kept: Store, manifest: bytes) -> None:
    kept.shelf.write(f"{put(kept, freeze(view(), as_frozen()))}/snapshot.json", manifest)
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (Verdict.DAMAGED, ("snapshot.json",))


def test_a_manifest_that_was_changed_no_longer_fits_the_address(kept: Store) -> None:
    folder = freeze(view(), as_frozen())
    told = json.loads(folder.files["snapshot.json"])
    told["view"] = "lang=uk"
    kept.shelf.write(f"{put(kept, folder)}/snapshot.json", json.dumps(told).encode())
    assert found(kept, again=never).verdict is Verdict.DAMAGED


def test_rows_swapped_together_with_their_sum_no_longer_fit_the_address(kept: Store) -> None:
    folder = freeze(view(), as_frozen())
    told = json.loads(folder.files["snapshot.json"])
    told["files"]["data.csv"] = sha256(b"other rows").hexdigest()
    place = put(kept, folder)
    kept.shelf.write(f"{place}/data.csv", b"other rows")
    kept.shelf.write(f"{place}/snapshot.json", json.dumps(told).encode())
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (Verdict.DAMAGED, ("data.csv",))


def test_every_snapshot_of_the_store_is_found_and_told_in_words(kept: Store) -> None:
    for code in ("en", "fr", "uk"):
        put(kept, freeze(view_of(FIGURES[FIGURE], as_frozen(), {}, code), as_frozen()))
    findings = list(verify(kept, as_frozen(), PAINTER, freeze))
    assert [(one.figure, one.hash) for one in findings] == list(kept.all())
    words = findings[0].words(language("en"))
    assert words == f"{FIGURE}/{findings[0].hash}: frozen again, byte for byte the same"
    broken = Finding(FIGURE, findings[0].hash, Verdict.DAMAGED, ("data.csv", "figure.svg"))
    assert "data.csv and figure.svg" in broken.words(language("en"))
