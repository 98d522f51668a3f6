"""Kiel Institute, Ukraine Support Tracker: the sheet of budget support paid, month by month."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from locales import later
from upkeep.importers.cells import clean, last_of_month, money, month, number, plain
from upkeep.importers.countries import is_group, known_donor
from upkeep.importers.draft import Row, amount
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import power
from upkeep.importers.refusal import Refused

_SEARCHED: Final = 40
_FIRST_YEAR: Final = 2022
_FEWEST: Final = 3


def rows(sheet: Sheet) -> list[Row]:
    """The payments of every country; months without one, printed as 0 or in words, have none."""
    position = _months_row(sheet)
    months = _months(sheet, position)
    header = next(
        (
            index
            for index in range(max(position - 1, 0), min(position + 3, len(sheet.rows)))
            if "country" in [plain(cell) for cell in sheet.rows[index]]
        ),
        None,
    )
    if header is None:
        raise Refused(later("{sheet} has no column “Country”."), sheet=sheet.name)
    country = [plain(cell) for cell in sheet.rows[header]].index("country")
    exponent = _unit(sheet, max(header, position))
    found = []
    start = max(header, position) + 1
    for line, cells in zip(sheet.lines[start:], sheet.rows[start:], strict=True):
        name = clean(cells[country]) if len(cells) > country else ""
        values = [(first, cells[index]) for index, first in months if index < len(cells)]
        if name and not is_group(name) and any(text.strip() for _, text in values):
            found += _paid(known_donor(name, line, "Country"), values, line, exponent)
    return found


def _paid(donor: str, values: Sequence[tuple[date, str]], line: int, exponent: int) -> list[Row]:
    found = []
    for first, text in values:
        value = None if plain(text) == "no budget support" else number(text, line, f"{first:%Y-%m}")
        if value:
            found.append(
                amount(
                    first,
                    last_of_month(first),
                    written=money(value.scaleb(exponent)),
                    series="kiel-month",
                    donor=donor,
                    aid_type="financial",
                    measure="disbursement",
                    currency="EUR",
                )
            )
    return found


def _label(text: str, running: int) -> date | None:
    written = clean(text)
    return month(written) or (month(f"{written} {running}") if written.isalpha() else None)


def _months_row(sheet: Sheet) -> int:
    for position, cells in enumerate(sheet.rows[:_SEARCHED]):
        if sum(_label(cell, _FIRST_YEAR) is not None for cell in cells) >= _FEWEST:
            return position
    raise Refused(later("{sheet} has no row of months."), sheet=sheet.name)


def _months(sheet: Sheet, position: int) -> list[tuple[int, date]]:
    """The month of each column: 2022 where no year stands, and none left out or told twice."""
    running = _FIRST_YEAR
    found: list[tuple[int, date]] = []
    for index, cell in enumerate(sheet.rows[position]):
        first = _label(cell, running)
        if first is not None:
            running = first.year
            found.append((index, first))
    for (_, one), (_, other) in pairwise(found):
        if (other.year - one.year) * 12 + other.month - one.month != 1:
            raise Refused(
                later("The months of {sheet} do not follow each other: {one}, {other}."),
                sheet=sheet.name,
                one=f"{one:%Y-%m}",
                other=f"{other:%Y-%m}",
            )
    return found


def _unit(sheet: Sheet, last: int) -> int:
    """The power of ten the words above the table name."""
    said = {
        exponent
        for cells in sheet.rows[: last + 1]
        for cell in cells
        if (exponent := power(cell)) is not None and exponent > 0
    }
    if len(said) != 1:
        raise Refused(
            later("{sheet} does not say above its table in which unit it counts."),
            sheet=sheet.name,
        )
    return said.pop()
