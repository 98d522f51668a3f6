"""A figure as programs read it: schema.org's Dataset for search engines, and a Data Package."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import pandas as pd

from exports.addresses import Edition
from exports.citations import (
    LIVE,
    collapse_lines,
    find_licences,
    join_sentences,
    licence_of,
    write_heading,
)
from exports.columns import Column, find_columns
from exports.row_files import write_csv
from figures.core.chart import Chart
from figures.core.description import name_series
from figures.core.site_name import SITE_NAME
from locales import Language, later

LONGEST: Final = 5000
"""Search engines read a description of 50 to 5,000 letters."""
DOWNLOADS: Final = {
    "data.csv": "text/csv",
    "data.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "figure.png": "image/png",
    "figure.svg": "image/svg+xml",
}
_UNITS: Final = {"people": later("people"), "pieces": later("pieces")}
_UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

_Entry = dict[str, object]
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final = {"day": "date", "whole_number": "integer", "decimal_number": "number"}


def write_json_ld(chart: Chart, edition: Edition) -> str:
    """The JSON-LD of a chart, as it may stand in a script element of any page."""
    t, fresh = chart.t, chart.freshness
    house = {"@type": "Organization", "name": t(SITE_NAME), "url": edition.site.base}
    dataset = _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": collapse_lines(write_heading(chart)),
            "description": _description(chart, edition),
            "url": edition.page,
            "identifier": edition.hash,
            "version": edition.hash,
            "inLanguage": t.code,
            "isAccessibleForFree": True,
            "creator": house,
            "publisher": house,
            "dateModified": fresh.available.isoformat() if fresh else "",
            "temporalCoverage": _period(chart),
            "spatialCoverage": [
                {"@type": "Place", "name": t.name_place(code), "identifier": code}
                for column in chart.model.columns_marked("where")
                for code in sorted(set(chart.rows[column]))
            ],
            "variableMeasured": _variables(chart),
            "license": [*_terms(chart)],
            "isBasedOn": [*_publications(chart)],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": edition.address_of(name),
                    "encodingFormat": form,
                }
                for name, form in DOWNLOADS.items()
            ],
        }
    )
    return json.dumps(dataset, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _filled(entry: _Entry) -> _Entry:
    """An entry without what is not known."""
    return {name: value for name, value in entry.items() if value}


def _description(chart: Chart, edition: Edition) -> str:
    """What is shown, from whom, and what it does not tell; as many whole sentences as fit."""
    live = "" if edition.frozen else chart.t(LIVE)
    words = ""
    for text in (
        chart.subtitle or chart.alt,
        chart.note.text,
        live[:1].upper() + live[1:],
        *chart.caveats,
        chart.t(SITE_NAME),
    ):
        longer = join_sentences(words, text)
        words = longer if len(longer) <= LONGEST else words
    return words


def _period(chart: Chart) -> str:
    """From the first day any row speaks of to the last it knows of."""
    if chart.freshness is None:
        return ""
    rows, to = chart.rows, chart.freshness.data_to
    days = [rows[name].min() for name in ("date", "period_start") if name in rows]
    first = min(day for day in days if not pd.isna(day)).date()
    return f"{min(first, to).isoformat()}/{to.isoformat()}"


def _variables(chart: Chart) -> list[_Entry]:
    """What is measured: the figure's name with each series drawn, and the unit."""
    t, unit = chart.t, chart.plot.unit
    names = dict.fromkeys(
        name_series(panel.title, mark, t)
        for panel in chart.plot.panels
        for mark in panel.marks
        if mark.points
    )
    return [
        {
            "@type": "PropertyValue",
            "name": t.label(t(chart.figure.name), name),
            "unitText": t(_UNITS[unit]) if unit in _UNITS else unit,
        }
        for name in names
    ]


def _terms(chart: Chart) -> Iterator[str | _Entry]:
    """What the publishers allow: an open licence alone only where it is that of all rows."""
    found = find_licences(chart)
    for one in found:
        if one.url and all(other.url for other in found):
            yield one.url
        else:
            yield _filled({"@type": "CreativeWork", "name": one.named(chart.t), "url": one.url})


def _publications(chart: Chart) -> Iterator[_Entry]:
    t = chart.t
    for cited in chart.note.cited:
        for one in cited.publications:
            allowed = licence_of(one)
            yield _filled(
                {
                    "@type": "CreativeWork",
                    "name": one.describe(t),
                    "url": one.url,
                    "datePublished": one.published,
                    "publisher": {"@type": "Organization", "name": t.data(cited.publisher)},
                    "license": allowed.url,
                    "usageInfo": "" if allowed.url else t.data(one.licence),
                }
            )


def write_data_package(chart: Chart, edition: Edition) -> bytes:
    """The `datapackage.json` beside `data.csv`; terms no licence names stay unspecified in it."""
    t, fresh = chart.t, chart.freshness
    package: _Entry = {
        "$schema": PROFILE,
        "name": chart.view.figure,
        "id": edition.page,
        "title": write_heading(chart),
        "description": "\n\n".join(filter(None, (join_sentences(chart.subtitle), *chart.caveats))),
        "languages": [t.code],
        "homepage": edition.page,
        "version": edition.hash,
        "created": f"{fresh.available.isoformat()}T00:00:00Z" if fresh else "",
        "contributors": [
            {"title": t(SITE_NAME), "path": edition.site.base, "roles": ["publisher"]}
        ],
        "licenses": [
            _filled({"name": one.id, "path": one.url, "title": one.named(t)})
            for one in find_licences(chart)
        ],
        "sources": [*_sources(chart)],
        "resources": [_resource(chart, edition)],
    }
    return (json.dumps(_filled(package), ensure_ascii=False, indent=1) + "\n").encode()


def _sources(chart: Chart) -> Iterator[_Entry]:
    """Every publication; its version is the day it came out, as far as that is known."""
    t = chart.t
    for cited in chart.note.cited:
        for one in cited.publications:
            yield _filled(
                {
                    "title": one.describe(t),
                    "path": one.url,
                    "version": one.published or one.available.date().isoformat(),
                    "date": one.published,
                    "id": one.source_id,
                    "publisher": t.data(cited.publisher),
                    "via": one.via,
                    "license": licence_of(one).id,
                    "rights": t.data(one.licence),
                }
            )


def _resource(chart: Chart, edition: Edition) -> _Entry:
    rows = write_csv(chart)
    resource: _Entry = {
        "name": "data",
        "type": "table",
        "path": "data.csv" if edition.frozen else edition.address_of("data.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }
    if edition.frozen:
        resource |= {"bytes": len(rows), "hash": f"sha256:{sha256(rows).hexdigest()}"}
    schema = {
        "fields": [_field(column, chart.t) for column in find_columns(chart)],
        "missingValues": [""],
        "uniqueKeys": [list(chart.model.key_columns())],
    }
    return resource | {"schema": schema}


def _field(column: Column, t: Language) -> _Entry:
    """One column, as its Pandera model declares it; of words only what they are."""
    constraints: _Entry = {}
    field: _Entry = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "title": column.title,
        "description": column.meaning,
    }
    if column.hxl:
        field["hxl"] = column.hxl
    if column.required and not column.words_for:
        constraints["required"] = True
    if column.codes and not column.words_for:
        constraints["enum"] = list(column.codes)
        field["categories"] = [
            {"value": code, "label": t(words)} for code, words in column.codes.items()
        ]
    return field | ({"constraints": constraints} if constraints else {})
