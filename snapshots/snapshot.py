"""A view frozen: its address, its files, and the manifest that lets anybody check them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from figures import FIGURES
from figures.chart import Chart, draw
from figures.view import View
from schemas import Tables
from schemas.translations import SAID
from snapshots.addresses import Edition, Site
from snapshots.exports import as_csv
from snapshots.files import FILES, as_json
from snapshots.identity import name_of, renderer
from snapshots.pictures import Painter, painted_by

MANIFEST: Final = "snapshot.json"


@dataclass(frozen=True)
class Snapshot:
    """All files of a frozen view, the manifest last."""

    edition: Edition
    files: Mapping[str, bytes]


def edition_of(view: View, tables: Tables, site: Site) -> Edition:
    """Where a view is found once it is frozen; nothing is painted for that."""
    return Edition(site, view, name_of(_inputs(view, tables, site)))


def freeze(view: View, tables: Tables, painter: Painter, site: Site) -> Snapshot:
    """Every file of a view; the same view of the same rows gives the same bytes.

    Raises NoBrowser, Busy or PaintingFailed.
    """
    chart = draw(view, tables)
    inputs = _inputs(view, tables, site)
    edition = Edition(site, view, name_of(inputs))
    files = {name: file.make(chart, edition, painter) for name, file in FILES.items()}
    sums = {name: _sum(content) for name, content in files.items()}
    manifest = {**inputs, "hash": edition.hash, "files": sums}
    return Snapshot(edition, {**files, MANIFEST: as_json(manifest)})


def _inputs(view: View, tables: Tables, site: Site) -> dict[str, object]:
    """All a snapshot is made from, as its manifest says it."""
    chart = draw(view, tables)
    return {
        "figure": view.figure,
        "view": view.query(),
        "open": open_choices(view, tables),
        "rows": _sum(as_csv(chart)),
        "rates": sum_of_rates(chart),
        "words": _sum_of_words(chart),
        "renderer": renderer(),
        "painter": painted_by(),
        "site": site.base,
    }


def sum_of_rates(chart: Chart) -> str:
    """The sum of the exchange rates a chart was converted with."""
    rates = chart.scene.rates.drop(columns=["available", "release", "correction"], errors="ignore")
    return _sum(rates.to_csv(index=False, lineterminator="\n").encode())


def _sum_of_words(chart: Chart) -> str:
    """The sum of the tables' own words behind a chart, as they are said in its language."""
    scene = chart.scene
    sources = {*scene.rows["source_id"], *scene.rates["source_id"]}
    corrections = {name for names in scene.rows["correction"] for name in names.split()}
    frames = (
        scene.rows,
        scene.sources.loc[sorted(sources)],
        scene.corrections.loc[sorted(corrections)],
    )
    columns = {name for names in SAID.values() for name in names}
    texts = {text for frame in frames for name in columns & {*frame} for text in frame[name]}
    return _sum("\n".join(chart.say.data(text) for text in sorted(texts)).encode())


def open_choices(view: View, tables: Tables) -> list[str]:
    """The choices left at their default: a newer figure follows them to their default of then."""
    return [
        choice.name
        for choice in FIGURES[view.figure].choices
        if view.chosen[choice.name] == choice.default(tables)
    ]


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
