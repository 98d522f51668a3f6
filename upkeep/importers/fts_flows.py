"""OCHA FTS: single flows of money to Ukraine, each counted once."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from schemas import codes
from upkeep.importers import layout
from upkeep.importers.cells import clean, day, money, number, plain
from upkeep.importers.countries import donor
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
from upkeep.importers.layout import Layout, Record
from upkeep.importers.refusal import Refused

FLOWS: Final = Layout(
    "FTS incoming funding",
    {
        "date": ("date", "#date"),
        "amount": ("amountusd", "amount usd", "#value+funding+total+usd"),
        "donor": ("srcorganization", "source organization", "#org+name+funder"),
        "destinations": ("destlocations", "destination location", "#country+iso3+impl+list"),
        "status": ("status", "flow status", "#status+text"),
        "id": ("id", "flow id", "#activity+id+fts_internal"),
    },
    {
        "plan": (
            "destplancode", "#activity+appeal+id+external", "#activity+appeal+id+external+impl",
        ),
        "kind": ("srcorganizationtypes", "#org+type+funder+list"),
        "home": ("srclocations", "#country+iso3+funder+list"),
        "shared": ("onboundary",),
    },
)  # fmt: skip
SERIES: Final = "fts-flow"
"""The series of single flows; they are parts of what `fts-plan` gives as funding."""

_MEASURES: Final = {"paid": "disbursement", "commitment": "commitment", "pledge": "pledge"}
_CAVEAT: Final = (
    "Single flows that OCHA was told of, each once; those shared with other countries and those of "
    "donors that are no state are left out, so they do not add up to the funding of a plan."
)


def draft(sheet: Sheet) -> Draft:
    """The flows to Ukraine alone, of donors that are states or the EU."""
    if SERIES not in codes.AID_SERIES:
        raise Refused(
            later("These are single flows, and the table of aid has no series {series} for them."),
            series=SERIES,
        )
    rows, remarks = flows(sheet)
    edition = Edition("aid_flows", tuple(rows), _source, "OCHA FTS")
    return Draft((edition,), remarks)


def flows(sheet: Sheet) -> tuple[list[Row], tuple[Remark, ...]]:
    """One row for each flow to Ukraine alone, and what was left out and how much it is."""
    _, table = layout.found(sheet, [FLOWS])
    seen: dict[str, Record] = {}
    rows: list[Row] = []
    left: dict[str, list[Decimal]] = {"shared": [], "donor": []}
    for record in table.records:
        places = {part.strip().upper() for part in record["destinations"].split(",")}
        if "UKR" not in places or _repeated(record, seen):
            continue
        value = number(record["amount"], record.line, "amountUSD") or Decimal(0)
        giver = _giver(record)
        if len(places) > 1 or plain(record["shared"]) == "shared":
            left["shared"].append(value)
        elif not giver:
            left["donor"].append(value)
        elif value:
            rows.append(_row(record, giver, value))
    if not rows:
        raise Refused(later("The file has no flows to Ukraine alone."))
    return rows, _remarks(left)


def _repeated(record: Record, seen: dict[str, Record]) -> bool:
    """Whether a flow stood there before; a shared flow is repeated for each country."""
    name = clean(record["id"])
    if not name:
        raise Refused(later("Line {line}: the flow has no id."), line=record.line)
    before = seen.setdefault(name, record)
    if before is record:
        return False
    if before["amount"] != record["amount"] and before["destinations"] == record["destinations"]:
        raise Refused(
            later("Line {line}: flow {id} stands in line {other} with another amount."),
            line=record.line, id=name, other=before.line,
        )  # fmt: skip
    return True


def _giver(record: Record) -> str:
    """The state that gives, by its name or by where a government's agency sits; '' for others."""
    named = donor(record["donor"])
    if named or plain(record["kind"]) != "governments":
        return named if named == "EUU" or plain(record["kind"]) in ("governments", "") else ""
    return donor(record["home"]) if "," not in record["home"] else ""


def _row(record: Record, giver: str, value: Decimal) -> Row:
    status = plain(record["status"])
    if status not in _MEASURES:
        raise Refused(
            later("Line {line}, {column}: “{text}” is none of {known}."),
            line=record.line, column="status", text=clean(record["status"]),
            known=", ".join(_MEASURES),
        )  # fmt: skip
    when: date = day(record["date"], record.line, "date")
    return amount(
        when, when, written=money(value), series=SERIES, donor=giver, aid_type="humanitarian",
        measure=_MEASURES[status], plan=clean(record["plan"]) or "not-specified", currency="USD",
        package=f"fts-{plain(record['id'])}",
    )  # fmt: skip


def _remarks(left: dict[str, list[Decimal]]) -> tuple[Remark, ...]:
    texts: Sequence[tuple[str, str]] = (
        ("shared", later("Flows shared with other countries left out: {n}, USD {amount}.")),
        ("donor", later("Flows of donors that are no state left out: {n}, USD {amount}.")),
    )
    return tuple(
        Remark(text, {"n": len(left[name]), "amount": f"{sum(left[name]):,.0f}"})
        for name, text in texts
        if left[name]
    )


def _source(answers: Answers) -> Row:
    dates = dated(answers)
    return described(
        answers,
        f"ocha-fts-{dates[1]}-flows",
        dates,
        publisher="OCHA FTS",
        title="FTS incoming funding data for Ukraine",
        url="https://data.humdata.org/dataset/fts-requirements-and-funding-data-for-ukraine",
        licence="CC BY-IGO",
        frequency="daily",
        caveat=_CAVEAT,
    )
