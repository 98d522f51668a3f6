"""Eurostat, migr_asytpsm: beneficiaries of temporary protection at the end of each month.

A file has a row for each month, as SDMX-CSV does, or a column, as the site's tables and TSV do.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from locales import later
from upkeep.importers import base, cells
from upkeep.importers.base import Answers, Draft, Edition, Remark, Row
from upkeep.importers.cells import Refused, clean, plain
from upkeep.importers.table import SEARCHED, Record, Sheet, Table, check_width

SERIES: Final = {"UA": "eurostat-ukrainian-citizens", "TOTAL": "eurostat-all-beneficiaries"}
"""The two populations of the table; other citizens are not carried."""
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


class Eurostat(base.Importer):
    """The counts of both sexes and all ages, by country and month."""

    name = "eurostat"

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file of either shape."""
        return super().draft([_unfold(sheet) for sheet in sheets], answers)

    def read(self, table: Table, answers: Answers) -> Draft:
        """One row for each country and month that has a count."""
        remarks: dict[str, Remark] = {}
        rows = []
        for record in table.records:
            citizen = _find_citizen(record, answers)
            name = clean(record["geo"])
            if citizen not in SERIES:
                remarks["parts"] = _LEFT
            elif not cells.place(name) and _AGGREGATE.search(plain(name)):
                remarks[name] = Remark(later("Left out: {names}."), {"names": name})
            elif row := _read_count(record, SERIES[citizen]):
                rows.append(row)
        if not rows:
            message = later("The file has no counts of citizens of Ukraine or of all together.")
            raise Refused(message)
        rows.sort(key=lambda row: (row["series"], row["date"], row["location"]))
        last = max(row["date"] for row in rows)[:7]
        updated = max(read_update(record["updated"]) for record in table.records)

        def source(given: Answers) -> Row:
            dates = given.date(updated)
            undated = "" if dates[0] else " The day of this release is not known."
            return self.describe(given, dates, last=last, caveat=_CAVEAT + undated)

        edition = Edition("displacement", tuple(rows), source, "Eurostat")
        return Draft((edition,), tuple(remarks.values()))


def _find_citizen(record: Record, answers: Answers) -> str:
    """Whom a count is of, by its code or label; '' for a part by sex or age."""
    citizen = plain((record["citizen"] or answers["citizen"]).split(":")[0])
    if not citizen:
        raise base.Unanswered(_CITIZEN)
    parts = {plain(record[name].split(":")[0]) for name in ("sex", "age")}
    if not parts <= {"t", "total", ""}:
        return ""
    return {"ukraine": "UA", "total": "TOTAL"}.get(citizen, citizen.upper())


def _read_count(record: Record, series: str) -> Row | None:
    first = cells.month(record["month"])
    if first is None:
        raise record.refuse("month", later("is no month"))
    location = record.place("geo")
    # TSV and some tables of the site write the flag behind the number: 1255010 p.
    split = re.fullmatch(r"(?P<value>:|[\d\s.,]+)\s*\(?(?P<flag>[a-z]{0,3})\)?", record["people"])
    text, beside = (split["value"], split["flag"]) if split else (record["people"], "")
    value = cells.people(text, record.line, "people")
    flags = set(re.sub("[, ]", "", record.plain("flag") or beside))
    if value is None:
        return None
    if not flags <= {*_FLAGS, "e", "s"}:
        raise record.refuse("flag", later("is a flag that is not known here"))
    return base.stock(
        series, "TPR", cells.last_of_month(first), location, value,
        obs_status=next((code for flag, code in _FLAGS.items() if flag in flags), "A"),
        bound="approximate" if flags & {"e", "s"} else "exact",
    )  # fmt: skip


_NAMES: Final = {
    "citizen": "citizen", "country of citizenship": "citizen", "sex": "sex", "age": "age",
    "age class": "age", "freq": "freq", "unit": "unit", "time frequency": "freq",
    "unit of measure": "unit", "last updated": "last update", "last update": "last update",
    "geopolitical entity (reporting)": "geo", "geo": "geo",
    "geo (labels)": "geo", "geo (codes)": "geo", "geo\\time_period": "geo", "geo\\time": "geo",
    "time": "geo", "time/geo": "geo", "geo/time": "geo", "time/ geo": "geo", "time / geo": "geo",
}  # fmt: skip
_PREAMBLE: Final = re.compile(r"^(?P<name>[a-z ]+?)\s*(?:\[[^\]]*\])?\s*:\s*(?P<value>.+)$")
_ENDS: Final = ("special value", "observation flags", "footnotes", ":=not available")
_LONG: Final = ("citizen", "sex", "age", "geo", "time_period", "obs_value", "flags", "last update")


def _unfold(sheet: Sheet) -> Sheet:
    """A table with months as columns as one with a row for each; any other as it is."""
    for position, header in enumerate(sheet.rows[:SEARCHED]):
        months = {at: cell for at, cell in enumerate(header) if cells.month(cell)}
        # In TSV files several dimensions share one column, by commas.
        places = {
            (at, part): _NAMES[name.strip()]
            for at, cell in enumerate(header[: min(months, default=0)])
            for part, name in enumerate(plain(cell).split(",") if "\\" in cell else [plain(cell)])
            if name.strip() in _NAMES
        }
        if "geo" in places.values():
            rows = list(_melt(sheet, position, months, places))
            lines = (0, *(line for line, _ in rows))
            return Sheet(sheet.name, lines, (_LONG, *(row for _, row in rows)), sheet.ended)
    return sheet


def _melt(
    sheet: Sheet, position: int, months: dict[int, str], places: dict[tuple[int, int], str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    header, said = sheet.rows[position], _read_preamble(sheet.rows[:position])
    joined = {at for at, part in places if part}
    for line, row in sheet.below(position):
        if plain(row[0]).startswith(_ENDS):
            return
        if plain(row[0]) in _NAMES or not any(cell.strip() for cell in row[1:]):
            continue
        check_width(sheet, line, row, len(header), max(months))
        for (at, part), name in places.items():
            said[name] = "".join(row[at].split(",")[part : part + 1]) if at in joined else row[at]
        for at, label in months.items():
            # The site writes flags into a column of their own, without a heading.
            own = not "".join(header[at + 1 : at + 2]).strip()
            told = {"time_period": label, "obs_value": row[at]}
            told["flags"] = "".join(row[at + 1 : at + 2]) if own else ""
            yield line, tuple({**said, **told}.get(name, "") for name in _LONG)


def _read_preamble(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the lines above a table say of all of it: citizenship, sex, age, last update."""
    found = {}
    for row in rows:
        filled = [plain(cell) for cell in row if cell.strip()]
        line = _PREAMBLE.match(" ".join(filled)) or _PREAMBLE.match(": ".join(filled))
        name = _NAMES.get(line["name"].strip(), "") if line else ""
        if line and name:
            found[name] = re.sub(r"^\[[^\]]*\]\s*", "", line["value"].strip())
    return found


def read_update(text: str) -> str:
    """A day as Eurostat writes it, 26/09/25 23:00:00, in our form; '' if it is none."""
    found = re.match(r"(\d{1,2})/(\d{1,2})/(?:20)?(\d{2})\b", clean(text))
    if found:
        return f"20{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    whole = re.match(r"\d{4}-\d{2}-\d{2}", clean(text))
    return whole[0] if whole else ""
