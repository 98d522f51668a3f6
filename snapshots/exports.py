"""The rows of a chart as CSV and Excel, each with its source."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook

from figures.chart import Chart
from figures.house import HOUSE

SOURCE_COLUMNS = (
    "publisher", "title", "release", "url", "published", "available", "accessed", "licence", "kind",
    "via", "frequency", "caveat",
)  # fmt: skip
_SIGNS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FORMULA: Final = (*_SIGNS, "\t", "\n")
_RETURN: Final = re.compile(r"\r\n?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNDATED: Final = date(1980, 1, 1)
"""The first day an archive can write."""
_UNIX, _READABLE = 3, 0o600 << 16


def rows_with_sources(chart: Chart) -> pd.DataFrame:
    """The rows shown, as in the table they come from, followed by who said each."""
    sources = chart.scene.sources[list(SOURCE_COLUMNS)].add_prefix("source_")
    return _guarded(chart.rows.drop(columns=["available", "release"]).join(sources, on="source_id"))


def _guarded(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every text harmless; numbers and days stay what they are."""
    guarded = rows.copy()
    for name in rows.select_dtypes(exclude=["number", "datetime"]):
        guarded[name] = rows[name].map(harmless)
    return guarded


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, at its beginning or after a broken line."""
    if not isinstance(text, str):
        return text
    text = _CONTROL.sub("", _RETURN.sub("\n", text))
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_SIGNS) else text


def as_csv(chart: Chart) -> bytes:
    """The rows as UTF-8 CSV with a byte-order mark, which Excel needs to read it right."""
    text: str = rows_with_sources(chart).to_csv(
        index=False, lineterminator="\n", float_format="%.15g", date_format="%Y-%m-%d"
    )
    return text.encode("utf-8-sig")


def as_excel(chart: Chart) -> bytes:
    """The rows as an Excel workbook: one sheet of data, one that says what it is.

    Where amounts were converted, a third sheet holds the exchange rates used. It is dated by the
    data, not by the clock: the same chart is the same file.
    """
    day = _UNDATED if chart.freshness is None else chart.freshness.available
    book = Workbook()
    properties = book.properties
    properties.title, properties.creator = harmless(chart.title), chart.say(HOUSE)
    properties.created = datetime.combine(day, time())
    data = book.active
    data.title = "data"
    _fill(data, rows_with_sources(chart))
    about = book.create_sheet("about")
    for label, words in _about(chart):
        about.append([harmless(label), harmless(words)])
    if len(chart.scene.rates):
        rates = chart.scene.rates.drop(columns=["available", "release"])
        _fill(book.create_sheet("exchange_rates"), _guarded(rates))
    saved = io.BytesIO()
    book.save(saved)
    return _dated(saved.getvalue(), day)


def _about(chart: Chart) -> Iterator[tuple[str, str]]:
    """What the rows are, in words, each with its label."""
    say = chart.say
    yield say("Figure"), chart.title
    yield say("What it shows"), chart.subtitle
    yield say("Sources"), chart.note.text
    for caveat in (*chart.caveats, *chart.further_caveats):
        yield say("Caveat"), caveat


def _fill(sheet: Any, rows: pd.DataFrame) -> None:
    """Write rows under their names: numbers as numbers, days as days, nothing where nothing is."""
    sheet.append(list(rows.columns))
    sheet.freeze_panes = "A2"
    for row in rows.itertuples(index=False):
        sheet.append([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if pd.isna(value) or value == "":
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _dated(book: bytes, day: date) -> bytes:
    """The same workbook as if it was saved on a day."""
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(dated, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>%sT00:00:00Z" % day.isoformat().encode(), content)
            member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            member.create_system, member.external_attr = _UNIX, _READABLE
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return dated.getvalue()
