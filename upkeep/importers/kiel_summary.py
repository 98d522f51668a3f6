"""Kiel Institute, Ukraine Support Tracker: the sheet of totals by country."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from upkeep.importers.cells import clean, money, number, plain
from upkeep.importers.countries import is_group, known_donor
from upkeep.importers.draft import Remark, Row, amount
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import heading, power
from upkeep.importers.refusal import Refused

_COLUMNS: Final = {
    ("allocation", "military"): "military allocations",
    ("allocation", "financial"): "financial allocations",
    ("allocation", "humanitarian"): "humanitarian allocations",
    ("allocation", "all"): "total bilateral allocations",
    ("commitment", "military"): "military commitments",
    ("commitment", "financial"): "financial commitments",
    ("commitment", "humanitarian"): "humanitarian commitments",
    ("commitment", "all"): "total bilateral commitments",
}
"""Measure and type of each column, by its heading; all but the types of commitments are needed."""
_NEEDED: Final = [kind for kind in _COLUMNS if kind[0] == "allocation" or kind[1] == "all"]
_PARTS: Final = ("military", "financial", "humanitarian")
_SEARCHED: Final = 40
_TOLERANCE: Final = Decimal("0.01")

Kind = tuple[str, str]


def rows(sheet: Sheet, began: date, until: date) -> tuple[list[Row], tuple[Remark, ...]]:
    """The totals of every country, and what was left out."""
    position = _header(sheet)
    country, columns = _columns(sheet, position)
    found: list[Row] = []
    groups: list[str] = []
    uneven: list[str] = []
    for line, cells in zip(sheet.lines[position + 1 :], sheet.rows[position + 1 :], strict=True):
        name = clean(cells[country]) if len(cells) > country else ""
        if not name:
            continue
        values = {kind: _value(cells, place, line) for kind, place in columns.items()}
        if all(value is None for value in values.values()):
            continue
        if is_group(name):
            groups.append(name)
            continue
        if not _adds_up(values):
            uneven.append(name)
        donor = known_donor(name, line, "Country")
        for (measure, kind), value in values.items():
            if value is not None:
                found.append(_row(donor, measure, kind, value, began, until))
    if len(uneven) * 2 > len({row["donor"] for row in found}):
        raise Refused(
            later("In most rows of {sheet} the types do not add up to the total: {names}."),
            sheet=sheet.name,
            names=", ".join(uneven[:5]),
        )
    return found, _remarks(groups, uneven)


def _remarks(groups: Sequence[str], uneven: Sequence[str]) -> tuple[Remark, ...]:
    remarks = []
    if groups:
        names = {"names": "; ".join(groups)}
        remarks.append(Remark(later("Sums and groups left out: {names}."), names))
    if uneven:
        remarks.append(
            Remark(
                later("The types do not add up to the total as printed: {names}."),
                {"names": ", ".join(uneven)},
            )
        )
    return tuple(remarks)


def _row(donor: str, measure: str, kind: str, value: Decimal, began: date, until: date) -> Row:
    return amount(
        began, until, written=money(value), series="kiel-donor-total", donor=donor,
        aid_type=kind, measure=measure, currency="EUR",
    )  # fmt: skip


def _header(sheet: Sheet) -> int:
    for position, cells in enumerate(sheet.rows[:_SEARCHED]):
        if "country" in [plain(cell) for cell in cells]:
            return position
    raise Refused(later("{sheet} has no column “Country”."), sheet=sheet.name)


def _columns(sheet: Sheet, position: int) -> tuple[int, dict[Kind, tuple[int, int]]]:
    """Where the country stands, and where each amount with the power of ten of its unit.

    The unit stands in brackets in the heading or in the row under it; a heading may come again
    with another unit, such as a share of the economy.
    """
    header = sheet.rows[position]
    under = sheet.rows[position + 1] if position + 1 < len(sheet.rows) else ()
    names = [heading(cell) for cell in header]
    found: dict[Kind, tuple[int, int]] = {}
    missing = []
    for kind, wanted in _COLUMNS.items():
        places = [
            (index, exponent)
            for index, (name, unit) in enumerate(names)
            if name == wanted
            and (exponent := power(unit or (under[index] if index < len(under) else "")))
            is not None
        ]
        if len(places) > 1:
            raise Refused(
                later("The column “{column}” stands twice in the header; keep one of them."),
                column=wanted,
            )
        if places:
            found[kind] = places[0]
        elif kind in _NEEDED or wanted in [name for name, _ in names]:
            missing.append(wanted)
    if missing:
        raise Refused(
            later("{sheet} has no column, or none with a unit such as “€ billion”: {missing}."),
            sheet=sheet.name,
            missing=", ".join(f"“{name}”" for name in missing),
        )
    return [name for name, _ in names].index("country"), found


def _value(cells: Sequence[str], place: tuple[int, int], line: int) -> Decimal | None:
    index, exponent = place
    value = number(cells[index] if index < len(cells) else "", line, f"#{index + 1}")
    return None if value is None else value.scaleb(exponent)


def _adds_up(values: Mapping[Kind, Decimal | None]) -> bool:
    """Whether the total of the allocations is that of its parts, to a hundredth."""
    total = values.get(("allocation", "all")) or Decimal(0)
    parts = [values.get(("allocation", kind)) or Decimal(0) for kind in _PARTS]
    return abs(sum(parts) - total) <= max(abs(total) * _TOLERANCE, Decimal(2_000_000))
