"""European Central Bank: daily reference rates, averaged by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from locales import later
from upkeep.importers import layout
from upkeep.importers.cells import day, last_of_month, number, written
from upkeep.importers.draft import Answers, Draft, Edition, Remark, Row, blank, dated, described
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import Layout
from upkeep.importers.refusal import Refused

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

_MILLIONTH: Final = Decimal("0.000001")
_FEWEST: Final = 15
_CAVEAT: Final = (
    "Monthly averages computed from the daily reference rates, not printed by the ECB in this form."
)


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The monthly averages of a file of daily rates, from January 2022."""
    _, table = layout.found(
        layout.only(sheets, lambda sheet: layout.fits(sheet, [RATES]), answers.sheet), [RATES]
    )
    rates: dict[tuple[date, str], list[Decimal]] = defaultdict(list)
    days: set[date] = set()
    for record in table.records:
        when = day(record["date"], record.line, "Date")
        if when in days:
            raise Refused(later("Line {line}: {day} stands twice."), line=record.line, day=when)
        days.add(when)
        if when >= FIRST:
            for currency in CURRENCIES:
                rate = number(record[currency], record.line, currency)
                if rate is not None:
                    rates[when.replace(day=1), currency].append(rate)
    return _drafted(days, rates)


def _drafted(days: set[date], rates: Mapping[tuple[date, str], list[Decimal]]) -> Draft:
    first, last = min(days), max(days)
    begun = first.replace(day=1)
    partly = {begun} if _open_days(begun, first) else set()
    months = sorted({month for month, _ in rates} - partly)
    rows = []
    running = last.replace(day=1)
    complete = not _open_days(last + timedelta(1), last_of_month(last) + timedelta(1))
    for month in months:
        provisional = month == running and not complete
        for currency in CURRENCIES:
            daily = rates.get((month, currency), [])
            if not daily:
                continue
            if not provisional and len(daily) < _FEWEST:
                raise Refused(
                    later("{month}: only {n} daily rates of {currency}; days are missing."),
                    month=f"{month:%Y-%m}", n=len(daily), currency=currency,
                )  # fmt: skip
            rows.append(_row(month, currency, daily, provisional=provisional))
    if not rows:
        raise Refused(
            later("The file holds no whole month since January 2022; take the file of all days.")
        )
    remarks = tuple(
        Remark(
            later("{month} is left out: the file begins within it."), {"month": f"{month:%Y-%m}"}
        )
        for month in sorted(partly)
        if month >= FIRST
    )
    edition = Edition(
        "exchange_rates",
        tuple(rows),
        lambda given: _source(given, last),
        "ECB",
        restates=False,
        repeats=False,
    )
    return Draft((edition,), remarks)


def _row(month: date, currency: str, daily: Sequence[Decimal], *, provisional: bool) -> Row:
    mean = (sum(daily, Decimal(0)) / len(daily)).quantize(_MILLIONTH, rounding=ROUND_HALF_UP)
    return blank(
        "exchange_rates",
        month=f"{month:%Y-%m}",
        currency=currency,
        units_per_eur=written(mean),
        days=str(len(daily)),
        obs_status="P" if provisional else "A",
    )


def _source(answers: Answers, last: date) -> Row:
    return described(
        answers,
        f"ecb-{last.isoformat()}",
        dated(answers, available=last.isoformat()),
        publisher="ECB",
        title="Euro foreign exchange reference rates",
        url="https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip",
        licence="reuse with acknowledgement",
        frequency="daily",
        caveat=_CAVEAT,
    )


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
