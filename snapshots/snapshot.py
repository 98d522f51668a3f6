"""A view frozen: its address, its files, and the manifest that lets anybody check them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from exports.addresses import Edition, Site
from exports.files import FILES, as_json, make_file
from exports.page_height import page_height
from exports.renderer import Painter, painted_by
from figures.core.chart import draw
from figures.core.view import View
from schemas import Tables
from snapshots.identity import inputs, name_of, program
from snapshots.store import MANIFEST

HEIGHTS: Final = range(240, 961, 40)
"""The widths at which a snapshot says how tall its page is."""


@dataclass(frozen=True)
class Snapshot:
    """All files of a frozen view, the manifest last."""

    edition: Edition
    files: Mapping[str, bytes]


def edition_of(view: View, tables: Tables, site: Site) -> Edition:
    """Where a view is found once it is frozen; nothing is painted for that."""
    return Edition(site, view, name_of(inputs(draw(view, tables), tables, site)))


def freeze(view: View, tables: Tables, painter: Painter, site: Site) -> Snapshot:
    """Every file of a view, always the same bytes; raises NoBrowser, Busy or PaintingFailed."""
    chart = draw(view, tables)
    named = inputs(chart, tables, site)
    edition = Edition(site, view, name_of(named))
    files = {name: make_file(name, chart, edition, painter) for name in FILES}
    manifest = {
        **named,
        "hash": edition.hash,
        "files": {name: sha256(content).hexdigest() for name, content in files.items()},
        "heights": {str(width): page_height(chart, width) for width in HEIGHTS},
        "made_with": {**program(), "browser": painted_by(), "tables": chart.digest},
    }
    return Snapshot(edition, {**files, MANIFEST: as_json(manifest)})
