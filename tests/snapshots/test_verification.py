"""Anybody who keeps the store can see whether readers still get what was frozen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from exports.addresses import USUAL, Look, Site
from exports.row_files import write_csv
from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import View, make_view
from locales import find_language
from schemas import Tables
from snapshots import verification
from snapshots.snapshot import EDITION, hash_manifest, make_inputs
from snapshots.store import SnapshotStore
from snapshots.verification import Freeze, IntegrityFinding, IntegrityResult, summarise, verify
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
    view: View,
    tables: Tables,
    site: Site = SITE,
    browser: str = "Chromium 150",
    look: Look = USUAL,
    **told: object,
) -> Folder:
    """Freezes rows and title, as freezing does it with many more files."""
    chart = draw(view, tables)
    title = f"{chart.title} {look.query}".encode()
    files = {"data.csv": write_csv(chart), "title.txt": title}
    manifest = {**make_inputs(chart, tables, site, look), **told}
    name = hash_manifest(manifest)
    manifest |= {
        "hash": name,
        "files": {one: sha256(content).hexdigest() for one, content in files.items()},
        "made_with": {"browser": browser},
    }
    return Folder(name, {**files, "snapshot.json": json.dumps(manifest).encode()})


def view() -> View:
    return make_view(FIGURES[FIGURE], as_frozen(), {})


@pytest.fixture
def kept(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(str(tmp_path))


def put(kept: SnapshotStore, folder: Folder) -> str:
    kept.put(FIGURE, folder.name, folder.files)
    return f"snapshots/{FIGURE}/{folder.name}"


def refreeze(view: View, tables: Tables, site: Site, look: Look = USUAL) -> Mapping[str, bytes]:
    return freeze(view, tables, site, look=look).files


def found(
    kept: SnapshotStore, tables: Tables | None = None, again: Freeze = refreeze
) -> IntegrityFinding:
    """How the one snapshot of a store is found."""
    (finding,) = verify(kept, tables or as_frozen(), again)
    return finding


def never(view: View, tables: Tables, site: Site, look: Look) -> Mapping[str, bytes]:
    raise AssertionError("frozen again without a reason")


def otherwise(view: View, tables: Tables, site: Site, look: Look) -> Mapping[str, bytes]:
    return {**refreeze(view, tables, site), "title.txt": b"another title"}


def test_a_snapshot_frozen_again_is_the_same(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen()))
    finding = found(kept)
    assert finding.verdict is IntegrityResult.SAME
    assert finding.sound


def test_a_snapshot_in_another_look_is_frozen_again_in_that_look(kept: SnapshotStore) -> None:
    path = put(kept, freeze(view(), as_frozen(), look=Look(form="compact", theme="dark")))
    assert path != put(kept, freeze(view(), as_frozen()))
    findings = list(verify(kept, as_frozen(), refreeze))
    assert [one.verdict for one in findings] == [IntegrityResult.SAME] * 2


def test_what_the_same_program_writes_otherwise_is_named(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen()))
    finding = found(kept, again=otherwise)
    assert (finding.verdict, finding.files) == (IntegrityResult.DIFFERS, ("title.txt",))
    assert not finding.sound


def test_what_another_browser_paints_otherwise_is_sound_and_named(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen(), browser="Chromium 149"))
    finding = found(kept, again=otherwise)
    assert (finding.verdict, finding.files) == (IntegrityResult.REBUILT, ("title.txt",))
    assert finding.sound


def test_it_is_frozen_again_for_the_site_it_was_frozen_for(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen(), Site("https://elsewhere.example.org")))
    assert found(kept).verdict is IntegrityResult.SAME


def test_rows_the_tables_no_longer_hold_are_checked_by_their_sums(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen()))
    now = tables_of([month(6, "200"), month(7, "2860")])
    assert found(kept, now, again=never).verdict is IntegrityResult.OTHER_CONTENT


def test_another_edition_of_the_renderer_is_checked_by_its_sums(kept: SnapshotStore) -> None:
    put(kept, freeze(view(), as_frozen(), edition=EDITION + 1))
    assert found(kept, again=never).verdict is IntegrityResult.OTHER_EDITION


def test_a_figure_no_longer_declared_is_checked_by_its_sums(
    kept: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(kept, freeze(view(), as_frozen()))
    monkeypatch.setattr(verification, "FIGURES", {})
    assert found(kept, again=never).verdict is IntegrityResult.NO_FIGURE


def test_a_snapshot_of_before_is_checked_by_its_sums_at_its_old_address() -> None:
    finding = found(SnapshotStore(str(BEFORE)), again=never)
    assert (finding.verdict, finding.sound) == (IntegrityResult.OLD_KIND, True)


def test_what_was_rebuilt_and_what_was_only_checked_is_counted_with_the_reason(
    kept: SnapshotStore,
) -> None:
    put(kept, freeze(view(), as_frozen()))
    put(kept, freeze(view(), as_frozen(), edition=EDITION + 1))
    told = summarise(verify(kept, as_frozen(), refreeze), find_language("en"))
    assert told[0] == "2 snapshots checked."
    assert told[1] == "Frozen again and the same: 1. By their sums only: 1. To look after: 0."
    assert told[2] == "By their sums only, 1: it was drawn by another edition of the renderer."


@pytest.mark.parametrize("name", ["data.csv", "title.txt"])
def test_a_damaged_file_is_named(kept: SnapshotStore, name: str) -> None:
    folder = freeze(view(), as_frozen())
    kept.shelf.write(f"{put(kept, folder)}/{name}", folder.files[name] + b" ")
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (IntegrityResult.DAMAGED, (name,))


def test_a_missing_file_is_named(kept: SnapshotStore) -> None:
    kept.shelf.remove(f"{put(kept, freeze(view(), as_frozen()))}/title.txt")
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (IntegrityResult.INCOMPLETE, ("title.txt",))


@pytest.mark.parametrize(
    "manifest", [b"", b"nonsense", b"[]", b"{}", b'{"files": {"data.csv": ""}}']
)
def test_a_manifest_that_says_nothing_is_damaged(kept: SnapshotStore, manifest: bytes) -> None:
    kept.shelf.write(f"{put(kept, freeze(view(), as_frozen()))}/snapshot.json", manifest)
    finding = found(kept, again=never)
    assert (finding.verdict, finding.files) == (IntegrityResult.DAMAGED, ("snapshot.json",))


def test_a_manifest_that_was_changed_no_longer_fits_the_address(kept: SnapshotStore) -> None:
    folder = freeze(view(), as_frozen())
    told = json.loads(folder.files["snapshot.json"])
    told["view"] = "lang=uk"
    kept.shelf.write(f"{put(kept, folder)}/snapshot.json", json.dumps(told).encode())
    assert found(kept, again=never).verdict is IntegrityResult.DAMAGED


def test_every_snapshot_of_the_store_is_found_and_told_in_words(kept: SnapshotStore) -> None:
    for code in ("en", "fr", "uk"):
        put(kept, freeze(make_view(FIGURES[FIGURE], as_frozen(), {}, code), as_frozen()))
    findings = list(verify(kept, as_frozen(), refreeze))
    assert [(one.figure, one.hash) for one in findings] == list(kept.find_all())
    words = findings[0].words(find_language("en"))
    assert words == f"{FIGURE}/{findings[0].hash}: frozen again, byte for byte the same"
    broken = IntegrityFinding(
        FIGURE, findings[0].hash, IntegrityResult.DAMAGED, ("data.csv", "figure.svg")
    )
    assert "data.csv and figure.svg" in broken.words(find_language("en"))
