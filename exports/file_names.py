"""What a file is called once it is saved: a name an editor recognises in a folder months later."""

from typing import Final

import pandas as pd

from exports.addresses import Edition
from figures.core.chart import Chart

_SHORT: Final = 8
_PLAIN: Final = frozenset({"data", "figure", "index"})
"""Files of which an edition has one by that ending; the others keep their own name besides."""


def name_saved(file: str, chart: Chart, edition: Edition) -> str:
    """Figure, period, language, and of a frozen edition its hash: refugees_2026-08-31_fr.csv.

    Of a past state it says the day it was known on.
    """
    stem, _, ending = file.rpartition(".")
    kind = stem.removeprefix("figure@")
    known_on = chart.view.known_on
    parts = (
        chart.view.figure,
        _period(chart.rows),
        f"known-on-{known_on.isoformat()}" if known_on else "",
        "" if kind in _PLAIN else kind,
        chart.say.code,
        edition.hash[:_SHORT],
    )
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def _period(rows: pd.DataFrame) -> str:
    """From the first to the last day the rows speak of: a day, a month, or two months."""
    named = [name for name in ("date", "period_start", "period_end") if name in rows]
    days = rows[named].stack().dropna()
    if days.empty:
        return ""
    first, last = days.min(), days.max()
    if first == last:
        return str(first.date())
    months = dict.fromkeys(f"{day:%Y-%m}" for day in (first, last))
    return "_".join(months)
