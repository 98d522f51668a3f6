"""European Central Bank: daily reference rates, averaged by month."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.table import Table

FIRST: Final = "2022-01"
_LATEST_FIRST: Final = 4
"""The latest day of a month on which its first rates are set, after holidays and a weekend."""
_FEWEST: Final = 15


class Ecb(base.Importer):
    """The monthly averages of a file of daily rates, from January 2022."""

    name = "ecb"

    def read(self, table: Table, _answers: Answers) -> Draft:
        """One row for each month and currency; the month of the last day is not over."""
        rates: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
        days: set[date] = set()
        currencies = [name for name in table.layout.needed if name != "date"]
        for record in table.records:
            when = record.day("date")
            if when in days:
                raise record.refuse("date", later("stands twice"))
            days.add(when)
            for currency in currencies if f"{when}" >= FIRST else ():
                rate = record.number(currency)
                if rate is not None:
                    rates[f"{when:%Y-%m}"][currency].append(rate)
        first, last = min(days), max(days)
        begun = f"{first:%Y-%m}"
        cut = first.day > _LATEST_FIRST and rates.pop(begun, None) is not None
        rows = tuple(
            _average(month, currency, rates[month][currency], running=month == f"{last:%Y-%m}")
            for month in sorted(rates)
            for currency in currencies
            if rates[month][currency]
        )
        if not rows:
            message = later(
                "The file holds no whole month since January 2022; take the file of all days."
            )
            raise cells.Refused(message)
        left = later("{month} is left out: the file begins within it.")

        def source(answers: Answers) -> Row:
            return self.describe(answers, answers.date(available=f"{last}"), last=f"{last}")

        edition = Edition("exchange_rates", rows, source, "ECB", restates=False, repeats=False)
        return Draft((edition,), (Remark(left, {"month": begun}),) if cut else ())


def _average(month: str, currency: str, daily: list[Decimal], *, running: bool) -> Row:
    """The mean of the daily rates of a month."""
    if not running and len(daily) < _FEWEST:
        message = later("{month}: only {n} daily rates of {currency}; days are missing.")
        raise cells.Refused(message, month=month, n=len(daily), currency=currency)
    mean = (sum(daily, Decimal(0)) / len(daily)).quantize(Decimal("1e-6"), ROUND_HALF_UP)
    return base.blank(
        "exchange_rates", month=month, currency=currency, units_per_eur=cells.written(mean),
        days=str(len(daily)), obs_status="P" if running else "A",
    )  # fmt: skip
