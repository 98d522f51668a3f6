"""Kiel Institute, Ukraine Support Tracker: the data explorer's CSV, by donor and month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from upkeep.importers import kiel_workbook, layout
from upkeep.importers.cells import last_of_month, money, number, year
from upkeep.importers.countries import is_group, known_donor
from upkeep.importers.draft import Answers, Draft, Edition, Remark, Row, amount
from upkeep.importers.foreign import Sheet
from upkeep.importers.kiel_sources import PUBLISHER, source
from upkeep.importers.layout import Found, Layout, Record
from upkeep.importers.refusal import Refused

_TYPES: Final = ("military", "financial", "humanitarian")
EXPLORER: Final = Layout(
    "Ukraine Support Tracker, data explorer",
    {
        "country": ("country", "donor", "donor country"),
        "year": ("year",),
        "month": ("month",),
        "total": ("total", "total allocations"),
        "financial": ("financial", "financial allocations"),
        "humanitarian": ("humanitarian", "humanitarian allocations"),
        "military": ("military", "military allocations"),
        "commitments": ("commitments", "total commitments", "commitment"),
    },
    {
        "iso": ("iso", "iso3", "country code"),
        "gdp": ("gdp", "gdp (2021)"),
        "pct_gdp": ("pct_gdp", "% gdp", "percent of gdp"),
    },
)

_ECONOMIES: Final[Mapping[str, int]] = {
    "USA": 19_700, "JPN": 4_200, "DEU": 3_600, "GBR": 2_650, "FRA": 2_500, "ITA": 1_800,
    "CAN": 1_700, "AUS": 1_310, "ESP": 1_200, "NLD": 860, "POL": 575, "SWE": 540, "NOR": 410,
}  # fmt: skip
"""Sizes of economies in 2021, in billions of euros: what tells billions from millions."""
_ROUNDING: Final = Decimal("0.00001")


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The editions in a file of the tracker: the explorer's CSV, or the main workbook."""
    if len(sheets) > 1 or any(sheet.name in kiel_workbook.SHEETS for sheet in sheets):
        return kiel_workbook.draft(sheets, answers)
    _, table = layout.found(sheets[0], [EXPLORER])
    records = [record for record in table.records if not is_group(record["country"])]
    exponent = _unit(table, records, answers)
    rows: list[Row] = []
    for record in records:
        rows += _rows(record, exponent, known=table.has("iso"))
    if not rows:
        raise Refused(later("The file gives no amount other than zero."))
    _summed(records)
    until = max(row["period_end"] for row in rows)
    groups = len(table.records) - len(records)
    remark = Remark(
        later("Rows of groups and totals left out, because their parts are carried: {n}."),
        {"n": groups},
    )
    edition = Edition(
        "aid_flows", tuple(rows), lambda given: source(given, "data-explorer", until), PUBLISHER
    )
    return Draft((edition,), (remark,) if groups else ())


def _rows(record: Record, exponent: int, *, known: bool) -> list[Row]:
    """The amounts of one donor in one month; the source fills months without aid with zeros."""
    line = record.line
    column = "iso" if known and record["iso"] else "country"
    donor = known_donor(record[column], line, column)
    numbered = number(record["month"], line, "month")
    if numbered is None or numbered not in range(1, 13):
        raise Refused(later("Line {line}: “{text}” is no month."), line=line, text=record["month"])
    first = date(year(record["year"], line, "year"), int(numbered), 1)
    rows = []
    for column in (*_TYPES, "commitments"):
        value = number(record[column], line, column)
        if value:
            rows.append(
                amount(
                    first,
                    last_of_month(first),
                    written=money(value.scaleb(exponent)),
                    series="kiel-month",
                    donor=donor,
                    aid_type="all" if column == "commitments" else column,
                    measure="commitment" if column == "commitments" else "allocation",
                    currency="EUR",
                )
            )
    return rows


def _summed(records: Sequence[Record]) -> None:
    """Refuse a table whose total is not its parts: a column is another than its heading says."""
    wrong = [record for record in records if not _adds_up(record)]
    if wrong:
        raise Refused(
            later(
                "Line {line}: military, financial and humanitarian do not add up to the total; "
                "rows like this: {n}."
            ),
            line=wrong[0].line,
            n=len(wrong),
        )


def _adds_up(record: Record) -> bool:
    parts = [number(record[name], record.line, name) or Decimal(0) for name in _TYPES]
    total = number(record["total"], record.line, "total") or Decimal(0)
    return abs(sum(parts) - total) <= max(_ROUNDING, abs(total) * _ROUNDING)


def _unit(table: Found, records: Sequence[Record], answers: Answers) -> int:
    """The power of ten of the amounts: as said, as headed, or as the economies beside them show."""
    said = {
        "option": layout.power(answers.unit) if answers.unit else None,
        "heading": layout.power(table.units["total"]),
        "gdp": _by_economies(records) if table.has("gdp") and table.has("pct_gdp") else None,
    }
    known = {exponent for exponent in said.values() if exponent is not None}
    if len(known) > 1:
        raise Refused(
            later("The unit is not clear: 10^{one} by one sign, 10^{other} by another."),
            one=min(known),
            other=max(known),
        )
    if not known:
        raise Refused(
            later("The file does not say its unit. Give --unit billion, million or euro.")
        )
    return known.pop()


def _by_economies(records: Sequence[Record]) -> int | None:
    """The unit that makes both the economies and the shares in them right."""
    votes: Counter[int] = Counter()
    for record in records:
        gdp = number(record["gdp"], record.line, "gdp")
        share = number(record["pct_gdp"], record.line, "pct_gdp")
        total = number(record["total"], record.line, "total")
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
