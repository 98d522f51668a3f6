"""UNHCR, Refugee Data Finder: people from Ukraine by host country at the end of each year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.table import LookAlike, Record, Table, headed

PORTAL: Final = LookAlike(
    headed(r"^(geomaster_name|individuals|data_date|data date|population_groups_concat)$"),
    later(
        "{file} is a table of UNHCR's operational portal, which counts otherwise than the Refugee "
        "Data Finder. Take the download “Population figures” of the Data Finder, origin Ukraine."
    ),
)
FIRST: Final = 2021
"""The last year-end before the full-scale invasion; the table begins there."""
_BESIDE: Final = {
    "idps": later(
        "People displaced inside Ukraine are left out: they come from IDMC and IOM, "
        "are estimates, and have series of their own."
    ),
    "returned": later("Returns are left out: they are yearly flows, not the stock of returnees."),
}


class Unhcr(base.Importer):
    """The year-ends of a download of the Data Finder."""

    name = "unhcr"
    look_alikes = (PORTAL,)

    def read(self, table: Table, _answers: Answers) -> Draft:
        """People from Ukraine, refugees and asylum-seekers, by host."""
        ours = [one for one in table.records if cells.place(one["origin"]) == "UKR"]
        if not ours:
            raise cells.Refused(later("The file has no rows of people from Ukraine."))
        kept = [one for one in ours if one.year("year") >= FIRST]
        rows = [*_read_group(kept, "ASY", "asylum"), *_read_group(kept, "REF", "refugees")]
        others = later("Rows of people from other countries left out: {n}.")
        before = later("Rows before {year}, where the table begins, left out: {n}.")
        left = (
            *base.count_left(others, len(table.records) - len(ours)),
            *base.count_left(before, len(ours) - len(kept), year=FIRST),
        )
        beside = (
            Remark(message)
            for column, message in _BESIDE.items()
            if any(one[column].strip("0. ") for one in kept)
        )
        edition = Edition("displacement", tuple(rows), self.describe, "UNHCR")
        return Draft((edition,), (*left, *beside))


def _read_group(records: Sequence[Record], group: str, column: str) -> list[Row]:
    """The counts above zero by year and host, each year with the sum of its hosts."""
    hosts: dict[int, Counter[str]] = {}
    wholes: dict[int, int] = {}
    for record in records:
        end, value = record.year("year"), record.people(column) or 0
        if record.plain("host") in ("", "-"):
            wholes[end] = value
            continue
        host = record.place("host")
        if host in hosts.setdefault(end, Counter()):
            raise record.refuse("host", later("stands twice in {year}"), year=end)
        hosts[end][host] = value
    rows = []
    for end in sorted({*hosts, *wholes}):
        counts = hosts.get(end, Counter())
        whole = wholes.get(end, counts.total())
        if counts and whole != counts.total():
            message = later("{year}: the hosts add up to {sum}, the total is {whole}.")
            raise cells.Refused(message, year=end, sum=counts.total(), whole=whole)
        rows += [
            base.stock("rdf-year-end", group, date(end, 12, 31), host, value)
            for host, value in sorted({**counts, "WORLD": whole}.items())
            if value
        ]
    return rows
