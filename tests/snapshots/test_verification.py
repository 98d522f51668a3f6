"""Anybody who keeps the store can see whether readers still get what was frozen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from exports.addresses import Site
from exports.row_files import as_csv
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import View, view_of
from locales import language
from schemas import Tables
from snapshots import verification
from snapshots.snapshot import EDITION, inputs, name_of
from snapshots.store import Store
from snapshots.verification import Finding, Freeze, Verdict, summary, verify
from tests.small_history import FIGURE, as_frozen, month, tables_of

SITE = Site("https://numbers.example.org")
BEFORE = Path(__file__).parent.parent / "store"
"""A store with one snapshot whose address still held the program that made it."""


@dataclass(frozen=True)
class Folder:
    """A small snapshot: its rows, its title, its manifest."""

    name: str
    files: dict[str, bytes]


def freeze(
    view: View, tables: Tables, site: Site = SITE, browser: str = "Chromium 150", **told: object
) -> Folder:
    """Freezes rows and title, as freezing does it with many more files."""
    chart = draw(view, tables)
    files = {"data.csv": as_csv(chart), "title.txt": chart.title.encode()}
    manifest = {**inputs(chart, tables, site), **told}
    name = name_of(manifest)
    manifest |= {
        "hash": name,
        "files": {one: sha256(content).hexdigest() for one, content in files.items()},
        "made_with": {"browser": browser},
    }
    return Folder(name, {**files, "snapshot.json": json.dumps(manifest).encode()})


def view() -> View:
    return view_of(FIGURES[FIGURE], as_frozen(), {})


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return Store(str(tmp_path))


def put(kept: Store, folder: Folder) -> str:
    kept.put(FIGURE, folder.name, folder.files)
    return f"snapshots/{FIGURE}/{folder.name}"


def refreeze(view: View, tables: Tables, site: Site) -> Mapping[str, bytes]:
    return freeze(view, tables, site).files


def found(kept: Store, tables: Tables | None = None, again: Freeze = refreeze) -> Finding:
    """How the one snapshot of a store is found."""
    (finding,) = verify(kept, tables or as_frozen(), again)
    return finding


def never(view: View, tables: Tables, site: Site) -> Mapping[str, bytes]:
    raise AssertionError("frozen again without a reason")


def otherwise(view: View, tables: Tables, site: Site) -> Mapping[str, bytes]:
    return {**refreeze(view, tables, site), "title.txt": b"another title"}


def test_a_snapshot_frozen_again_is_the_same(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    finding = found(kept)
    assert finding.verdict is Verdict.SAME
    assert finding.sound


def test_what_the_same_program_writes_otherwise_is_named(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    finding = found(kept, again=otherwise)
    assert (finding.verdict, finding.files) == (Verdict.DIFFERS, ("title.txt",))
    assert not finding.sound


def test_what_another_browser_paints_otherwise_is_sound_and_named(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen(), browser="Chromium 149"))
    finding = found(kept, again=otherwise)
    assert (finding.verdict, finding.files) == (Verdict.REBUILT, ("title.txt",))
    assert finding.sound


def test_it_is_frozen_again_for_the_site_it_was_frozen_for(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen(), Site("https://elsewhere.example.org")))
    assert found(kept).verdict is Verdict.SAME


def test_rows_the_tables_no_longer_hold_are_checked_by_their_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen()))
    now = tables_of([month(6, "200"), month(7, "2860")])
    assert found(kept, now, again=never).verdict is Verdict.OTHER_CONTENT


def test_another_edition_of_the_renderer_is_checked_by_its_sums(kept: Store) -> None:
    put(kept, freeze(view(), as_frozen(), edition=EDITION + 1))
    assert found(kept, again=never).verdict is Verdict.OTHER_EDITION


def test_a_figure_no_longer_declared_is_checked_by_its_sums(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(kept, freeze(view(), as_frozen()))
    monkeypatch.setattr(verification, "FIGURES", {})
    assert found(kept, again=never).verdict is Verdict.NO_FIGURE


def test_a_snapshot_of_before_is_checked_by_its_sums_at_its_old_address() -> None:
    finding = found(Store(str(BEFORE)), again=never)
    assert (finding.verdict, finding.sound) == (Verdict.OLD_KIND, True)


def test_what_was_rebuilt_and_what_was_only_checked_is_counted_with_the_reason(
    kept: Store,
) -> None:
    put(kept, freeze(view(), as_frozen()))
    put(kept, freeze(view(), as_frozen(), edition=EDITION + 1))
    told = summary(verify(kept, as_frozen(), refreeze), language("en"))
    assert told[0] == "2 snapshots checked."
    assert told[1] == "Frozen again and the same: 1. By their sums only: 1. To look after: 0."
    assert told[2] == "By their sums only, 1: it was drawn by another edition of the renderer."


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


def test_every_snapshot_of_the_store_is_found_and_told_in_words(kept: Store) -> None:
    for code in ("en", "fr", "uk"):
        put(kept, freeze(view_of(FIGURES[FIGURE], as_frozen(), {}, code), as_frozen()))
    findings = list(verify(kept, as_frozen(), refreeze))
    assert [(one.figure, one.hash) for one in findings] == list(kept.all())
    words = findings[0].words(language("en"))
    assert words == f"{FIGURE}/{findings[0].hash}: frozen again, byte for byte the same"
    broken = Finding(FIGURE, findings[0].hash, Verdict.DAMAGED, ("data.csv", "figure.svg"))
    assert "data.csv and figure.svg" in broken.words(language("en"))
