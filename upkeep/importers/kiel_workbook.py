"""Kiel Institute, Ukraine Support Tracker: the sheets of the main workbook."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from upkeep.importers import kiel_disbursements, kiel_summary, layout
from upkeep.importers.cells import clean, day, last_of_month, money, number, plain
from upkeep.importers.countries import is_group, known_donor
from upkeep.importers.draft import Answers, Draft, Edition, Remark, Row, amount
from upkeep.importers.foreign import Sheet
from upkeep.importers.kiel_sources import PUBLISHER, source
from upkeep.importers.layout import Layout, Record
from upkeep.importers.refusal import Refused, Unanswered

BEGAN: Final = date(2022, 1, 24)
"""The first day the tracker covers."""
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
_TYPES: Final = ("military", "financial", "humanitarian")
_MEASURES: Final = ("allocation", "commitment")
_UNTIL: Final = later(
    "Up to which day does the workbook count? Give --until 2026-06-30; its first sheet says it."
)
_DAY: Final = re.compile(r"\b([A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})\b")
_MONTHS: Final = 12


def _summary(sheet: Sheet, until: date) -> tuple[Edition, tuple[Remark, ...]]:
    rows, remarks = kiel_summary.rows(sheet, BEGAN, until)
    return _edition(rows, "country-summary", until), remarks


def _main(sheet: Sheet, until: date) -> tuple[Edition, tuple[Remark, ...]]:
    _, table = layout.found(sheet, [MAIN])
    sums: dict[tuple[str, str, str, date | None], Decimal] = defaultdict(Decimal)
    undated = 0
    for record in table.records:
        value = number(record["value"], record.line, "value")
        if value is None or is_group(record["donor"]):
            continue
        announced = _announced(record, until)
        undated += announced is None
        sums[(*_kind(record), announced)] += value
    remarks = (
        Remark(later("Packages without a date, kept apart as undated: {n}."), {"n": undated}),
    )
    return _edition(_by_month(sums, until), "main-data", until), remarks if undated else ()


def _kind(record: Record) -> tuple[str, str, str]:
    kind, measure = plain(record["type"]), plain(record["measure"])
    for word, known, column in ((kind, _TYPES, "type"), (measure, _MEASURES, "measure")):
        if word not in known:
            raise Refused(
                later("Line {line}, {column}: “{text}” is none of {known}."),
                line=record.line,
                column=column,
                text=clean(record[column]),
                known=", ".join(known),
            )
    return known_donor(record["donor"], record.line, "donor"), kind, measure


def _announced(record: Record, until: date) -> date | None:
    """The month a package was announced; None where the source has no day for it."""
    text = clean(record["announced"])
    if not re.search(r"\d{4}", text):
        return None
    announced = day(text, record.line, "announced")
    if announced > until:
        raise Refused(
            later("Line {line}: {day} is after {until}, up to which the workbook counts."),
            line=record.line,
            day=announced,
            until=until,
        )
    return announced.replace(day=1)


def _by_month(
    sums: Mapping[tuple[str, str, str, date | None], Decimal], until: date
) -> Iterable[Row]:
    """One row for each sum that is not zero; the undated ones over all that is covered."""
    for (donor, kind, measure, first), value in sorted(
        sums.items(), key=lambda pair: (*pair[0][:1], pair[0][3] or date.max, *pair[0][1:3])
    ):
        if value:
            yield amount(
                first or BEGAN,
                last_of_month(first) if first else until,
                written=money(value),
                series="kiel-month" if first else "kiel-undated",
                donor=donor,
                aid_type=kind,
                measure=measure,
                currency="EUR",
            )


def _disbursed(sheet: Sheet, until: date) -> tuple[Edition, tuple[Remark, ...]]:
    rows = kiel_disbursements.rows(sheet)
    edition = _edition(rows, "financial-disbursements", until)
    return edition, ()


def _edition(rows: Iterable[Row], part: str, until: date) -> Edition:
    found = tuple(rows)
    if not found:
        raise Refused(later("The sheet gives no amounts: {part}."), part=part)
    return Edition(
        "aid_flows", found, lambda answers: source(answers, part, until.isoformat()), PUBLISHER
    )


SHEETS: Final[Mapping[str, Callable[[Sheet, date], tuple[Edition, tuple[Remark, ...]]]]] = {
    "Country Summary (€)": _summary,
    "Bilateral Assistance, MAIN DATA": _main,
    "Financial disb per Month (€)": _disbursed,
}
"""The sheets that are read, and how."""


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """One edition for each sheet that is known, or for the one that was asked for."""
    by_name = {clean(sheet.name): sheet for sheet in sheets}
    wanted = [answers.sheet] if answers.sheet else list(SHEETS)
    chosen = {name: by_name[name] for name in wanted if name in by_name and name in SHEETS}
    if not chosen:
        raise Refused(
            later("The workbook has none of the sheets {known}; it has: {found}."),
            known="; ".join(SHEETS),
            found="; ".join(by_name),
        )
    until = _until(sheets, answers)
    editions: list[Edition] = []
    remarks: list[Remark] = []
    for name, sheet in chosen.items():
        edition, said = SHEETS[name](sheet, until)
        editions.append(edition)
        remarks += said
    left = [name for name in by_name if name not in chosen]
    if left:
        remarks.append(Remark(later("Sheets left out: {names}."), {"names": "; ".join(left)}))
    return Draft(tuple(editions), tuple(remarks))


def _until(sheets: Sequence[Sheet], answers: Answers) -> date:
    """The last day the workbook covers: as said, or as its preambles say with one voice."""
    if answers.until:
        return day(answers.until, 0, "--until")
    said = {
        day(text, 0, sheet.name)
        for sheet in sheets
        for cells in sheet.rows[:_MONTHS]
        for cell in cells
        if re.search(r"January 24|24 January", cell)
        for text in _DAY.findall(clean(cell))
    } - {BEGAN}
    if len(said) != 1:
        raise Unanswered(_UNTIL)
    return said.pop()
