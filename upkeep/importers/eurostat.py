"""Eurostat, migr_asytpsm: beneficiaries of temporary protection at the end of each month.

A file has a row for each month, as SDMX-CSV does, or a column, as the site's tables and TSV do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final, NamedTuple

from locales import later
from upkeep.importers.base import (
    Answers,
    Argument,
    Draft,
    Edition,
    Importer,
    Remark,
    Row,
    Unanswered,
    stock,
)
from upkeep.importers.cells import (
    Refused,
    clean,
    known,
    last_of_month,
    month,
    people,
    place,
    plain,
    refuse_cell,
)
from upkeep.importers.table import (
    SEARCHED,
    Layout,
    Sheet,
    Table,
    check_width,
    choose_sheet,
    find_table,
)

SDMX: Final = Layout(
    "migr_asytpsm, SDMX-CSV",
    {
        "citizen": ("citizen", "country of citizenship"),
        "sex": ("sex",),
        "age": ("age", "age class"),
        "geo": ("geo", "geopolitical entity (reporting)"),
        "month": ("time_period", "time"),
        "people": ("obs_value", "observation value", "value"),
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
_PARTS: Final = ("citizen", "sex", "age")
_FLAGS: Final = {"b": "B", "d": "D", "u": "U", "p": "P"}
"""Eurostat's flags in SDMX's codes, the weightiest first; e and s make a number approximate."""
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
_LEFT: Final = Remark(later("Counts by sex, age or other citizenship are left out."))


class Observation(NamedTuple):
    """A count of people still in Eurostat's words: of whom, where, when, and its flags."""

    line: int
    parts: Mapping[str, str]
    """Citizenship, sex and age, as far as the file tells them."""
    geo: str
    month: str
    people: str
    flag: str


class Eurostat(Importer):
    """The counts of both sexes and all ages, by country and month."""

    name = "eurostat"
    help = "migr_asytpsm: SDMX-CSV, or the CSV or TSV of the site"
    arguments = (Argument("citizen", "UA or TOTAL, if the file does not say whom it counts"),)
    layouts = (SDMX, COUNTRIES)
    usual: ClassVar = {
        "publisher": "Eurostat",
        "title": "Beneficiaries of temporary protection at the end of the month (migr_asytpsm)",
        "url": "https://ec.europa.eu/eurostat/databrowser/view/migr_asytpsm/default/table",
        "licence": "reuse with acknowledgement",
        "frequency": "monthly",
    }

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file of either shape."""
        sheet = choose_sheet(sheets, self.fits, answers["sheet"])
        wide = tuple(_read_wide(sheet))
        if wide:
            return self._edit(wide, _find_update(sheet), answers)
        table = find_table(sheet, self.layouts)
        updated = {read_update(record["updated"]) for record in table.records}
        return self._edit(tuple(_read_long(table)), max(updated), answers)

    def fits(self, sheet: Sheet) -> bool:
        """Whether a sheet is of either shape."""
        return next(_read_wide(sheet), None) is not None or super().fits(sheet)

    def _edit(self, counts: Sequence[Observation], updated: str, answers: Answers) -> Draft:
        remarks: dict[str, Remark] = {}
        rows = []
        for count in counts:
            citizen = _find_citizen(count, answers)
            location = place(count.geo)
            if citizen not in SERIES:
                remarks["parts"] = _LEFT
            elif not location and _AGGREGATE.search(plain(count.geo)):
                name = clean(count.geo)
                remarks[name] = Remark(later("Left out: {names}."), {"names": name})
            elif row := _read_count(count, SERIES[citizen], location):
                rows.append(row)
        if not rows:
            raise Refused(
                later("The file has no counts of citizens of Ukraine or of all together.")
            )
        rows.sort(key=lambda row: (row["series"], row["date"], row["location"]))
        last = max(row["date"] for row in rows)[:7]

        def source(given: Answers) -> Row:
            dates = given.date(updated)
            undated = "" if dates[0] else " The day of this release is not known."
            return self.describe(given, f"eurostat-{last}", dates, caveat=_CAVEAT + undated)

        edition = Edition("displacement", tuple(rows), source, "Eurostat")
        return Draft((edition,), tuple(remarks.values()))


def _find_citizen(count: Observation, answers: Answers) -> str:
    """Whom a count is of, by its code or label; '' for a part by sex or age."""
    citizen = plain(count.parts.get("citizen", answers["citizen"]).split(":")[0])
    if not citizen:
        raise Unanswered(_CITIZEN)
    parts = {plain(count.parts.get(name, "").split(":")[0]) for name in ("sex", "age")}
    if not parts <= {"t", "total", ""}:
        return ""
    return {"ukraine": "UA", "total": "TOTAL"}.get(citizen, citizen.upper())


def _read_count(count: Observation, series: str, location: str) -> Row | None:
    first = month(count.month)
    if first is None:
        message = later("Line {line}: “{text}” is no month.")
        raise refuse_cell(message, count.month, count.line, "month")
    known(location, count.geo, count.line, "geo")
    value = people(count.people, count.line, "OBS_VALUE")
    if value is None:
        return None
    flags = set(plain(count.flag).replace(",", "").replace(" ", ""))
    if not flags <= {*_FLAGS, "e", "s"}:
        raise Refused(
            later("Line {line}: the flag “{flag}” is not known here."),
            line=count.line, flag=count.flag,
        )  # fmt: skip
    return stock(
        series, "TPR", last_of_month(first), location, value,
        obs_status=next((code for flag, code in _FLAGS.items() if flag in flags), "A"),
        bound="approximate" if flags & {"e", "s"} else "exact",
    )  # fmt: skip


def _read_long(table: Table) -> Iterator[Observation]:
    for record in table.records:
        parts = {name: record[name] for name in _PARTS if table.has(name)}
        yield Observation(
            record.line, parts, record["geo"], record["month"], record["people"], record["flag"]
        )


_NAMES: Final = {
    "citizen": "citizen", "country of citizenship": "citizen", "sex": "sex", "age": "age",
    "age class": "age", "freq": "freq", "unit": "unit", "time frequency": "freq",
    "unit of measure": "unit", "geopolitical entity (reporting)": "geo", "geo": "geo",
    "geo (labels)": "geo", "geo (codes)": "geo", "geo\\time_period": "geo", "geo\\time": "geo",
    "time": "geo", "time/geo": "geo", "geo/time": "geo", "time/ geo": "geo", "time / geo": "geo",
}  # fmt: skip
_PREAMBLE: Final = re.compile(r"^(?P<name>[a-z ]+?)\s*(?:\[[^\]]*\])?\s*:\s*(?P<value>.+)$")
_FLAGGED: Final = re.compile(r"^(?P<value>:|[\d\s.,]+)\s*\(?(?P<flag>[a-z]{0,3})\)?$")
_UPDATED: Final = re.compile(r"last updated?\W+(\d{1,2}/\d{1,2}/\d{2,4})")
_ENDS: Final = ("special value", "observation flags", "footnotes", ":=not available")
Places = Mapping[tuple[int, int], str]
"""Our word for each column before the months; in TSV files several share one, by commas."""


def _read_wide(sheet: Sheet) -> Iterator[Observation]:
    """The counts of a table with months as columns; none if it has none."""
    for position, header in enumerate(sheet.rows[:SEARCHED]):
        months = {index: cell for index, cell in enumerate(header) if month(cell)}
        places = _find_places(header[: min(months, default=0)])
        if months and "geo" in places.values():
            break
    else:
        return
    said = _read_preamble(sheet.rows[:position])
    joined = {at for at, part in places if part}
    for line, row in sheet.below(position):
        if plain(row[0]).startswith(_ENDS):
            return
        if plain(row[0]) in _NAMES or not any(cell.strip() for cell in row[1:]):
            continue
        check_width(sheet, line, row, len(header), max(months))
        told: dict[str, str] = {
            name: "".join(row[at].split(",")[part : part + 1]) if at in joined else row[at]
            for (at, part), name in places.items()
        }
        parts = {**said, **{name: told[name] for name in _PARTS if name in told}}
        for index, label in months.items():
            split = _FLAGGED.match(clean(row[index]))
            value, flag = (split["value"].strip(), split["flag"]) if split else (row[index], "")
            # The site writes flags into a column of their own, without a heading.
            if not flag and not "".join(header[index + 1 : index + 2]).strip():
                flag = "".join(row[index + 1 : index + 2]).strip()
            yield Observation(line, parts, told["geo"].strip(), label, value, flag)


def _find_places(cells: Sequence[str]) -> Places:
    return {
        (index, part): _NAMES[name.strip()]
        for index, cell in enumerate(cells)
        for part, name in enumerate(plain(cell).split(",") if "\\" in cell else [plain(cell)])
        if name.strip() in _NAMES
    }


def _read_preamble(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Citizenship, sex and age, where lines above the table name one of each."""
    found = {}
    for row in rows:
        filled = [plain(cell) for cell in row if cell.strip()]
        line = _PREAMBLE.match(" ".join(filled)) or _PREAMBLE.match(": ".join(filled))
        name = _NAMES.get(line["name"].strip(), "") if line else ""
        if line and name in _PARTS:
            found[name] = re.sub(r"^\[[^\]]*\]\s*", "", line["value"].strip())
    return found


def _find_update(sheet: Sheet) -> str:
    """The day the lines above the table say the data were last updated, '' if they do not."""
    texts = (plain(" ".join(row)) for row in sheet.rows[:SEARCHED])
    found = next(filter(None, map(_UPDATED.search, texts)), None)
    return read_update(found[1]) if found else ""


def read_update(text: str) -> str:
    """A day as Eurostat writes it, 26/09/25 23:00:00, in our form; '' if it is none."""
    found = re.match(r"(\d{1,2})/(\d{1,2})/(?:20)?(\d{2})\b", clean(text))
    if found:
        return f"20{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    whole = re.match(r"\d{4}-\d{2}-\d{2}", clean(text))
    return whole[0] if whole else ""
