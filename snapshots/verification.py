"""Whether every snapshot still is what it was frozen as: by its sums, and by freezing it again."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qsl

from exports.addresses import Site
from exports.files import ROWS
from figures import FIGURES
from figures.core.view import View, read_query
from locales import Language, later
from schemas import Tables
from snapshots.snapshot import EDITION, edition_of, name_of
from snapshots.store import MANIFEST, Store

Freeze = Callable[[View, Tables, Site], Mapping[str, bytes]]
"""Gives every file of a view by its name."""


class Verdict(StrEnum):
    """How a snapshot was found."""

    SAME = "same"
    REBUILT = "rebuilt"
    OLD_KIND = "old kind"
    OTHER_EDITION = "other edition"
    NO_FIGURE = "no figure"
    OTHER_CONTENT = "other content"
    DIFFERS = "differs"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"


_REBUILT: Final = (Verdict.SAME, Verdict.REBUILT)
_UNSOUND: Final = (Verdict.DIFFERS, Verdict.DAMAGED, Verdict.INCOMPLETE)

_CHECKED: Final[Mapping[Verdict, str]] = {
    Verdict.OLD_KIND: later("its address names the program that made it, which is not this one"),
    Verdict.OTHER_EDITION: later("it was drawn by another edition of the renderer"),
    Verdict.NO_FIGURE: later("this program has no such figure"),
    Verdict.OTHER_CONTENT: later("the tables give other rows or words for it today"),
}
"""Why a snapshot was checked by its sums only."""

_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.SAME: later("frozen again, byte for byte the same"),
    Verdict.REBUILT: later(
        "frozen again with the same numbers and words; another program, browser or state of the "
        "tables writes these files otherwise: {files}"
    ),
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
        return self.verdict not in _UNSOUND

    def words(self, say: Language) -> str:
        """One line for those who keep the store."""
        if self.verdict in _CHECKED:
            why = say(_CHECKED[self.verdict])
            found = say(
                "every file has the sum it was frozen with; not frozen again: {why}", why=why
            )
        else:
            found = say(_WORDS[self.verdict], files=say.list(list(self.files)))
        return say.named(f"{self.figure}/{self.hash}", found)


def summary(findings: Iterable[Finding], say: Language) -> tuple[str, ...]:
    """How many were frozen again, how many only checked by their sums and why, how many wait."""
    found = Counter(finding.verdict for finding in findings)

    def number(verdicts: Iterable[Verdict]) -> int:
        return sum(found[verdict] for verdict in verdicts)

    return (
        say.count("{n} snapshot checked.", "{n} snapshots checked.", found.total()),
        say(
            "Frozen again and the same: {rebuilt}. By their sums only: {checked}. "
            "To look after: {unsound}.",
            rebuilt=number(_REBUILT),
            checked=number(_CHECKED),
            unsound=number(_UNSOUND),
        ),
        *(
            say("By their sums only, {n}: {why}.", n=found[verdict], why=say(why))
            for verdict, why in _CHECKED.items()
            if found[verdict]
        ),
    )


def verify(store: Store, tables: Tables, freeze: Freeze) -> Iterator[Finding]:
    """Every snapshot of the store with how it was found.

    Whose content the tables still give is frozen again, for the site it was frozen for. By the same
    program, browser and tables it must be the same byte for byte. Raises StoreFailed, and what
    freezing raises.
    """
    for figure, name in store.all():
        yield Finding(figure, name, *_compare(figure, name, store, tables, freeze))


def _compare(
    figure: str, name: str, store: Store, tables: Tables, freeze: Freeze
) -> tuple[Verdict, tuple[str, ...]]:
    """How a snapshot was found, and the files to blame."""
    manifest = store.manifest(figure, name)
    if manifest is None or not _speaks_for(manifest, figure, name):
        return Verdict.DAMAGED, (MANIFEST,)
    sums: Mapping[str, str] = manifest["files"]
    files = {one: store.read(figure, name, one) for one in sorted(sums)}
    if missing := tuple(one for one, content in files.items() if content is None):
        return Verdict.INCOMPLETE, missing
    kept = {one: content for one, content in files.items() if content is not None}
    if wrong := tuple(one for one in kept if sha256(kept[one]).hexdigest() != sums[one]):
        return Verdict.DAMAGED, wrong
    asked = _asked(manifest, name, tables)
    if isinstance(asked, Verdict):
        return asked, ()
    again = freeze(asked, tables, Site(manifest["site"]))
    others = tuple(
        one for one in sorted({*kept, *again} - {MANIFEST}) if kept.get(one) != again.get(one)
    )
    if not others:
        return Verdict.SAME, ()
    alike = manifest.get("made_with") == json.loads(again[MANIFEST])["made_with"]
    return Verdict.DIFFERS if alike else Verdict.REBUILT, others


def _speaks_for(manifest: Mapping[str, Any], figure: str, name: str) -> bool:
    """Whether a manifest has all it needs, and the folder bears the name it makes."""
    sums = manifest.get("files")
    wanted = {"figure", "view", "open", "rows", "site"}
    return (
        isinstance(sums, dict)
        and ROWS in sums
        and wanted <= manifest.keys()
        and manifest["figure"] == figure
        and name_of(manifest) == name
    )


def _asked(manifest: Mapping[str, Any], name: str, tables: Tables) -> View | Verdict:
    """The view, if these tables give the same content; else why not."""
    figure = FIGURES.get(str(manifest["figure"]))
    if "edition" not in manifest:
        return Verdict.OLD_KIND
    if figure is None:
        return Verdict.NO_FIGURE
    if manifest["edition"] != EDITION:
        return Verdict.OTHER_EDITION
    query = dict(parse_qsl(str(manifest["view"]), keep_blank_values=True))
    view = read_query(figure, tables, query)
    same = edition_of(view, tables, Site(manifest["site"])).hash == name
    return view if same else Verdict.OTHER_CONTENT
