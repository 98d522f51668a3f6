"""IOM DTM: national totals of displaced people and returnees, round by round."""

import re
from collections.abc import Sequence
from typing import Final

from locales import later
from upkeep.importers import layout
from upkeep.importers.cells import clean, day, number, people, plain
from upkeep.importers.countries import place
from upkeep.importers.draft import (
    PUBLISHED,
    Answers,
    Draft,
    Edition,
    Remark,
    Row,
    dated,
    described,
    stock,
)
from upkeep.importers.foreign import Sheet
from upkeep.importers.layout import Found, Layout, Record
from upkeep.importers.refusal import Refused, Unanswered

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

_GROUPS: Final = {"idps": "IDP", "returnees": "RET"}
_REGISTERS: Final = re.compile(r"regist|baseline|\bba\b")
_LICENCE: Final = (
    "single national figures with credit line: International Organization for Migration (IOM), "
    "Displacement Tracking Matrix (DTM)"
)
_CAVEATS: Final = {
    "idps": "An estimate from a household survey, not a count. From Round 13 (May 2023) the sample "
    "is ten times larger, so earlier and later rounds do not compare well.",
    "returnees": "An estimate from a household survey, not a count. It includes people who came "
    "back from elsewhere inside Ukraine; UNHCR's returns are yearly flows and something else.",
}
_TITLES: Final = {
    "idps": "Ukraine Displacement Data: IDP Estimates, General Population Survey Round {round}",
    "returnees": "Ukraine Returns, GPS Round {round}",
}
_PAGES: Final = {
    "idps": "https://data.humdata.org/dataset/ukraine-idp-estimates",
    "returnees": "https://data.humdata.org/dataset/ukraine-displacement-data-returnees-iom-dtm",
}
_ROUND: Final = later(
    "Each round came out on a day of its own. Give --round 20, and import one round at a time."
)


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """One edition for each round, and for each of the displaced and the returnees."""
    sheet = layout.only(sheets, lambda one: layout.fits(one, [TOTALS]), answers.sheet)
    _, table = layout.found(sheet, [TOTALS])
    columns = [name for name in _GROUPS if table.has(name)]
    if not columns:
        raise Refused(
            later("{file} has no column of people: {names}."),
            file=sheet.name,
            names="numPresentIdpInd, #affected+idps, #affected+returnees",
        )
    records = _of_survey(table, answers)
    several = len(records) > 1
    editions = tuple(
        edition
        for record in records
        for column in columns
        if (edition := _edition(record, column, several=several)) is not None
    )
    if not editions:
        raise Refused(later("The file gives no national totals for Ukraine."))
    remark = Remark(
        later("The day is the reporting date of the file; the survey may have ended earlier.")
    )
    return Draft(editions, (remark,))


def _of_survey(table: Found, answers: Answers) -> list[Record]:
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
    if answers.operation:
        records = [one for one in records if plain(one["operation"]) == plain(answers.operation)]
    elif len(operations) > 1:
        raise Refused(
            later(
                "The file holds several operations, which are never added: {names}. "
                "Choose the survey with --operation."
            ),
            names="; ".join(operations),
        )
    for record in records:
        if _REGISTERS.search(plain(f"{record['operation']} {record['assessment']}")):
            raise Refused(
                later("Line {line}: a registration is no survey and has another series."),
                line=record.line,
            )
    rounds = [_round(record) for record in records]
    for number_of, record in zip(rounds, records, strict=True):
        if rounds.count(number_of) > 1:
            raise Refused(
                later("Line {line}: round {round} has several rows; parts are not added here."),
                line=record.line, round=number_of,
            )  # fmt: skip
    return [one for one in records if not answers.round or _round(one) == answers.round]


def _round(record: Record) -> str:
    found = number(re.sub(r"(?i)round\s*|^r(?=\d)", "", record["round"]), record.line, "round")
    if found is None or found != found.to_integral_value():
        raise Refused(later("Line {line}: the round is missing."), line=record.line)
    return str(int(found))


def _edition(record: Record, column: str, *, several: bool) -> Edition | None:
    value = people(record[column], record.line, column)
    if value is None:
        return None
    round_ = _round(record)
    row = stock(
        "iom-gps", _GROUPS[column], day(record["date"], record.line, "date"), "UKR", value,
        status="survey_estimate",
    )  # fmt: skip
    returns = "-returns" if column == "returnees" else ""
    return Edition(
        "displacement",
        (row,),
        lambda answers: _source(answers, round_, column, several=several),
        "IOM DTM",
        restates=False,
        marks=rf"iom-dtm-.*-r{round_}{returns}",
    )


def _source(answers: Answers, round_: str, column: str, *, several: bool) -> Row:
    questions = [_ROUND] if several and not answers.round else []
    if not (answers.published or answers.available):
        questions.append(PUBLISHED)
    if questions:
        raise Unanswered(*questions)
    dates = dated(answers)
    returns = "-returns" if column == "returnees" else ""
    return described(
        answers,
        f"iom-dtm-{dates[0] or dates[1]}-r{round_}{returns}",
        dates,
        publisher="IOM DTM",
        title=_TITLES[column].format(round=round_),
        release=round_,
        url=_PAGES[column],
        licence=_LICENCE,
        frequency="as-needed",
        caveat=_CAVEATS[column],
    )
