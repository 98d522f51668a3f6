"""IOM DTM: national totals of displaced people and returnees, round by round."""

import re
from typing import ClassVar, Final

from locales import later
from upkeep.importers.base import (
    PUBLISHED,
    Answers,
    Argument,
    Draft,
    Edition,
    Importer,
    Remark,
    Row,
    stock,
)
from upkeep.importers.cells import Refused, clean, number, place, plain
from upkeep.importers.table import Layout, Record, Table

TOTALS: Final = Layout(
    "DTM totals by country and round",
    {
        "country": (
            "admin0name", "admin0pcode", "country", "#country+name", "#country+code", "#adm0+code",
        ),
        "date": ("reportingdate", "reporting date", "reported date", "#date+reported", "#date"),
        "round": ("roundnumber", "round number", "round", "#round+code", "#meta+round"),
    },
    {
        "idps": (
            "numpresentidpind", "idps", "idp estimate", "#affected+idps", "#affected+idps+ind",
        ),
        "returnees": (
            "numpresentretind", "returnees", "#affected+returnees", "#affected+returnees+ind",
        ),
        "operation": ("operation", "#operation+name"),
        "oblast": ("admin1name", "admin1pcode", "#adm1+name", "#adm1+code"),
        "assessment": ("assessmenttype", "assessment type", "#assessment+type"),
    },
)  # fmt: skip
_REGISTERS: Final = re.compile(r"regist|baseline|\bba\b")
_COLUMNS: Final = {
    "idps": {
        "group": "IDP",
        "ending": "",
        "title": "Ukraine Displacement Data: IDP Estimates, General Population Survey Round {}",
        "url": "https://data.humdata.org/dataset/ukraine-idp-estimates",
        "caveat": "An estimate from a household survey, not a count. From Round 13 (May 2023) the "
        "sample is ten times larger, so earlier and later rounds do not compare well.",
    },
    "returnees": {
        "group": "RET",
        "ending": "-returns",
        "title": "Ukraine Returns, GPS Round {}",
        "url": "https://data.humdata.org/dataset/ukraine-displacement-data-returnees-iom-dtm",
        "caveat": "An estimate from a household survey, not a count. It includes people who came "
        "back from elsewhere inside Ukraine; UNHCR's returns are yearly flows and something else.",
    },
}
"""What each column of people counts, and what `sources.csv` says of it."""
_ROUND: Final = later(
    "Each round came out on a day of its own. Give --round 20, and import one round at a time."
)


class Dtm(Importer):
    """One edition for each round, and for each of the displaced and the returnees."""

    name = "dtm"
    help = "IOM DTM: national totals by round"
    arguments = (Argument("operation", "the operation to take"), Argument("round", "the round"))
    layouts = (TOTALS,)
    usual: ClassVar = {
        "publisher": "IOM DTM",
        "licence": "single national figures with credit line: International Organization for "
        "Migration (IOM), Displacement Tracking Matrix (DTM)",
        "frequency": "as-needed",
    }

    def read(self, table: Table, answers: Answers) -> Draft:
        """The totals of Ukraine by one survey."""
        columns = [name for name in _COLUMNS if table.has(name)]
        if not columns:
            raise Refused(
                later("{file} has no column of people: {names}."),
                file=table.name, names="numPresentIdpInd, #affected+idps, #affected+returnees",
            )  # fmt: skip
        records = _choose(table, answers)
        editions = tuple(
            self._edit(record, column, several=len(records) > 1)
            for record in records
            for column in columns
            if record.people(column) is not None
        )
        if not editions:
            raise Refused(later("The file gives no national totals for Ukraine."))
        remark = Remark(
            later("The day is the reporting date of the file; the survey may have ended earlier.")
        )
        return Draft(editions, (remark,))

    def _edit(self, record: Record, column: str, *, several: bool) -> Edition:
        told, round_ = _COLUMNS[column], _find_round(record)

        def source(answers: Answers) -> Row:
            answers.ask(**({"round": _ROUND} if several else {}), published=PUBLISHED)
            dates = answers.date()
            return self.describe(
                answers, f"iom-dtm-{dates[0] or dates[1]}-r{round_}{told['ending']}", dates,
                release=round_, title=told["title"].format(round_), url=told["url"],
                caveat=told["caveat"],
            )  # fmt: skip

        row = stock(
            "iom-gps", told["group"], record.day("date"), "UKR", record.people(column) or 0,
            status="survey_estimate",
        )  # fmt: skip
        marks = rf"iom-dtm-.*-r{round_}{told['ending']}"
        return Edition("displacement", (row,), source, "IOM DTM", restates=False, marks=marks)


def _choose(table: Table, answers: Answers) -> list[Record]:
    """The totals of Ukraine by one operation, one for each round."""
    records = [record for record in table.records if place(record["country"]) == "UKR"]
    if any(record["oblast"].strip() for record in records):
        raise Refused(
            later(
                "The file counts by oblast. Oblasts do not add up to the national total, and their "
                "codes for Kyiv are swapped in some rounds: import the file of national totals."
            )
        )
    operations = sorted({clean(record["operation"]) for record in records})
    if answers["operation"]:
        wanted = plain(answers["operation"])
        records = [one for one in records if one.plain("operation") == wanted]
    elif len(operations) > 1:
        raise Refused(
            later(
                "The file holds several operations, which are never added: {names}. "
                "Choose the survey with --operation."
            ),
            names="; ".join(operations),
        )
    rounds = [_find_round(record) for record in records]
    for round_, record in zip(rounds, records, strict=True):
        if _REGISTERS.search(plain(f"{record['operation']} {record['assessment']}")):
            message = later("Line {line}: a registration is no survey and has another series.")
            raise Refused(message, line=record.line)
        if rounds.count(round_) > 1:
            raise Refused(
                later("Line {line}: round {round} has several rows; parts are not added here."),
                line=record.line, round=round_,
            )  # fmt: skip
    return [one for one in records if answers["round"] in ("", _find_round(one))]


def _find_round(record: Record) -> str:
    text = re.sub(r"(?i)round\s*|^r(?=\d)", "", record["round"])
    found = number(text, record.line, "round")
    if found is None or found != found.to_integral_value():
        raise Refused(later("Line {line}: the round is missing."), line=record.line)
    return str(int(found))
