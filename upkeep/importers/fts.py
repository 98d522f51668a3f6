"""OCHA FTS: what humanitarian plans required and received, by plan or by cluster."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Row
from upkeep.importers.cells import Refused
from upkeep.importers.table import (
    LookAlike,
    Record,
    Sheet,
    Table,
    find_table,
    headed,
    read_layouts,
)

_GLOBAL: Final = re.compile(
    r"emergency shelter and nfi|water sanitation hygiene|early recovery|protection - .+"
    r"|camp coordination / management"
)
"""Names that only the global clusters have; no plan for Ukraine calls one of its own so."""


def _is_by_global_cluster(sheet: Sheet) -> bool:
    """Whether a file of clusters counts by those of the whole world, under the same headings."""
    if re.search(r"global.?cluster", cells.plain(sheet.name)) or headed(r"^global ?cluster")(sheet):
        return True
    try:
        records = find_table(sheet, read_layouts("fts", "clusters")).records
    except Refused:
        return False
    return any(
        _GLOBAL.fullmatch(record.plain("cluster"))
        or re.fullmatch(r"\d{1,2}(\.0)?", record.plain("cluster code"))
        for record in records
    )


FIRST: Final = 2021
"""The year in which the table begins."""
_REPLACED: Final = {
    "HUKR22": "The source prints 0 because the Flash Appeal FUKR22 replaced this plan; that is not "
    "a need of zero."
}
_ZERO: Final = "The source prints 0; that is not a need of zero."


class Fts(base.Importer):
    """The plans for Ukraine and for its refugees, or the clusters of the plans for Ukraine."""

    name = "fts"
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

    def read(self, table: Table, _answers: Answers) -> Draft:
        """What each plan or cluster required and received."""
        series = "fts-cluster" if table.layout.key == "clusters" else "fts-plan"
        kept = [record for record in table.records if _is_ours(record, series)]
        powers = {cells.power(unit) for unit in table.units.values() if unit} or {0}
        exponent = powers.pop()
        if powers or exponent is None:
            raise Refused(later("The headings do not say one unit of money."))
        rows = tuple(row for record in kept for row in _read(record, exponent, series))
        if not rows:
            raise Refused(later("The file has no plans for Ukraine."))
        others = later("Rows of other countries or of years before {year} left out: {n}.")
        left = base.count_left(others, len(table.records) - len(kept), year=FIRST)
        return Draft((Edition("aid_flows", rows, self.describe, "OCHA FTS"),), left)


def _is_ours(record: Record, series: str) -> bool:
    ukraine = record.plain("country") == "ukr"
    refugees = series == "fts-plan" and re.fullmatch(r"RUKRN\d{2}", record["code"].strip())
    return bool(ukraine or refugees) and record.year("year") >= FIRST


def _read(record: Record, exponent: int, series: str) -> list[Row]:
    """What one plan or cluster required and received, as far as the source says it."""
    values = {"requirement": record.number("requirements"), "funding": record.number("funding")}
    _check_share(record, values["requirement"], values["funding"])
    year = record.year("year")
    start, end = date(year, 1, 1), date(year, 12, 31)
    if record["start"] and record["end"]:
        start, end = record.day("start"), record.day("end")
    code = cells.clean(record["code"]) or "not-specified"
    found = []
    for measure, value in values.items():
        if value is None:
            continue
        said = {"amount": cells.money(value.scaleb(exponent))}
        if measure == "requirement" and value == 0:
            said = {"obs_status": "O", "note": _REPLACED.get(code, _ZERO)}
        found.append(
            base.amount(
                start, end, series=series, recipient=record.plain("country").upper(),
                aid_type="humanitarian", measure=measure, plan=code, currency="USD",
                cluster=cells.clean(record["cluster"]), **said,
            )
        )  # fmt: skip
    return found


def _check_share(record: Record, required: Decimal | None, funded: Decimal | None) -> None:
    """Refuse a share printed beside two amounts that are not in that proportion."""
    share = record.number("percent")
    if share is None or not required or funded is None:
        return
    if share <= 1 < funded / required * 100 - 1:
        share *= 100
    if abs(funded / required * 100 - share) > max(Decimal(1), share / 100):
        problem = later("is not {share} % of {required}; a column is another than its heading says")
        raise record.refuse("funding", problem, share=share, required=required)
