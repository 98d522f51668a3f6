"""Data responsibility: no persons, no coordinates, no place finer than a rayon."""

import re
from collections.abc import Iterator
from typing import Final

from schemas import TABLES
from schemas.findings import Finding, Place
from upkeep.clean.cells import columns_of
from upkeep.clean.layout import plain
from upkeep.clean.repair import Repair
from upkeep.rules.rule import SENSE

_NAME: Final = r"[A-ZА-ЯІЇЄҐ][\w'’ʼ-]+"
_AGE: Final = (
    r"(?:,? (?:aged|âgée?|віком) \d{1,3}\b|,? \(?\d{1,3}\)? ?(?:years?|y\.?o\.?|ans|рок|років))"
)

_SEEN: Final = {
    "person_named":
        rf"{_NAME} {_NAME}{_AGE}|\b[А-ЯІЇЄҐ][а-яіїєґ'’ʼ]+(?:ович|йович|евич|івна|ївна|овна|евна)\b",
    "contact": r"[\w.+-]+@[\w-]+\.[a-z]{2,}|\+380[\d\s()-]{9,}",
    "coordinates":
        r"(?<![\d.])(?:4[4-9]|5[0-3])\.\d{3,}\s*°?\s*N?\s*[,;/ ]\s*(?:2[2-9]|3\d|40)\.\d{3,}|"
        r"\d{1,2}°\s*\d{1,2}['′’]|POINT\s*\(|\b3[4-7][TU] ?[A-Z]{2} ?\d{4,10}\b",
    "place_fine":
        r"\bUA\d{5,}\b|\b(?:вул|просп|бульв|пров)\. ?[А-ЯІЇЄҐ]|\bсмт\.? [А-ЯІЇЄҐ]|"
        r"\b(?:село|селище) [А-ЯІЇЄҐ]|\bvillage of [A-Z]|[A-Z]\w+ (?:village|hromada)\b|"
        r"\b\d+ [A-Z]\w+ (?:Street|Avenue|Road)\b|\b[A-Z]\w+ (?:Street|Avenue|Road),? \d+",
}  # fmt: skip
"""What may point to a person or an exact place, by what the check calls it."""
_SENSITIVE: Final = frozenset({
    "name", "full_name", "first_name", "last_name", "surname", "family_name", "patronymic",
    "victim", "victim_name", "person", "person_name", "age", "birthday", "birth_date",
    "date_of_birth", "passport", "phone", "telephone", "mobile", "email", "address", "street",
    "lat", "latitude", "lon", "lng", "long", "longitude", "x", "y", "coord", "coords",
    "coordinates", "geo", "geom", "geometry", "geojson", "wkt", "point", "mgrs", "settlement",
    "village", "city", "town", "hromada", "adm3", "adm4", "adm3_pcode", "adm4_pcode", "admin3",
    "admin4", "nom", "prenom", "prénom", "adresse", "lieu", "широта", "довгота", "координати",
    "адреса", "прізвище", "імʼя", "по_батькові", "телефон", "вулиця", "село", "місто", "громада",
    "населений_пункт",
})  # fmt: skip
_QUOTING: Final = frozenset({"url", "via", "printed", "corrected", "row"})
"""Columns that hold addresses of pages or quote other cells."""


def responsible(made: Repair) -> Iterator[Finding]:
    """Everything in a file that may point to a person or an exact place."""
    for name, cells in made.unknown:
        place = Place(made.file, 1, 1, 0, name)
        if {plain(name), name.strip().lower()} & _SENSITIVE:
            yield Finding(SENSE["column_sensitive"], place, name)
        for cause, pattern in _SEEN.items():
            if any(re.search(pattern, text) for text in set(cells[:1000])):
                yield Finding(SENSE[cause], place, name)
    columns = columns_of(TABLES[made.table]) if made.text is not None else {}
    for name, declared in columns.items():
        if declared.kind == "text" and name not in _QUOTING:
            cells_of = made.read.frame[name]
            for cause, pattern in _SEEN.items():
                found = [text for text in cells_of.unique() if re.search(pattern, text)]
                for line, text in cells_of[cells_of.isin(found)].items():
                    yield Finding(SENSE[cause], made.cell(int(str(line)), name), text)
