"""UCDP, Georeferenced Event Dataset and its monthly candidates: civilians killed, by oblast.

Estimates of documented events, never OHCHR's verified count: they have a series of their own.
"""

from typing import ClassVar, Final

import pandas as pd

from locales import later
from schemas.civilian_deaths import WAR_BEGAN
from upkeep.importers.base import (
    PUBLISHED,
    Answers,
    Argument,
    Draft,
    Edition,
    Importer,
    Remark,
    Row,
    blank,
    count_left,
)
from upkeep.importers.cells import Refused, known, last_of_month
from upkeep.importers.table import Layout, Record, Table

SERIES: Final = "ucdp-month"
NOT_PLACED: Final = "UKR-NOT-PLACED"
EVENTS: Final = Layout(
    "UCDP events, candidate or GED",
    {
        name: (name,)
        for name in (
            "country", "adm_1", "where_prec", "date_start", "date_end", "deaths_civilians",
            "deaths_unknown", "low", "high",
        )
    },
)  # fmt: skip
"""No column of coordinates, places, sources or headlines is read."""
_OBLASTS: Final = {
    "autonomous republic of crimea": "UA01", "crimea": "UA01", "vinnytsya": "UA05",
    "vinnytsia": "UA05", "volyn": "UA07", "dnipropetrovsk": "UA12", "donetsk": "UA14",
    "zhytomyr": "UA18", "zakarpattya": "UA21", "zakarpattia": "UA21", "transcarpathia": "UA21",
    "zaporizhzhya": "UA23", "zaporizhzhia": "UA23", "ivano-frankivsk": "UA26", "kyiv": "UA32",
    "kiev": "UA32", "kirovohrad": "UA35", "luhansk": "UA44", "lviv": "UA46", "mykolayiv": "UA48",
    "mykolaiv": "UA48", "odessa": "UA51", "odesa": "UA51", "poltava": "UA53", "rivne": "UA56",
    "sumy": "UA59", "ternopil": "UA61", "kharkiv": "UA63", "kherson": "UA65",
    "khmelnytskyi": "UA68", "khmelnytskyy": "UA68", "cherkasy": "UA71", "chernivtsi": "UA73",
    "chernihiv": "UA74", "kyiv special republican city": "UA80",
    "kiev special republican city": "UA80", "kyiv city": "UA80",
    "sevastopol city state administration": "UA85", "sevastopol": "UA85",
}  # fmt: skip
"""COD-AB's codes by UCDP's names, which are spelled otherwise."""
_WORST_PLACED: Final = 4
"""`where_prec` of an event known to lie in one oblast; what is higher lies somewhere in several."""
_RELEASE: Final = later(
    "Which release is it? Give --release 26.0.5 for a month of candidates, --release 26.1 for "
    "the yearly GED; the name of the file says it."
)


class Ucdp(Importer):
    """One row for each oblast and month, and for events that are not placed or span months."""

    name = "ucdp"
    help = "UCDP Candidate Events of a month, or GED (CSV or zip): civilians killed, by oblast"
    arguments = (
        Argument("release", "the release: 26.0.5 for candidates of a month, 26.1 for GED"),
    )
    layouts = (EVENTS,)
    usual: ClassVar = {
        "publisher": "UCDP",
        "url": "https://ucdp.uu.se/downloads/",
        "licence": "CC BY 4.0",
    }

    def read(self, table: Table, answers: Answers) -> Draft:
        """Civilians killed in Ukraine by the events of the war."""
        answers.ask(release=_RELEASE, published=PUBLISHED)
        candidate = answers["release"].count(".") == 2
        ours = [one for one in table.records if one.plain("country") == "ukraine"]
        kept = [one for one in ours if one.day("date_end") >= WAR_BEGAN.date()]
        if not any(one.people("deaths_civilians") for one in kept):
            raise Refused(
                later("The file tells of no civilians killed in Ukraine since 24 February 2022.")
            )
        events = pd.DataFrame([_read_event(record) for record in kept])
        known_to = last_of_month(max(events["end"])).isoformat()
        sums = events.groupby(["start", "end", "location"])["civilians"].sum()
        rows = tuple(
            blank(
                "civilian_deaths", series=SERIES, period_start=f"{start}", period_end=f"{end}",
                as_of=known_to, location=location, territory="all", outcome="killed",
                victims="all", weapon="all", population="civilian", value=str(killed),
                bound="approximate", status="estimate", obs_status="P" if candidate else "A",
            )
            for (start, end, location), killed in sums.items()
            if killed
        )  # fmt: skip
        edition = Edition(
            "civilian_deaths", rows, lambda given: self._source(given, candidate=candidate),
            "UCDP", restates=False,
        )  # fmt: skip
        turned = [
            Remark(
                later("Line {line}: high ({high}) is below low ({low}); ask UCDP which is right."),
                {"line": one.line, "high": one["high"], "low": one["low"]},
            )
            for one in kept
            if (one.people("high") or 0) < (one.people("low") or 0)
        ]
        unknown = sum(one.people("deaths_unknown") or 0 for one in kept)
        left = (
            *count_left(
                later("Events in other countries left out: {n}."), len(table.records) - len(ours)
            ),
            *count_left(
                later("Events before 24 February 2022 left out: {n}."), len(ours) - len(kept)
            ),
            *count_left(later("Deaths of whom it is not known left out: {n}."), unknown),
        )
        return Draft((edition,), (*turned, *left))

    def _source(self, answers: Answers, *, candidate: bool) -> Row:
        release = answers["release"]
        kind = "Candidate Events Dataset" if candidate else "Georeferenced Event Dataset"
        vanish = " Candidate events change, or vanish, in the release of the year."
        return self.describe(
            answers, f"ucdp-{'candidate' if candidate else 'ged'}-{release.replace('.', '-')}",
            answers.date(), title=f"UCDP {kind} {release}",
            frequency="monthly" if candidate else "annual",
            caveat="An estimate of documented events, not a verified count. There is no range for "
            "civilians alone, and many deaths are not placed in any oblast."
            + (vanish if candidate else ""),
        )  # fmt: skip


def _read_event(record: Record) -> dict[str, object]:
    """The months and the oblast of one event, and the civilians it killed."""
    start = max(record.day("date_start").replace(day=1), WAR_BEGAN.date())
    return {
        "start": start,
        "end": last_of_month(record.day("date_end")),
        "location": _find_oblast(record),
        "civilians": record.people("deaths_civilians") or 0,
    }


def _find_oblast(record: Record) -> str:
    precision = record.number("where_prec")
    name = record.plain("adm_1")
    if not name or precision is None or precision > _WORST_PLACED:
        return NOT_PLACED
    code = _OBLASTS.get(name) or _OBLASTS.get(name.removesuffix(" oblast"), "")
    return known(code, record["adm_1"], record.line, "adm_1")
