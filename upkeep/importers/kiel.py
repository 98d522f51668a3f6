"""Kiel Institute, Ukraine Support Tracker: the files of its data explorer."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Final

from locales import later
from upkeep.importers.base import (
    PUBLISHED,
    Answers,
    Argument,
    Draft,
    Edition,
    Importer,
    Remark,
    Row,
    Unanswered,
    amount,
    count_left,
)
from upkeep.importers.cells import (
    Refused,
    clean,
    day,
    donor,
    is_group,
    known,
    last_of_month,
    money,
    month,
    number,
    plain,
    power,
    refuse_cell,
    written,
)
from upkeep.importers.table import Layout, Record, Sheet, Table, find_table, heading

BEGAN: Final = date(2022, 1, 24)
"""The first day the tracker covers."""
TYPES: Final = ("military", "financial", "humanitarian")
_BY_TYPE: Final = {
    "year": ("year",),
    "month": ("month",),
    **{kind: (kind, f"{kind} allocations") for kind in TYPES},
}
EXPLORER: Final = Layout(
    "Ukraine Support Tracker, data explorer",
    {
        "country": ("country", "donor", "donor country"), **_BY_TYPE,
        "total": ("total", "total allocations"),
    },
    {
        "commitments": ("commitments", "total commitments", "commitment"),
        "iso": ("iso", "iso3", "country code"),
        "gdp": ("gdp", "gdp (2021)"),
        "pct_gdp": ("pct_gdp", "% gdp", "percent of gdp"),
    },
)  # fmt: skip
TOTALS: Final = Layout(
    "Ukraine Support Tracker, total allocations by month",
    {**_BY_TYPE, "total": ("total_allocations", "total allocations")},
)
WEAPONS: Final = Layout(
    "Ukraine Support Tracker, heavy weapons by donor",
    {
        "donor": ("donor", "country"),
        "category": ("category",),
        "units": ("number_of_weapons", "number of weapons"),
        "value": ("monetary_value_eur", "monetary value (eur)"),
    },
)
MAIN: Final = Layout(
    "Bilateral Assistance, MAIN DATA",
    {
        "donor": ("donor",),
        "announced": ("announcement_date", "announcement date", "date"),
        "type": ("aid_type_general", "type of aid general", "aid type general"),
        "measure": ("measure",),
        "value": ("tot_sub_activity_value_eur", "total sub-activity value (eur)"),
    },
)
_ITEMS: Final = {
    "air defense": "air_defence", "air defence": "air_defence", "howitzers": "howitzers",
    "ifv": "infantry_fighting_vehicles", "mlrs": "rocket_launchers", "tanks": "tanks",
}  # fmt: skip
_ECONOMIES: Final[Mapping[str, int]] = {
    "USA": 19_700, "JPN": 4_200, "DEU": 3_600, "GBR": 2_650, "FRA": 2_500, "ITA": 1_800,
    "CAN": 1_700, "AUS": 1_310, "ESP": 1_200, "NLD": 860, "POL": 575, "SWE": 540, "NOR": 410,
}  # fmt: skip
"""Sizes of economies in 2021, in billions of euros: what tells billions from millions."""
_TOTAL_OF_2022: Final = 78
"""What all donors allocated in 2022, in billions of euros: it tells the unit of the totals."""

_TOPIC: Final = "https://www.kielinstitut.de/topics/war-against-ukraine/ukraine-support-tracker/"
_DATA: Final = "https://www.kielinstitut.de/publications/ukraine-support-tracker-data-6453/"
_PARTS: Final = {
    "data-explorer": (
        "Ukraine Support Tracker, Data Explorer, Release {}", _TOPIC,
        "Commitments and allocations measure different things and must not share an axis. "
        "Packages that earlier releases left undated are booked here in single months.",
    ),
    "tracker": (
        "Ukraine Support Tracker", _TOPIC,
        "The split of military aid by origin adds up to less than the military total, and some "
        "weapons carry no price.",
    ),
    "country-summary": ("Ukraine Support Tracker, Country Summary, Release {}", _DATA, ""),
    "main-data": (
        "Ukraine Support Tracker Data, sheet Bilateral Assistance, MAIN DATA, Release {}", _DATA,
        "Packages without a known month are kept apart as undated, and for some others the month "
        "column and the date of the source disagree.",
    ),
    "financial-disbursements": (
        "Ukraine Support Tracker Data, sheet Financial disb per Month, Release {}", _DATA,
        "Payments of budget support only, not comparable with the allocations and commitments of "
        "the same release.",
    ),
}  # fmt: skip
"""Title, page and caveat of each part of a release."""
_RELEASE: Final = later("Which release is it? Give --release 31; the publisher's page says it.")
_UNTIL: Final = later(
    "Up to which day does the workbook count? Give --until 2026-06-30; its first sheet says it."
)
_UNIT: Final = later("The file does not say its unit. Give --unit billion, million or euro.")
_NONE: Final = later("The file gives no amount other than zero.")
_NO_COUNTRY: Final = later("{sheet} has no column “Country”.")


class Kiel(Importer):
    """One edition for each part of a release."""

    name = "kiel"
    help = (
        "Ukraine Support Tracker: a CSV of the data explorer (by donor and month, total "
        "allocations, weapons), or the main workbook (.xlsx; sheets Country Summary, Bilateral "
        "Assistance, Financial disb per Month)"
    )
    arguments = (
        Argument("release", "the number of the release"),
        Argument("until", "the last day the workbook or the weapons cover"),
        Argument("unit", "billion, million or euro"),
    )
    layouts = (EXPLORER, TOTALS, WEAPONS)
    usual: ClassVar = {
        "publisher": "Kiel Institute",
        "licence": "attribution required; terms not confirmed",
        "frequency": "quarterly",
    }

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file of the explorer, or in the main workbook."""
        if len(sheets) == 1 and sheets[0].name not in SHEETS:
            return super().draft(sheets, answers)
        by_name = {clean(sheet.name): sheet for sheet in sheets}
        wanted = [answers["sheet"]] if answers["sheet"] else SHEETS
        chosen = [name for name in SHEETS if name in wanted and name in by_name]
        if not chosen:
            raise Refused(
                later("The workbook has none of the sheets {known}; it has: {found}."),
                known="; ".join(SHEETS), found="; ".join(by_name),
            )  # fmt: skip
        until = _find_until(sheets, answers)
        editions, remarks = [], []
        for name in chosen:
            part, read = SHEETS[name]
            rows, said = read(by_name[name], until)
            editions.append(self._edit(rows, part, until.isoformat()))
            remarks += said
        left = "; ".join(name for name in by_name if name not in chosen)
        if left:
            remarks.append(Remark(later("Sheets left out: {names}."), {"names": left}))
        return Draft(tuple(editions), tuple(remarks))

    def read(self, table: Table, answers: Answers) -> Draft:
        """The edition in a file of the explorer."""
        if table.layout is WEAPONS:
            answers.ask(until=_UNTIL)
            until = day(answers["until"], 0, "--until")
            rows = [_read_weapons(record, until) for record in table.records]
            return Draft((self._edit(rows, "tracker", until.isoformat()),))
        records = [record for record in table.records if not is_group(record["country"])]
        exponent = _find_unit(table, records, answers)
        wrong = [record.line for record in records if not _adds_up(record)]
        if wrong:
            raise Refused(
                later(
                    "Line {line}: military, financial and humanitarian do not add up to the "
                    "total; rows like this: {n}."
                ),
                line=wrong[0], n=len(wrong),
            )  # fmt: skip
        rows = [row for record in records for row in _read_month(record, exponent, table)]
        part = "tracker" if table.layout is TOTALS else "data-explorer"
        edition = self._edit(rows, part, max((row["period_end"] for row in rows), default=""))
        left = later("Rows of groups and totals left out, because their parts are carried: {n}.")
        return Draft((edition,), count_left(left, len(table.records) - len(records)))

    def _edit(self, rows: Iterable[Row], part: str, until: str) -> Edition:
        found = tuple(rows)
        if not found:
            raise Refused(_NONE)

        def source(answers: Answers) -> Row:
            answers.ask(release=_RELEASE, published=PUBLISHED)
            release, dates = answers["release"], answers.date()
            if not re.fullmatch(r"\d+", release, re.ASCII):
                raise Refused(later("“{text}” is no number of a release."), text=release)
            title, url, caveat = _PARTS[part]
            on = dates[0] if len(dates[0]) == 10 else until
            return self.describe(
                answers, f"kiel-r{release}-{on}-{part}", dates, release=release,
                title=title.format(release), url=url, caveat=caveat,
            )  # fmt: skip

        return Edition("aid_flows", found, source, self.usual["publisher"])


def _euros(start: date, end: date, value: Decimal | None, measure: str, **more: str) -> Row:
    """An amount in euros; a missing one says so."""
    missing = {"obs_status": "O", "bound": ""} if value is None else {"amount": money(value)}
    return amount(start, end, measure=measure, currency="EUR", **missing, **more)


def _read_weapons(record: Record, until: date) -> Row:
    item = _ITEMS.get(record.plain("category"))
    if item is None:
        raise refuse_cell(
            later("Line {line}: weapons of the category “{text}” have no word in the tables."),
            record["category"], record.line, "category",
        )  # fmt: skip
    units = record.number("units")
    return _euros(
        BEGAN, until, record.number("value"), "allocation", series="kiel-weapons",
        donor=record.donor("donor"), aid_type="military", item=item,
        units="" if units is None else written(units),
    )  # fmt: skip


def _read_month(record: Record, exponent: int, table: Table) -> Iterable[Row]:
    """The amounts of a month; of one donor it fills months without aid with zeros."""
    numbered = record.number("month")
    if numbered not in range(1, 13):
        message = later("Line {line}: “{text}” is no month.")
        raise refuse_cell(message, record["month"], record.line, "month")
    first = date(record.year("year"), int(numbered or 0), 1)
    totals = table.layout is TOTALS
    giver = "ALL" if totals else record.donor("iso" if record["iso"] else "country")
    for column in TYPES if totals else (*TYPES, "commitments"):
        value = record.number(column)
        if value or (totals and value is not None):
            yield _euros(
                first, last_of_month(first), value.scaleb(exponent),
                "commitment" if column == "commitments" else "allocation",
                series="kiel-total-month" if totals else "kiel-month", donor=giver,
                aid_type="all" if column == "commitments" else column,
            )  # fmt: skip


def _adds_up(record: Record) -> bool:
    parts = sum((record.number(name) or Decimal(0) for name in TYPES), Decimal(0))
    total = record.number("total") or Decimal(0)
    return abs(parts - total) <= Decimal("0.00001") * max(Decimal(1), abs(total))


def _find_unit(table: Table, records: Sequence[Record], answers: Answers) -> int:
    """The power of ten of the amounts: as said, as headed, or as other sizes show."""
    by_size = _by_total if table.layout is TOTALS else _by_economies
    said = (power(answers["unit"]), power(table.units["total"]), by_size(records))
    known_powers = {exponent for exponent in said if exponent is not None}
    if len(known_powers) > 1:
        raise Refused(
            later("The unit is not clear: 10^{one} by one sign, 10^{other} by another."),
            one=min(known_powers), other=max(known_powers),
        )  # fmt: skip
    if not known_powers:
        raise Refused(_UNIT)
    return known_powers.pop()


def _by_total(records: Sequence[Record]) -> int | None:
    """The unit that makes the sum of 2022 right."""
    months = [record.number("total") for record in records if record.year("year") == 2022]
    whole = sum(filter(None, months), Decimal(0))
    if len(months) != 12 or whole <= 0:
        return None
    exponent = 9 - int((whole / _TOTAL_OF_2022).log10().to_integral_value())
    return exponent if exponent in (0, 6, 9) else None


def _by_economies(records: Sequence[Record]) -> int | None:
    """The unit that makes both the economies and the shares in them right."""
    votes: Counter[int] = Counter()
    for record in records:
        gdp, share, total = (record.number(name) for name in ("gdp", "pct_gdp", "total"))
        size = _ECONOMIES.get(record["iso"].strip())
        if not size or not gdp or not share or not total or min(gdp, share, total) <= 0:
            continue
        of_economy = (gdp / size).log10().to_integral_value()
        of_share = (share * gdp / total / 100).log10().to_integral_value()
        votes[9 - int(of_economy) + int(of_share)] += 1
    if not votes:
        return None
    exponent, most = votes.most_common(1)[0]
    return exponent if exponent in (0, 6, 9) and most > 0.9 * votes.total() else None


_DAY: Final = re.compile(r"\b([A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\b")


def _find_until(sheets: Sequence[Sheet], answers: Answers) -> date:
    """The last day the workbook covers: as said, or as its preambles say with one voice."""
    if answers["until"]:
        return day(answers["until"], 0, "--until")
    said = {
        day(text, 0, sheet.name)
        for sheet in sheets
        for row in sheet.rows[:12]
        for cell in row
        if re.search(r"January 24|24 January", cell)
        for text in _DAY.findall(clean(cell))
    } - {BEGAN}
    if len(said) != 1:
        raise Unanswered(_UNTIL)
    return said.pop()


Kind = tuple[str, str]
_COLUMNS: Final[Mapping[str, Kind]] = {
    f"{word} {measure}s": (measure, kind)
    for measure in ("allocation", "commitment")
    for kind, word in (*zip(TYPES, TYPES, strict=True), ("all", "total bilateral"))
}
"""Measure and type of each column of the summary, by its heading."""
_NEEDED: Final = [name for name, kind in _COLUMNS.items() if "allocation" in kind or "all" in kind]


def _read_summary(sheet: Sheet, until: date) -> tuple[list[Row], list[Remark]]:
    """The totals of every country, and what was left out."""
    position = sheet.row_with(lambda row: "country" in map(plain, row), _NO_COUNTRY)
    country = [plain(cell) for cell in sheet.rows[position]].index("country")
    columns = _find_columns(sheet, position)
    found: list[Row] = []
    groups: list[str] = []
    uneven: list[str] = []
    for line, row in sheet.below(position):
        name = clean(row[country]) if len(row) > country else ""
        values = {
            kind: value.scaleb(exponent)
            for kind, (at, exponent) in columns.items()
            if (value := number("".join(row[at : at + 1]), line, f"#{at + 1}")) is not None
        }
        if not name or not values:
            continue
        if is_group(name):
            groups.append(name)
            continue
        total = values.get(("allocation", "all"), Decimal(0))
        parts = sum((values.get(("allocation", kind), Decimal(0)) for kind in TYPES), Decimal(0))
        if abs(parts - total) > max(abs(total) / 100, Decimal(2_000_000)):
            uneven.append(name)
        giver = known(donor(name), name, line, "Country")
        for (measure, kind), value in values.items():
            found.append(
                _euros(
                    BEGAN, until, value, measure, series="kiel-donor-total", donor=giver,
                    aid_type=kind,
                )
            )  # fmt: skip
    if len(uneven) * 2 > len({row["donor"] for row in found}):
        raise Refused(
            later("In most rows of {sheet} the types do not add up to the total: {names}."),
            sheet=sheet.name, names=", ".join(uneven[:5]),
        )  # fmt: skip
    messages = {
        later("Sums and groups left out: {names}."): groups,
        later("The types do not add up to the total as printed: {names}."): uneven,
    }
    return found, [Remark(text, {"names": "; ".join(names)}) for text, names in messages.items()
                   if names]  # fmt: skip


def _find_columns(sheet: Sheet, position: int) -> dict[Kind, tuple[int, int]]:
    """Where each amount stands, with the power of ten of its unit.

    The unit stands in brackets in the heading or in the row under it; a heading may come again
    with another unit, such as a share of the economy.
    """
    under = (*sheet.rows[position + 1 : position + 2], ())[0]
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    names = set()
    for at, cell in enumerate(sheet.rows[position]):
        name, unit = heading(cell)
        names.add(name)
        exponent = power(unit or "".join(under[at : at + 1]))
        if exponent is not None:
            places[name].append((at, exponent))
    for name in _COLUMNS:
        if len(places[name]) > 1:
            raise Refused(
                later("The column “{column}” stands twice in the header; keep one of them."),
                column=name,
            )
    missing = [name for name in _COLUMNS if not places[name] and name in {*_NEEDED, *names}]
    if missing:
        raise Refused(
            later("{sheet} has no column, or none with a unit such as “€ billion”: {missing}."),
            sheet=sheet.name, missing=", ".join(f"“{name}”" for name in missing),
        )  # fmt: skip
    return {kind: places[name][0] for name, kind in _COLUMNS.items() if places[name]}


def _read_packages(sheet: Sheet, until: date) -> tuple[list[Row], list[Remark]]:
    """The sums of the packages by month; the undated ones over all that is covered."""
    sums: dict[tuple[str, date, str, str], Decimal] = defaultdict(Decimal)
    undated = 0
    for record in find_table(sheet, [MAIN]).records:
        value = record.number("value")
        if value is None or is_group(record["donor"]):
            continue
        for column, words in (("type", TYPES), ("measure", ("allocation", "commitment"))):
            if record.plain(column) not in words:
                raise Refused(
                    later("Line {line}, {column}: “{text}” is none of {known}."),
                    line=record.line, column=column, text=clean(record[column]),
                    known=", ".join(words),
                )  # fmt: skip
        dated = re.search(r"\d{4}", record["announced"])
        announced = record.day("announced") if dated else date.max
        if dated and announced > until:
            raise Refused(
                later("Line {line}: {day} is after {until}, up to which the workbook counts."),
                line=record.line, day=announced, until=until,
            )  # fmt: skip
        undated += not dated
        key = record.donor("donor"), announced.replace(day=1)
        sums[*key, record.plain("type"), record.plain("measure")] += value
    never = date.max.replace(day=1)
    rows = [
        _euros(
            BEGAN if first == never else first,
            until if first == never else last_of_month(first),
            value, measure, series="kiel-undated" if first == never else "kiel-month",
            donor=giver, aid_type=kind,
        )
        for (giver, first, kind, measure), value in sorted(sums.items())
        if value
    ]  # fmt: skip
    left = later("Packages without a date, kept apart as undated: {n}.")
    return rows, list(count_left(left, undated))


def _read_payments(sheet: Sheet, _until: date) -> tuple[list[Row], list[Remark]]:
    """Budget support paid; months without any, printed as 0 or in words, have none."""
    no_months = later("{sheet} has no row of months.")
    position = sheet.row_with(lambda row: len(_find_months(row)) > 2, no_months)
    months = _find_months(sheet.rows[position])
    for (_, one), (_, other) in pairwise(months):
        if (other.year - one.year) * 12 + other.month - one.month != 1:
            raise Refused(
                later("The months of {sheet} do not follow each other: {one}, {other}."),
                sheet=sheet.name, one=f"{one:%Y-%m}", other=f"{other:%Y-%m}",
            )  # fmt: skip
    header = sheet.row_with(lambda row: "country" in map(plain, row), _NO_COUNTRY)
    country = [plain(cell) for cell in sheet.rows[header]].index("country")
    start = max(header, position)
    units = {power(cell) for row in sheet.rows[: start + 1] for cell in row} - {None, 0}
    if len(units) != 1:
        message = later("{sheet} does not say above its table in which unit it counts.")
        raise Refused(message, sheet=sheet.name)
    exponent = units.pop() or 0
    found = []
    for line, row in sheet.below(start):
        name = clean(row[country]) if len(row) > country else ""
        cells = [(first, row[at]) for at, first in months if at < len(row) and row[at].strip()]
        if not name or is_group(name) or not cells:
            continue
        giver = known(donor(name), name, line, "Country")
        for first, text in cells:
            none = plain(text) == "no budget support"
            value = None if none else number(text, line, f"{first:%Y-%m}")
            if value:
                found.append(
                    _euros(
                        first, last_of_month(first), value.scaleb(exponent), "disbursement",
                        series="kiel-month", donor=giver, aid_type="financial",
                    )
                )  # fmt: skip
    return found, []


def _find_months(row: Sequence[str]) -> list[tuple[int, date]]:
    """The month of each column: the year stands only where it changes, 2022 before the first."""
    running = 2022
    found = []
    for at, cell in enumerate(row):
        text = clean(cell)
        first = month(text) or (month(f"{text} {running}") if text.isalpha() else None)
        if first is not None:
            running = first.year
            found.append((at, first))
    return found


SHEETS: Final[Mapping[str, tuple[str, Callable[[Sheet, date], tuple[list[Row], list[Remark]]]]]] = {
    "Country Summary (€)": ("country-summary", _read_summary),
    "Bilateral Assistance, MAIN DATA": ("main-data", _read_packages),
    "Financial disb per Month (€)": ("financial-disbursements", _read_payments),
}
"""The sheets of the workbook that are read: the part of a release each is, and how."""
