"""European Central Bank: daily reference rates, averaged by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Final

from locales import later
from upkeep.importers.base import Answers, Draft, Edition, Importer, Remark, Row, blank
from upkeep.importers.cells import Refused, last_of_month, written
from upkeep.importers.table import Layout, Table

CURRENCIES: Final = (
    "USD", "NOK", "DKK", "SEK", "GBP", "CHF", "PLN", "CZK", "CAD", "JPY", "AUD", "NZD", "KRW",
    "TRY", "ISK", "RON", "HUF",
)  # fmt: skip
"""The currencies of donors that the table holds, in its order."""
FIRST: Final = date(2022, 1, 1)
RATES: Final = Layout(
    "Euro foreign exchange reference rates, daily",
    {"date": ("date",), **{currency: (currency.casefold(),) for currency in CURRENCIES}},
)
_FEWEST: Final = 15
Rates = Mapping[tuple[date, str], Sequence[Decimal]]


class Ecb(Importer):
    """The monthly averages of a file of daily rates, from January 2022."""

    name = "ecb"
    help = "euro foreign exchange reference rates, all days (zip or CSV)"
    layouts = (RATES,)
    usual: ClassVar = {
        "publisher": "ECB",
        "title": "Euro foreign exchange reference rates",
        "url": "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip",
        "licence": "reuse with acknowledgement",
        "frequency": "daily",
        "caveat": "Monthly averages computed from the daily reference rates, not printed by the "
        "ECB in this form.",
    }

    def read(self, table: Table, _answers: Answers) -> Draft:
        """One row for each month and currency."""
        rates: dict[tuple[date, str], list[Decimal]] = defaultdict(list)
        days: set[date] = set()
        for record in table.records:
            when = record.day("date")
            if when in days:
                raise Refused(later("Line {line}: {day} stands twice."), line=record.line, day=when)
            days.add(when)
            for currency in CURRENCIES if when >= FIRST else ():
                rate = record.number(currency)
                if rate is not None:
                    rates[when.replace(day=1), currency].append(rate)
        begun = min(days).replace(day=1)
        partly = {begun} if _open_days(begun, min(days)) else set()
        rows = tuple(_average(rates, max(days), partly))
        if not rows:
            raise Refused(
                later(
                    "The file holds no whole month since January 2022; take the file of all days."
                )
            )
        remarks = tuple(
            Remark(
                later("{month} is left out: the file begins within it."),
                {"month": f"{month:%Y-%m}"},
            )
            for month in partly
            if month >= FIRST
        )
        edition = Edition(
            "exchange_rates", rows, lambda given: self._source(given, max(days)), "ECB",
            restates=False, repeats=False,
        )  # fmt: skip
        return Draft((edition,), remarks)

    def _source(self, answers: Answers, last: date) -> Row:
        return self.describe(answers, f"ecb-{last}", answers.date(available=last.isoformat()))


def _average(rates: Rates, last: date, partly: set[date]) -> list[Row]:
    """The means of the months; the running one is provisional until its last open day."""
    complete = not _open_days(last + timedelta(1), last_of_month(last) + timedelta(1))
    rows = []
    for month, currency in sorted(rates, key=lambda key: (key[0], CURRENCIES.index(key[1]))):
        daily = rates[month, currency]
        provisional = month == last.replace(day=1) and not complete
        if month in partly:
            continue
        if not provisional and len(daily) < _FEWEST:
            raise Refused(
                later("{month}: only {n} daily rates of {currency}; days are missing."),
                month=f"{month:%Y-%m}", n=len(daily), currency=currency,
            )  # fmt: skip
        mean = (sum(daily, Decimal(0)) / len(daily)).quantize(Decimal("1e-6"), ROUND_HALF_UP)
        rows.append(
            blank(
                "exchange_rates", month=f"{month:%Y-%m}", currency=currency,
                units_per_eur=written(mean), days=str(len(daily)),
                obs_status="P" if provisional else "A",
            )
        )  # fmt: skip
    return rows


def _open_days(start: date, end: date) -> list[date]:
    """The days from `start` to before `end` on which rates are set."""
    days = [start + timedelta(n) for n in range((end - start).days)]
    return [one for one in days if one.weekday() < 5 and not _closed(one)]


def _closed(one: date) -> bool:
    """The closing days of the euro area's payment system."""
    easter = _easter(one.year)
    fixed = {(1, 1), (5, 1), (12, 25), (12, 26)}
    return (one.month, one.day) in fixed or one in (easter - timedelta(2), easter + timedelta(1))


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian reckoning."""
    century, of_century = divmod(year, 100)
    drift = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + drift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, before = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, before + 1)
