"""Kiel Institute, Ukraine Support Tracker: the files of its data explorer."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.cells import Refused, clean, plain
from upkeep.importers.declared import find_codes
from upkeep.importers.table import SEARCHED, Record, Sheet, Table, find_table, read_layouts

BEGAN: Final = date(2022, 1, 24)
"""The first day the tracker covers."""
TYPES: Final = ("military", "financial", "humanitarian")
_ITEMS: Final = find_codes("weapons")
_RELEASE: Final = later("Which release is it? Give --release 31; the publisher's page says it.")
_UNTIL: Final = later(
    "Up to which day does the workbook count? Give --until 2026-06-30; its first sheet says it."
)


class Kiel(base.Importer):
    """One edition for each part of a release."""

    name = "kiel"
    keys = ("explorer", "totals", "weapons")

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file of the explorer, or in the main workbook."""
        if len(sheets) == 1 and sheets[0].name not in SHEETS:
            return super().draft(sheets, answers)
        by_name = {clean(sheet.name): sheet for sheet in sheets}
        wanted = [answers["sheet"]] if answers["sheet"] else SHEETS
        chosen = [name for name in SHEETS if name in wanted and name in by_name]
        if not chosen:
            message = later("The workbook has none of the sheets {known}; it has: {found}.")
            raise Refused(message, known="; ".join(SHEETS), found="; ".join(by_name))
        until = _find_until(sheets, answers)
        editions, remarks = [], []
        for name in chosen:
            part, read = SHEETS[name]
            rows, said = read(by_name[name], until)
            editions.append(self._edit(rows, part, f"{until}"))
            remarks += said
        left = [name for name in by_name if name not in chosen]
        remarks += _list_names(later("Sheets left out: {names}."), left)
        return Draft(tuple(editions), tuple(remarks))

    def read(self, table: Table, answers: Answers) -> Draft:
        """The edition in a file of the explorer."""
        if table.layout.key == "weapons":
            until = _find_until((), answers)
            weapons = [_read_weapons(record, until) for record in table.records]
            return Draft((self._edit(weapons, "tracker", f"{until}"),))
        records = [one for one in table.records if not cells.is_group(one["country"])]
        said = {cells.power(one) for one in (answers["unit"], table.units["total"]) if one}
        if len(said) > 1 or None in said:
            raise Refused(later("The heading and --unit do not say one unit of money."))
        exponent = said.pop() if said else 9
        wrong = [one for one in records if not _adds_up(one)]
        if wrong:
            problem = later(
                "is not what military, financial and humanitarian add up to; rows like this: {n}"
            )
            raise wrong[0].refuse("total", problem, n=len(wrong))
        rows = [row for one in records for row in _read_month(one, exponent or 0, table)]
        part = "tracker" if table.layout.key == "totals" else "data-explorer"
        edition = self._edit(rows, part, max((row["period_end"] for row in rows), default=""))
        groups = later("Rows of groups and totals left out, because their parts are carried: {n}.")
        return Draft((edition,), base.count_left(groups, len(table.records) - len(records)))

    def _edit(self, rows: Sequence[Row], part: str, until: str) -> Edition:
        if not rows:
            raise Refused(later("The file gives no amount other than zero."))

        def source(answers: Answers) -> Row:
            answers.ask(release=_RELEASE, published=base.PUBLISHED)
            release, dates = answers["release"], answers.date()
            if not re.fullmatch(r"\d+", release, re.ASCII):
                raise Refused(later("“{text}” is no number of a release."), text=release)
            on = dates[0] if len(dates[0]) == 10 else until
            more = {**self.parts[part], "part": part, "release": release, "on": on}
            more["title"] = more["title"].format(release)
            return self.describe(answers, dates, **more)

        return Edition("aid_flows", tuple(rows), source, self.usual["publisher"])


def _list_names(message: str, names: Sequence[str]) -> list[Remark]:
    return [Remark(message, {"names": "; ".join(names)})] if names else []


def _euros(start: date, end: date, value: Decimal | None, **more: str) -> Row:
    """An amount in euros; a missing one says so."""
    said = {"obs_status": "O"} if value is None else {"amount": cells.money(value)}
    return base.amount(start, end, **{"measure": "allocation", "currency": "EUR", **said, **more})


def _read_weapons(record: Record, until: date) -> Row:
    item = _ITEMS.get(record.plain("category"))
    if item is None:
        raise record.refuse("category", later("is a kind of weapon the tables have no word for"))
    units = record.number("units")
    return _euros(
        BEGAN, until, record.number("value"), series="kiel-weapons", item=item,
        donor=record.donor("donor"), aid_type="military",
        units="" if units is None else cells.written(units),
    )  # fmt: skip


def _read_month(record: Record, exponent: int, table: Table) -> Iterator[Row]:
    """The amounts of a month; of one donor it fills months without aid with zeros."""
    numbered = record.number("month")
    if numbered not in range(1, 13):
        raise record.refuse("month", later("is no month"))
    first = date(record.year("year"), int(numbered or 0), 1)
    totals = table.layout.key == "totals"
    donor = "ALL" if totals else record.donor("iso" if record["iso"] else "country")
    for column in (*TYPES, "commitments"):
        value = record.number(column)
        if value or (totals and value is not None):
            committed = {"aid_type": "all", "measure": "commitment"}
            yield _euros(
                first, cells.last_of_month(first), value.scaleb(exponent), donor=donor,
                series="kiel-total-month" if totals else "kiel-month",
                **(committed if column == "commitments" else {"aid_type": column}),
            )  # fmt: skip


def _adds_up(record: Record) -> bool:
    parts = sum((record.number(name) or Decimal(0) for name in TYPES), Decimal(0))
    total = record.number("total") or Decimal(0)
    return abs(parts - total) <= Decimal("0.00001") * max(Decimal(1), abs(total))


_DAY: Final = re.compile(r"\b([A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\b")


def _find_until(sheets: Sequence[Sheet], answers: Answers) -> date:
    """The last day a file covers: as said, or as its preambles say with one voice."""
    said = {
        cells.day(text, 0, sheet.name)
        for sheet in sheets
        for row in sheet.rows[:12]
        for cell in row
        if re.search(r"January 24|24 January", cell)
        for text in _DAY.findall(clean(cell))
    } - {BEGAN}
    if len(said) != 1 or answers["until"]:
        answers.ask(until=_UNTIL)
        return cells.day(answers["until"], 0, "--until")
    return said.pop()


def _find_header(sheet: Sheet) -> tuple[int, int]:
    """The row and the place of the heading “Country”."""
    for position, row in enumerate(sheet.rows[:SEARCHED]):
        names = [plain(cell) for cell in row]
        if "country" in names:
            return position, names.index("country")
    raise Refused(later("{sheet} has no column “Country”."), sheet=sheet.name)


def _read_summary(sheet: Sheet, until: date) -> tuple[list[Row], list[Remark]]:
    """The totals of every country; a unit stands in the heading or in the row under it."""
    position, country = _find_header(sheet)
    header, *below = sheet.rows[position:]
    lines = sheet.lines[position:]
    if below and country < len(below[0]) and not below[0][country].strip():
        units = dict(enumerate(below.pop(0)))
        header = tuple(
            f"{name} ({units[at]})" if units.get(at) else name for at, name in enumerate(header)
        )
        lines = lines[1:]
    merged = replace(sheet, rows=(header, *below), lines=lines)
    table = find_table(merged, read_layouts("kiel", "summary"))
    powers = {name: cells.power(unit) for name, unit in table.units.items() if name != "country"}
    bare = [name for name, exponent in powers.items() if exponent is None]
    if bare:
        message = later("{sheet} names no unit such as “€ billion” for: {names}.")
        raise Refused(message, sheet=sheet.name, names=", ".join(bare))
    rows, groups, uneven = [], [], []
    for record in table.records:
        amounts = {
            name: value.scaleb(exponent or 0)
            for name, exponent in powers.items()
            if (value := record.number(name)) is not None
        }
        if cells.is_group(record["country"]):
            groups += [record["country"]] if amounts else []
            continue
        total = amounts.get("all allocation", Decimal(0))
        parts = sum((amounts.get(f"{kind} allocation", Decimal(0)) for kind in TYPES), Decimal(0))
        if abs(parts - total) > max(abs(total) / 100, Decimal(2_000_000)):
            uneven.append(record["country"])
        for name, value in amounts.items():
            kind, measure = name.split()
            rows.append(
                _euros(
                    BEGAN, until, value, series="kiel-donor-total", aid_type=kind,
                    donor=record.donor("country"), measure=measure,
                )
            )  # fmt: skip
    if len(uneven) * 2 > len({row["donor"] for row in rows}):
        message = later("In most rows of {sheet} the types do not add up to the total: {names}.")
        raise Refused(message, sheet=sheet.name, names=", ".join(uneven[:5]))
    odd = later("The types do not add up to the total as printed: {names}.")
    left = _list_names(later("Sums and groups left out: {names}."), groups)
    return rows, [*left, *_list_names(odd, uneven)]


def _read_packages(sheet: Sheet, until: date) -> tuple[list[Row], list[Remark]]:
    """The sums of the packages by month; the undated ones over all that is covered."""
    sums: dict[tuple[str, date, str, str], Decimal] = defaultdict(Decimal)
    undated = 0
    for record in find_table(sheet, read_layouts("kiel", "packages")).records:
        value = record.number("value")
        if value is None or cells.is_group(record["donor"]):
            continue
        for column, words in (("type", TYPES), ("measure", ("allocation", "commitment"))):
            if record.plain(column) not in words:
                raise record.refuse(column, later("is none of {known}"), known=", ".join(words))
        dated = re.search(r"\d{4}", record["announced"])
        announced = record.day("announced") if dated else date.max
        if dated and announced > until:
            problem = later("is after {until}, up to which the workbook counts")
            raise record.refuse("announced", problem, until=until)
        undated += not dated
        key = record.donor("donor"), announced.replace(day=1)
        sums[*key, record.plain("type"), record.plain("measure")] += value
    rows = []
    for (donor, first, kind, measure), value in sorted(sums.items()):
        start, end, series = first, cells.last_of_month(first), "kiel-month"
        if first.year == date.max.year:
            start, end, series = BEGAN, until, "kiel-undated"
        if value:
            told = {"series": series, "donor": donor, "aid_type": kind, "measure": measure}
            rows.append(_euros(start, end, value, **told))
    left = later("Packages without a date, kept apart as undated: {n}.")
    return rows, list(base.count_left(left, undated))


def _read_payments(sheet: Sheet, _until: date) -> tuple[list[Row], list[Remark]]:
    """Budget support paid; months without any, printed as 0 or in words, have none."""
    header, country = _find_header(sheet)
    start, months = max(
        ((at, _find_months(sheet.rows[at])) for at in range(max(header - 1, 0), header + 2)
         if at < len(sheet.rows)),
        key=lambda pair: len(pair[1]),
    )  # fmt: skip
    for (_, one), (_, other) in pairwise(months):
        if (other.year - one.year) * 12 + other.month - one.month != 1:
            message = later("The months of {sheet} do not follow each other: {one}, {other}.")
            raise Refused(message, sheet=sheet.name, one=f"{one:%Y-%m}", other=f"{other:%Y-%m}")
    start = max(start, header)
    units = {cells.power(cell) for row in sheet.rows[: start + 1] for cell in row} - {None, 0}
    if len(units) != 1 or not months:
        message = later(
            "{sheet} does not say above its table its months and in which unit it counts."
        )
        raise Refused(message, sheet=sheet.name)
    exponent = units.pop() or 0
    found = []
    for line, row in sheet.below(start):
        texts = [(first, row[at]) for at, first in months if at < len(row) and row[at].strip()]
        name = clean(row[country]) if texts and country < len(row) else ""
        if not name or cells.is_group(name):
            continue
        donor = cells.known_donor(name, line, "Country")
        for first, text in texts:
            none = plain(text) == "no budget support"
            value = None if none else cells.number(text, line, f"{first:%Y-%m}")
            if value:
                told = {"series": "kiel-month", "donor": donor, "aid_type": "financial"}
                end, euros = cells.last_of_month(first), value.scaleb(exponent)
                found.append(_euros(first, end, euros, measure="disbursement", **told))
    return found, []


def _find_months(row: Sequence[str]) -> list[tuple[int, date]]:
    """The month of each column: the year stands only where it changes, 2022 before the first."""
    running = 2022
    found = []
    for at, cell in enumerate(row):
        text = clean(cell)
        first = cells.month(text) or (cells.month(f"{text} {running}") if text.isalpha() else None)
        if first is not None:
            running = first.year
            found.append((at, first))
    return found


_Reader = Callable[[Sheet, date], tuple[list[Row], list[Remark]]]
SHEETS: Final[Mapping[str, tuple[str, _Reader]]] = {
    "Country Summary (€)": ("country-summary", _read_summary),
    "Bilateral Assistance, MAIN DATA": ("main-data", _read_packages),
    "Financial disb per Month (€)": ("financial-disbursements", _read_payments),
}
"""The sheets of the workbook that are read: the part of a release each is, and how."""
