"""What a file is called once it is saved: a name an editor recognises in a folder months later."""

from typing import Final

from exports.addresses import Edition
from figures.core.chart import Chart

_SHORT: Final = 8
_PLAIN: Final = frozenset({"data", "figure", "index"})
"""Files of which an edition has one by that ending; the others keep their own name besides."""


def name_saved(file: str, chart: Chart, edition: Edition) -> str:
    """Figure, period, language, and of a frozen edition its hash: refugees_2026-08-31_fr.csv.

    The period goes from the first to the last day of the rows: a day, a month, or two months. Of a
    past state it says the day it was known on.
    """
    stem, _, ending = file.rpartition(".")
    kind = stem.removeprefix("figure@")
    known_on = chart.view.known_on
    named = [name for name in ("date", "period_start", "period_end") if name in chart.rows]
    days = chart.rows[named].stack().dropna()
    period = [] if days.empty else [f"{day:%Y-%m}" for day in (days.min(), days.max())]
    if period and days.min() == days.max():
        period = [f"{days.min():%Y-%m-%d}"]
    parts = (
        chart.view.figure,
        *dict.fromkeys(period),
        f"known-on-{known_on.isoformat()}" if known_on else "",
        "" if kind in _PLAIN else kind,
        chart.say.code,
        edition.hash[:_SHORT],
    )
    return f"{'_'.join(part for part in parts if part)}.{ending}"
