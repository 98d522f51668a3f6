"""UCDP, Georeferenced Event Dataset and its monthly candidates: civilians killed, by oblast.

Estimates of documented events, never OHCHR's verified count: they have a series of their own.
No column of coordinates, places, sources or headlines is read.
"""

from typing import Final

import pandas as pd

from locales import later
from schemas.civilian_deaths import WAR_BEGAN
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.declared import find_codes
from upkeep.importers.table import Record, Table

SERIES: Final = "ucdp-month"
NOT_PLACED: Final = "UKR-NOT-PLACED"
_OBLASTS: Final = find_codes("oblasts")
_WORST_PLACED: Final = 4
"""`where_prec` of an event known to lie in one oblast; what is higher lies somewhere in several."""
_RELEASE: Final = later(
    "Which release is it? Give --release 26.0.5 for a month of candidates, --release 26.1 for "
    "the yearly GED; the name of the file says it."
)


class Ucdp(base.Importer):
    """One row for each oblast and month, and for events that are not placed or span months."""

    name = "ucdp"

    def read(self, table: Table, answers: Answers) -> Draft:
        """Civilians killed in Ukraine by the events of the war."""
        answers.ask(release=_RELEASE, published=base.PUBLISHED)
        release = answers["release"]
        kind, status = ("candidate", "P") if release.count(".") == 2 else ("ged", "A")
        ours = [one for one in table.records if one.plain("country") == "ukraine"]
        kept = [one for one in ours if one.day("date_end") >= WAR_BEGAN.date()]
        # An event that spans months counts for all of them together, for none of them alone.
        events = pd.DataFrame(
            {
                "start": max(one.day("date_start").replace(day=1), WAR_BEGAN.date()),
                "end": cells.last_of_month(one.day("date_end")),
                "location": _find_oblast(one),
                "killed": one.people("deaths_civilians") or 0,
            }
            for one in kept
        )
        if events.empty or not events["killed"].any():
            message = later("The file tells of no civilians killed in Ukraine since 2022-02-24.")
            raise cells.Refused(message)
        killed = events.groupby(["start", "end", "location"])["killed"].sum()
        known_to = events["end"].max()
        rows = tuple(
            base.blank(
                "civilian_deaths", series=SERIES, period_start=f"{start}", period_end=f"{end}",
                as_of=f"{known_to}", location=location, territory="all", outcome="killed",
                victims="all", weapon="all", population="civilian", value=str(value),
                bound="approximate", status="estimate", obs_status=status,
            )
            for (start, end, location), value in killed.items()
            if value
        )  # fmt: skip
        turned = later("Line {line}: high ({high}) is below low ({low}); ask UCDP which is right.")
        remarks = [
            Remark(turned, {"line": one.line, "high": one["high"], "low": one["low"]})
            for one in kept
            if (one.people("high") or 0) < (one.people("low") or 0)
        ]
        unknown = sum(one.people("deaths_unknown") or 0 for one in kept)
        left = {
            later("Events in other countries left out: {n}."): len(table.records) - len(ours),
            later("Events before 24 February 2022 left out: {n}."): len(ours) - len(kept),
            later("Deaths of people not known to be civilians left out: {n}."): unknown,
        }
        remarks += [remark for text, n in left.items() for remark in base.count_left(text, n)]

        def source(given: Answers) -> Row:
            more = {**self.parts[kind], "kind": kind, "number": release.replace(".", "-")}
            more["title"] = more["title"].format(release)
            return self.describe(given, None, **more)

        edition = Edition("civilian_deaths", rows, source, "UCDP", restates=False)
        return Draft((edition,), tuple(remarks))


def _find_oblast(record: Record) -> str:
    name, precision = record.plain("adm_1"), record.number("where_prec")
    if not name or precision is None or precision > _WORST_PLACED:
        return NOT_PLACED
    code = _OBLASTS.get(name) or _OBLASTS.get(name.removesuffix(" oblast"), "")
    return cells.known(code, record["adm_1"], record.line, "adm_1")
