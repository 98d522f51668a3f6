"""A figure as search engines read it: schema.org's Dataset, as JSON-LD."""

import json
from collections.abc import Iterator
from typing import Final

import pandas as pd

from exports.addresses import Edition
from exports.citations import LIVE
from exports.heading import heading, on_one_line, sentences
from exports.licences import licence, licences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE
from figures.core.tabulation import series_name
from locales import later

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
