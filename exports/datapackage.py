"""A Data Package of the rows of a figure: what each column means, who said it, what is allowed."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from exports.addresses import Edition
from exports.columns import Column, columns_of
from exports.heading import heading, sentences
from exports.licences import licence, licences
from exports.row_files import as_csv
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from locales import Language

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final = {"day": "date", "whole_number": "integer", "decimal_number": "number"}


def datapackage(chart: Chart, edition: Edition) -> bytes:
    """The `datapackage.json` beside `data.csv`; terms no licence names stay unspecified in it."""
    say, fresh = chart.say, chart.freshness
    package: dict[str, object] = {
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


def _filled(entry: dict[str, object]) -> dict[str, object]:
    """An entry without what is not known."""
    return {name: value for name, value in entry.items() if value}


def _sources(chart: Chart) -> Iterator[dict[str, object]]:
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


def _resource(chart: Chart, edition: Edition) -> dict[str, object]:
    rows = as_csv(chart)
    resource: dict[str, object] = {
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


def _field(column: Column, say: Language) -> dict[str, object]:
    """One column, as its Pandera model declares it; of words only what they are."""
    constraints: dict[str, object] = {}
    field: dict[str, object] = {
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
