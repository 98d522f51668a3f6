"""UNHCR, Refugee Data Finder: people from Ukraine by host country at the end of each year."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from locales import later
from upkeep.importers import layout
from upkeep.importers.cells import clean, people, plain, year
from upkeep.importers.countries import known_place, place
from upkeep.importers.draft import Answers, Draft, Edition, Remark, Row, dated, described, stock
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import Layout, Record
from upkeep.importers.refusal import Refused

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
FIRST: Final = 2021
"""The last year-end before the full-scale invasion; the table begins there."""

_GROUPS: Final = {"REF": "refugees", "ASY": "asylum"}
_CAVEAT: Final = (
    "Year-end counts under UNHCR's mandate, defined otherwise than on its operational portal. "
    "From 2024 most people in the Russian Federation are no longer counted as refugees, by "
    "reclassification and not because they returned."
)


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The year-ends a download gives for people from Ukraine."""
    _, table = layout.found(
        layout.only(sheets, lambda sheet: layout.fits(sheet, [FINDER]), answers.sheet), [FINDER]
    )
    records = [record for record in table.records if place(record["origin"]) == "UKR"]
    if not records:
        raise Refused(later("The file has no rows of people from Ukraine."))
    kept = [record for record in records if year(record["year"], record.line, "year") >= FIRST]
    rows = [row for group in ("ASY", "REF") for row in _of_group(kept, group)]
    edition = Edition("displacement", tuple(rows), _source, "UNHCR")
    return Draft((edition,), tuple(_remarks(len(table.records), records, kept)))


def _of_group(records: Sequence[Record], group: str) -> list[Row]:
    """The counts above zero by year and host, each year with the sum of its hosts."""
    counts: dict[int, Counter[str]] = {}
    wholes: dict[int, int] = {}
    for record in records:
        end = year(record["year"], record.line, "year")
        value = people(record[_GROUPS[group]], record.line, _GROUPS[group])
        if plain(record["host"]) in ("", "-"):
            wholes[end] = value or 0
            continue
        host = known_place(record["host"], record.line, "host")
        if host in counts.setdefault(end, Counter()):
            raise Refused(
                later("Line {line}: {host} stands twice in {year}."),
                line=record.line, host=clean(record["host"]), year=end,
            )  # fmt: skip
        counts[end][host] = value or 0
    found = []
    for end in sorted({*counts, *wholes}):
        hosts = counts.get(end, Counter())
        whole = wholes.get(end, hosts.total())
        if hosts and whole != hosts.total():
            raise Refused(
                later("{year}: the hosts add up to {sum}, the total is {whole}."),
                year=end, sum=hosts.total(), whole=whole,
            )  # fmt: skip
        values = {**hosts, "WORLD": whole}
        found += [
            stock("rdf-year-end", group, date(end, 12, 31), host, values[host])
            for host in sorted(values)
            if values[host]
        ]
    return found


def _source(answers: Answers) -> Row:
    dates = dated(answers)
    return described(
        answers,
        f"unhcr-rdf-{dates[0] or dates[1]}",
        dates,
        publisher="UNHCR",
        title="Refugee Data Finder",
        url="https://www.unhcr.org/refugee-statistics/",
        licence="CC BY 4.0",
        frequency="annual",
        caveat=_CAVEAT,
    )


def _remarks(all_rows: int, records: Sequence[Record], kept: Sequence[Record]) -> list[Remark]:
    said = []
    if all_rows > len(records):
        said.append(
            Remark(
                later("Rows of people from other countries left out: {n}."),
                {"n": all_rows - len(records)},
            )
        )
    if len(records) > len(kept):
        said.append(
            Remark(
                later("Rows before {year}, where the table begins, left out: {n}."),
                {"n": len(records) - len(kept), "year": FIRST},
            )
        )
    if any(record["idps"].strip("0. ") for record in kept):
        said.append(
            Remark(
                later(
                    "People displaced inside Ukraine are left out: they come from IDMC and IOM, "
                    "are estimates, and have series of their own."
                )
            )
        )
    if any(record["returned"].strip("0. ") for record in kept):
        said.append(
            Remark(
                later("Returns are left out: they are yearly flows, not the stock of returnees.")
            )
        )
    return said
