"""A view frozen: what makes two snapshots one, its files, and the manifest that tells of them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

import pandas as pd

from exports.addresses import USUAL, Edition, Look, Site, read_look
from exports.citations import find_licences
from exports.files import FILES, make_file, write_json
from exports.page import estimate_height
from exports.renderer import Renderer, name_browser
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.description import collect_notes
from figures.core.view import View
from schemas import Tables
from snapshots.store import MANIFEST

EDITION: Final = 1
"""The edition of the renderer. Raised by hand when the same content is drawn so that it means
something else: a scale, a mark or a word that `content` does not hold. Golden files say when."""

ROOT: Final = Path(__file__).resolve().parent.parent
DRAWING: Final = ("schemas", "locales", "figures", "exports", "snapshots", "web")
"""The folders that decide how a snapshot is written."""
KINDS: Final = (".py", ".po", ".css", ".js", ".json", ".html", ".xml", ".svg", ".toml")
LIBRARIES: Final = ("babel", "kaleido", "openpyxl", "pandas", "pillow", "plotly", "pycountry")
RESULTS: Final = ("hash", "files", "heights", "made_with")
"""What a manifest says about the finished folder."""
LENGTH: Final = 20
_OURS: Final = ("available", "release")
"""Columns that follow from the sources of a row."""
HEIGHTS: Final = range(240, 961, 40)
"""The widths at which a snapshot says how tall its page is."""


def make_inputs(chart: Chart, tables: Tables, site: Site, look: Look = USUAL) -> dict[str, object]:
    """All that makes a snapshot what it is, as its manifest says it; a usual look is not told."""
    return {
        **({"look": look.query} if look.unusual else {}),
        "figure": chart.view.figure,
        "view": chart.view.write_query(),
        "open": find_open_choices(chart.view, tables),
        "rows": _sum(_records(chart.rows)),
        "rates": hash_rates(chart),
        "content": _sum(_written(describe_content(chart))),
        "edition": EDITION,
        "site": site.base,
    }


def read_manifest_look(manifest: Mapping[str, Any]) -> Look:
    """The look a snapshot was frozen in; the usual one where it does not say."""
    return read_look(dict(parse_qsl(str(manifest.get("look", "")))))


def hash_manifest(manifest: Mapping[str, object]) -> str:
    """The hash of what a manifest says it was made from, for snapshots of any age and program."""
    named = {name: manifest[name] for name in sorted(manifest) if name not in RESULTS}
    return _sum(_written(named))[:LENGTH]


def describe_content(chart: Chart) -> dict[str, object]:
    """Every word and the description of the drawing, without its lines in the tables."""
    t = chart.t
    plot = asdict(chart.plot)
    for panel in plot["panels"]:
        for mark in panel["marks"]:
            for point in mark["points"]:
                del point["rows"]
    fresh = chart.freshness
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "plot": plot,
        "table": asdict(chart.table),
        "words": [chart.alt, *chart.summary],
        "note": chart.note.text,
        "sources": [f"{one.describe(t)} {one.describe_access(t)}" for one in chart.note.cited],
        "dates": fresh.describe_dates(t) if fresh else "",
        "limits": [*chart.caveats, *chart.further_caveats, *collect_notes(chart.scene)],
        "terms": [t.data(one.words) for one in find_licences(chart)],
    }


def find_open_choices(view: View, tables: Tables) -> list[str]:
    """The choices left at their default: a newer figure follows them to their default of then."""
    return [
        choice.name
        for choice in FIGURES[view.figure].choices
        if view.chosen[choice.name] == choice.default(tables)
    ]


def hash_rates(chart: Chart) -> str:
    """The sum of the exchange rates a chart was converted with."""
    rates = chart.scene.rates.drop(columns=[*_OURS, "correction"], errors="ignore")
    return _sum(rates.to_csv(index=False, lineterminator="\n"))


@cache
def describe_program() -> dict[str, str]:
    """What writes the bytes of a snapshot: the sum of our own code and words, and its libraries."""
    digest = hashlib.sha256()
    for folder in DRAWING:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
                digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    libraries = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {"code": digest.hexdigest()[:LENGTH], "libraries": libraries}


def _records(rows: pd.DataFrame) -> str:
    """The rows in one order, each with the cells it fills: an empty new column changes nothing."""
    names = [name for name in rows.columns if name not in _OURS]
    records = []
    for cells in rows[names].itertuples(index=False, name=None):
        filled = {}
        for name, value in zip(names, cells, strict=True):
            if isinstance(value, date) and not pd.isna(value):
                filled[name] = value.isoformat()[:10]
            elif not pd.isna(value) and value != "":
                filled[name] = f"{value:.15g}" if isinstance(value, float) else str(value)
        records.append(_written(filled))
    return "\n".join(sorted(records))


def _written(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def edition_of(view: View, tables: Tables, site: Site, look: Look = USUAL) -> Edition:
    """Where a view is found once it is frozen; nothing is painted for that."""
    named = make_inputs(draw(view, tables), tables, site, look)
    return Edition(site, view, hash_manifest(named), look)


def freeze(
    view: View, tables: Tables, site: Site, look: Look = USUAL, *, painter: Renderer
) -> Mapping[str, bytes]:
    """Every file of a view, always the same bytes; raises NoBrowser, Busy or RenderingFailed."""
    chart = draw(view, tables)
    named = make_inputs(chart, tables, site, look)
    edition = Edition(site, view, hash_manifest(named), look)
    files = {name: make_file(name, chart, edition, painter) for name in FILES}
    manifest = {
        **named,
        "hash": edition.hash,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "heights": {str(width): estimate_height(chart, width, look) for width in HEIGHTS},
        "made_with": {**describe_program(), "browser": name_browser(), "tables": chart.digest},
    }
    return {**files, MANIFEST: write_json(manifest)}
