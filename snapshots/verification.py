"""Whether every snapshot still is what it was frozen as: by its sums, and by freezing it again."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl

from exports.addresses import Look, Site
from exports.files import ROWS
from figures import FIGURES
from figures.core.view import View, read_query
from locales import Language, later
from schemas import Tables
from snapshots.snapshot import EDITION, edition_of, hash_manifest, read_manifest_look
from snapshots.store import MANIFEST, SnapshotStore

Freeze = Callable[[View, Tables, Site, Look], Mapping[str, bytes]]
"""Gives every file of a view in a look by its name."""


class IntegrityResult(StrEnum):
    """How a snapshot was found; of one that was checked by its sums only, why."""

    SAME = later("frozen again, byte for byte the same")
    REBUILT = later(
        "frozen again with the same numbers and words; another program, browser or state of the "
        "tables writes these files otherwise: {files}"
    )
    OLD_KIND = later("its address names the program that made it, which is not this one")
    OTHER_EDITION = later("it was drawn by another edition of the renderer")
    NO_FIGURE = later("this program has no such figure")
    OTHER_CONTENT = later("the tables give other rows or words for it today")
    DIFFERS = later("frozen again, these files differ: {files}")
    DAMAGED = later("these files are not what was frozen: {files}; restore them")
    INCOMPLETE = later("these files are missing: {files}; restore them")


_REBUILT: Final = (IntegrityResult.SAME, IntegrityResult.REBUILT)
_UNSOUND: Final = (IntegrityResult.DIFFERS, IntegrityResult.DAMAGED, IntegrityResult.INCOMPLETE)
_CHECKED: Final = tuple(one for one in IntegrityResult if one not in (*_REBUILT, *_UNSOUND))


@dataclass(frozen=True)
class IntegrityFinding:
    """How one snapshot was found, and which of its files are to blame."""

    figure: str
    hash: str
    verdict: IntegrityResult
    files: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether readers get what was frozen."""
        return self.verdict not in _UNSOUND

    def words(self, t: Language) -> str:
        """One line for those who keep the store."""
        found = t(self.verdict, files=t.join_words(list(self.files)))
        if self.verdict in _CHECKED:
            form = later("every file has the sum it was frozen with; not frozen again: {why}")
            found = t(form, why=found)
        return t.label(f"{self.figure}/{self.hash}", found)


def summarise(findings: Iterable[IntegrityFinding], t: Language) -> tuple[str, ...]:
    """How many were frozen again, how many only checked by their sums and why, how many wait."""
    found = Counter(finding.verdict for finding in findings)

    def number(verdicts: Iterable[IntegrityResult]) -> int:
        return sum(found[verdict] for verdict in verdicts)

    return (
        t.count("{n} snapshot checked.", "{n} snapshots checked.", found.total()),
        t(
            "Frozen again and the same: {rebuilt}. By their sums only: {checked}. "
            "To look after: {unsound}.",
            rebuilt=number(_REBUILT),
            checked=number(_CHECKED),
            unsound=number(_UNSOUND),
        ),
        *(
            t("By their sums only, {n}: {why}.", n=found[verdict], why=t(verdict))
            for verdict in _CHECKED
            if found[verdict]
        ),
    )


def verify(store: SnapshotStore, tables: Tables, freeze: Freeze) -> Iterator[IntegrityFinding]:
    """Every snapshot of the store with how it was found.

    Whose content the tables still give is frozen again, for the site it was frozen for. By the same
    program, browser and tables it must be the same byte for byte. Raises StoreFailed, and what
    freezing raises.
    """
    for figure, name in store.find_all():
        yield IntegrityFinding(figure, name, *_compare(figure, name, store, tables, freeze))


def _compare(
    figure: str, name: str, store: SnapshotStore, tables: Tables, freeze: Freeze
) -> tuple[IntegrityResult, tuple[str, ...]]:
    """How a snapshot was found, and the files to blame."""
    manifest = store.manifest(figure, name)
    if manifest is None or not _speaks_for(manifest, figure, name):
        return IntegrityResult.DAMAGED, (MANIFEST,)
    sums: Mapping[str, str] = manifest["files"]
    files = {one: store.read(figure, name, one) for one in sorted(sums)}
    if missing := tuple(one for one, content in files.items() if content is None):
        return IntegrityResult.INCOMPLETE, missing
    kept = {one: content for one, content in files.items() if content is not None}
    if wrong := tuple(one for one in kept if sha256(kept[one]).hexdigest() != sums[one]):
        return IntegrityResult.DAMAGED, wrong
    asked = _asked(manifest, name, tables)
    if isinstance(asked, IntegrityResult):
        return asked, ()
    again = freeze(asked, tables, Site(manifest["site"]), read_manifest_look(manifest))
    others = tuple(
        one for one in sorted({*kept, *again} - {MANIFEST}) if kept.get(one) != again.get(one)
    )
    if not others:
        return IntegrityResult.SAME, ()
    alike = manifest.get("made_with") == json.loads(again[MANIFEST])["made_with"]
    return IntegrityResult.DIFFERS if alike else IntegrityResult.REBUILT, others


def _speaks_for(manifest: Mapping[str, Any], figure: str, name: str) -> bool:
    """Whether a manifest has all it needs, and the folder bears the name it makes."""
    sums = manifest.get("files")
    wanted = {"figure", "view", "open", "rows", "site"}
    return (
        isinstance(sums, dict)
        and ROWS in sums
        and wanted <= manifest.keys()
        and manifest["figure"] == figure
        and hash_manifest(manifest) == name
    )


def _asked(manifest: Mapping[str, Any], name: str, tables: Tables) -> View | IntegrityResult:
    """The view, if these tables give the same content; else why not."""
    figure = FIGURES.get(str(manifest["figure"]))
    if "edition" not in manifest:
        return IntegrityResult.OLD_KIND
    if figure is None:
        return IntegrityResult.NO_FIGURE
    if manifest["edition"] != EDITION:
        return IntegrityResult.OTHER_EDITION
    query = dict(parse_qsl(str(manifest["view"]), keep_blank_values=True))
    view = read_query(figure, tables, query)
    look = read_manifest_look(manifest)
    same = edition_of(view, tables, Site(manifest["site"]), look).hash == name
    return view if same else IntegrityResult.OTHER_CONTENT
