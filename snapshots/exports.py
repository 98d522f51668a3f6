"""The rows of a chart as CSV and Excel, each with its source."""

import io

import pandas as pd

from figures.chart import Chart

SOURCE_COLUMNS = ("publisher", "title", "url", "published", "via", "licence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows_with_sources(chart: Chart) -> pd.DataFrame:
    """The rows shown, as in the table they come from, followed by who said each."""
    sources = chart.scene.sources[list(SOURCE_COLUMNS)].add_prefix("source_")
    rows = chart.rows.drop(columns=["available"]).join(sources, on="source_id")
    for name in rows.select_dtypes("datetime"):
        rows[name] = rows[name].dt.strftime("%Y-%m-%d").fillna("")
    for name in rows.select_dtypes("string"):
        rows[name] = rows[name].map(harmless)
    return rows


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def as_csv(chart: Chart) -> bytes:
    """The rows as UTF-8 CSV with a byte-order mark, which Excel needs to read it right."""
    text: str = rows_with_sources(chart).to_csv(
        index=False, lineterminator="\n", float_format="%.15g"
    )
    return text.encode("utf-8-sig")


def as_excel(chart: Chart) -> bytes:
    """The rows as an Excel workbook: one sheet of data, one that says what it is.

    Where amounts were converted, a third sheet holds the exchange rates used.
    """
    about = pd.DataFrame(
        [
            [chart.say("Figure"), chart.title],
            [chart.say("What it shows"), chart.subtitle],
            [chart.say("Sources"), chart.note.text],
            *[[chart.say("Caveat"), caveat] for caveat in (*chart.caveats, *chart.further_caveats)],
        ]
    )
    about[1] = about[1].map(harmless)
    book = io.BytesIO()
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        rows_with_sources(chart).to_excel(writer, sheet_name="data", index=False)
        about.to_excel(writer, sheet_name="about", index=False, header=False)
        if len(chart.scene.rates):
            rates = chart.scene.rates.drop(columns=["available"])
            rates.to_excel(writer, sheet_name="exchange_rates", index=False)
    return book.getvalue()
