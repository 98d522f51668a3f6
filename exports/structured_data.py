"""A figure as search engines read it: schema.org's Dataset, as JSON-LD."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

import pandas as pd

from exports.addresses import Edition
from exports.heading import heading, on_one_line, sentences
from exports.licences import licence, licences
from exports.references import LIVE
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
    text = json.dumps(_dataset(chart, edition), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _dataset(chart: Chart, edition: Edition) -> _Entry:
    say, fresh = chart.say, chart.freshness
    house = {"@type": "Organization", "name": say(HOUSE), "url": edition.site.base}
    return _filled(
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
            "temporalCoverage": _period(chart.rows, fresh.data_to) if fresh else "",
            "spatialCoverage": [*_places(chart)],
            "variableMeasured": [*_variables(chart)],
            "license": [*_terms(chart)],
            "isBasedOn": [*_publications(chart)],
            "distribution": [
                {"@type": "DataDownload", "contentUrl": edition.file(name), "encodingFormat": form}
                for name, form in DOWNLOADS.items()
            ],
        }
    )


def _filled(entry: _Entry) -> _Entry:
    """An entry without what is not known."""
    return {name: value for name, value in entry.items() if value}


def _description(chart: Chart, edition: Edition) -> str:
    """What is shown, from whom, and what it does not tell; as many whole sentences as fit."""
    live = "" if edition.frozen else chart.say(LIVE)
    parts = (
        chart.subtitle or chart.alt,
        chart.note.text,
        live[:1].upper() + live[1:],
        *chart.caveats,
        chart.say(HOUSE),
    )
    words = ""
    for part in parts:
        longer = sentences(words, part)
        words = longer if len(longer) <= LONGEST else words
    return words


def _period(rows: pd.DataFrame, to: date) -> str:
    """From the first day any row speaks of to the last it knows of."""
    days = [rows[name].min() for name in ("date", "period_start") if name in rows]
    first = min(day for day in days if not pd.isna(day)).date()
    return f"{min(first, to).isoformat()}/{to.isoformat()}"


def _places(chart: Chart) -> Iterator[_Entry]:
    for column in chart.model.columns_that("where"):
        for code in sorted(set(chart.rows[column])):
            yield {"@type": "Place", "name": chart.say.place(code), "identifier": code}


def _variables(chart: Chart) -> Iterator[_Entry]:
    """What is measured: the figure's name with each series drawn, and the unit."""
    say, unit = chart.say, chart.plot.unit
    names = {
        series_name(panel.title, mark, say): None
        for panel in chart.plot.panels
        for mark in panel.marks
        if mark.points
    }
    for name in names:
        yield {
            "@type": "PropertyValue",
            "name": say.named(say(chart.figure.name), name),
            "unitText": say(_UNITS[unit]) if unit in _UNITS else unit,
        }


def _terms(chart: Chart) -> Iterator[str | _Entry]:
    """What the publishers allow: an open licence alone only where it is that of all rows.

    Where one of several publishers allows less, each licence says whose it is, so that nobody takes
    the most open one for that of the whole.
    """
    found, say = licences(chart), chart.say
    for one in found:
        if one.url and all(other.url for other in found):
            yield one.url
        else:
            publishers = say.row(say.data(name) for name in one.publishers)
            name = say.named(publishers, say.data(one.words))
            yield _filled({"@type": "CreativeWork", "name": name, "url": one.url})


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
