"""UNHCR, Refugee Data Finder: people from Ukraine by host country at the end of each year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final

from locales import later
from upkeep.importers.base import Answers, Draft, Edition, Importer, Remark, Row, count_left, stock
from upkeep.importers.cells import Refused, clean, place
from upkeep.importers.table import Layout, LookAlike, Record, Table, headed

FINDER: Final = Layout(
    "Refugee Data Finder, population",
    {
        "year": ("year",),
        "origin": ("country of origin (iso)", "coo_iso", "country of origin iso code"),
        "host": ("country of asylum (iso)", "coa_iso", "country of asylum iso code"),
        "refugees": (
            "refugees under unhcr's mandate", "refugees", "refugees under unhcr mandate",
            "refugees (incl. refugee-like situations)",
        ),
        "asylum": ("asylum-seekers", "asylum_seekers", "asylum seekers"),
    },
    {
        "idps": ("idps of concern to unhcr", "idps"),
        "returned": ("returned refugees", "returned_refugees"),
    },
)  # fmt: skip
PORTAL: Final = LookAlike(
    headed(r"^(geomaster_name|individuals|data_date|data date|population_groups_concat)$"),
    later(
        "{file} is a table of UNHCR's operational portal, which counts otherwise than the Refugee "
        "Data Finder. Take the download “Population figures” of the Data Finder, origin Ukraine."
    ),
)
FIRST: Final = 2021
"""The last year-end before the full-scale invasion; the table begins there."""
_GROUPS: Final = {"ASY": "asylum", "REF": "refugees"}


class Unhcr(Importer):
    """The year-ends of a download of the Data Finder."""

    name = "unhcr"
    help = "Refugee Data Finder: population, origin Ukraine (CSV or zip)"
    layouts = (FINDER,)
    look_alikes = (PORTAL,)
    usual: ClassVar = {
        "publisher": "UNHCR",
        "title": "Refugee Data Finder",
        "url": "https://www.unhcr.org/refugee-statistics/",
        "licence": "CC BY 4.0",
        "frequency": "annual",
        "caveat": "Year-end counts under UNHCR's mandate, defined otherwise than on its "
        "operational portal. From 2024 most people in the Russian Federation are no longer "
        "counted as refugees, by reclassification and not because they returned.",
    }

    def read(self, table: Table, _answers: Answers) -> Draft:
        """People from Ukraine, refugees and asylum-seekers, by host."""
        records = [record for record in table.records if place(record["origin"]) == "UKR"]
        if not records:
            raise Refused(later("The file has no rows of people from Ukraine."))
        kept = [record for record in records if record.year("year") >= FIRST]
        rows = [row for group in _GROUPS for row in _read_group(kept, group)]
        edition = Edition("displacement", tuple(rows), self._source, "UNHCR")
        return Draft((edition,), _remark(len(table.records), records, kept))

    def _source(self, answers: Answers) -> Row:
        dates = answers.date()
        return self.describe(answers, f"unhcr-rdf-{dates[0] or dates[1]}", dates)


def _read_group(records: Sequence[Record], group: str) -> list[Row]:
    """The counts above zero by year and host, each year with the sum of its hosts."""
    counts: dict[int, Counter[str]] = {}
    wholes: dict[int, int] = {}
    for record in records:
        end, value = record.year("year"), record.people(_GROUPS[group]) or 0
        if record.plain("host") in ("", "-"):
            wholes[end] = value
            continue
        host = record.place("host")
        if host in counts.setdefault(end, Counter()):
            raise Refused(
                later("Line {line}: {host} stands twice in {year}."),
                line=record.line, host=clean(record["host"]), year=end,
            )  # fmt: skip
        counts[end][host] = value
    found = []
    for end in sorted({*counts, *wholes}):
        hosts = counts.get(end, Counter())
        whole = wholes.get(end, hosts.total())
        if hosts and whole != hosts.total():
            raise Refused(
                later("{year}: the hosts add up to {sum}, the total is {whole}."),
                year=end, sum=hosts.total(), whole=whole,
            )  # fmt: skip
        found += [
            stock("rdf-year-end", group, date(end, 12, 31), host, value)
            for host, value in sorted({**hosts, "WORLD": whole}.items())
            if value
        ]
    return found


def _remark(rows: int, records: Sequence[Record], kept: Sequence[Record]) -> tuple[Remark, ...]:
    said = count_left(
        later("Rows of people from other countries left out: {n}."), rows - len(records)
    )
    said += count_left(
        later("Rows before {year}, where the table begins, left out: {n}."),
        len(records) - len(kept), year=FIRST,
    )  # fmt: skip
    beside = {
        "idps": later(
            "People displaced inside Ukraine are left out: they come from IDMC and IOM, "
            "are estimates, and have series of their own."
        ),
        "returned": later(
            "Returns are left out: they are yearly flows, not the stock of returnees."
        ),
    }
    said += tuple(
        Remark(message)
        for column, message in beside.items()
        if any(record[column].strip("0. ") for record in kept)
    )
    return said
