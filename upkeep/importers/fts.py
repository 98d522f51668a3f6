"""OCHA FTS: what humanitarian plans required and received, by plan or by cluster."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from upkeep.importers import fts_flows, layout
from upkeep.importers.cells import clean, day, money, number, plain, year
from upkeep.importers.draft import (
    Answers,
    Draft,
    Edition,
    Remark,
    Row,
    amount,
    dated,
    described,
)
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import Found, Layout, Record
from upkeep.importers.refusal import Refused

_COUNTRY: Final = ("countrycode", "country code", "#country+code")
_COLUMNS: Final = {
    "country": _COUNTRY,
    "code": ("code", "plan code", "#activity+appeal+id+external"),
    "year": ("year", "#date+year"),
    "requirements": ("requirements", "revisedrequirements", "#value+funding+required+usd"),
    "funding": ("funding", "totalfunding", "#value+funding+total+usd"),
}
_DATES: Final = {
    "start": ("startdate", "start date", "#date+start"),
    "end": ("enddate", "end date", "#date+end"),
    "percent": ("percentfunded", "percent funded", "#value+funding+pct"),
}
CLUSTERS: Final = Layout(
    "FTS requirements and funding by cluster",
    {**_COLUMNS, "cluster": ("cluster", "#sector+cluster+name")},
    _DATES,
)
PLANS: Final = Layout("FTS requirements and funding", _COLUMNS, _DATES)

FIRST: Final = 2021
"""The year in which the table begins."""
_REFUGEES: Final = re.compile(r"RUKRN\d{2}")
_REPLACED: Final = {
    "HUKR22": "The source prints 0 because the Flash Appeal FUKR22 replaced this plan; that is not "
    "a need of zero."
}
_ZERO: Final = "The source prints 0; that is not a need of zero."
_CAVEAT: Final = (
    "Figures hold for the day of the snapshot only. "
    "Funding is money paid or committed, not pledged."
)


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The plans for Ukraine and for its refugees, or the clusters of the plans for Ukraine."""
    known = [fts_flows.FLOWS, CLUSTERS, PLANS]
    sheet = layout.only(sheets, lambda one: layout.fits(one, known), answers.sheet)
    found, table = layout.found(sheet, known)
    if found is fts_flows.FLOWS:
        return fts_flows.draft(sheet)
    by_cluster = found is CLUSTERS
    kept = [record for record in table.records if _ours(record, by_cluster=by_cluster)]
    power = _power(table, answers)
    rows = [row for record in kept for row in _rows(record, power, by_cluster=by_cluster)]
    if not rows:
        raise Refused(later("The file has no plans for Ukraine."))
    left = len(table.records) - len(kept)
    remark = Remark(
        later("Rows of other countries or of years before {year} left out: {n}."),
        {"n": left, "year": FIRST},
    )
    edition = Edition("aid_flows", tuple(rows), source, "OCHA FTS")
    return Draft((edition,), (remark,) if left else ())


def _ours(record: Record, *, by_cluster: bool) -> bool:
    country = plain(record["country"]).upper()
    ukraine = country == "UKR" or (not by_cluster and _REFUGEES.fullmatch(record["code"].strip()))
    return bool(ukraine) and year(record["year"], record.line, "year") >= FIRST


def _power(table: Found, answers: Answers) -> int:
    """The power of ten of the amounts: FTS counts in dollars, where no unit is said."""
    said = {layout.power(unit) for unit in (answers.unit, *table.units.values()) if unit} or {0}
    if len(said) > 1 or None in said:
        raise Refused(later("The headings do not say one unit of money."))
    return said.pop() or 0


def _rows(record: Record, power: int, *, by_cluster: bool) -> list[Row]:
    """What one plan or cluster required and received, as far as the source says it."""
    required = number(record["requirements"], record.line, "requirements")
    funded = number(record["funding"], record.line, "funding")
    _in_proportion(record, required, funded)
    start, end = _period(record)
    code = clean(record["code"]) or "not-specified"
    shared = {
        "series": "fts-cluster" if by_cluster else "fts-plan",
        "recipient": plain(record["country"]).upper(),
        "aid_type": "humanitarian",
        "plan": code,
        "cluster": clean(record["cluster"]),
        "currency": "USD",
    }
    found = []
    if required is not None and required == 0:
        said = {"obs_status": "O", "note": _REPLACED.get(code, _ZERO)}
        found.append(amount(start, end, written="", measure="requirement", **said, **shared))
    elif required is not None:
        found.append(
            amount(
                start, end, written=money(required.scaleb(power)), measure="requirement", **shared
            )
        )
    if funded is not None:
        found.append(
            amount(start, end, written=money(funded.scaleb(power)), measure="funding", **shared)
        )
    return found


def _period(record: Record) -> tuple[date, date]:
    if record["start"] and record["end"]:
        return day(record["start"], record.line, "start"), day(record["end"], record.line, "end")
    whole = year(record["year"], record.line, "year")
    return date(whole, 1, 1), date(whole, 12, 31)


def _in_proportion(record: Record, required: Decimal | None, funded: Decimal | None) -> None:
    """Refuse a share printed beside two amounts that are not in that proportion."""
    share = number(record["percent"], record.line, "percent")
    if share is None or not required or funded is None:
        return
    if share <= 1 < funded / required * 100 - 1:
        share *= 100
    if abs(funded / required * 100 - share) > max(Decimal(1), share / 100):
        raise Refused(
            later(
                "Line {line}: {funded} is not {share} % of {required}; a column is another than "
                "its heading says."
            ),
            line=record.line, funded=funded, share=share, required=required,
        )  # fmt: skip


def source(answers: Answers) -> Row:
    """The snapshot: a figure of FTS holds for its day only."""
    dates = dated(answers)
    return described(
        answers,
        f"ocha-fts-{dates[1]}",
        dates,
        publisher="OCHA FTS",
        title="FTS requirements and funding data for Ukraine",
        url="https://data.humdata.org/dataset/fts-requirements-and-funding-data-for-ukraine",
        licence="CC BY-IGO",
        frequency="daily",
        caveat=_CAVEAT,
    )
