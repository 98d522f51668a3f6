"""OCHA FTS: what humanitarian plans required and received, by plan or by cluster."""

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from locales import later
from upkeep.importers.base import (
    Answers,
    Draft,
    Edition,
    Importer,
    Row,
    amount,
    count_left,
)
from upkeep.importers.cells import Refused, clean, money, plain, power
from upkeep.importers.table import Layout, LookAlike, Record, Sheet, Table, find_table, headed

_COLUMNS: Final = {
    "country": ("countrycode", "country code", "#country+code"),
    "code": ("code", "plan code", "#activity+appeal+id+external"),
    "year": ("year", "#date+year"),
    "requirements": ("requirements", "revisedrequirements", "#value+funding+required+usd"),
    "funding": ("funding", "totalfunding", "#value+funding+total+usd"),
}
_MORE: Final = {
    "start": ("startdate", "start date", "#date+start"),
    "end": ("enddate", "end date", "#date+end"),
    "percent": ("percentfunded", "percent funded", "#value+funding+pct"),
    "cluster code": ("clustercode", "cluster code", "#sector+cluster+code"),
}
CLUSTERS: Final = Layout(
    "FTS requirements and funding by cluster",
    {**_COLUMNS, "cluster": ("cluster", "#sector+cluster+name")},
    _MORE,
)
PLANS: Final = Layout("FTS requirements and funding", _COLUMNS, _MORE)
_GLOBAL: Final = re.compile(
    r"emergency shelter and nfi|water sanitation hygiene|early recovery|protection - .+"
    r"|camp coordination / management"
)
"""Names that only the global clusters have; no plan for Ukraine calls one of its own so."""


def _is_by_global_cluster(sheet: Sheet) -> bool:
    """Whether a file of clusters counts by those of the whole world, under the same headings."""
    if re.search(r"global.?cluster", plain(sheet.name)) or headed(r"^global ?cluster")(sheet):
        return True
    try:
        records = find_table(sheet, [CLUSTERS]).records
    except Refused:
        return False
    return any(
        _GLOBAL.fullmatch(record.plain("cluster"))
        or re.fullmatch(r"\d{1,2}(\.0)?", record.plain("cluster code"))
        for record in records
    )


FIRST: Final = 2021
"""The year in which the table begins."""
_REFUGEES: Final = re.compile(r"RUKRN\d{2}")
_REPLACED: Final = {
    "HUKR22": "The source prints 0 because the Flash Appeal FUKR22 replaced this plan; that is not "
    "a need of zero."
}
_ZERO: Final = "The source prints 0; that is not a need of zero."


class Fts(Importer):
    """The plans for Ukraine and for its refugees, or the clusters of the plans for Ukraine."""

    name = "fts"
    help = "OCHA Financial Tracking Service: requirements and funding, by plan or by cluster"
    layouts = (CLUSTERS, PLANS)
    look_alikes = (
        LookAlike(
            _is_by_global_cluster,
            later(
                "{file} counts by global cluster, another division than that of the plans for "
                "Ukraine. Take the file by cluster, fts_requirements_funding_cluster_ukr.csv."
            ),
        ),
        LookAlike(
            headed(r"^(srcorganization|source organization|destlocations|#org\+name\+funder)$"),
            later(
                "{file} lists single flows of money, which the tables do not hold: they are parts "
                "of what each plan received. Take a file of requirements and funding."
            ),
        ),
    )
    usual: ClassVar = {
        "publisher": "OCHA FTS",
        "title": "FTS requirements and funding data for Ukraine",
        "url": "https://data.humdata.org/dataset/fts-requirements-and-funding-data-for-ukraine",
        "licence": "CC BY-IGO",
        "frequency": "daily",
        "caveat": "Figures hold for the day of the snapshot only. "
        "Funding is money paid or committed, not pledged.",
    }

    def read(self, table: Table, _answers: Answers) -> Draft:
        """What each plan or cluster required and received."""
        by_cluster = table.layout is CLUSTERS
        kept = [record for record in table.records if _is_ours(record, by_cluster=by_cluster)]
        exponent = _find_power(table)
        rows = [row for record in kept for row in _read(record, exponent, by_cluster=by_cluster)]
        if not rows:
            raise Refused(later("The file has no plans for Ukraine."))
        edition = Edition("aid_flows", tuple(rows), self._source, "OCHA FTS")
        left = count_left(
            later("Rows of other countries or of years before {year} left out: {n}."),
            len(table.records) - len(kept), year=FIRST,
        )  # fmt: skip
        return Draft((edition,), left)

    def _source(self, answers: Answers) -> Row:
        """The snapshot: a figure of FTS holds for its day only."""
        dates = answers.date()
        return self.describe(answers, f"ocha-fts-{dates[1]}", dates)


def _is_ours(record: Record, *, by_cluster: bool) -> bool:
    ukraine = record.plain("country") == "ukr"
    refugees = not by_cluster and _REFUGEES.fullmatch(record["code"].strip())
    return bool(ukraine or refugees) and record.year("year") >= FIRST


def _find_power(table: Table) -> int:
    """The power of ten of the amounts: FTS counts in dollars, where no unit is said."""
    said = {power(unit) for unit in table.units.values() if unit} or {0}
    if len(said) > 1 or None in said:
        raise Refused(later("The headings do not say one unit of money."))
    return said.pop() or 0


def _read(record: Record, exponent: int, *, by_cluster: bool) -> list[Row]:
    """What one plan or cluster required and received, as far as the source says it."""
    required, funded = record.number("requirements"), record.number("funding")
    _check_share(record, required, funded)
    code = clean(record["code"]) or "not-specified"
    shared = {
        "series": "fts-cluster" if by_cluster else "fts-plan",
        "recipient": record.plain("country").upper(), "aid_type": "humanitarian", "plan": code,
        "cluster": clean(record["cluster"]), "currency": "USD",
    }  # fmt: skip
    found = []
    for measure, value in (("requirement", required), ("funding", funded)):
        said = {"amount": "" if value is None else money(value.scaleb(exponent))}
        if measure == "requirement" and value == 0:
            said = {"amount": "", "obs_status": "O", "note": _REPLACED.get(code, _ZERO)}
        if value is not None:
            start, end = _find_period(record)
            found.append(amount(start, end, measure=measure, **shared, **said))
    return found


def _find_period(record: Record) -> tuple[date, date]:
    if record["start"] and record["end"]:
        return record.day("start"), record.day("end")
    whole = record.year("year")
    return date(whole, 1, 1), date(whole, 12, 31)


def _check_share(record: Record, required: Decimal | None, funded: Decimal | None) -> None:
    """Refuse a share printed beside two amounts that are not in that proportion."""
    share = record.number("percent")
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
