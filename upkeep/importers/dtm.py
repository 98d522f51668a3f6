"""IOM DTM: national totals of displaced people and returnees, round by round."""

import re
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.cells import Refused, plain
from upkeep.importers.table import Record, Table

_REGISTERS: Final = re.compile(r"regist|baseline|\bba\b")
_ROUND: Final = later(
    "Each round came out on a day of its own. Give --round 20, and import one round at a time."
)


class Dtm(base.Importer):
    """One edition for each round, and for each of the displaced and the returnees."""

    name = "dtm"

    def read(self, table: Table, answers: Answers) -> Draft:
        """The totals of Ukraine by one survey."""
        records = _choose(table, answers)
        editions = tuple(
            self._edit(record, column, several=len(records) > 1)
            for record in records
            for column in self.parts
            if record.people(column) is not None
        )
        if not editions:
            raise Refused(later("The file gives no national totals for Ukraine."))
        said = later(
            "The day is the reporting date of the file; the survey may have ended earlier."
        )
        return Draft(editions, (Remark(said),))

    def _edit(self, record: Record, column: str, *, several: bool) -> Edition:
        told, round_ = self.parts[column], _find_round(record)

        def source(answers: Answers) -> Row:
            answers.ask(**({"round": _ROUND} if several else {}), published=base.PUBLISHED)
            more = {**told, "title": told["title"].format(round_), "release": round_}
            return self.describe(answers, None, **more)

        row = base.stock(
            "iom-gps", told["group"], record.day("date"), "UKR", record.people(column) or 0,
            status="survey_estimate",
        )  # fmt: skip
        marks = rf"iom-dtm-.*-r{round_}{told['ending']}"
        return Edition("displacement", (row,), source, "IOM DTM", restates=False, marks=marks)


def _choose(table: Table, answers: Answers) -> list[Record]:
    """The totals of Ukraine by one operation, one for each round."""
    records = [one for one in table.records if cells.place(one["country"]) == "UKR"]
    if any(one["oblast"].strip() for one in records):
        message = later(
            "The file counts by oblast. Oblasts do not add up to the national total, and their "
            "codes for Kyiv are swapped in some rounds: import the file of national totals."
        )
        raise Refused(message)
    operations = sorted({cells.clean(one["operation"]) for one in records})
    if answers["operation"]:
        wanted = plain(answers["operation"])
        records = [one for one in records if one.plain("operation") == wanted]
    elif len(operations) > 1:
        message = later(
            "The file holds several operations, which are never added: {names}. "
            "Choose the survey with --operation."
        )
        raise Refused(message, names="; ".join(operations))
    rounds = [_find_round(one) for one in records]
    for round_, record in zip(rounds, records, strict=True):
        if _REGISTERS.search(plain(f"{record['operation']} {record['assessment']}")):
            problem = later("is a registration, which is no survey and has another series")
            raise record.refuse("operation", problem)
        if rounds.count(round_) > 1:
            raise record.refuse("round", later("has several rows; parts are not added here"))
    return [one for one in records if answers["round"] in ("", _find_round(one))]


def _find_round(record: Record) -> str:
    text = re.sub(r"(?i)round\s*|^r(?=\d)", "", record["round"])
    found = cells.number(text, record.line, "round")
    if found is None or found != found.to_integral_value():
        raise record.refuse("round", later("is no number of a round"))
    return str(int(found))
