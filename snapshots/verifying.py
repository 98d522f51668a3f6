"""Whether every snapshot still is what it was frozen as: by its sums, and by freezing it again."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl

from figures import FIGURES
from figures.chart import draw
from figures.view import View, read_query
from locales import Language, later
from schemas import Tables
from snapshots.exports import as_csv
from snapshots.identity import name_of, renderer
from snapshots.store import MANIFEST, Store

_ROWS: Final = "data.csv"


class Frozen(Protocol):
    """What freezing a view gives: all its files."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its name."""


class Verdict(StrEnum):
    """How a snapshot was found."""

    SAME = "same"
    CHECKED = "checked by hash"
    DIFFERS = "differs"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"


_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: later("frozen again, byte for byte the same"),
    Verdict.CHECKED: later("every file has the sum it was frozen with"),
    Verdict.DIFFERS: later("frozen again, these files differ: {files}"),
    Verdict.DAMAGED: later("these files are not what was frozen: {files}; restore them"),
    Verdict.INCOMPLETE: later("these files are missing: {files}; restore them"),
}


@dataclass(frozen=True)
class Finding:
    """How one snapshot was found, and which of its files are to blame."""

    figure: str
    hash: str
    verdict: Verdict
    files: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether readers get what was frozen."""
        return self.verdict in (Verdict.SAME, Verdict.CHECKED)

    def words(self, say: Language) -> str:
        """One line for those who keep the store."""
        found = say(_WORDS[self.verdict], files=say.list(list(self.files)))
        return say.named(f"{self.figure}/{self.hash}", found)


def verify(
    store: Store,
    tables: Tables,
    painter: str,
    freeze: Callable[[View, Tables], Frozen],
) -> Iterator[Finding]:
    """Every snapshot of the store with how it was found.

    One that this house made with this painter (the browser, as the manifest names it), and whose
    rows the tables still hold, is frozen again and compared byte for byte. Raises StoreFailed, and
    what freezing raises.
    """
    for figure, name in store.all():
        yield _find(figure, name, store, tables, painter, freeze)


def _find(
    figure: str,
    name: str,
    store: Store,
    tables: Tables,
    painter: str,
    freeze: Callable[[View, Tables], Frozen],
) -> Finding:
    manifest = store.manifest(figure, name)
    if manifest is None or not _speaks_for(manifest, figure, name):
        return Finding(figure, name, Verdict.DAMAGED, (MANIFEST,))
    sums: Mapping[str, str] = manifest["files"]
    files = {one: store.read(figure, name, one) for one in sorted(sums)}
    missing = tuple(one for one, content in files.items() if content is None)
    if missing:
        return Finding(figure, name, Verdict.INCOMPLETE, missing)
    found = {one: sha256(content or b"").hexdigest() for one, content in files.items()}
    wrong = tuple(one for one, sum_ in found.items() if sum_ != sums[one])
    if wrong or found[_ROWS] != manifest["rows"]:
        return Finding(figure, name, Verdict.DAMAGED, wrong or (_ROWS,))
    view = _same_view(manifest, tables, painter)
    if view is None:
        return Finding(figure, name, Verdict.CHECKED)
    again = freeze(view, tables).files
    if name_of(json.loads(again[MANIFEST])) != name:
        return Finding(figure, name, Verdict.CHECKED)
    files[MANIFEST] = store.read(figure, name, MANIFEST)
    others = tuple(one for one in sorted({*files, *again}) if files.get(one) != again.get(one))
    return Finding(figure, name, Verdict.DIFFERS if others else Verdict.SAME, others)


def _speaks_for(manifest: Mapping[str, Any], figure: str, name: str) -> bool:
    """Whether a manifest has all it needs, and the folder bears the name it makes."""
    sums = manifest.get("files")
    wanted = {"figure", "view", "open", "rows", "renderer", "site", "painter"}
    return (
        isinstance(sums, dict)
        and _ROWS in sums
        and wanted <= manifest.keys()
        and manifest["figure"] == figure
        and name_of(manifest) == name
    )


def _same_view(manifest: Mapping[str, Any], tables: Tables, painter: str) -> View | None:
    """The view, if this house can draw it from the same rows with the same means."""
    figure = FIGURES.get(str(manifest["figure"]))
    if figure is None or (manifest["renderer"], manifest["painter"]) != (renderer(), painter):
        return None
    query = dict(parse_qsl(str(manifest["view"]), keep_blank_values=True))
    view = read_query(figure, tables, query)
    rows = sha256(as_csv(draw(view, tables))).hexdigest()
    same = view.query() == manifest["view"] and rows == manifest["rows"]
    return view if same else None
