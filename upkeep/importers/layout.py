"""Layouts: which columns a publisher's table has, by every name it has given them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from locales import later
from upkeep.importers.cells import plain
from upkeep.importers.foreign import Sheet
from upkeep.importers.refusal import Refused

_SEARCHED: Final = 40
_UNIT: Final = re.compile(r"^(?P<name>.*?)[,:]?\s*[\(\[](?P<unit>[^)\]]*)[\)\]]$|^(?P<only>.*)$")
_MONEY: Final = re.compile(r"€|\$|\b(?:eur|usd|dollar|billion|million)|\b(?:bn|mln|mio|mrd)\b")


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of table: our word for each, and the names it goes by."""

    name: str
    needed: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One row of a foreign table, by our words for its columns."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Found:
    """A table in a known layout: its rows, what its headings say of units, and its rest."""

    records: tuple[Record, ...]
    units: Mapping[str, str]
    headings: Mapping[str, str]
    others: tuple[str, ...]
    before: tuple[tuple[str, ...], ...]
    """The rows above the header, where publishers write what the table is."""

    def has(self, column: str) -> bool:
        """Whether the table has a column."""
        return column in self.headings


def heading(text: str) -> tuple[str, str]:
    """The name of a heading, and the unit of money in its brackets."""
    name = plain(text)
    split = _UNIT.match(name)
    if split and split["unit"] and _MONEY.search(split["unit"]):
        return split["name"].strip(), split["unit"]
    return name, ""


def is_tags(cells: Sequence[str]) -> bool:
    """Whether a row holds HXL tags."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 1 and all(re.fullmatch(r"#\w.*", cell) for cell in filled)


def found(sheet: Sheet, layouts: Iterable[Layout]) -> tuple[Layout, Found]:
    """The first layout that fits a sheet, with its rows; raises Refused naming what is missing."""
    closest: tuple[int, Layout, list[str], int] | None = None
    for layout in layouts:
        for position, cells in enumerate(sheet.rows[:_SEARCHED]):
            places, missing = _matched(cells, layout)
            if not missing:
                return layout, _read(sheet, position, places)
            if places and (closest is None or len(places) > closest[0]):
                closest = (len(places), layout, missing, sheet.lines[position])
    if closest is None or closest[0] == 1:
        raise Refused(
            later("{file} has no layout that is known here. Known: {layouts}."),
            file=sheet.name,
            layouts="; ".join(layout.name for layout in layouts),
        )
    _, layout, missing, line = closest
    raise Refused(
        later("Line {line} of {file} is nearly the header of “{layout}”, but has no {missing}."),
        line=line,
        file=sheet.name,
        layout=layout.name,
        missing=", ".join(f"“{name}”" for name in missing),
    )


def only(sheets: Sequence[Sheet], fits: Callable[[Sheet], bool], name: str) -> Sheet:
    """The one sheet that fits, or the one that is named; the first where none does."""
    if name:
        sheets = [sheet for sheet in sheets if plain(sheet.name) == plain(name)]
    fitting = [sheet for sheet in sheets if fits(sheet)] if len(sheets) > 1 else list(sheets)
    if len(fitting) > 1 or not sheets:
        raise Refused(
            later("Several sheets can be meant, or none; choose one with --sheet: {names}."),
            names="; ".join(sheet.name for sheet in fitting),
        )
    return fitting[0] if fitting else sheets[0]


def fits(sheet: Sheet, layouts: Iterable[Layout]) -> bool:
    """Whether a sheet is in one of some layouts."""
    try:
        found(sheet, layouts)
    except Refused:
        return False
    return True


def _matched(cells: Sequence[str], layout: Layout) -> tuple[dict[str, int], list[str]]:
    names = [heading(cell)[0] for cell in cells]
    places: dict[str, int] = {}
    missing = []
    for column, aliases in {**layout.needed, **layout.optional}.items():
        hits = next((hits for alias in aliases if (hits := _positions(names, alias))), [])
        if len(hits) > 1:
            raise Refused(
                later("The column “{column}” stands twice in the header; keep one of them."),
                column=cells[hits[0]].strip(),
            )
        if hits:
            places[column] = hits[0]
        elif column in layout.needed:
            missing.append(aliases[0])
    return places, missing


def _positions(names: Sequence[str], alias: str) -> list[int]:
    return [index for index, name in enumerate(names) if name == alias]


def _read(sheet: Sheet, position: int, places: Mapping[str, int]) -> Found:
    header = sheet.rows[position]
    used = set(places.values())
    records = []
    for line, cells in zip(sheet.lines[position + 1 :], sheet.rows[position + 1 :], strict=True):
        if is_tags(cells) or _is_footnote(cells):
            continue
        _whole_row(sheet, line, cells, len(header), max(used))
        values = {
            column: cells[index].strip() if index < len(cells) else ""
            for column, index in places.items()
        }
        if any(values.values()):
            records.append(Record(line, values))
    if not records:
        raise Refused(later("{file} has a header and no rows."), file=sheet.name)
    return Found(
        tuple(records),
        {column: heading(header[index])[1] for column, index in places.items()},
        {column: " ".join(header[index].split()) for column, index in places.items()},
        tuple(
            " ".join(cell.split())
            for index, cell in enumerate(header)
            if cell.strip() and index not in used
        ),
        sheet.rows[:position],
    )


def _is_footnote(cells: Sequence[str]) -> bool:
    """A remark under or between the rows: words in one cell, or nothing at all."""
    return sum(1 for cell in cells if cell.strip()) <= 1


def _whole_row(sheet: Sheet, line: int, cells: Sequence[str], wanted: int, last: int) -> None:
    beyond = [cell for cell in cells[wanted:] if cell.strip()]
    if beyond or len(cells) <= last:
        raise Refused(
            later(
                "Line {line} of {file} has {found} cells where the header has {wanted}: "
                "the file is damaged or cut off there."
            ),
            line=line,
            file=sheet.name,
            found=len(cells),
            wanted=wanted,
        )


_WORDS: Final = {
    0: ("eur", "usd", "euro", "euros", "€", "$", "us$", "dollars", "in eur", "in usd", "in €"),
    6: ("million", "millions", "mio", "mln", " m"),
    9: ("billion", "billions", "bn", "mrd"),
}


def power(unit: str) -> int | None:
    """The power of ten a unit of money names: 9 for “€ billion”, 0 for “EUR”; None for others."""
    words = plain(unit)
    for exponent in (9, 6):
        if any(re.search(rf"(?<![a-z]){re.escape(word.strip())}(?![a-z])", words)
               for word in _WORDS[exponent]):  # fmt: skip
            return exponent
    return 0 if words in _WORDS[0] else None
