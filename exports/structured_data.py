"""A figure as programs read it: schema.org's Dataset for search engines, and a Data Package."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import pandas as pd

from exports.addresses import Edition
from exports.citations import LIVE, heading, licence, licences, on_one_line, sentences
from exports.columns import Column, columns_of
from exports.row_files import as_csv
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.core.tabulation import series_name
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


def structured_data(chart: Chart, edition: Edition) -> str:
    """The JSON-LD of a chart, as it may stand in a script element of any page."""
    say, fresh = chart.say, chart.freshness
    house = {"@type": "Organization", "name": say(HOUSE), "url": edition.site.base}
    dataset = _filled(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": on_one_line(heading(chart)),
            "description": _description(chart, edition),
            "url": edition.page,
            "identifier": edition.hash,
            "version": edition.hash,
            "inLanguage": say.code,
            "isAccessibleForFree": True,
            "creator": house,
            "publisher": house,
            "dateModified": fresh.available.isoformat() if fresh else "",
            "temporalCoverage": _period(chart),
            "spatialCoverage": [
                {"@type": "Place", "name": say.place(code), "identifier": code}
                for column in chart.model.columns_that("where")
                for code in sorted(set(chart.rows[column]))
            ],
            "variableMeasured": _variables(chart),
            "license": [*_terms(chart)],
            "isBasedOn": [*_publications(chart)],
            "distribution": [
                {"@type": "DataDownload", "contentUrl": edition.file(name), "encodingFormat": form}
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
    live = "" if edition.frozen else chart.say(LIVE)
    words = ""
    for text in (
        chart.subtitle or chart.alt,
        chart.note.text,
        live[:1].upper() + live[1:],
        *chart.caveats,
        chart.say(HOUSE),
    ):
        longer = sentences(words, text)
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
    say, unit = chart.say, chart.plot.unit
    names = dict.fromkeys(
        series_name(panel.title, mark, say)
        for panel in chart.plot.panels
        for mark in panel.marks
        if mark.points
    )
    return [
        {
            "@type": "PropertyValue",
            "name": say.named(say(chart.figure.name), name),
            "unitText": say(_UNITS[unit]) if unit in _UNITS else unit,
        }
        for name in names
    ]


def _terms(chart: Chart) -> Iterator[str | _Entry]:
    """What the publishers allow: an open licence alone only where it is that of all rows."""
    found = licences(chart)
    for one in found:
        if one.url and all(other.url for other in found):
            yield one.url
        else:
            yield _filled({"@type": "CreativeWork", "name": one.named(chart.say), "url": one.url})


def _publications(chart: Chart) -> Iterator[_Entry]:
    say = chart.say
    for cited in chart.note.cited:
        for one in cited.publications:
            allowed = licence(one)
            yield _filled(
                {
                    "@type": "CreativeWork",
                    "name": one.name(say),
                    "url": one.url,
                    "datePublished": one.published,
                    "publisher": {"@type": "Organization", "name": say.data(cited.publisher)},
                    "license": allowed.url,
                    "usageInfo": "" if allowed.url else say.data(one.licence),
                }
            )


def datapackage(chart: Chart, edition: Edition) -> bytes:
    """The `datapackage.json` beside `data.csv`; terms no licence names stay unspecified in it."""
    say, fresh = chart.say, chart.freshness
    package: _Entry = {
        "$schema": PROFILE,
        "name": chart.view.figure,
        "id": edition.page,
        "title": heading(chart),
        "description": "\n\n".join(filter(None, (sentences(chart.subtitle), *chart.caveats))),
        "languages": [say.code],
        "homepage": edition.page,
        "version": edition.hash,
        "created": f"{fresh.available.isoformat()}T00:00:00Z" if fresh else "",
        "contributors": [{"title": say(HOUSE), "path": edition.site.base, "roles": ["publisher"]}],
        "licenses": [
            _filled({"name": one.id, "path": one.url, "title": one.named(say)})
            for one in licences(chart)
        ],
        "sources": [*_sources(chart)],
        "resources": [_resource(chart, edition)],
    }
    return (json.dumps(_filled(package), ensure_ascii=False, indent=1) + "\n").encode()


def _sources(chart: Chart) -> Iterator[_Entry]:
    """Every publication; its version is the day it came out, as far as that is known."""
    say = chart.say
    for cited in chart.note.cited:
        for one in cited.publications:
            yield _filled(
                {
                    "title": one.name(say),
                    "path": one.url,
                    "version": one.published or one.available.date().isoformat(),
                    "date": one.published,
                    "id": one.source_id,
                    "publisher": say.data(cited.publisher),
                    "via": one.via,
                    "license": licence(one).id,
                    "rights": say.data(one.licence),
                }
            )


def _resource(chart: Chart, edition: Edition) -> _Entry:
    rows = as_csv(chart)
    resource: _Entry = {
        "name": "data",
        "type": "table",
        "path": "data.csv" if edition.frozen else edition.file("data.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }
    if edition.frozen:
        resource |= {"bytes": len(rows), "hash": f"sha256:{sha256(rows).hexdigest()}"}
    schema = {
        "fields": [_field(column, chart.say) for column in columns_of(chart)],
        "missingValues": [""],
        "uniqueKeys": [list(chart.model.key_columns())],
    }
    return resource | {"schema": schema}


def _field(column: Column, say: Language) -> _Entry:
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
            {"value": code, "label": say(words)} for code, words in column.codes.items()
        ]
    return field | ({"constraints": constraints} if constraints else {})
