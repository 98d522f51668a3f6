"""A figure as programs read it: schema.org's Dataset for search engines, and a Data Package.

Their form stands in `dataset.json` and `datapackage.json` among the templates; here is what they
have to know.
"""

import json
from hashlib import sha256
from typing import Any, Final

import pandas as pd

from exports.addresses import Edition
from exports.citations import (
    LIVE,
    collapse_lines,
    find_licence,
    find_licences,
    join_sentences,
    write_heading,
)
from exports.columns import find_columns
from exports.html import fill_json
from exports.row_files import write_csv
from figures.core.chart import Chart
from figures.core.description import name_series
from figures.core.site_name import SITE_NAME
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


def write_json_ld(chart: Chart, edition: Edition) -> str:
    """The JSON-LD of a chart, as it may stand in a script element of any page."""
    t, unit = chart.t, chart.plot.unit
    panels = chart.plot.panels
    marks = [(panel.title, mark) for panel in panels for mark in panel.marks if mark.points]
    dataset = fill_json(
        "dataset.json",
        t,
        **_describe(chart, edition),
        name=collapse_lines(write_heading(chart)),
        description=_description(chart, edition),
        period=_period(chart),
        places=[
            code
            for column in chart.model.columns_marked("where")
            for code in sorted(set(chart.rows[column]))
        ],
        figure=chart.figure,
        series=list(dict.fromkeys(name_series(title, mark, t) for title, mark in marks)),
        unit=t(_UNITS[unit]) if unit in _UNITS else unit,
        # An open licence stands alone only where it is that of all rows.
        open=all(one.url for one in find_licences(chart)),
        downloads=DOWNLOADS,
    )
    return json.dumps(dataset, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def write_data_package(chart: Chart, edition: Edition) -> bytes:
    """The `datapackage.json` beside `data.csv`; terms no licence names stay unspecified in it."""
    rows = write_csv(chart)
    package = fill_json(
        "datapackage.json",
        chart.t,
        **_describe(chart, edition),
        view=chart.view,
        title=write_heading(chart),
        description="\n\n".join(filter(None, (join_sentences(chart.subtitle), *chart.caveats))),
        rows=rows,
        digest=sha256(rows).hexdigest(),
        columns=find_columns(chart),
        key=list(chart.model.key_columns()),
    )
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _describe(chart: Chart, edition: Edition) -> dict[str, Any]:
    """What both say: where it stands, how new it is, from whom, and under which terms."""
    return {
        "edition": edition,
        "house": chart.t(SITE_NAME),
        "modified": chart.freshness.available.isoformat() if chart.freshness else "",
        "licences": find_licences(chart),
        "publications": [
            (chart.t.data(cited.publisher), one, find_licence(one))
            for cited in chart.note.cited
            for one in cited.publications
        ],
    }


def _description(chart: Chart, edition: Edition) -> str:
    """What is shown, from whom, and what it does not tell; as many whole sentences as fit."""
    live = "" if edition.frozen else chart.t(LIVE)
    sentences = (chart.subtitle or chart.alt, chart.note.text, live[:1].upper() + live[1:])
    words = ""
    for text in (*sentences, *chart.caveats, chart.t(SITE_NAME)):
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
