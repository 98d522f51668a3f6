"""Eurostat's tables with a column for each month, as its site and its TSV files have them."""

import re
from collections.abc import Sequence
from typing import Final

from locales import later
from upkeep.importers.cells import clean, month, plain
from upkeep.importers.foreign import Sheet
from upkeep.importers.observation import Observation
from upkeep.importers.refusal import Refused

_SEARCHED: Final = 40
_NAMES: Final = {
    "citizen": "citizen", "country of citizenship": "citizen", "sex": "sex",
    "age": "age", "age class": "age", "geo": "geo", "geo (labels)": "geo", "geo (codes)": "geo",
    "geopolitical entity (reporting)": "geo", "time": "geo", "time/geo": "geo", "geo/time": "geo",
    "time/ geo": "geo", "time / geo": "geo", "geo\\time_period": "geo", "geo\\time": "geo",
    "freq": "freq", "unit": "unit", "time frequency": "freq", "unit of measure": "unit",
}  # fmt: skip
_PREAMBLE: Final = re.compile(r"^(?P<name>[a-z ]+?)\s*(?:\[[^\]]*\])?\s*:\s*(?P<value>.+)$")
_FLAGGED: Final = re.compile(r"^(?P<value>:|[\d\s.,]+)\s*\(?(?P<flag>[a-z]{0,3})\)?$")
_UPDATED: Final = re.compile(r"(?:last updated?|data extracted on)\W+(\d{1,2}/\d{1,2}/\d{2,4})")
_ENDS: Final = ("special value", "observation flags", "footnotes", ":=not available")


def read(sheet: Sheet) -> tuple[Observation, ...] | None:
    """The counts of a table with months as columns; None if it has none."""
    for position, cells in enumerate(sheet.rows[:_SEARCHED]):
        months = {index: cell for index, cell in enumerate(cells) if month(cell)}
        names = _dimensions(cells[: min(months, default=0)])
        if months and "geo" in names.values():
            return _observations(sheet, position, months, names)
    return None


def _dimensions(cells: Sequence[str]) -> dict[tuple[int, int], str]:
    """Our words for the columns before the months; in TSV files several share one, by commas."""
    found: dict[tuple[int, int], str] = {}
    for index, cell in enumerate(cells):
        parts = plain(cell).split(",") if "\\" in cell else [plain(cell)]
        for part, name in enumerate(parts):
            known = _NAMES.get(name.strip())
            if known:
                found[index, part] = known
    return found


def _observations(
    sheet: Sheet, position: int, months: dict[int, str], names: dict[tuple[int, int], str]
) -> tuple[Observation, ...]:
    said = _preamble(sheet.rows[:position])
    header = sheet.rows[position]
    found = []
    for line, cells in zip(sheet.lines[position + 1 :], sheet.rows[position + 1 :], strict=True):
        if plain(cells[0]).startswith(_ENDS):
            break
        if plain(cells[0]) in _NAMES or not any(cell.strip() for cell in cells[1:]):
            continue
        if len(cells) <= max(months):
            raise Refused(
                later(
                    "Line {line} of {file} has {found} cells where the header has {wanted}: "
                    "the file is damaged or cut off there."
                ),
                line=line, file=sheet.name, found=len(cells), wanted=len(header),
            )  # fmt: skip
        dimensions = {**said, **_told(cells, names)}
        geo = dimensions.pop("geo", "")
        for index, label in months.items():
            value, flag = _split(cells[index])
            beside = cells[index + 1] if index + 1 < len(cells) else ""
            if not flag and index + 1 < len(header) and not header[index + 1].strip():
                flag = beside.strip()
            found.append(Observation(line, dimensions, geo, label, value, flag))
    return tuple(found)


def _told(cells: Sequence[str], names: dict[tuple[int, int], str]) -> dict[str, str]:
    several = {index for index, part in names if part}
    return {
        name: (cells[index].split(",")[part] if index in several else cells[index]).strip()
        for (index, part), name in names.items()
        if name in ("citizen", "sex", "age", "geo")
    }


def _split(text: str) -> tuple[str, str]:
    """A value and the flag written behind it."""
    found = _FLAGGED.match(clean(text))
    return (found["value"].strip(), found["flag"]) if found else (text, "")


def _preamble(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Citizenship, sex and age, where lines above the table name one of each."""
    found = {}
    for cells in rows:
        text = plain(" ".join(cell for cell in cells if cell.strip()))
        line = _PREAMBLE.match(text)
        if line is None:
            line = _PREAMBLE.match(": ".join(plain(cell) for cell in cells if cell.strip()))
        name = _NAMES.get(line["name"].strip()) if line else None
        if line and name in ("citizen", "sex", "age"):
            found[name] = re.sub(r"^\[[^\]]*\]\s*", "", line["value"].strip())
    return found


def updated(sheet: Sheet) -> str:
    """The day the lines above the table say the data were last updated, '' if they do not."""
    for cells in sheet.rows[:_SEARCHED]:
        found = _UPDATED.search(plain(" ".join(cells)))
        if found and "updated" in found[0]:
            return day_first(found[1])
    return ""


def day_first(text: str) -> str:
    """A day as Eurostat writes it, 26/09/25 23:00:00, in our form; '' if it is none."""
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\b", clean(text))
    if found is None:
        whole = re.match(r"\d{4}-\d{2}-\d{2}", clean(text))
        return whole[0] if whole else ""
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return f"{year}-{int(found[2]):02}-{int(found[1]):02}"
