"""Eurostat, migr_asytpsm: beneficiaries of temporary protection at the end of each month."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from locales import later
from upkeep.importers import eurostat_wide, layout
from upkeep.importers.cells import clean, last_of_month, month, people, plain
from upkeep.importers.countries import place
from upkeep.importers.draft import (
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
from upkeep.importers.layout import Layout
from upkeep.importers.observation import Observation
from upkeep.importers.refusal import Refused, Unanswered

_VALUE: Final = ("obs_value", "observation value", "value")
SDMX: Final = Layout(
    "migr_asytpsm, SDMX-CSV",
    {
        "citizen": ("citizen", "country of citizenship"),
        "sex": ("sex",),
        "age": ("age", "age class"),
        "geo": ("geo", "geopolitical entity (reporting)"),
        "month": ("time_period", "time"),
        "people": _VALUE,
    },
    {"flag": ("obs_flag", "observation value flags", "flags"), "updated": ("last update",)},
)
COUNTRIES: Final = Layout(
    "migr_asytpsm, one row a country and month",
    {
        "geo": ("code", "geo", "iso3"),
        "month": ("month", "time_period", "time"),
        "people": ("people",),
    },
    {"flag": ("obs_flag", "flags")},
)

SERIES: Final = {"UA": "eurostat-ukrainian-citizens", "TOTAL": "eurostat-all-beneficiaries"}
"""The two populations of the table; other citizens are not carried."""
_ALL: Final = {"t", "total", ""}
_FLAGS: Final = {"b": "B", "d": "D", "u": "U", "p": "P"}
"""Eurostat's flags in SDMX's codes, the weightiest first; e and s make a number approximate."""
_ESTIMATED: Final = {"e", "s"}
_AGGREGATE: Final = re.compile(
    r"\b(ea\d*|efta|eea\d*|eu\d{2}|total|euro area.*|european economic.*)\b"
)
_CITIZEN: Final = later(
    "Whom does the file count? Give --citizen UA for citizens of Ukraine, --citizen TOTAL for "
    "all beneficiaries."
)
_CAVEAT: Final = (
    "Beneficiaries of temporary protection are a part of the refugees: never add the two."
)
_UNDATED: Final = _CAVEAT + " The day of this release is not known."


@dataclass(frozen=True)
class _Release:
    """What a file holds, and when Eurostat last updated it, if it says so."""

    observations: tuple[Observation, ...]
    updated: str


def draft(sheets: Sequence[Sheet], answers: Answers) -> Draft:
    """The counts of both sexes and all ages, by country and month."""
    release = _release(layout.only(sheets, _fits, answers.sheet))
    remarks: list[Remark] = []
    rows: list[Row] = []
    for observation in _wanted(release.observations, answers, remarks):
        row = _row(observation, answers, remarks)
        if row is not None:
            rows.append(row)
    if not rows:
        raise Refused(later("The file has no counts of citizens of Ukraine or of all together."))
    last = max(row["date"] for row in rows)[:7]
    rows.sort(key=lambda row: (row["series"], row["date"], row["location"]))
    edition = Edition(
        "displacement",
        tuple(rows),
        lambda given: _source(given, last, release.updated),
        "Eurostat",
    )
    return Draft((edition,), tuple(_said(remarks)))


def _said(remarks: Iterable[Remark]) -> list[Remark]:
    """Each remark once."""
    found: list[Remark] = []
    for remark in remarks:
        if remark not in found:
            found.append(remark)
    return found


def _fits(sheet: Sheet) -> bool:
    return eurostat_wide.read(sheet) is not None or layout.fits(sheet, [SDMX, COUNTRIES])


def _release(sheet: Sheet) -> _Release:
    wide = eurostat_wide.read(sheet)
    if wide is not None:
        return _Release(wide, eurostat_wide.updated(sheet))
    _, table = layout.found(sheet, [SDMX, COUNTRIES])
    observations = tuple(
        Observation(
            record.line,
            {name: record[name] for name in ("citizen", "sex", "age") if table.has(name)},
            record["geo"],
            record["month"],
            record["people"],
            record["flag"],
        )
        for record in table.records
    )
    days = {eurostat_wide.day_first(record["updated"]) for record in table.records} - {""}
    return _Release(observations, max(days, default=""))


def _code(text: str) -> str:
    """The code in “UA: Ukraine”, or for a label its code."""
    words = plain(text.split(":", maxsplit=1)[0])
    return {"ukraine": "UA", "total": "TOTAL"}.get(words, words.upper())


def _wanted(
    observations: Iterable[Observation], answers: Answers, remarks: list[Remark]
) -> Iterable[Observation]:
    """Both sexes and all ages together, of the two populations."""
    for observation in observations:
        dimensions = observation.dimensions
        parts = [plain(dimensions.get(name, "").split(":")[0]) for name in ("sex", "age")]
        citizen = _code(dimensions.get("citizen", answers.citizen))
        if not citizen:
            raise Unanswered(_CITIZEN)
        if all(part in _ALL for part in parts) and citizen in SERIES:
            yield observation
        else:
            remarks.append(Remark(later("Counts by sex, age or other citizenship are left out.")))


def _row(observation: Observation, answers: Answers, remarks: list[Remark]) -> Row | None:
    line = observation.line
    first = month(observation.month)
    if first is None:
        raise Refused(
            later("Line {line}: “{text}” is no month."), line=line, text=clean(observation.month)
        )
    location = place(observation.geo)
    if not location and _AGGREGATE.search(plain(observation.geo)):
        remarks.append(Remark(later("Left out: {names}."), {"names": clean(observation.geo)}))
        return None
    if not location:
        raise Refused(
            later("Line {line}, {column}: “{text}” is no country or donor that is known."),
            line=line, column="geo", text=clean(observation.geo),
        )  # fmt: skip
    value = people(observation.people, line, "OBS_VALUE")
    if value is None:
        return None
    status, bound = _flagged(observation)
    citizen = _code(observation.dimensions.get("citizen", answers.citizen))
    return stock(
        SERIES[citizen], "TPR", last_of_month(first), location, value,
        obs_status=status, bound=bound,
    )  # fmt: skip


def _flagged(observation: Observation) -> tuple[str, str]:
    """The status and the bound that the flags of a count stand for."""
    flags = set(plain(observation.flag).replace(",", "").replace(" ", ""))
    unknown = flags - set(_FLAGS) - _ESTIMATED
    if unknown:
        raise Refused(
            later("Line {line}: the flag “{flag}” is not known here."),
            line=observation.line,
            flag=observation.flag,
        )
    status = next((code for flag, code in _FLAGS.items() if flag in flags), "A")
    return status, "approximate" if flags & _ESTIMATED else "exact"


def _source(answers: Answers, last: str, updated: str) -> Row:
    dates = dated(answers, updated)
    return described(
        answers,
        f"eurostat-{last}",
        dates,
        publisher="Eurostat",
        title="Beneficiaries of temporary protection at the end of the month (migr_asytpsm)",
        url="https://ec.europa.eu/eurostat/databrowser/view/migr_asytpsm/default/table",
        licence="reuse with acknowledgement",
        frequency="monthly",
        caveat=_CAVEAT if dates[0] else _UNDATED,
    )
